import { z } from 'zod';
import {
  anything,
  count,
  flag,
  id,
  listOf,
  maybeId,
  maybeText,
  option,
  parts,
  text,
  texts,
} from '../replies.js';

/** Configuration of spaces: types, fields, roles, templates, and what else belongs to a space. */

export const spaceKeys = { data: z.array(z.string()).optional().describe('Space keys') };

/** Spaces by their key, so that no key of the reply can be relied upon. */
export const spacesByKey = {};

export const workItemTypes = listOf({
  type_key: text,
  name: maybeText,
  api_name: maybeText,
  is_disable: count.describe('1 disabled, 2 enabled'),
});

const roleName = { id: maybeText, name: maybeText, key: maybeText };

export const workItemType = {
  type_key: text,
  name: maybeText,
  flow_mode: maybeText.describe('workflow or stateflow'),
  api_name: maybeText,
  is_disabled: flag,
  schedule_field_key: maybeText,
  estimate_point_field_key: maybeText,
  actual_work_time_field_key: maybeText,
  belong_roles: parts(roleName),
};

export const businessLines = listOf({ id: text, name: maybeText, children: anything });

export const teams = {
  ...listOf({
    team_id: id,
    team_name: maybeText,
    user_keys: texts,
    members: texts,
    administrators: texts,
  }),
  has_more: flag,
};

const simpleField = {
  field_key: text,
  field_name: maybeText,
  field_alias: maybeText,
  field_type_key: maybeText,
  is_obsoleted: flag,
  options: parts(option),
  compound_fields: parts(),
  relation_id: maybeText,
};

export const fields = listOf(simpleField);

export const fieldOptions = { options: parts(option), has_more: flag, field_name: maybeText };

export const aggregatedFields = { agg_resource_items: parts() };

export const relations = listOf({
  id: text,
  name: maybeText,
  disabled: flag,
  work_item_type_key: maybeText,
  relation_type: count.describe('0 plain, 1 parent and child'),
  relation_details: parts(),
});

export const newRelation = { relation_id: text };

export const roles = listOf({
  id: text,
  name: maybeText,
  key: maybeText,
  role_alias: maybeText,
  is_owner: flag,
  members: texts,
  is_member_multi: flag,
});

export const templates = listOf({
  template_id: text,
  template_name: maybeText,
  is_disabled: count.describe('1 disabled, 2 enabled'),
  version: count,
  template_key: maybeText,
});

export const template = {
  template_id: maybeId,
  template_name: maybeText,
  workflow_confs: parts({ state_key: maybeText, name: maybeText }),
  state_flow_confs: parts({ state_key: maybeText, name: maybeText }),
  connections: parts(),
};

export const wbsTemplate = {
  template_key: maybeText,
  template_name: maybeText,
  workflow_conf: anything,
};

export const newElement = { element_key: text };

const element = { element_key: text, name: maybeText };

export const elements = {
  node_elements: parts(element),
  task_elements: parts(element),
  total: count,
};
