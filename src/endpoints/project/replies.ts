/* What the vendor sends back, as far as it is relied upon; further keys pass through. */

import { z } from 'zod';

export const text = z.string();
export const maybeText = z.string().nullish();
export const flag = z.boolean().nullish();
export const count = z.number().nullish();
export const texts = z.array(z.string()).nullish();
/** Integers beyond 2^53 arrive as texts. */
export const id = z.union([z.number(), z.string()]);
export const maybeId = id.nullish();

export const anything = z.unknown();

export function part(shape: z.ZodRawShape) {
  return z.object(shape).passthrough();
}

export function parts(shape: z.ZodRawShape = {}) {
  return z.array(part(shape)).nullish();
}

/** A bare list in the envelope stands under `data`; an empty one may be null there. */
export function listOf(shape: z.ZodRawShape) {
  return { data: z.array(part(shape)).optional() };
}

/** A bare value in the envelope stands under `data` as well. */
export const newId = { data: id.describe('Id of what was made') };
export const newKey = { data: text.describe('Key of what was made') };

/** A success that says nothing. */
export const nothing = {};

export const fieldValue = {
  field_key: maybeText,
  field_value: anything,
  field_alias: maybeText,
  field_type_key: maybeText,
};

export const scheduleReply = {
  points: count,
  estimate_start_date: count,
  estimate_end_date: count,
  owners: texts,
  actual_work_time: count,
};

export const roleOwner = { role: text, owners: texts, name: maybeText };

export const option = { label: maybeText, value: maybeText, children: anything };

export const userDetail = {
  user_key: text,
  username: maybeText,
  email: maybeText,
  name_cn: maybeText,
  name_en: maybeText,
};

const nodeBasics = { id: text, name: maybeText, owners: texts, milestone: flag };

export const workItem = {
  id,
  name: maybeText,
  work_item_type_key: maybeText,
  project_key: maybeText,
  simple_name: maybeText,
  template_id: maybeId,
  pattern: maybeText.describe('Node or State'),
  sub_stage: maybeText,
  work_item_status: part({ state_key: maybeText }).nullish(),
  current_nodes: parts(nodeBasics),
  fields: parts(fieldValue),
  created_by: maybeText,
  created_at: count,
  updated_by: maybeText,
  updated_at: count,
};

export const workItems = listOf({
  ...workItem,
  workflow_infos: anything,
  multi_texts: parts(),
  relation_fields_detail: parts(),
  user_details: parts(userDetail),
  compound_field_extra: parts(fieldValue),
  parent_work_item: parts(),
});

export const subTask = {
  id,
  name: maybeText,
  owners: texts,
  assignee: texts,
  role_assignee: parts(roleOwner),
  schedules: parts(scheduleReply),
  passed: flag,
  note: maybeText,
  deliverable: parts(fieldValue),
  fields: parts(fieldValue),
};
