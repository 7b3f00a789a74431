import { z } from 'zod';
import { publishedAs, terse } from '../../../core/terse.js';
import { idNumber, json, milliseconds } from '../schemas.js';

/** "Structures", FieldValuePair: one of key and alias is enough. */
const fieldValuePair = z
  .object({
    field_key: z.string().min(1).optional(),
    field_alias: z.string().min(1).optional(),
    field_value: json.optional(),
    field_type_key: z.string().min(1).optional(),
    field_name: z.string().min(1).optional(),
    help_description: z.string().optional(),
    update_mode: z.number().int().optional(),
    target_state: z
      .object({ state_key: z.string().min(1).optional(), transition_id: idNumber().optional() })
      .strict()
      .optional(),
  })
  .strict()
  .refine(({ field_key, field_alias }) => field_key || field_alias, 'field_key or field_alias');

/** A field with its value, in the shapes of "Field and attribute formats". */
export function fieldValues(description: string) {
  return terse(z.array(fieldValuePair).describe(description));
}

/** The one place that says the shapes; the other tools point at it. */
export const fieldValuesInFull = fieldValues(
  '[{field_key: name or key, field_value}], values as people write them: option label, person, 2026-11-21, [start, end], true, item id or link, a list of those; compound_field a list of rows {sub-field: value}; null clears',
);

export const fieldValuesBriefly = fieldValues('[{field_key, field_value}]');

/** The rows of a compound field: a list of groups, each a list of sub-fields. */
export const groups = terse(
  z
    .array(z.array(fieldValuePair).min(1))
    .describe('Groups, each {sub-field: value}, or [{field_key, field_value}]'),
);

/** The same with the fields of nodes, which have no more than these keys. */
export const nodeFields = terse(
  z
    .array(
      z
        .object({
          field_key: z.string().min(1).optional(),
          field_alias: z.string().min(1).optional(),
          field_value: json.optional(),
          field_type_key: z.string().min(1).optional(),
        })
        .strict(),
    )
    .describe('Node fields, [{field_key, field_value}]'),
);

/** "Structures", Schedule. A time of 0 is none. */
const scheduleShape = z
  .object({
    points: z.number().nonnegative().optional(),
    estimate_start_date: milliseconds.optional(),
    estimate_end_date: milliseconds.optional(),
    owners: z.array(z.string()).optional(),
    actual_work_time: z.number().nonnegative().optional(),
    is_auto: z.boolean().optional(),
    planned_construction_period: z.number().int().optional(),
  })
  .strict();

/** A schedule as people write it; the vendor's names are read as well. */
export const writtenSchedule = z
  .object({
    start: milliseconds.optional(),
    end: milliseconds.optional(),
    points: z.number().optional(),
    actual_work_time: z.number().optional(),
  })
  .passthrough();

/** A time of 0 is none. */
export function clearsTimes(argument: string, start: string, end: string) {
  return { start: { [argument]: { [start]: 0 } }, end: { [argument]: { [end]: 0 } } };
}

export function clearsSchedule(argument: string) {
  return clearsTimes(argument, 'estimate_start_date', 'estimate_end_date');
}

export const schedule = publishedAs(scheduleShape.describe('Schedule'), writtenSchedule);

export const ownersSchedule = writtenSchedule
  .omit({ actual_work_time: true })
  .extend({ owner: z.string().min(1).optional() });

export const schedules = publishedAs(
  z.array(scheduleShape).describe('One for each owner: [{owner, start, end, points}]'),
  z.array(z.object({}).passthrough()),
);

/** "Structures", ScheduleConstraintRule. */
export const scheduleConstraintRule = terse(
  z
    .object({
      sub_task: z.boolean().optional(),
      node: z.boolean().optional(),
      sub_process_node: z.boolean().optional(),
      wbs_sub_instance_type: z.record(z.boolean()).optional(),
    })
    .strict()
    .describe('What the schedule constrains: {sub_task, node, sub_process_node}'),
);

/** "Structures", RoleOwner. No owners clear the role. */
export const roleOwners = publishedAs(
  z
    .array(
      z
        .object({
          role: z.string(),
          owners: z.array(z.string()),
          name: z.string().min(1).optional(),
          exist: z.boolean().optional(),
          is_member_multi: z.boolean().optional(),
        })
        .strict(),
    )
    .describe('No owners clear a role'),
  z.array(z.object({ role: z.string(), owners: z.array(z.string()) }).strict()),
);

const expandShape = z
  .object({
    need_workflow: z.boolean(),
    need_multi_text: z.boolean(),
    relation_fields_detail: z.boolean(),
    need_user_detail: z.boolean(),
    need_sub_task_parent: z.boolean(),
    need_union_deliverable: z.boolean(),
    need_wbs_relation_chain_entity: z.boolean(),
    need_wbs_relation_chain_path: z.boolean(),
    need_group_uuid_for_compound: z.boolean(),
    need_parent_workitem: z.boolean(),
  })
  .partial()
  .strict();

export const expandInFull = terse(
  expandShape.describe(
    'What to add: need_workflow, need_multi_text, relation_fields_detail, need_user_detail, need_sub_task_parent, need_group_uuid_for_compound, need_parent_workitem: true',
  ),
);

export const expand = terse(expandShape.describe('As in project_work_items_get'));

export const userDetailOnly = terse(expandShape.describe('{need_user_detail: true}'));
