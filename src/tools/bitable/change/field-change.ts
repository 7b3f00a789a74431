import { isJsonObject, type JsonObject } from '../../../core/json.js';
import type { Outcome } from '../../answer/result.js';
import type { ToolContext } from '../../context/tool-context.js';
import { type Column, type ColumnFacts, cellsAt, columnFacts, countUses } from './column-facts.js';
import { wordOf } from './field-rules.js';
import { definitionOf, type MergedField } from './merge-field.js';
import { readFirst } from './read-first.js';
import { changesFor } from './setting-changes.js';

/** A change of a field that was read and merged, and what was found out on the way. */
export interface FieldChange {
  readonly merged: MergedField;
  readonly column: Column;
  readonly uses: readonly JsonObject[];
  /** Of the cells before a conversion. */
  readonly cells: ColumnFacts | undefined;
}

/** Counts what a change takes from cells, and tells it before anything is sent. */
export async function changeOf(
  merged: MergedField,
  column: Column,
  context: ToolContext,
): Promise<FieldChange> {
  const uses = await usesOf(merged, column, context);
  const cells =
    merged.changesType || merged.movesLink
      ? await readFirst('the column', columnFacts(context, column))
      : undefined;
  if (cells !== undefined) {
    context.note(`non-empty cells before the conversion: ${cells.filled}`);
  }
  return { merged, column, uses, cells };
}

/** Removals whose records are counted; of more the number stays unknown. */
const maxCounted = 20;

async function usesOf(
  { removedOptions }: MergedField,
  column: Column,
  context: ToolContext,
): Promise<readonly JsonObject[]> {
  const uses: JsonObject[] = [];
  for (const { name } of removedOptions.slice(0, maxCounted)) {
    const option = String(name);
    const records = await readFirst('its use', countUses(context, column, option));
    context.note(`records with the removed option ${JSON.stringify(option)}: ${records}`);
    uses.push({ name: option, records });
  }
  return [...uses, ...removedOptions.slice(maxCounted).map(({ name }) => ({ name: name ?? '' }))];
}

export function alreadySo({ column: { listed } }: FieldChange): Outcome {
  return { facts: { field: listed }, notes: ['already so: nothing was changed'] };
}

export async function withFacts(
  { facts, notes }: Outcome,
  change: FieldChange,
  context: ToolContext,
): Promise<Outcome> {
  const { merged, uses, column } = change;
  const reply = isJsonObject(facts['field']) ? facts['field'] : {};
  const stored = { ...merged.after, ...definitionOf(reply) };
  const changes = changesFor(context, merged.before, stored);
  const conversion =
    change.cells &&
    (await conversionOf(
      { cells: change.cells, column, from: formOf(merged.before), to: formOf(merged.after) },
      { ...column.listed, ...stored },
      context,
    ));
  return {
    facts: {
      ...facts,
      ...changes.facts,
      ...(uses.length > 0 && { removed_options: uses }),
      ...(conversion && { conversion: conversion.facts }),
    },
    notes: [...notes, ...changes.notes, ...(conversion?.notes ?? [])],
  };
}

/** The type in words, of a link with the table that it leads to. */
function formOf(definition: JsonObject): string {
  const { property } = definition;
  const table = isJsonObject(property) ? property['table_id'] : undefined;
  return typeof table === 'string' ? `${wordOf(definition)} to ${table}` : wordOf(definition);
}

/** A column whose type was changed, with its cells as they were. */
interface Converted {
  readonly cells: ColumnFacts;
  readonly column: Column;
  /** The types in words. */
  readonly from: string;
  readonly to: string;
}

/** Tells what became of the cells of a column whose type changed; `now` is the field as it is. */
async function conversionOf(
  { cells, column, from, to }: Converted,
  now: JsonObject,
  context: ToolContext,
): Promise<Outcome> {
  const before = { from, to, non_empty_before: cells.filled };
  const converted = { ...column, listed: now };
  try {
    const after = await columnFacts(context, converted);
    const ids = [...cells.samples.keys()];
    const values = ids.length === 0 ? cells.samples : await cellsAt(context, converted, ids);
    const rows = [...cells.samples].map(([id, old]) => [id, old, values.get(id) ?? null]);
    const samples = { columns: ['record_id', 'old', 'new'], rows };
    return {
      facts: { ...before, non_empty_after: after.filled, samples },
      notes: conversionNotes(cells, after),
    };
  } catch (error) {
    if (!(error instanceof Error)) {
      throw error;
    }
    const note = `the column was converted, but could not be read back: ${error.message}`;
    return { facts: before, notes: [note] };
  }
}

function conversionNotes(before: ColumnFacts, after: ColumnFacts): readonly string[] {
  const lost = before.filled - after.filled;
  return [
    ...(lost > 0 ? [`cells that did not fit the new type and are empty now: ${lost}`] : []),
    ...(before.isPart || after.isPart ? ['cells were counted in the first 5000 records'] : []),
  ];
}
