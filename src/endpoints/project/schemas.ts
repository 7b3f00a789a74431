import { z } from 'zod';
import { int64, namedId } from '../../core/int64.js';
import type { Json } from '../../core/json.js';
import { publishedAs, terse } from '../../core/terse.js';

export const json: z.ZodType<Json> = z.custom<Json>((value) => value !== undefined);

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be in a key.
const controls = /[\u0000-\u001f\u007f]/;

function isKey(text: string): boolean {
  return text !== '' && text.length <= 200 && !controls.test(text);
}

/** Keys, names and ids that are texts to the vendor. */
export function key(description: string) {
  return z.string().refine(isKey, 'a key or an id').describe(description);
}

/** Digits, which text keeps all of; integers are taken too. */
function digits() {
  return texts(z.string().refine((text) => /^\d{1,19}$/.test(text), 'the digits of an id'));
}

/** The same, or a name: the tools put the digits in its place before anything is sent. */
function digitsOrName() {
  return texts(z.string().refine(isKey, 'an id or a name'));
}

function texts<Schema extends z.ZodTypeAny>(schema: Schema) {
  return z.preprocess((value) => (Number.isSafeInteger(value) ? String(value) : value), schema);
}

const textOrInteger = z.union([z.string(), z.number().int()]);

export function idInPath(description: string) {
  return publishedAs(digits().describe(description), textOrInteger);
}

export function namedIdInPath(description: string) {
  return publishedAs(namedId(digitsOrName().describe(description)), textOrInteger);
}

/** An integer to the vendor; beyond 2^53 only text keeps every digit. */
export function idNumber() {
  return publishedAs(int64(digits().transform(safeNumber)), textOrInteger);
}

export function namedIdNumber() {
  return publishedAs(namedId(int64(digitsOrName().transform(safeNumber))), textOrInteger);
}

function safeNumber(text: string): number | string {
  return /^\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

export const projectKey = key('Space');
export const typeKey = key('Type');
export const workItemIdInPath = namedIdInPath('Item');
export const workItemId = namedIdNumber().describe('Item');
export const nodeId = key('Node');
export const viewId = key('View');
export const taskId = namedIdNumber().describe('Sub-task');
export const taskIdInPath = namedIdInPath('Sub-task');
export const templateId = namedIdNumber().describe('Template');

/** Limits are checked, not published: a list that is too long is answered with how long it may be. */
function listOf<Item extends z.ZodTypeAny>(item: Item, max: number, description: string) {
  return z
    .array(item)
    .refine((list) => list.length <= max, `at most ${max}`)
    .describe(description);
}

export function keys(description: string, max = 200) {
  return listOf(z.string(), max, description);
}

/** E-mail addresses: blanks around them come of copying. */
export function addresses(max?: number) {
  return listOf(z.string().trim(), max ?? 200, 'E-mails');
}

function isFilled(list: readonly unknown[]): boolean {
  return list.length > 0;
}

/** The same, of which one at least must be there. */
export function someKeys(description: string, max = 200) {
  return keys(description, max).refine(isFilled, 'at least one').describe(description);
}

export function someIds(description: string, max: number) {
  return someOf(idNumber(), max, description);
}

export function someNamedIds(description: string, max: number) {
  return someOf(namedIdNumber(), max, description);
}

function someOf<Item extends z.ZodTypeAny>(item: Item, max: number, description: string) {
  return listOf(item, max, description).refine(isFilled, 'at least one').describe(description);
}

export function itemIds(max: number) {
  return someNamedIds('Item ids', max);
}

export function oneOfNumbers(description: string, ...numbers: readonly number[]) {
  return z
    .number()
    .int()
    .refine((number) => numbers.includes(number), numbers.join(' or '))
    .describe(description);
}

/** Where the vendor shows a 13-digit time, seconds are a mistake that it answers with 20013. */
export const milliseconds = publishedAs(
  z
    .number()
    .int()
    .refine((time) => time === 0 || time >= 1e12, 'Unix milliseconds, 13 digits'),
  // Dates as people write them are read before the arguments are checked.
  textOrInteger,
);

export const timeInterval = z
  .object({ start: milliseconds.optional(), end: milliseconds.optional() })
  .strict()
  .describe('Span');

export const userKeys = keys('User keys');
export const fieldKeys = keys('Only these field keys; "-" before each: all but these');

/** For what is documented by the names of its keys alone: a list of objects, or one. */
export function objects(description: string) {
  return terse(z.array(z.record(json)).describe(description));
}

export function object(description: string) {
  return terse(z.record(json).describe(description));
}

function textMap(description: string) {
  return z.record(z.string()).describe(description);
}

export const localizedName = textMap('Name by language, such as {default, zh_cn, en_us}');

export const space = '/open_api/{project_key}';

export const item = `${space}/work_item/{work_item_type_key}/{work_item_id}` as const;

/** The paths of operations on nodes lack the segment `work_item` (page "节点完成/回滚"). */
export const workflow = `${space}/workflow/{work_item_type_key}/{work_item_id}` as const;

export const inSpace = { project_key: projectKey };

export const ofType = { ...inSpace, work_item_type_key: typeKey };

export const ofItem = { ...ofType, work_item_id: workItemIdInPath };

export const ofNode = { ...ofItem, node_id: nodeId };

export const tenantGroupId = idNumber().describe('Tenant group');
