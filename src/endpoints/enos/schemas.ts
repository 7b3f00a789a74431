import { z } from 'zod';
import type { Json } from '../../core/json.js';
import { publishedAs, terse } from '../../core/terse.js';
import { cronProblem } from './cron.js';
import { isDay, readMoment } from './moments.js';
import { listedStatuses } from './statuses.js';

/** Ids are integers to the vendor; models write them either way, and beyond 2^53 only text keeps every digit. */
const digits = /^\d{1,19}$/;

const textOrInteger = z.union([z.string(), z.number().int()]);

function integerAsText(value: unknown): unknown {
  return Number.isSafeInteger(value) ? String(value) : value;
}

function exactNumber(text: string): number | string {
  return digits.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

const name = z
  .string()
  .trim()
  .refine((text) => text !== '' && text.length <= 200, 'an id, or a name of 1-200 characters');

/** The id of something that has a name; the name of it, until it is resolved. */
function reference(description: string) {
  const id = z.preprocess(integerAsText, name).transform(exactNumber).describe(description);
  return publishedAs(id, textOrInteger);
}

export const flowId = reference('Flow id or name');
export const taskId = reference('Task id or name');
export const newFlowId = publishedAs(
  z
    .preprocess(
      integerAsText,
      z.string().refine((text) => digits.test(text), 'the digits of an id'),
    )
    .transform(exactNumber)
    .describe('Wished id; another one if it is taken'),
  textOrInteger,
);

const momentForm =
  'a time of the calendar with its zone, such as 2026-11-21T09:30:00+08:00, or Unix milliseconds';

/** What is earlier is a wrong unit, or a placeholder such as 0. */
const earliestTrigger = Date.parse('2000-01-01T00:00:00Z');

function moment(description: string, { earliest = 0, form = momentForm } = {}) {
  const time = z
    .preprocess(
      integerAsText,
      z.string().refine((text) => (readMoment(text) ?? -1) >= earliest, form),
    )
    .transform((text) => readMoment(text) ?? 0)
    .describe(description);
  return publishedAs(time, textOrInteger);
}

export const triggerTime = moment(
  'ISO time (zone of EnOS without offset), now, or Unix ms; the past starts at once and feeds the time parameters',
  { earliest: earliestTrigger, form: `${momentForm}, not before 2000` },
);
export const fromTriggerTime = moment('From: ISO time, today - 7, or Unix ms');
export const toTriggerTime = moment('To: the same');

export const orderedTimes = z
  .object({ fromTriggerTime: z.number(), toTriggerTime: z.number() })
  .passthrough()
  .refine(({ fromTriggerTime: from, toTriggerTime: to }) => from <= to, {
    path: ['toTriggerTime'],
    message: 'is before fromTriggerTime',
  });

/** A name of the run's flow is resolved to the run. */
export const flowInstId = z
  .preprocess(integerAsText, name)
  .describe('Id of the run, as a trigger answers; or its flow, if that has one run');
export const taskInstId = z
  .string()
  .refine((text) => /^\d{1,19}-\d{4,17}$/.test(text), 'an id such as 2438-20190808102000')
  .describe("Id of the task's run, from the graph of the flow instance");

export const expression = z.string().max(200).describe('Part of an id or name; all when absent');

export const statuses = listedStatuses.describe(
  'Such as SUCCESS or FAIL,TIMEOUT,RUNNING; all when absent',
);

const order = z.enum(['ASC', 'DESC']).optional();

function pagination<const Fields extends readonly [string, ...string[]]>(fields: Fields) {
  const sorter = z.object({ field: z.enum(fields), order }).strict();
  const sorters = z.array(sorter).min(1).max(fields.length);
  return z.object({ sorters }).strict().describe('Order');
}

const flowSorters = ['createTime', 'updateTime', 'startTime'] as const;

export const flowPagination = pagination(flowSorters);
export const instancePagination = pagination([...flowSorters, 'triggerTime', 'endTime']);

/** `a;b`; a list of names is joined. */
function people(description: string) {
  return z
    .preprocess(
      (value) => (Array.isArray(value) && value.every(isText) ? value.join(';') : value),
      z.string(),
    )
    .describe(description);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

export const owners = people('User names, by semicolon');
export const visitors = people('The same');

/** A Quartz expression: second, minute, hour, day of month, month, day of week, year. */
export const freq = z
  .string()
  .superRefine((text, { addIssue }) => {
    const message = cronProblem(text);
    if (message !== undefined) {
      addIssue({ code: 'custom', message });
    }
  })
  .describe('Cron: 0 0 8 * * ? *');

const day = 'a day of the calendar, yyyy-MM-dd';

export const startDate = z.string().refine(isDay, day).describe('First day, yyyy-MM-dd');

const json: z.ZodType<Json> = z.custom<Json>(() => true);
const part = z.record(json);

/** One part is a list of one. */
export const parts = z.preprocess((value) => (isObject(value) ? [value] : value), z.array(part));

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const tasks = terse(z.array(part).describe('Tasks, as in the graph'));
export const flows = terse(z.array(part).describe('Awaited flows'));
export const relations = terse(z.array(part).describe('Order'));

/** What "Export Flow" gives; what its tool showed as JSON becomes text again. */
export const flowJson = part
  .superRefine(({ cron, startTime }, { addIssue }) => {
    const message = typeof cron === 'string' && cron !== '' ? cronProblem(cron) : undefined;
    if (message !== undefined) {
      addIssue({ code: 'custom', path: ['cron'], message });
    }
    if (typeof startTime === 'string' && startTime !== '' && !isDay(startTime)) {
      addIssue({ code: 'custom', path: ['startTime'], message: day });
    }
  })
  .transform(withTexts)
  .describe('The flow; as enos_flows_export answers it');

function withTexts(flow: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const { parameters: set, tasks: list } = flow;
  return {
    ...flow,
    ...(set !== undefined && { parameters: asText(set) }),
    ...(Array.isArray(list) && { tasks: list.map(taskWithText) }),
  };
}

function taskWithText(task: Json): Json {
  const { success, data } = z.object({ runMode: json }).passthrough().safeParse(task);
  return success && data.runMode !== undefined ? { ...data, runMode: asText(data.runMode) } : task;
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
