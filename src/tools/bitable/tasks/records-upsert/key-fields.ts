import type { Field, TableSchema } from '../../../../cells/field.js';
import { describeField, isWritable } from '../../../../cells/kinds/kinds.js';
import { cellReader } from '../../../../cells/read/reading.js';
import { bareText } from '../../../../cells/read/rich-text.js';
import { readDate } from '../../../../cells/time/date-text.js';
import type { InputIssue } from '../../../../core/errors.js';
import { isJsonList, type Json, type JsonObject } from '../../../../core/json.js';
import type { ToolRun } from '../../../../core/tool.js';
import { type FieldFinder, unknownField } from '../../query/field-finder.js';
import { cellsIn, isComparable, membersOf, ownCell, setIdentity } from '../../read/record-cells.js';
import { type RichTexts, richTextsIn } from '../../write/rich-cells.js';

/** A field by whose value a record is found. */
export interface KeyField {
  readonly field: Field;
  /** The vendor works it out: it is compared, but not written. */
  readonly isReadOnly: boolean;
}

export interface KeyFields {
  readonly keys: readonly KeyField[];
  readonly issues: readonly InputIssue[];
}

/** A row that is ready to be written. */
export interface UpsertRow {
  /** In the rows of the call, from 0. */
  readonly position: number;
  /** What its record is known by. */
  readonly key: string;
  /** The values of the key fields in their plain form. */
  readonly keyCells: JsonObject;
  /** In the vendor's shape, by field name. */
  readonly cells: JsonObject;
}

export interface PreparedUpsert {
  readonly schema: TableSchema;
  readonly keys: readonly KeyField[];
  readonly rows: readonly UpsertRow[];
  readonly userIdType: string | undefined;
}

export function keyFieldsOf(
  names: readonly string[],
  schema: TableSchema,
  find: FieldFinder,
): KeyFields {
  const keys: KeyField[] = [];
  const issues: InputIssue[] = [];
  for (const [index, name] of names.entries()) {
    const path = `key_fields[${index}]`;
    const field = find(name);
    if (field === undefined) {
      issues.push(unknownField(schema, name, path, isComparable));
    } else if (!isComparable(field)) {
      const problem = `is ${field.name} (${describeField(field)}), whose values cannot be compared`;
      issues.push({ path, problem, allowed: 'a text, number, date, select, person or link field' });
    } else if (keys.some((key) => key.field.id === field.id)) {
      issues.push({ path, problem: `names ${field.name} a second time` });
    } else {
      keys.push({ field, isReadOnly: !isWritable(field) });
    }
  }
  return { keys, issues };
}

/** What a plain cell of a key field is known by; undefined for an empty one. */
export function keyIdentity(
  { field, isReadOnly }: KeyField,
  cell: Json,
  { timeZone }: TableSchema,
): string | undefined {
  const members = membersOf(field, isReadOnly ? loosened(cell, timeZone) : cell);
  return members.length === 0 ? undefined : setIdentity(members.map(({ id }) => id));
}

/** Results of a formula, and the values that are to equal them, say a number or a date in more than one way. */
function loosened(cell: Json, timeZone: string): Json {
  if (isJsonList(cell)) {
    return cell.map((item) => loosened(item, timeZone));
  }
  if (typeof cell !== 'string') {
    return cell;
  }
  if (String(Number(cell)) === cell) {
    return Number(cell);
  }
  const ms = isoDate.test(cell) ? readDate(cell, timeZone) : undefined;
  return ms === undefined ? cell : `date ${ms}`;
}

const isoDate = /^\d{4}-\d\d-\d\d/;

/** The records of one key. */
export interface KeyMatch {
  /** Of the first of them. */
  readonly recordIds: readonly string[];
  /** How many there are in all. */
  readonly count: number;
  /** Plain cells of the first, by field name: of the fields that may be written. */
  readonly cells: JsonObject;
  /** Its cells that plain text cannot hold. */
  readonly rich: RichTexts;
}

interface MatchColumn {
  readonly name: string;
  readonly read: (value: Json | undefined) => Json;
}

/** Ids that are remembered of a key that matches several records. */
const maxRecordIds = 20;

/** The records that have a wanted key, found among any number of records. */
export class KeyMatches {
  readonly #found = new Map<string, KeyMatch>();
  readonly #keys: readonly (MatchColumn & { readonly key: KeyField })[];
  readonly #columns: readonly MatchColumn[];

  constructor(
    readonly schema: TableSchema,
    keys: readonly KeyField[],
    fields: readonly Field[],
    readonly wanted: ReadonlySet<string>,
  ) {
    const columnOf = (field: Field) => ({ name: field.name, read: cellReader(field, schema) });
    this.#keys = keys.map((key) => ({ key, ...columnOf(key.field) }));
    this.#columns = fields.map(columnOf);
  }

  add(record: JsonObject): void {
    const cells = cellsIn(record);
    const rich = richTextsIn(cells);
    const key = this.#keyOf(cells);
    const wanted = [key, ...(rich.size > 0 ? [this.#keyOf({ ...cells, ...bareTexts(rich) })] : [])];
    const found = wanted.find((each) => this.wanted.has(each));
    if (found !== undefined) {
      this.#remember(found, String(record['record_id']), cells, rich);
    }
  }

  #keyOf(cells: JsonObject): string {
    return JSON.stringify(
      this.#keys.map((column) =>
        keyIdentity(column.key, column.read(ownCell(cells, column.name)), this.schema),
      ),
    );
  }

  of(key: string): KeyMatch | undefined {
    return this.#found.get(key);
  }

  #remember(key: string, recordId: string, cells: JsonObject, rich: RichTexts): void {
    const known = this.#found.get(key);
    if (known === undefined) {
      this.#found.set(key, { recordIds: [recordId], count: 1, cells: this.#plain(cells), rich });
    } else if (!known.recordIds.includes(recordId)) {
      // A record may come twice: with two searches, or where pages shift while they are read.
      const recordIds = [...known.recordIds, recordId].slice(0, maxRecordIds);
      this.#found.set(key, { ...known, recordIds, count: known.count + 1 });
    }
  }

  #plain(cells: JsonObject): JsonObject {
    return Object.fromEntries(
      this.#columns.map(({ name, read }) => [name, read(ownCell(cells, name))]),
    );
  }
}

/** Rich text without its links, as the vendor compares it: rows may name a record so. */
function bareTexts(rich: RichTexts): JsonObject {
  return Object.fromEntries([...rich].map(([name, segments]) => [name, bareText(segments)]));
}

/** Counts the requests of a task that takes several requests of several kinds. */
export class StepCounter {
  #done = 0;

  constructor(readonly run: Pick<ToolRun, 'progress'>) {}

  /** One request is done; `left` are still to come, as far as is known. */
  step(message: string, left?: number): void {
    this.#done += 1;
    this.run.progress(this.#done, left === undefined ? undefined : this.#done + left, message);
  }
}
