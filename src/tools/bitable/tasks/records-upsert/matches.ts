import type { Field, TableSchema } from '../../../../cells/field.js';
import { cellReader } from '../../../../cells/read/reading.js';
import type { Json, JsonObject } from '../../../../core/json.js';
import { cellsIn, ownCell } from '../own-cell.js';
import { type KeyField, keyIdentity } from './key-fields.js';

/** The records of one key. */
export interface Match {
  /** Of the first of them. */
  readonly recordIds: readonly string[];
  /** How many there are in all. */
  readonly count: number;
  /** Plain cells of the first, by field name: of the fields that may be written. */
  readonly cells: JsonObject;
}

interface Column {
  readonly name: string;
  readonly read: (value: Json | undefined) => Json;
}

/** Ids that are remembered of a key that matches several records. */
const maxIds = 20;

/** The records that have a wanted key, found among any number of records. */
export class Matches {
  readonly #found = new Map<string, Match>();
  readonly #keys: readonly (Column & { readonly key: KeyField })[];
  readonly #columns: readonly Column[];

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
    const key = JSON.stringify(
      this.#keys.map((column) =>
        keyIdentity(column.key, column.read(ownCell(cells, column.name)), this.schema),
      ),
    );
    if (this.wanted.has(key)) {
      this.#remember(key, String(record['record_id']), cells);
    }
  }

  of(key: string): Match | undefined {
    return this.#found.get(key);
  }

  #remember(key: string, recordId: string, cells: JsonObject): void {
    const known = this.#found.get(key);
    if (known === undefined) {
      this.#found.set(key, { recordIds: [recordId], count: 1, cells: this.#plain(cells) });
    } else if (!known.recordIds.includes(recordId)) {
      // A record may come twice: with two searches, or where pages shift while they are read.
      const recordIds = [...known.recordIds, recordId].slice(0, maxIds);
      this.#found.set(key, { ...known, recordIds, count: known.count + 1 });
    }
  }

  #plain(cells: JsonObject): JsonObject {
    return Object.fromEntries(
      this.#columns.map(({ name, read }) => [name, read(ownCell(cells, name))]),
    );
  }
}
