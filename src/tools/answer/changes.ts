import { z } from 'zod';
import { isJsonList, type Json, type JsonObject } from '../../core/json.js';
import { brief, fitting } from './budget.js';

/** One value that a write changed, as it is read. */
export interface Change {
  /** What the thing is known by, where a call writes several; absent where it writes one. */
  readonly id?: string;
  readonly field: string;
  readonly old: Json;
  readonly new: Json;
}

/** What an answer says of changes: the key of its facts, and notes. */
export interface ChangeReport {
  readonly facts: JsonObject;
  readonly notes: readonly string[];
}

/** Things whose changes are listed one by one; of more, only counts and samples are told. */
export const maxListedChanges = 100;

/** Tokens of the rows, half of an answer. */
const room = 10_000;

/** Things whose changes stand for those of all where there are more than can be listed. */
const maxSamples = 10;

/** The shape of `changes` in an output schema. */
export const changesShape = {
  changes: z
    .object({ columns: z.array(z.string()), rows: z.array(z.array(z.unknown())) })
    .optional()
    .describe('Stored values that changed, as they are read'),
};

/** The same for writes of any number of records. */
export const recordChangesShape = {
  written_cells: z
    .record(z.number())
    .optional()
    .describe('Cells written of each field, where there are too many to list'),
  ...changesShape,
};

/**
 * Builds the facts of what a write changed: `changes` as columns and rows, as many as there is room for. `idColumn` names the
 * column of ids where a call writes several things, such as `record_id`; without it the changes are of one thing.
 */
export function reportChanges(changes: readonly Change[], idColumn?: string): ChangeReport {
  if (changes.length === 0) {
    return { facts: {}, notes: [] };
  }
  const columns = [...(idColumn === undefined ? [] : [idColumn]), 'field', 'old', 'new'];
  const rows = fitting(
    changes.map((change) => rowOf(change, idColumn)),
    room,
  );
  const notes =
    rows.length < changes.length ? [`changes shows ${rows.length} of ${changes.length}`] : [];
  return { facts: { changes: { columns, rows } }, notes };
}

/** Builds the facts of what a write of very many records changed: the changes of a few of them stand for all. */
export function reportSamples(changes: readonly Change[], idColumn: string): ChangeReport {
  const ids = [...new Set(changes.map(({ id }) => id))];
  const samples = new Set(ids.slice(0, maxSamples));
  const { facts } = reportChanges(
    changes.filter(({ id }) => samples.has(id)),
    idColumn,
  );
  const isAll = ids.length <= maxSamples;
  return { facts, notes: isAll ? [] : [`changes shows ${maxSamples} of ${ids.length} records`] };
}

function rowOf({ id, field, old, new: now }: Change, idColumn: string | undefined): Json[] {
  return [...(idColumn === undefined ? [] : [id ?? null]), field, brief(old), brief(now)];
}

/** Compares what was stored under some keys before a write and after it; gives the keys whose values differ. */
export function changesBetween(
  before: JsonObject,
  after: JsonObject,
  keys: readonly string[] = Object.keys(after),
): readonly Change[] {
  return keys
    .map((key) => ({ field: key, old: before[key] ?? null, new: after[key] ?? null }))
    .filter(({ old, new: now }) => JSON.stringify(old) !== JSON.stringify(now));
}

/** The lines of `changes` in the text of an answer: `状态: "进行中" → "已完成"`, behind the id of the thing where there are several. */
export function changeLines(changes: JsonObject): readonly string[] | undefined {
  const { columns, rows } = changes;
  if (!isJsonList(columns) || !isJsonList(rows)) {
    return undefined;
  }
  const lists = rows.filter(isJsonList);
  if (columns.length === 3) {
    return lists.map(changeText);
  }
  const byId = new Map<string, string[]>();
  for (const [id, ...change] of lists) {
    byId.set(String(id), [...(byId.get(String(id)) ?? []), changeText(change)]);
  }
  return [...byId].map(([id, texts]) => `${id} ${texts.join('; ')}`);
}

function changeText([field = '', old = null, now = null]: readonly Json[]): string {
  return `${String(field)}: ${JSON.stringify(old)} → ${JSON.stringify(now)}`;
}
