import { isJsonList, isJsonObject, type Json } from '../../core/json.js';
import { structureIn } from '../../core/lossless-json.js';
import type { CellRefusal, CellWriter, PendingCell, ReadyCell, WriteResult } from './outcome.js';
import { shown } from './outcome.js';

/** A change of a cell of several values: what to add to the stored ones, and what to remove from them. */
export interface SetDelta {
  readonly add: readonly Json[];
  readonly remove: readonly Json[];
}

const keys: ReadonlySet<string> = new Set(['add', 'remove']);

/** Whether a value is `{add?, remove?}`, with one of the two at least and nothing else. */
export function isSetDelta(value: Json | undefined): value is { readonly [key: string]: Json } {
  const names = isJsonObject(value) ? Object.keys(value) : [];
  return names.length > 0 && names.every((name) => keys.has(name));
}

/** The change that a text holds as JSON; any other value as it is. */
export function withoutDeltaText(value: Json): Json {
  const structure = typeof value === 'string' ? structureIn(value) : undefined;
  return structure !== undefined && isSetDelta(structure) ? structure : value;
}

/** Gives the change that a prepared cell stands for; undefined for a cell that is written as it is. */
export function setDeltaIn(cell: Json | undefined): SetDelta | undefined {
  if (!isSetDelta(cell)) {
    return undefined;
  }
  const { add = [], remove = [] } = cell;
  return { add: listOf(add), remove: listOf(remove) };
}

/** Writes both lists of a change, each in the vendor's shape; what is removed makes no new options. */
export function setDeltaWriter(adding: CellWriter, removing: CellWriter): CellWriter {
  return (value) => {
    const { add = null, remove = null } = isJsonObject(value) ? value : {};
    const added = write(add, adding);
    const removed = write(remove, removing);
    if ('problem' in added) {
      return added;
    }
    return 'problem' in removed ? removed : joined(added, removed);
  };
}

/** Refuses a change of a set where a cell holds one value. */
export function refuseDelta(): CellRefusal {
  return {
    problem: 'takes one value, which nothing is added to or removed from',
    allowed: () => 'the value itself, which replaces the stored one; null clears it',
  };
}

function write(value: Json, writer: CellWriter): PendingCell | CellRefusal {
  const written: WriteResult = value === null ? { value: [] } : writer(value);
  return 'value' in written ? { items: [], finish: () => written } : written;
}

function joined(added: PendingCell, removed: PendingCell): WriteResult {
  const count = added.items.length;
  const items = [...added.items, ...removed.items];
  const finish: PendingCell['finish'] = (ids) =>
    finished(added.finish(ids.slice(0, count)), removed.finish(ids.slice(count)));
  return items.length === 0 ? finish([]) : { items, finish };
}

function finished(
  added: ReadyCell | CellRefusal,
  removed: ReadyCell | CellRefusal,
): ReadyCell | CellRefusal {
  if ('problem' in added) {
    return added;
  }
  if ('problem' in removed) {
    return removed;
  }
  const [add, remove] = [listOf(added.value), listOf(removed.value)];
  const taken = new Set(remove.map((item) => JSON.stringify(item)));
  const both = add.find((item) => taken.has(JSON.stringify(item)));
  return both === undefined
    ? { value: { add, remove } }
    : { problem: `adds and removes ${shown(both)}`, allowed: () => 'one of the two' };
}

function listOf(value: Json): readonly Json[] {
  return isJsonList(value) ? value : value === null ? [] : [value];
}
