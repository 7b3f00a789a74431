import type { JsonObject } from '../../../core/json.js';
import type { Outcome } from '../../answer/result.js';
import type { ToolContext } from '../../context/tool-context.js';
import { type Column, type ColumnFacts, cellsAt, columnFacts } from './column-facts.js';

/** A column whose type was changed, with its cells as they were. */
interface Converted {
  readonly cells: ColumnFacts;
  readonly column: Column;
  /** The types in words. */
  readonly from: string;
  readonly to: string;
}

/** Tells what became of the cells of a column whose type changed; `now` is the field as it is. */
export async function conversionOf(
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
