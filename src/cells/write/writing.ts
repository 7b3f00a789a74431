import type { InputIssue } from '../../core/errors.js';
import type { Json, JsonObject } from '../../core/json.js';
import type { TableSchema } from '../field.js';
import type { DayOrder } from '../kinds/day-order.js';
import { kindOf, takesOf } from '../kinds/kinds.js';
import { PeopleIds, type UserIdType } from '../kinds/people-ids.js';
import type { DecimalMark } from '../numbers.js';
import { type WritableColumn, WritableColumns } from './columns.js';
import {
  type FinishedRows,
  finishRows,
  IssueList,
  needsOf,
  type WaitingCell,
} from './finish-rows.js';
import type { CellLookup, LookupResults } from './lookup.js';
import type { CellRefusal, WriteResult } from './outcome.js';
import { isSetDelta, withoutDeltaText } from './set-delta.js';

export interface PrepareOptions {
  /** Whether an option that does not exist yet may be written, which creates it. */
  readonly createOptions: boolean;
  /** `records[36].fields`, or just `fields`. */
  readonly pathOf: (index: number) => string;
  /** Whether cells of read-only fields are left out, as in rows that came as they were read. */
  readonly skipReadOnly?: boolean | undefined;
  /** Whether the rows change records, whose cells of several values can be added to; to a new record, `add` is all there is. */
  readonly changesSets?: boolean | undefined;
  /** The time that `today` and `now` are counted from, in milliseconds; undefined where such words are refused, as in a file. */
  readonly now?: number | undefined;
  /** The `user_id_type` that was asked for; otherwise the ids tell. */
  readonly userIdType?: UserIdType | undefined;
  /** By field, the decimal mark of numbers that are written as text; without it, only what is plain is read. */
  readonly decimals?: ReadonlyMap<string, DecimalMark> | undefined;
  /** By field, the order in dates with the year at their end; without it, the format of the field tells it. */
  readonly dayOrders?: ReadonlyMap<string, DayOrder> | undefined;
}

export interface NewOptions {
  readonly field: string;
  readonly names: readonly string[];
}

/** Rows as far as they can be made ready without looking anything up. */
export interface PreparedRows {
  readonly issues: readonly InputIssue[];
  /** What must be looked up, each thing once. */
  readonly needs: readonly CellLookup[];
  /** The kind of the people's ids, which people that are looked up need too; undefined while there are none. */
  readonly userIdType: UserIdType | undefined;
  /** Options that writing these rows creates. */
  readonly newOptions: readonly NewOptions[];
  /** How names were understood that are not exactly those of the table. */
  readonly notes: readonly string[];
  /** The rows in the vendor's shape, with what was found. */
  readonly finish: (findings: LookupResults) => FinishedRows;
}

/** Turns rows as people write them, by name or id of the fields, into what the vendor takes. */
export function prepareRows(
  rows: readonly JsonObject[],
  schema: TableSchema,
  options: PrepareOptions,
): PreparedRows {
  const preparation = new Preparation(schema, options);
  const ready = rows.map((row, index) => preparation.row(row, index));
  return preparation.result(ready);
}

/** The row and the column of a value that is written. */
interface CellPosition {
  readonly index: number;
  readonly key: string;
  readonly column: WritableColumn;
}

class Preparation {
  readonly #issues = new IssueList();
  readonly #waiting: WaitingCell[] = [];
  readonly #notes = new Set<string>();
  readonly #newOptions = new Map<string, string[]>();
  readonly #people: PeopleIds;
  readonly #columns: WritableColumns;
  readonly #pathOf: (index: number) => string;
  readonly #skipReadOnly: boolean;
  readonly #changesSets: boolean;
  /** Keys that were refused already: they are wrong in the same way in every row. */
  readonly #refusedKeys = new Set<string>();

  constructor(schema: TableSchema, options: PrepareOptions) {
    const {
      createOptions,
      pathOf,
      skipReadOnly = false,
      changesSets = false,
      userIdType,
      now,
      decimals,
      dayOrders,
    } = options;
    this.#pathOf = pathOf;
    this.#skipReadOnly = skipReadOnly;
    this.#changesSets = changesSets;
    this.#people = new PeopleIds(userIdType);
    this.#columns = new WritableColumns({
      schema,
      createOptions,
      people: this.#people,
      now,
      decimals,
      dayOrders,
      note: (text) => this.#notes.add(text),
      newOption: ({ name }, option) => {
        const names = this.#newOptions.get(name) ?? [];
        names.push(option);
        this.#newOptions.set(name, names);
      },
    });
  }

  row(row: JsonObject, index: number): JsonObject {
    const cells = new Map<string, Json>();
    for (const key of Object.keys(row)) {
      const value = row[key];
      const column = this.#columns.of(key);
      if ('problem' in column) {
        this.#refuseKey(index, key, column);
      } else if (value !== undefined) {
        this.#write(value, { index, key, column }, cells);
      }
    }
    return Object.fromEntries(cells);
  }

  #write(value: Json, position: CellPosition, cells: Map<string, Json>): void {
    const { field } = position.column;
    const written = cells.has(field.name)
      ? { problem: `names the field ${field.name} a second time`, allowed: () => 'each field once' }
      : this.#written(value, position.column);
    if ('problem' in written) {
      this.#issues.add(this.#pathOf(position.index), position.key, written, () => takesOf(field));
      return;
    }
    if ('items' in written) {
      const { index, key } = position;
      this.#waiting.push({ index, key, field, pending: written });
    }
    cells.set(field.name, 'value' in written ? written.value : null);
  }

  /** A value as it is written: a set may come as a change of the stored one. */
  #written(given: Json, { field, write, change }: WritableColumn): WriteResult {
    const value = change === undefined ? given : withoutDeltaText(given);
    if (change === undefined || !isSetDelta(value)) {
      return write(value);
    }
    if (this.#changesSets || kindOf(field).isList !== true) {
      return change(value);
    }
    if (value['remove'] !== undefined) {
      this.#notes.add(`${field.name}: a new record has nothing to remove`);
    }
    return write(value['add'] ?? null);
  }

  #refuseKey(index: number, key: string, refusal: CellRefusal): void {
    if (this.#refusedKeys.has(key)) {
      return;
    }
    this.#refusedKeys.add(key);
    if (this.#skipReadOnly && refusal.readOnly) {
      this.#notes.add(`${key} ${refusal.problem} and was left out`);
    } else {
      this.#issues.add(this.#pathOf(index), key, refusal);
    }
  }

  result(rows: readonly JsonObject[]): PreparedRows {
    return {
      issues: this.#issues.list(),
      needs: needsOf(this.#waiting),
      userIdType: this.#people.type,
      newOptions: [...this.#newOptions].map(([field, names]) => ({ field, names })),
      notes: shortened([...this.#notes]),
      finish: (findings) =>
        finishRows({ rows, waiting: this.#waiting, pathOf: this.#pathOf }, findings),
    };
  }
}

const maxNotes = 10;

function shortened(notes: readonly string[]): readonly string[] {
  const more = notes.length - maxNotes;
  return more > 0 ? [...notes.slice(0, maxNotes), `and ${more} more names were taken so`] : notes;
}
