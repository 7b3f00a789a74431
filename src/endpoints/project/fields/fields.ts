import { z } from 'zod';
import { terse } from '../../../core/terse.js';
import * as reply from '../config/space-replies.js';
import { argumentRules, atMostOneOf, cases } from '../nodes/rules.js';
import { defineProjectResource } from '../project-endpoint.js';
import { newKey, nothing } from '../replies.js';
import { inSpace, ofType, space } from '../routes.js';
import {
  json,
  key,
  keys,
  object,
  objects,
  oneOfNumbers,
  projectKey,
  typeKey,
  workItemId,
} from '../schemas.js';

const freeAdd = oneOfNumbers('Users add options: 1 yes, 2 no', 1, 2);

const teamOption = terse(
  z
    .object({
      team_mode: z.string().optional(),
      team_data_scopes: z
        .array(
          z.object({ team_id: z.string().optional(), cascade: z.boolean().optional() }).strict(),
        )
        .optional(),
    })
    .strict()
    .describe('Teams in place of options'),
);

const numberConfig = object('{display_digits, thousandth}');

const displayInfos = objects('Shown of related items: [{display_field_keys}]');

/** What a field can be given, new or not. */
const settings = {
  free_add: freeAdd.optional(),
  work_item_relation_uuid: key('Relation').optional(),
  default_value: json.describe('Default value').optional(),
  field_alias: key('Alias').optional(),
  help_description: z.string().describe('Help text').optional(),
  authorized_roles: keys('Roles that may edit').optional(),
  related_field_extra_display_infos: displayInfos.optional(),
  team_option: teamOption.optional(),
  number_config: numberConfig.optional(),
};

export const projectFields = defineProjectResource('project_fields', {
  list: {
    route: `POST ${space}/field/all`,
    title: 'List fields',
    summary: 'Keys, names, types and options of the fields of a type, or of the whole space.',
    effect: 'read',
    path: inSpace,
    body: { work_item_type_key: typeKey.optional() },
    reply: reply.fields,
  },
  list_options: {
    route: 'POST /open_api/work_item/field/options',
    title: 'List options of a field',
    summary: 'The options that can be chosen for one field of one work item.',
    effect: 'read',
    path: {},
    body: {
      project_key: projectKey,
      work_item_type_key: typeKey,
      work_item_id: workItemId,
      field_key: key('Field key'),
      first_option_key: key('Option to begin with').optional(),
    },
    reply: reply.fieldOptions,
  },
  list_aggregated: {
    route: 'POST /open_api/view_search/space_agg_fields/query_ui',
    title: 'List aggregated fields',
    summary: 'The fields of all types of a space, as its search dialog shows them.',
    effect: 'read',
    path: {},
    body: { project_key: projectKey },
    reply: reply.aggregatedFields,
  },
  create: {
    route: `POST ${space}/field/{work_item_type_key}/create`,
    title: 'Create a field',
    summary: 'Create a custom field, or take over one of another type.',
    effect: 'create',
    path: ofType,
    body: {
      field_name: key('Field name'),
      field_type_key: key('Type, such as text or select'),
      value_type: oneOfNumbers('0 new, 1 taken over', 0, 1).optional(),
      reference_work_item_type_key: key('Type that has the field').optional(),
      reference_field_key: key('The field there').optional(),
      field_value: json.describe('Options, [{label, value}]').optional(),
      is_multi: z.boolean().describe('Several values').optional(),
      format: z.boolean().describe('Dates without time').optional(),
      parent_field_key: key('Compound field to put it in').optional(),
      ...settings,
    },
    crossFieldRule: argumentRules(
      atMostOneOf('field_value', 'team_option'),
      ...cases('value_type', {
        1: { needs: ['reference_work_item_type_key', 'reference_field_key'] },
      }),
    ),
    reply: newKey,
  },
  update: {
    route: `PUT ${space}/field/{work_item_type_key}`,
    title: 'Change a field',
    summary: 'Change the name, options or settings of a custom field.',
    effect: 'update',
    path: ofType,
    body: {
      field_key: key('Field key'),
      field_name: key('New name').optional(),
      field_value: json
        .describe('Options, [{label, value, action: 0 add, 1 change, 2 delete}]')
        .optional(),
      ...settings,
    },
    crossFieldRule: argumentRules(atMostOneOf('field_value', 'team_option')),
    reply: nothing,
  },
});
