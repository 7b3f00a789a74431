import { z } from 'zod';
import { terse } from '../../../core/terse.js';
import * as reply from '../config/people-replies.js';
import { numberedInBody } from '../paging.js';
import { defineProjectResource } from '../project-endpoint.js';
import { nothing } from '../replies.js';
import { item, ofItem } from '../routes.js';
import { idNumber, milliseconds, projectKey, someIds, typeKey, workItemId } from '../schemas.js';

const route = `${item}/work_hour_record` as const;

/** Read as a number, written as a text. */
const workTime = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string().refine((text) => /^\d+(\.\d+)?$/.test(text), 'hours, such as "1.5"'),
);

const newRecords = terse(
  z
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
    .describe('[{resource_type: node|sub_task, resource_id, work_time: "1.5", work_description}]'),
);

const changedRecords = terse(
  z
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
    .describe('[{id, work_time: "1.5", work_description}]'),
);

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
    reply: reply.workHours,
  },
  create: {
    route: `POST ${route}`,
    title: 'Register work hours',
    summary: 'Register hours on nodes or sub-tasks of an item, for each day between two.',
    effect: 'create',
    path: ofItem,
    body: {
      work_begin_date: milliseconds.describe('First day, ms'),
      work_end_date: milliseconds.describe('Last day, ms'),
      include_holidays: z.boolean().describe('Also days off').optional(),
      working_hour_records: newRecords,
    },
    reply: reply.workHours,
  },
  update: {
    route: `PUT ${route}`,
    title: 'Change work hours',
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
