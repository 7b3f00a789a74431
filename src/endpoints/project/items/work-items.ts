import { z } from 'zod';
import { perSecond } from '../../../core/rate.js';
import * as config from '../config-listings.js';
import { expandInFull, fieldValuesBriefly, fieldValuesInFull } from '../fields/field-values.js';
import * as listings from '../listings.js';
import { defineProjectResource, page } from '../project-endpoint.js';
import {
  anything,
  count,
  listOf,
  maybeText,
  newId,
  nothing,
  option,
  parts,
  text,
  texts,
  workItems,
} from '../replies.js';
import { argumentRules, atLeastOneOf, cases } from '../rules.js';
import {
  fieldKeys,
  inSpace,
  item,
  itemIds,
  json,
  key,
  namedIdInPath,
  ofItem,
  ofType,
  oneOfNumbers,
  projectKey,
  someKeys,
  space,
  templateId,
  typeKey,
  workItemId,
} from '../schemas.js';

/** A form field of a creation form. */
const formFields = listOf({
  field_key: text,
  field_name: maybeText,
  field_alias: maybeText,
  field_type_key: maybeText,
  is_required: count.describe('1 yes, 2 no, 3 conditionally'),
  options: parts(option),
  compound_fields: parts(),
  role_assign: parts(),
  default_value: anything,
});

const startedTask = { task_id: text };

const taskResult = {
  task_status: text.describe('IDLE, RUNNING, SUCCESS, FAILED, CANCELED, NOT_EXIST'),
  task_id: maybeText,
  total: count,
  success_total: count,
  error_total: count,
  success_sub_task_list: texts,
  fail_sub_task_list: texts,
  error_scenes: texts,
};

const joinedChat = { chat_id: maybeText, success_members: texts, failed_members: texts };

export const projectWorkItems = defineProjectResource('project_work_items', {
  meta: {
    route: `GET ${space}/work_item/{work_item_type_key}/meta`,
    title: 'Get the creation form',
    summary: 'What a new item of a type takes: fields, whether they are required, options, roles.',
    effect: 'read',
    path: ofType,
    reply: formFields,
    listing: config.formFields,
  },
  create: {
    route: `POST ${space}/work_item/create`,
    title: 'Create a work item',
    summary: 'Create a work item; answers its id.',
    effect: 'create',
    path: inSpace,
    body: {
      work_item_type_key: typeKey,
      name: key('Name').optional(),
      template_id: templateId.describe('Template; default when absent').optional(),
      field_value_pairs: fieldValuesInFull.optional(),
      required_mode: oneOfNumbers('1 fails where required fields lack', 0, 1).optional(),
      role_mode: z.number().int().describe('Undocumented').optional(),
    },
    hiddenArguments: ['role_mode'],
    reply: newId,
  },
  get: {
    route: `POST ${space}/work_item/{work_item_type_key}/query`,
    title: 'Get work items',
    summary: 'Work items by id, with fields and current nodes; asked 50 at a time.',
    docs: page('r9jxqxnd'),
    effect: 'read',
    path: ofType,
    body: {
      work_item_ids: itemIds(500),
      fields: fieldKeys.optional(),
      expand: expandInFull.optional(),
    },
    batch: { over: 'work_item_ids', max: 50, results: ['data'] },
    sought: { items: 'data', by: { work_item_ids: 'id' } },
    reply: workItems,
    listing: listings.wholeItems,
  },
  update: {
    route: `PUT ${item}`,
    title: 'Update a work item',
    oneWriterPer: 'work_item_id',
    summary: 'Set fields of a work item; a list replaces all, {add, remove} changes some of it.',
    effect: 'update',
    path: ofItem,
    body: { update_fields: fieldValuesBriefly },
    reply: nothing,
  },
  delete: {
    route: `DELETE ${item}`,
    title: 'Delete a work item',
    summary: 'Delete a work item for good.',
    effect: 'delete',
    path: ofItem,
    reply: nothing,
  },
  abort: {
    route: `PUT ${item}/abort`,
    title: 'Terminate or resume a work item',
    oneWriterPer: 'work_item_id',
    summary: 'Terminate a work item, or resume a terminated one.',
    effect: 'update',
    path: ofItem,
    body: {
      is_aborted: z.boolean().describe('true terminates, false resumes'),
      reason: z.string().min(1).describe('Why; needed with other').optional(),
      reason_option: z
        .enum(['cancel', 'repeat', 'restart', 'rollback', 'test', 'other'])
        .describe('To terminate: cancel, repeat; to resume: restart, rollback')
        .optional(),
    },
    crossFieldRule: argumentRules(
      ...cases('reason_option', { other: { needs: ['reason'] } }),
      // 20009.
      atLeastOneOf('reason_option', 'reason'),
      reasonFits(true, ['restart', 'rollback']),
      reasonFits(false, ['cancel', 'repeat']),
    ),
    reply: nothing,
  },
  freeze: {
    route: 'PUT /open_api/work_item/freeze',
    title: 'Freeze or unfreeze a work item',
    oneWriterPer: 'work_item_id',
    summary: 'Freeze a work item so that nobody edits it, or unfreeze it.',
    effect: 'update',
    path: {},
    body: {
      project_key: projectKey,
      work_item_id: workItemId,
      is_frozen: z.boolean().describe('true freezes'),
    },
    reply: nothing,
  },
  batch_update: {
    route: 'POST /open_api/work_item/batch_update',
    title: 'Update one field of many items',
    summary: 'Set one field of up to 50 items, and follow the task that does it to its end.',
    effect: 'update',
    path: {},
    body: {
      project_key: projectKey,
      work_item_type_key: typeKey,
      work_item_ids: itemIds(50),
      field_key: key('Field key'),
      update_mode: z
        .enum(['UPDATE', 'APPEND', 'REPLACE'])
        .describe('REPLACE: only where the value is before_field_value'),
      before_field_value: json.describe('With REPLACE').optional(),
      after_field_value: json.describe('New value; "" clears'),
    },
    crossFieldRule: argumentRules(
      ...cases('update_mode', { REPLACE: { needs: ['before_field_value'] } }),
    ),
    rate: perSecond(1),
    reply: startedTask,
  },
  invite_bots: {
    route: `POST ${space}/work_item/{work_item_id}/bot_join_chat`,
    title: 'Invite bots to the chat',
    summary: 'Let bots join the chat group of a work item.',
    effect: 'update',
    path: { ...inSpace, work_item_id: namedIdInPath('Item id') },
    body: {
      work_item_type_key: typeKey,
      app_ids: someKeys('App ids of the bots', 5),
    },
    reply: joinedChat,
  },
});

/** Each direction has reasons that the other one does not take. */
function reasonFits(aborted: boolean, unfit: readonly string[]) {
  return {
    holds: ({ is_aborted, reason_option }: Readonly<Record<string, unknown>>) =>
      is_aborted !== aborted || !unfit.includes(String(reason_option)),
    path: 'reason_option',
    message: `not ${unfit.join(' or ')} where is_aborted is ${aborted}`,
  };
}

export const projectTasks = defineProjectResource('project_tasks', {
  get_result: {
    route: 'GET /open_api/task_result',
    title: 'Get the result of a task',
    summary: 'How far a batch update got, and which items failed.',
    effect: 'read',
    path: {},
    query: { task_id: key('As batch_update answers it') },
    rate: perSecond(1),
    reply: taskResult,
  },
});
