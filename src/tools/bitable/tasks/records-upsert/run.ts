import type { TableSchema } from '../../../../cells/field.js';
import { cellReader } from '../../../../cells/read/reading.js';
import type { Json, JsonObject } from '../../../../core/json.js';
import { brief, fitting } from '../../../answer/budget.js';
import type { Outcome } from '../../../answer/result.js';
import { type ToolContext, tableRefOf } from '../../../context/tool-context.js';
import { ownCell } from '../../read/record-cells.js';
import { flatteningNote, literalLinkNotes } from '../../write/rich-cells.js';
import { changesSets, StoredCells } from '../../write/stored-cells.js';
import { applyPlan } from './apply-plan.js';
import type { UpsertArgs } from './args.js';
import { findMatches } from './find-matches.js';
import { StepCounter } from './key-fields.js';
import {
  type AmbiguousKey,
  type PlannedInsert,
  type PlannedUpdate,
  planUpsert,
  type UpsertPlan,
} from './plan.js';
import { prepareUpsert } from './prepare-rows.js';

export async function run(args: UpsertArgs, context: ToolContext): Promise<Outcome> {
  const tableRef = tableRefOf(args);
  const steps = new StepCounter(context.run);
  const upsert = await prepareUpsert(context, tableRef, args);
  const matches = await findMatches(context, tableRef, upsert, steps);
  const plan = planUpsert(upsert, matches);
  addTextNotes(plan, upsert.schema, context);
  if (args.dry_run === true) {
    return dryRunOutcome(plan, upsert.schema);
  }
  const { userIdType, schema } = upsert;
  const stored = storedCells(plan, schema, context);
  const applied = await applyPlan(context, tableRef, plan, { userIdType, steps, stored });
  const outcome = doneOutcome(plan, applied.insertedIds);
  return stored?.report(outcome, applied.updated) ?? outcome;
}

/** Says what becomes of rich text that rows replace, and of links that they write into texts. */
function addTextNotes(
  { updates, inserts }: UpsertPlan,
  schema: TableSchema,
  { note }: ToolContext,
): void {
  const flattened = updates.flatMap(({ position, whole, rich }) =>
    [...rich].flatMap(([name, segments]) => {
      const cell = ownCell(whole, name);
      const text = cell === undefined ? undefined : flatteningNote(name, cell, segments);
      return text === undefined ? [] : [`rows[${position}].${text}`];
    }),
  );
  flattened.slice(0, maxTextNotes).forEach(note);
  if (flattened.length > maxTextNotes) {
    note(`and ${flattened.length - maxTextNotes} more cells whose rich text is replaced`);
  }
  const written = [...updates.map(({ whole }) => whole), ...inserts.map(({ cells }) => cells)];
  literalLinkNotes(schema, written).forEach(note);
}

const maxTextNotes = 10;

/** What the updates do with stored cells: those that they show were found with the keys, and only sets are read again. */
function storedCells(
  { updates }: UpsertPlan,
  schema: TableSchema,
  { answers }: ToolContext,
): StoredCells | undefined {
  const isShown = answers === 'full';
  if (!isShown && !updates.some(({ cells }) => changesSets(cells))) {
    return undefined;
  }
  const rows = new Map(updates.map(({ recordId, position }) => [recordId, position]));
  return new StoredCells(schema, updates.length, {
    isShown,
    before: new Map(updates.map(({ recordId, before }) => [recordId, before])),
    pathOf: (recordId) => `rows[${rows.get(recordId)}]`,
  });
}

/** Ids of inserted records that an answer carries. */
const maxIds = 1_000;
/** More than there is ever room for. */
const maxShown = 1_000;
/** Tokens of each list; an answer holds 20,000. */
const room = { ambiguous: 4_000, updates: 7_500, inserts: 6_000 };
/** Rows of one key that are named. */
const maxRows = 20;

/** Says what was done. */
function doneOutcome(plan: UpsertPlan, inserted: readonly string[]): Outcome {
  const ids = inserted.slice(0, maxIds);
  const notes =
    ids.length < inserted.length
      ? [`record_ids holds the first ${maxIds} of ${inserted.length}, in the order of the rows`]
      : [];
  const left = leftOut(plan);
  return {
    facts: { ...counts(plan), ...left.facts, ...(ids.length > 0 && { record_ids: ids }) },
    notes: [...notes, ...left.notes],
  };
}

/** Says what would be done: each change with what is there now, as far as there is room. */
function dryRunOutcome(plan: UpsertPlan, schema: TableSchema): Outcome {
  const read = plainReader(schema);
  const updates = shown('updates', plan.updates, (update) => changeOf(update, read));
  const inserts = shown('inserts', plan.inserts, (insert) => insertOf(insert, read));
  const left = leftOut(plan);
  return {
    facts: { dry_run: true, ...counts(plan), ...left.facts, ...updates.facts, ...inserts.facts },
    notes: [
      'nothing was sent: this was a dry run',
      ...left.notes,
      ...updates.notes,
      ...inserts.notes,
    ],
  };
}

function counts({ inserts, updates, unchanged, ambiguous, unmatched }: UpsertPlan): JsonObject {
  const rows = ambiguous.reduce((sum, { positions }) => sum + positions.length, 0);
  return {
    inserted: inserts.length,
    updated: updates.length,
    unchanged,
    ambiguous: rows,
    ...(unmatched.length > 0 && { unmatched: unmatched.length }),
  };
}

/** The rows for which nothing is written. */
function leftOut({ ambiguous, unmatched }: UpsertPlan): Outcome {
  const keys = shown('ambiguous', ambiguous, ambiguityOf);
  const rows = unmatched.slice(0, maxIds);
  const why =
    'unmatched_rows were not inserted: no record has their key, and Feishu works it out itself';
  return {
    facts: { ...keys.facts, ...(rows.length > 0 && { unmatched_rows: rows }) },
    notes: [...keys.notes, ...(rows.length > 0 ? [why] : [])],
  };
}

const keyOf = { ambiguous: 'ambiguous_keys', updates: 'updates', inserts: 'inserts' } as const;

/** As many of a list as there is room for, and how many that is where it is not all. */
function shown<Item>(
  list: keyof typeof room,
  items: readonly Item[],
  show: (item: Item) => JsonObject,
): Outcome {
  if (items.length === 0) {
    return { facts: {}, notes: [] };
  }
  const key = keyOf[list];
  // No more of them than could fit are worked out.
  const texts = fitting(items.slice(0, maxShown).map(show), room[list]);
  const isAll = texts.length === items.length;
  return {
    facts: { [key]: texts },
    notes: isAll ? [] : [`${key} shows ${texts.length} of ${items.length}`],
  };
}

function ambiguityOf({ keyCells, positions, recordIds, matches }: AmbiguousKey): JsonObject {
  return {
    key: brief(keyCells),
    rows: positions.slice(0, maxRows),
    ...(positions.length > maxRows && { rows_in_all: positions.length }),
    record_ids: recordIds,
    ...(matches > recordIds.length && { records_in_all: matches }),
  };
}

type PlainReader = (name: string, written: Json) => Json;

function changeOf(
  { position, recordId, whole, before }: PlannedUpdate,
  read: PlainReader,
): JsonObject {
  const changes = Object.entries(whole).map(([name, cell]): [string, Json] => [
    name,
    [brief(ownCell(before, name) ?? null), brief(read(name, cell ?? null))],
  ]);
  return { row: position, record_id: recordId, changes: Object.fromEntries(changes) };
}

function insertOf({ position, cells }: PlannedInsert, read: PlainReader): JsonObject {
  const plain = Object.entries(cells).map(([name, cell]): [string, Json] => [
    name,
    brief(read(name, cell ?? null)),
  ]);
  return { row: position, fields: Object.fromEntries(plain) };
}

/** What is to be written as it will be read. */
function plainReader(schema: TableSchema): PlainReader {
  const readers = new Map(schema.fields.map((field) => [field.name, cellReader(field, schema)]));
  return (name, written) => readers.get(name)?.(written) ?? null;
}
