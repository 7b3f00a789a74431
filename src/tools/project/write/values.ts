import { commaDoubt, parseNumber } from '../../../cells/numbers.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { workItemId } from '../names/items.js';
import { type Edge, momentForms, momentOf } from '../resolve/dates.js';
import type { ProjectField } from '../resolve/field.js';
import { refusal } from '../resolve/issues.js';
import { personKey, writeRoleOwners } from '../resolve/people.js';
import { int64 } from '../resolve/reply-values.js';
import type { FieldValueContext } from '../resolve/resolution-context.js';
import { optionOf, treeOptionOf } from './options.js';

type Write = (value: Json, at: FieldValueContext) => Promise<Json> | Json;

interface FieldType {
  /** What goes in, for people; options and sub-fields are told beside it. */
  readonly takes: string;
  readonly write: Write;
  /** What clears it, where null does not. */
  readonly empty?: Json;
  /** Several values, which can be added and removed one by one. */
  readonly holdsList?: true;
}

const texts = { write: text, empty: '' };
const option = { takes: 'an option', write: optionOf };
const branch = { takes: 'an option, as 商城/支付', write: treeOptionOf };
const day = { takes: `a date: ${momentForms}`, write: moment };

/** "Field and attribute formats": what becomes of a value, by the type of its field. */
const types: Readonly<Record<string, FieldType>> = {
  text: { ...texts, takes: 'text' },
  multi_text: { ...texts, takes: 'text, or blocks of rich text', write: richText },
  link: { ...texts, takes: 'a URL' },
  email: { ...texts, takes: 'an e-mail address' },
  telephone: { ...texts, takes: 'a telephone number' },
  select: option,
  radio: option,
  multi_select: several(option),
  tree_select: branch,
  tree_multi_select: several(branch),
  user: { takes: 'a person: name, e-mail or user key', write: person },
  multi_user: several({ takes: 'people: names, e-mails or user keys', write: person }),
  date: day,
  precise_date: day,
  schedule: { takes: 'a span: [start, end] or {start, end}', write: span },
  number: { takes: 'a number', write: number },
  bool: { takes: 'true or false', write: flag },
  signal: { takes: 'true for passed, false for failed, null for under way', write: signal },
  link_cloud_doc: several({ takes: 'URLs of documents', write: text }),
  work_item_related_select: { takes: 'the id, link or name of an item', write: itemId },
  work_item_related_multi_select: several({ takes: 'ids, links or names of items', write: itemId }),
  business: { takes: 'a business line', write: businessLine },
  role_owners: {
    takes: '{role: [people]}',
    write: (value, { path, resolution }) => writeRoleOwners(value, path, resolution),
  },
  multi_file: elsewhere('project_attachments_upload'),
  multi_signal: elsewhere('project_multi_signals_update'),
};

/** A value as the vendor takes it. One of a type that is not known goes as it is. */
export async function writeValue(value: Json, at: FieldValueContext): Promise<Json> {
  const type = types[at.field.type];
  if (value === null && type?.write !== signal) {
    return type?.empty ?? null;
  }
  return type === undefined ? value : type.write(value, at);
}

/** What goes into a field, for people. */
export function takenBy({ type, options }: ProjectField): string {
  const takes = types[type]?.takes ?? type;
  const names = options.map(({ name }) => name);
  return names.length === 0 ? takes : `${takes}: ${names.slice(0, maxShown).join(', ')}`;
}

const maxShown = 30;

/** Whether values can be added to a field and removed from it; of a type that is not known it may be so. */
export function holdsList({ type }: ProjectField): boolean {
  const known = types[type];
  return known === undefined || known.holdsList === true;
}

function several({ takes, write }: FieldType): FieldType {
  return { takes: `a list: ${takes}`, write: listOf(write), empty: [], holdsList: true };
}

function listOf(write: Write): Write {
  return (value, at) => {
    const isList = Array.isArray(value);
    const items: readonly Json[] = isList ? value : [value];
    return at.resolution.issues.attemptAll(items, (item, index) =>
      write(item, isList ? { ...at, path: `${at.path}[${index}]` } : at),
    );
  };
}

function wrong(value: Json, { field, path }: FieldValueContext) {
  return refusal(path, `was ${JSON.stringify(value).slice(0, 100)}`, takenBy(field));
}

function elsewhere(tool: string): FieldType {
  const write: Write = (_, { path }) => {
    throw refusal(path, 'cannot be written as a value', tool);
  };
  return { takes: `nothing as a value: ${tool}`, write };
}

function text(value: Json, at: FieldValueContext): string {
  if (typeof value === 'string' || typeof value === 'number') {
    return String(value);
  }
  throw wrong(value, at);
}

function richText(value: Json, at: FieldValueContext): Json {
  return Array.isArray(value) ? value : text(value, at);
}

function person(value: Json, { resolution, path }: FieldValueContext): Promise<string> {
  return personKey(resolution, value, path);
}

function moment(value: Json, at: FieldValueContext, edge: Edge = 'start'): number {
  const ms = momentOf(value, edge, at.resolution.notes);
  if (ms === undefined) {
    throw wrong(value, at);
  }
  return ms;
}

/** `[start, end]`, `{start, end}`, or as the vendor has it. */
function span(value: Json, at: FieldValueContext): JsonObject {
  const [start, end] = isJsonObject(value)
    ? [value['start_time'] ?? value['start'], value['end_time'] ?? value['end']]
    : Array.isArray(value)
      ? value
      : [];
  if (start === undefined || end === undefined) {
    throw wrong(value, at);
  }
  return {
    start_time: moment(start, at),
    end_time: moment(end, at, 'end'),
  };
}

function number(value: Json, at: FieldValueContext): number {
  const doubt = typeof value === 'string' ? commaDoubt(value) : undefined;
  if (doubt !== undefined) {
    const [point, comma] = doubt;
    throw refusal(at.path, `${JSON.stringify(value)} could be ${point} or ${comma}`, 'a number');
  }
  const isPlain = typeof value === 'string' && /^[-+\d.,'\se]+$/i.test(value);
  const found = isPlain ? parseNumber(value) : value;
  if (typeof found !== 'number') {
    throw wrong(value, at);
  }
  return found;
}

const flags = new Map<string, boolean>([
  ['true', true],
  ['yes', true],
  ['是', true],
  ['false', false],
  ['no', false],
  ['否', false],
]);

function flag(value: Json, at: FieldValueContext): boolean {
  const found = flags.get(String(value).trim().toLowerCase());
  if (found === undefined) {
    throw wrong(value, at);
  }
  return found;
}

const signals = new Map<string, boolean | null>([
  ['true', true],
  ['passed', true],
  ['通过', true],
  ['false', false],
  ['failed', false],
  ['rejected', false],
  ['不通过', false],
  ['null', null],
  ['processing', null],
]);

function signal(value: Json, at: FieldValueContext): boolean | null {
  const found = signals.get(String(value).trim().toLowerCase());
  if (found === undefined) {
    throw wrong(value, at);
  }
  return found;
}

async function itemId(value: Json, at: FieldValueContext): Promise<number | string> {
  if (typeof value === 'object') {
    throw wrong(value, at);
  }
  return int64(await workItemId(at.resolution, value, at.path));
}

function businessLine(value: Json, at: FieldValueContext): Promise<string> {
  return at.resolution.businessLineKey(text(value, at), at.path);
}
