import type { Field, TableSchema } from '../../../../cells/field.js';
import { cellReader } from '../../../../cells/read/reading.js';
import { IssueList } from '../../../../cells/write/finish-rows.js';
import { setDeltaIn } from '../../../../cells/write/set-delta.js';
import { InputError } from '../../../../core/errors.js';
import type { Json, JsonObject } from '../../../../core/json.js';
import { cellIdentity, ownCell } from '../../read/record-cells.js';
import { changedSet } from '../../write/changed-set.js';
import type { RichTexts } from '../../write/rich-cells.js';
import type { KeyMatch, KeyMatches, PreparedUpsert, UpsertRow } from './key-fields.js';

export interface PlannedInsert {
  readonly position: number;
  /** In the vendor's shape; cells that are empty anyway are left out. */
  readonly cells: JsonObject;
}

export interface PlannedUpdate {
  readonly position: number;
  readonly recordId: string;
  /** Only those that differ, in the vendor's shape. A set that is added to is still its change. */
  readonly cells: JsonObject;
  /** The same with whole sets, by what was found. */
  readonly whole: JsonObject;
  /** All plain cells of the record as it is. */
  readonly before: JsonObject;
  /** What of it plain text cannot hold. */
  readonly rich: RichTexts;
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
  const issues = planning.issues.list();
  if (issues.length > 0) {
    throw new InputError(issues);
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
  readonly issues = new IssueList();
  readonly #differs: (name: string, written: Json, found: Json) => boolean;
  readonly #fields: ReadonlyMap<string, Field>;
  readonly #keyNames: ReadonlySet<string>;
  readonly #canInsert: boolean;

  constructor({ schema, keys }: PreparedUpsert) {
    const tests = new Map(schema.fields.map((field) => [field.name, differenceOf(field, schema)]));
    this.#fields = new Map(schema.fields.map((field) => [field.name, field]));
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
  #update({ position, cells }: UpsertRow, { recordIds, cells: before, rich }: KeyMatch): void {
    const changed: [string, Json][] = [];
    const whole: [string, Json][] = [];
    for (const [name, cell = null] of Object.entries(cells)) {
      const found = ownCell(before, name) ?? null;
      const next = this.#whole(position, name, cell, found);
      if (!this.#keyNames.has(name) && this.#differs(name, next, found)) {
        changed.push([name, cell]);
        whole.push([name, next]);
      }
    }
    const [recordId = ''] = recordIds;
    if (changed.length === 0) {
      this.plan.unchanged += 1;
      return;
    }
    const own = { cells: Object.fromEntries(changed), whole: Object.fromEntries(whole) };
    this.plan.updates.push({ position, recordId, before, rich, ...own });
  }

  /** A cell with the whole set in place of its change. */
  #whole(position: number, name: string, cell: Json, found: Json): Json {
    const delta = setDeltaIn(cell);
    const field = this.#fields.get(name);
    if (delta === undefined || field === undefined) {
      return cell;
    }
    const set = changedSet(field, found, delta);
    if ('cell' in set) {
      return set.cell;
    }
    this.issues.add(`rows[${position}]`, name, { ...set, allowed: () => set.allowed });
    return cell;
  }
}

function filled(cells: JsonObject): JsonObject {
  const whole = Object.entries(cells).map(([name, cell = null]) => [name, added(cell)] as const);
  return Object.fromEntries(whole.filter(([, cell]) => cell !== null));
}

/** What a cell of a new record holds: of a set, what is added. */
function added(cell: Json): Json {
  const delta = setDeltaIn(cell);
  return delta === undefined ? cell : delta.add.length === 0 ? null : delta.add;
}

/** Whether a cell as it is to be written differs from one as it was read. */
function differenceOf(field: Field, schema: TableSchema): (written: Json, found: Json) => boolean {
  const read = cellReader(field, schema);
  const identity = cellIdentity(field);
  return (written, found) => identity(read(written)) !== identity(found);
}
