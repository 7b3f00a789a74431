import type { Field, TableSchema } from '../../../../cells/field.js';
import { cellReader } from '../../../../cells/read/reading.js';
import type { Json, JsonObject } from '../../../../core/json.js';
import { cellIdentity, ownCell } from '../../read/record-cells.js';
import type { KeyMatch, KeyMatches, PreparedUpsert, UpsertRow } from './key-fields.js';

export interface PlannedInsert {
  readonly position: number;
  /** In the vendor's shape; cells that are empty anyway are left out. */
  readonly cells: JsonObject;
}

export interface PlannedUpdate {
  readonly position: number;
  readonly recordId: string;
  /** Only those that differ, in the vendor's shape. */
  readonly cells: JsonObject;
  /** All plain cells of the record as it is. */
  readonly before: JsonObject;
}

/** A key that several records have, or several rows: nothing is written for it. */
export interface AmbiguousKey {
  readonly keyCells: JsonObject;
  readonly positions: readonly number[];
  readonly recordIds: readonly string[];
  readonly matches: number;
}

export interface UpsertPlan {
  readonly inserts: readonly PlannedInsert[];
  readonly updates: readonly PlannedUpdate[];
  readonly unchanged: number;
  readonly ambiguous: readonly AmbiguousKey[];
  /** Rows that no record has the key of, while the key cannot be written. */
  readonly unmatched: readonly number[];
}

/** What is to be done for each row. */
export function planUpsert(upsert: PreparedUpsert, matches: KeyMatches): UpsertPlan {
  const planning = new Planning(upsert);
  for (const [key, rows] of rowsByKey(upsert.rows)) {
    planning.decide(rows, matches.of(key));
  }
  return planning.plan;
}

function rowsByKey(rows: readonly UpsertRow[]): ReadonlyMap<string, readonly UpsertRow[]> {
  const byKey = new Map<string, UpsertRow[]>();
  for (const row of rows) {
    const same = byKey.get(row.key) ?? [];
    same.push(row);
    byKey.set(row.key, same);
  }
  return byKey;
}

class Planning {
  readonly plan = {
    inserts: [] as PlannedInsert[],
    updates: [] as PlannedUpdate[],
    unchanged: 0,
    ambiguous: [] as AmbiguousKey[],
    unmatched: [] as number[],
  };
  readonly #differs: (name: string, written: Json, found: Json) => boolean;
  readonly #keyNames: ReadonlySet<string>;
  readonly #canInsert: boolean;

  constructor({ schema, keys }: PreparedUpsert) {
    const tests = new Map(schema.fields.map((field) => [field.name, differenceOf(field, schema)]));
    this.#differs = (name, written, found) => tests.get(name)?.(written, found) ?? true;
    this.#keyNames = new Set(keys.map(({ field }) => field.name));
    this.#canInsert = keys.every(({ isReadOnly }) => !isReadOnly);
  }

  decide(rows: readonly UpsertRow[], match: KeyMatch | undefined): void {
    const [row, ...repeats] = rows;
    if (row === undefined) {
      return;
    }
    if (repeats.length > 0 || (match !== undefined && match.count > 1)) {
      this.#setAside(row, rows, match);
    } else if (match !== undefined) {
      this.#update(row, match);
    } else if (this.#canInsert) {
      this.plan.inserts.push({ position: row.position, cells: filled(row.cells) });
    } else {
      this.plan.unmatched.push(row.position);
    }
  }

  #setAside(
    { keyCells }: UpsertRow,
    rows: readonly UpsertRow[],
    match: KeyMatch | undefined,
  ): void {
    const { recordIds = [], count: matches = 0 } = match ?? {};
    const positions = rows.map(({ position }) => position);
    this.plan.ambiguous.push({ keyCells, positions, recordIds, matches });
  }

  /** The key is the same already, in whatever words. */
  #update({ position, cells }: UpsertRow, { recordIds, cells: before }: KeyMatch): void {
    const changed = Object.entries(cells).filter(
      ([name, cell]) =>
        !this.#keyNames.has(name) &&
        this.#differs(name, cell ?? null, ownCell(before, name) ?? null),
    );
    const [recordId = ''] = recordIds;
    if (changed.length === 0) {
      this.plan.unchanged += 1;
    } else {
      this.plan.updates.push({ position, recordId, cells: Object.fromEntries(changed), before });
    }
  }
}

function filled(cells: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== null));
}

/** Whether a cell as it is to be written differs from one as it was read. */
function differenceOf(field: Field, schema: TableSchema): (written: Json, found: Json) => boolean {
  const read = cellReader(field, schema);
  const identity = cellIdentity(field);
  return (written, found) => identity(read(written)) !== identity(found);
}
