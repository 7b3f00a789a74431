import { z } from 'zod';
import { publishedAs } from '../../../core/terse.js';
import { defineProjectResource, numberedInBody, page } from '../project-endpoint.js';
import * as records from '../record-listings.js';
import { count, flag, id, listOf, maybeId, maybeText, nothing, parts } from '../replies.js';
import { argumentRules, bothOrNone, type Rule } from '../rules.js';
import {
  idNumber,
  item,
  itemIds,
  key,
  keys,
  milliseconds,
  ofItem,
  projectKey,
  someIds,
  typeKey,
  workItemId,
} from '../schemas.js';

const workHour = {
  id,
  resource_type: maybeText,
  resource_id: maybeText,
  resource_name: maybeText,
  work_date: count,
  work_time: count,
  work_description: maybeText,
  work_user_key: maybeText,
};

const workHours = listOf(workHour);

const route = `${item}/work_hour_record` as const;

/** Read as a number, written as a text. */
const workTime = publishedAs(
  z.preprocess(
    (value) => (typeof value === 'number' ? String(value) : value),
    z.string().refine((text) => /^\d+(\.\d+)?$/.test(text), 'hours, such as "1.5"'),
  ),
  z.union([z.string(), z.number()]),
);

const newRecords = z
  .array(
    z
      .object({
        resource_type: z.enum(['node', 'sub_task']),
        resource_id: z.string(),
        work_time: workTime,
        work_description: z.string().optional(),
      })
      .strict(),
  )
  .min(1)
  .describe('work_time: hours, "1.5"');

const changedRecords = z
  .array(
    z
      .object({
        id: idNumber(),
        work_time: workTime.optional(),
        work_description: z.string().optional(),
      })
      .strict(),
  )
  .min(1)
  .describe('work_time: hours, "1.5"');

export const projectWorkHours = defineProjectResource('project_work_hours', {
  list: {
    route: 'POST /open_api/work_item/man_hour/records',
    title: 'List work hours',
    summary: 'Work hours registered on an item, with who and when.',
    effect: 'read',
    path: {},
    body: {
      project_key: projectKey.optional(),
      work_item_type_key: typeKey.optional(),
      work_item_id: workItemId.optional(),
    },
    // Its page names no largest page.
    pages: numberedInBody({ maxSize: 50, defaultLimit: 50 }),
    reply: workHours,
    listing: records.workHours,
  },
  create: {
    route: `POST ${route}`,
    title: 'Register work hours',
    summary: 'Register hours on nodes or sub-tasks of an item, for each day between two.',
    effect: 'create',
    path: ofItem,
    body: {
      work_begin_date: milliseconds.describe('First day'),
      work_end_date: milliseconds.describe('Last day'),
      include_holidays: z.boolean().describe('Also days off').optional(),
      working_hour_records: newRecords,
    },
    reply: workHours,
    listing: records.workHours,
  },
  update: {
    route: `PUT ${route}`,
    title: 'Change work hours',
    oneWriterPer: 'work_item_id',
    summary: 'Change registered hours.',
    effect: 'update',
    path: ofItem,
    body: { working_hour_records: changedRecords },
    reply: nothing,
  },
  delete: {
    route: `DELETE ${route}`,
    title: 'Delete work hours',
    summary: 'Delete registered hours.',
    effect: 'delete',
    path: ofItem,
    body: {
      working_hour_record_ids: someIds('Record ids', 200),
    },
    reply: nothing,
  },
});

const operations = [
  'modify',
  'create',
  'delete',
  'terminate',
  'restore',
  'complete',
  'rollback',
  'add',
  'remove',
] as const;

const modules = [
  'work_item_mod',
  'node_mod',
  'sub_task_mod',
  'field_mod',
  'role_and_user_mod',
  'baseline_mod',
] as const;

/** The page lists the values; a search for others finds nothing. */
function anyOf(values: readonly [string, ...string[]], description: string) {
  return publishedAs(z.array(z.enum(values)), z.array(z.string())).describe(description);
}

const operationRecords = {
  op_records: parts({
    work_item_id: maybeId,
    operation_type: maybeText,
    operation_time: count,
    operator: maybeText,
    op_record_module: maybeText,
    record_contents: parts(),
  }),
  has_more: flag,
  start_from: maybeText,
  total: count,
};

const week = 7 * 24 * 3_600_000;

const withinAWeek: Rule = {
  holds: ({ start, end }) =>
    typeof start !== 'number' || typeof end !== 'number' || (start <= end && end - start <= week),
  path: 'end',
  message: 'must be at most 7 days after start',
};

export const projectOpRecords = defineProjectResource('project_op_records', {
  list: {
    route: 'POST /open_api/op_record/work_item/list',
    title: 'List operation records',
    summary: 'Who changed what in work items, since 2024-07-02; of at most 7 days where limited.',
    docs: page('swels3ca'),
    effect: 'read',
    path: {},
    body: {
      // A simple name is answered with an empty list.
      project_key: key('Space key, not its simple name'),
      work_item_ids: itemIds(50),
      operator: keys('By these user keys').optional(),
      operator_type: z
        .array(z.enum(['user', 'auto', 'system', 'calc_field', 'plugin', 'others']))
        .describe('By kind')
        .optional(),
      source_type: z
        .array(z.enum(['auto', 'plugin']))
        .describe('By source')
        .optional(),
      source: keys('By source id').optional(),
      operation_type: anyOf(
        operations,
        'modify, create, delete, terminate, restore, complete…',
      ).optional(),
      op_record_module: anyOf(
        modules,
        'work_item_mod, node_mod, sub_task_mod, field_mod…',
      ).optional(),
      start: milliseconds.describe('From').optional(),
      end: milliseconds.describe('To').optional(),
    },
    hiddenArguments: ['operator_type', 'source_type', 'source'],
    crossFieldRule: argumentRules(bothOrNone('start', 'end'), withinAWeek),
    pages: {
      items: 'op_records',
      maxSize: 200,
      defaultLimit: 50,
      keys: {
        style: 'cursor',
        in: 'body',
        size: 'page_size',
        at: 'start_from',
        next: 'start_from',
        more: 'has_more',
        total: 'total',
      },
    },
    reply: operationRecords,
    listing: records.operationRecords,
  },
});
