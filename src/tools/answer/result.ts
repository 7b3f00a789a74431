import type { TableSchema } from '../../cells/field.js';
import { toGrid } from '../../cells/read/reading.js';
import type { Endpoint } from '../../core/endpoint.js';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import type { Page } from '../../http/calls.js';
import type { BatchResult } from '../../http/lists/batch.js';
import { cursorAfter } from '../../http/lists/paginate.js';
import { countFitting, maxAnswerTokens, sizeOf } from './budget.js';
import { doneKey, isSilent, resultShape } from './schema.js';

/** Ids of created records that an answer carries; more are named. */
const maxIds = 1_000;

type Args = Readonly<Record<string, unknown>>;

/** How records are shown. */
export interface RecordView {
  /** Undefined where the fields may not be seen. */
  readonly schema: TableSchema | undefined;
  /** The fields that were asked for, in that order; undefined for all. */
  readonly fieldNames: readonly string[] | undefined;
  /** Leaves rich text in its segments. */
  readonly segments: boolean;
}

/** The facts of an answer, in the shape that `outputSchema` publishes, and what to note beside them. */
export interface Outcome {
  readonly facts: JsonObject;
  readonly notes: readonly string[];
}

export function pageOutcome(endpoint: Endpoint, args: Args, page: Page, view: RecordView): Outcome {
  const items = endpoint.records === undefined ? page.items.map(leanItem) : page.items;
  const grid = endpoint.records === undefined ? undefined : gridFacts(items, view);
  const { rows, ...around } = grid ?? { rows: items };
  const fitting = countShown(rows, around);
  const cut = fitting < items.length;
  const nextCursor = cut ? cursorAfter(page, fitting) : page.nextCursor;
  const facts = {
    ...(grid === undefined
      ? { items: items.slice(0, fitting) }
      : { ...around, rows: rows.slice(0, fitting) }),
    ...(page.total !== undefined && { total: page.total }),
    has_more: cut || page.hasMore,
    ...(nextCursor !== undefined && { next_cursor: nextCursor }),
  };
  const narrow = endpoint.records === undefined ? '' : ', or name fewer fields';
  const goOn = `go on with next_cursor${narrow}`;
  return { facts, notes: cut ? [cutNote(fitting, wantedOf(args, page), goOn)] : [] };
}

/** Whether what was read fills an answer, so that reading on would be for nothing. */
export function fillsAnswer(
  endpoint: Endpoint,
  items: readonly JsonObject[],
  view: RecordView,
): boolean {
  const { rows, ...around } =
    endpoint.records === undefined ? { rows: items } : gridFacts(items, view);
  return countShown(rows, around) < rows.length;
}

/** How many items the caller could expect. */
export function wantedOf({ limit }: Args, { items, total }: Page): number {
  const asked = typeof limit === 'number' ? limit : items.length;
  return Math.min(asked, total ?? asked);
}

export function cutNote(fitting: number, wanted: number, goOn: string): string {
  return `the answer holds ${fitting} of ${wanted}, up to ${maxAnswerTokens} tokens; ${goOn}`;
}

/** One reply that is not a page: a record that was read becomes a grid, one that was written its id. */
export function replyOutcome(
  endpoint: Endpoint,
  args: Args,
  data: JsonObject,
  view: RecordView,
): Outcome {
  const record = endpoint.records === undefined ? undefined : data[endpoint.records];
  if (!isJsonObject(record)) {
    const told = endpoint.effect !== 'delete' && !isSilent(endpoint);
    const done = told ? {} : doneByNow(endpoint, args);
    return { facts: { ...done, ...lean(data) }, notes: [] };
  }
  const facts =
    endpoint.effect === 'read'
      ? gridFacts([record], view)
      : { record_id: record['record_id'] ?? null };
  return { facts: { ...facts }, notes: [] };
}

/** What a write comes to whose reply says no more than that it took place, or not even that. */
export function doneByNow(endpoint: Endpoint, args: Args): JsonObject {
  const keys = Object.keys(resultShape(endpoint));
  return Object.fromEntries(keys.map((key) => [key, key in args ? String(args[key]) : true]));
}

export function batchOutcome(endpoint: Endpoint, result: BatchResult, view: RecordView): Outcome {
  if (endpoint.effect !== 'read') {
    return { facts: doneFacts(endpoint, result), notes: idNotes(endpoint, result) };
  }
  return endpoint.records === undefined
    ? { facts: result.results, notes: [] }
    : gatheredOutcome(endpoint, result, view);
}

/** Records read by id. The ids whose rows do not fit are named, so that they can be asked for again. */
function gatheredOutcome(endpoint: Endpoint, result: BatchResult, view: RecordView): Outcome {
  const { [endpoint.records ?? '']: records = [], ...others } = result.results;
  const { rows, ...columns } = gridFacts(records.filter(isJsonObject), view);
  const lists = Object.entries(others).filter(([, list]) => list.length > 0);
  const around = { ...columns, ...Object.fromEntries(lists) };
  const fitting = countShown(rows, around);
  const first = rows[fitting]?.[0];
  const goOn = `ask again from ${String(first)} on`;
  const notes = first === undefined ? [] : [cutNote(fitting, rows.length, goOn)];
  const facts = { ...around, rows: rows.slice(0, fitting) };
  return { facts, notes };
}

/** What the applied part of a batch write comes to. */
function doneFacts(endpoint: Endpoint, result: BatchResult): JsonObject {
  const done = { [doneKey[endpoint.effect]]: result.applied };
  return endpoint.effect === 'create' && endpoint.records !== undefined
    ? { ...done, record_ids: createdIds(endpoint, result).slice(0, maxIds) }
    : done;
}

function idNotes(endpoint: Endpoint, result: BatchResult): readonly string[] {
  const ids = endpoint.effect === 'create' ? createdIds(endpoint, result) : [];
  return ids.length > maxIds
    ? [
        `record_ids holds the first ${maxIds} of ${ids.length}, in the order of the input; list the table for the rest`,
      ]
    : [];
}

function createdIds(endpoint: Endpoint, result: BatchResult): readonly Json[] {
  const records = result.results[endpoint.records ?? ''] ?? [];
  return records.flatMap((record) => (isJsonObject(record) ? [record['record_id'] ?? null] : []));
}

/** Records as columns and rows, with the names of the columns that hold nothing. */
function gridFacts(records: readonly JsonObject[], { schema, fieldNames, segments }: RecordView) {
  const { columns, rows, emptyColumns = [] } = toGrid(records, { schema, fieldNames, segments });
  return { columns, rows, ...(emptyColumns.length > 0 && { empty_columns: emptyColumns }) };
}

/** Of an answer, in tokens: cursor, counts and notes. */
const reserved = 2_000;

/** How many rows from the start fit an answer beside other facts; never none. */
export function countShown(rows: readonly unknown[], around: JsonObject): number {
  const count = countFitting(rows, maxAnswerTokens - reserved - sizeOf(around));
  return rows.length === 0 ? 0 : Math.max(1, count);
}

/** Without what says nothing: null, empty text, and the second name of a record's id. */
export function lean(value: JsonObject): JsonObject {
  const entries = Object.entries(value).filter(([key, item]) => says(key, item, value));
  return Object.fromEntries(
    entries.map(([key, item]) => [key, isJsonObject(item) && key !== 'fields' ? lean(item) : item]),
  );
}

/** In a list also without the flags that are off: `is_primary` is worth a word where it is true. */
function leanItem(item: JsonObject): JsonObject {
  const entries = Object.entries(lean(item));
  return Object.fromEntries(
    entries.filter(([key, flag]) => !key.startsWith('is_') || flag !== false),
  );
}

function says(key: string, item: Json | undefined, owner: JsonObject): boolean {
  const repeated = key === 'id' && item === owner['record_id'];
  return item !== null && item !== undefined && item !== '' && !repeated;
}
