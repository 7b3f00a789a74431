import type { TableSchema } from '../../../cells/field.js';
import { cellReader } from '../../../cells/read/reading.js';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import {
  type Change,
  maxListedChanges,
  reportChanges,
  reportSamples,
} from '../../answer/changes.js';
import type { Outcome } from '../../answer/result.js';
import { cellIdentity, cellsIn, ownCell } from '../read/record-cells.js';

/** How the cells of a field are read and told apart. */
interface Column {
  readonly read: (cell: Json | undefined) => Json;
  readonly identity: (cell: Json) => string;
}

/** What one write does to a cell. */
interface WrittenCell {
  readonly recordId: string;
  readonly name: string;
  readonly sent: Json;
  /** As the vendor replies it; undefined where it says nothing of it. */
  readonly replied: Json | undefined;
}

const maxDifferences = 10;

/** What a write of records changed, from the cells before it and the vendor's reply. */
export class RecordChanges {
  readonly #columns: ReadonlyMap<string, Column>;
  /** Plain cells by record id. */
  readonly #stored: Map<string, JsonObject>;
  /** Cells in the vendor's shape by record id. */
  readonly #sent = new Map<string, JsonObject>();
  /** People and files by their id: the reply to a write does without their names. */
  readonly #known = new Map<string, Json>();

  constructor(schema: TableSchema, stored: ReadonlyMap<string, JsonObject> = new Map()) {
    this.#columns = new Map(
      schema.fields.map((field) => [
        field.name,
        { read: cellReader(field, schema), identity: cellIdentity(field) },
      ]),
    );
    this.#stored = new Map(stored);
    for (const cells of stored.values()) {
      this.#learn(cells);
    }
  }

  addStored(recordId: string, cells: JsonObject): void {
    this.#stored.set(recordId, cells);
    this.#learn(cells);
  }

  addSent(recordId: string, cells: JsonObject): void {
    this.#sent.set(recordId, { ...this.#sent.get(recordId), ...cells });
  }

  /** The outcome with what changed, and with what the vendor stored otherwise than it was sent. */
  addTo({ facts, notes }: Outcome, replies: readonly Json[]): Outcome {
    const written = this.#written(replies);
    const changes = written.flatMap((cell) => this.#changesOf(cell));
    const isOne = 'record_id' in facts;
    const isListed = this.#sent.size <= maxListedChanges;
    const report = isListed
      ? reportChanges(changes, isOne ? undefined : 'record_id')
      : reportSamples(changes, 'record_id');
    return {
      facts: {
        ...facts,
        ...(isListed ? {} : { written_cells: countByField(written) }),
        ...report.facts,
      },
      notes: [
        ...notes,
        ...report.notes,
        ...this.#unchanged(changes, isOne),
        ...this.differences(replies),
      ],
    };
  }

  /** What the vendor stored otherwise than it was sent, by its reply. */
  differences(replies: readonly Json[]): readonly string[] {
    return this.#written(replies)
      .flatMap((cell) => this.#differenceOf(cell))
      .slice(0, maxDifferences);
  }

  #written(replies: readonly Json[]): readonly WrittenCell[] {
    const replied = new Map(
      replies.filter(isJsonObject).map((record) => [String(record['record_id']), cellsIn(record)]),
    );
    return [...this.#sent].flatMap(([recordId, cells]) =>
      Object.entries(cells).map(([name, sent = null]) => {
        return { recordId, name, sent, replied: ownCell(replied.get(recordId) ?? {}, name) };
      }),
    );
  }

  #changesOf({ recordId, name, sent, replied }: WrittenCell): readonly Change[] {
    const column = this.#columns.get(name);
    const stored = this.#stored.get(recordId);
    if (column === undefined || stored === undefined) {
      return [];
    }
    const old = ownCell(stored, name) ?? null;
    const now = column.read(replied ?? sent);
    return column.identity(old) === column.identity(now)
      ? []
      : [{ id: recordId, field: name, old: compact(old), new: compact(this.#named(now)) }];
  }

  #differenceOf({ recordId, name, sent, replied }: WrittenCell): readonly string[] {
    const column = this.#columns.get(name);
    const isEcho = replied === undefined || JSON.stringify(replied) === JSON.stringify(sent);
    if (column === undefined || isEcho) {
      return [];
    }
    const [meant, stored] = [column.read(sent), column.read(replied)];
    return column.identity(meant) === column.identity(stored)
      ? []
      : [`${recordId} ${name}: stored ${JSON.stringify(stored)} for ${JSON.stringify(meant)}`];
  }

  #unchanged(changes: readonly Change[], isOne: boolean): readonly string[] {
    const changed = new Set(changes.map(({ id }) => id));
    const same = [...this.#sent.keys()].filter((id) => this.#stored.has(id) && !changed.has(id));
    if (same.length === 0) {
      return [];
    }
    return isOne
      ? ['unchanged: all of these values were stored already']
      : [`unchanged: ${same.length} of ${this.#sent.size} records had these values already`];
  }

  #learn(cells: JsonObject): void {
    for (const item of Object.values(cells).flatMap((cell) => (isJsonList(cell) ? cell : []))) {
      const id = idOf(item);
      if (id !== undefined) {
        this.#known.set(id, item);
      }
    }
  }

  #named(cell: Json): Json {
    return isJsonList(cell) ? cell.map((item) => this.#known.get(idOf(item) ?? '') ?? item) : cell;
  }
}

/** Without the addresses of files and people, which a change is not about. */
function compact(cell: Json): Json {
  return isJsonList(cell) ? cell.map(compactItem) : cell;
}

function compactItem(item: Json): Json {
  if (!isJsonObject(item)) {
    return item;
  }
  const { url: _, type: __, email: ___, ...rest } = item;
  return 'file_token' in item || 'email' in item ? rest : item;
}

function countByField(cells: readonly WrittenCell[]): JsonObject {
  const counts = new Map<string, number>();
  for (const { name } of cells) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

/** The id of a person, a group or a file. */
function idOf(item: Json): string | undefined {
  const id = isJsonObject(item) ? (item['id'] ?? item['file_token']) : undefined;
  return typeof id === 'string' ? id : undefined;
}
