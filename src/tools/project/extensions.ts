import { z } from 'zod';
import { publishedAs, terse } from '../../core/terse.js';
import type { EndpointName } from '../../endpoints/catalogue.js';
import { json, key, typeKey } from '../../endpoints/project/schemas.js';
import { changesShape } from '../answer/changes.js';
import type { Extension } from '../context/operation.js';
import { setChange } from '../input/set-change.js';

const composites = {
  group_uuids: z.array(z.string()).optional().describe('Of the groups written'),
  dropped: z.array(z.string()).optional().describe('What the vendor dropped silently'),
  ...changesShape,
};

/** Of writes that depend on the state of their item. */
const foreseen = {
  would_change: changesShape.changes.describe('What a dry run expects to change'),
};

const count = z.number().optional();

/** People, roles or texts: the whole new list, or what to add and remove. */
function set(description: string) {
  return setChange(z.string()).describe(description);
}

const transitionText = key('Transition id, or the state to go to');

/** An id can be a number. */
const transition = publishedAs(
  z.preprocess((value) => (typeof value === 'number' ? String(value) : value), transitionText),
  transitionText,
);

/** RoleOwner[], whose owners are sets. */
const roleOwners = terse(
  z
    .array(
      z
        .object({
          role: z.string(),
          owners: setChange(z.string()),
          name: z.string().min(1).optional(),
          exist: z.boolean().optional(),
          is_member_multi: z.boolean().optional(),
        })
        .strict(),
    )
    .describe('[{role, owners: [person], [] or {add, remove}}]'),
).optional();

const replace = { replace: z.boolean().describe('Send only this').optional() };

/** Changed in part where a node or a sub-task is. */
const ofNode = {
  node_owners: set('Owners: all, or {add, remove}').optional(),
  role_assignee: roleOwners,
};

const ofTask = { assignee: set('Owners: all, or {add, remove}').optional() };

const taskInput = { ...ofTask, role_assignee: roleOwners };

const role = terse(
  z
    .object({
      name: z.string().min(1).optional(),
      is_owner: z.boolean().optional(),
      auto_enter_group: z.boolean().optional(),
      member_assign_mode: z.number().int().min(1).max(4).optional(),
      members: setChange(z.string()).optional(),
      is_member_multi: z.boolean().optional(),
      role_alias: z.string().optional(),
      lock_scope: setChange(z.string()).optional(),
    })
    .strict()
    .describe(
      '{name, members: [person] or {add, remove}, member_assign_mode: 1 by hand, 2 members, 3 creator, 4 by conditions; is_owner, is_member_multi, auto_enter_group}',
    ),
);

const cooperation = { cooperation_user_keys: set('Who edits it').optional() };

/** What some tools take and answer beyond their endpoints. */
const extensions: Partial<Readonly<Record<EndpointName, Extension>>> = {
  project_work_items_create: { output: composites },
  project_work_items_update: { output: composites },
  project_work_items_abort: { output: { ...changesShape, ...foreseen } },
  project_work_items_freeze: { output: { ...changesShape, ...foreseen } },
  project_nodes_update: { input: { ...ofNode, ...replace }, output: composites },
  project_nodes_operate: {
    input: ofNode,
    output: {
      ...composites,
      ...foreseen,
      waiting_for: z.array(z.string()).optional().describe('Who must confirm as well'),
    },
  },
  project_nodes_update_actual_time: { output: changesShape },
  project_subtasks_create: { output: changesShape },
  project_subtasks_update: { input: { ...taskInput, ...replace }, output: changesShape },
  project_subtasks_operate: { input: taskInput, output: { ...changesShape, ...foreseen } },
  project_comments_update: { output: changesShape },
  project_work_hours_update: { input: replace, output: changesShape },
  project_fields_update: {
    input: {
      options: publishedAs(
        json.describe(
          '{add: [label], remove: [label], rename: {old: new}}; a list adds what lacks',
        ),
        z.union([z.object({}).passthrough(), z.array(z.string())]),
      ).optional(),
      authorized_roles: set('Roles that may edit').optional(),
      ...replace,
    },
    output: changesShape,
  },
  project_work_item_types_update: {
    input: { belong_role_keys: set('Roles that it belongs to').optional(), ...replace },
    output: changesShape,
  },
  project_roles_update: { input: { role, ...replace }, output: changesShape },
  project_relations_update: {
    input: {
      work_item_type_key: typeKey.optional(),
      name: key('New name').optional(),
      relation_details: terse(
        setChange(
          z.object({ project_key: z.string(), work_item_type_key: z.string() }).passthrough(),
        ).describe('What it leads to: [{project_key, work_item_type_key}] or {add, remove}'),
      ).optional(),
      ...replace,
    },
    output: changesShape,
  },
  project_templates_update: { input: replace, output: changesShape },
  project_condition_views_update: { input: cooperation, output: changesShape },
  project_fixed_views_update: { input: cooperation, output: changesShape },
  project_user_groups_update_members: { output: changesShape },
  project_compound_fields_update: {
    input: { work_item_type_key: typeKey.optional() },
    output: composites,
  },
  project_states_change: {
    input: {
      transition_id: transition,
      role_owners: roleOwners,
    },
    output: { ...composites, ...foreseen },
  },
  project_attachments_delete: {
    output: { names: z.record(z.string()).optional().describe('Of what was deleted, by uuid') },
  },
  project_work_items_batch_update: {
    input: {
      update_mode: z
        .enum(['UPDATE', 'APPEND', 'REPLACE'])
        .default('UPDATE')
        .describe('REPLACE: only where the value is before_field_value'),
      after_field_value: json.describe('New value; "" clears; {add, remove} changes lists'),
      wait: z.boolean().optional().describe('Follow it to its end; default true'),
    },
    output: {
      task_status: z.string().optional(),
      total: count,
      success_total: count,
      error_total: count,
      fail_sub_task_list: z.array(z.string()).nullish(),
      error_scenes: z.array(z.string()).nullish(),
      ...changesShape,
    },
  },
};

export function projectExtension(name: EndpointName): Extension | undefined {
  return extensions[name];
}
