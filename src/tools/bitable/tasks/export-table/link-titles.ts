import type { Field, TableSchema } from '../../../../cells/field.js';
import { kindOf } from '../../../../cells/kinds/kinds.js';
import { isSurelyRecordId } from '../../../../cells/kinds/references.js';
import { linkedRecords } from '../../../../cells/read/linked-records.js';
import { readCell } from '../../../../cells/read/reading.js';
import { bareText, isSegmentList } from '../../../../cells/read/rich-text.js';
import { ApiError } from '../../../../core/errors.js';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { callEndpoint, type ToolContext } from '../../../context/tool-context.js';
import { schemaOf } from '../../query/table-schema.js';
import { cellsIn, ownCell } from '../../read/record-cells.js';
import { partsOf, recordIdsOf, titleOf } from '../../write/record-titles.js';

/** Page "Batch get records": ids in one request. */
const maxIds = 100;
/** Titles that are remembered of one table. */
const maxRemembered = 50_000;

/** A table that is linked to. */
interface LinkedTable {
  readonly tableId: string;
  /** Undefined until it was looked at. */
  schema?: TableSchema;
  /** By record id; empty where a record has none. */
  readonly titles: Map<string, string>;
  /** The record that has a title; undefined where there are several. */
  readonly owners: Map<string, string | undefined>;
}

/** The titles of the records that link fields hold, which searches leave out. */
export class LinkTitles {
  readonly #tables = new Map<string, LinkedTable>();
  readonly #byField = new Map<string, LinkedTable>();

  constructor(
    readonly context: ToolContext,
    readonly appToken: string,
    fields: readonly Field[],
    /** Whether records are to be found again by their titles. */
    readonly mustFind: boolean,
  ) {
    for (const field of fields) {
      const tableId = field.property['table_id'];
      if (kindOf(field).family === 'link' && typeof tableId === 'string') {
        const table = this.#tables.get(tableId) ?? newTable(tableId);
        this.#tables.set(tableId, table);
        this.#byField.set(field.name, table);
      }
    }
  }

  /** Reads the titles of the records that a page links to. Where they cannot be seen, ids stand for them. */
  async read(records: readonly JsonObject[]): Promise<void> {
    const wanted = new Map<LinkedTable, Set<string>>();
    for (const [name, table] of this.#byField) {
      const ids = records.flatMap((record) => idsIn(ownCell(cellsIn(record), name)));
      const unknown = ids.filter((id) => !table.titles.has(id));
      wanted.set(table, new Set([...(wanted.get(table) ?? []), ...unknown]));
    }
    for (const [table, ids] of wanted) {
      await this.#readTable(table, [...ids]);
    }
  }

  /** A link cell with the titles of its records: `{id, text}`. */
  titled(field: string, cell: Json): Json {
    const table = this.#byField.get(field);
    return table === undefined || !isJsonList(cell)
      ? cell
      : cell.map(idOf).map((id) => {
          const text = table.titles.get(id);
          return text ? { id, text } : id;
        });
  }

  /** A link cell as titles, by which the records can be found again; ids for those that cannot. */
  findable(field: string, cell: Json): Json {
    const table = this.#byField.get(field);
    return table === undefined || !isJsonList(cell)
      ? cell
      : cell.map(idOf).map((id) => findableTitle(table, id) ?? id);
  }

  async #readTable(table: LinkedTable, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) {
      return;
    }
    if (table.titles.size + ids.length > maxRemembered) {
      table.titles.clear();
      table.owners.clear();
    }
    try {
      const ref = { appToken: this.appToken, tableId: table.tableId };
      table.schema ??= await schemaOf(this.context, ref);
      const parts = partsOf(ids, maxIds);
      await Promise.all(parts.map((part) => this.#readPart(table, part)));
      if (this.mustFind) {
        await this.#readOwners(table, ids);
      }
    } catch (error) {
      if (!(error instanceof ApiError && error.facts.kind === 'permission')) {
        throw error;
      }
      this.#tables.delete(table.tableId);
      this.#forget(table);
      this.context.note(
        `the records of ${table.tableId} cannot be read: links to them are ids (${error.message})`,
      );
    }
  }

  #forget(table: LinkedTable): void {
    for (const [name, each] of this.#byField) {
      if (each === table) {
        this.#byField.delete(name);
      }
    }
  }

  async #readPart(table: LinkedTable, ids: readonly string[]): Promise<void> {
    const { records } = await callEndpoint(this.context, 'bitable_records_batch_get', {
      app_token: this.appToken,
      table_id: table.tableId,
      record_ids: ids,
    });
    for (const record of Array.isArray(records) ? records.filter(isJsonObject) : []) {
      const id = String(record['record_id']);
      const title = titleIn(table, record);
      table.titles.set(id, title);
    }
  }

  /** Which records have the titles: those of several are not told apart by it. */
  async #readOwners(table: LinkedTable, ids: readonly string[]): Promise<void> {
    const titles = ids.map((id) => table.titles.get(id)?.trim() ?? '');
    const unknown = [...new Set(titles)].filter((title) => title && !table.owners.has(title));
    const ref = { appToken: this.appToken, tableId: table.tableId };
    const found = unknown.length === 0 ? new Map() : await recordIdsOf(this.context, ref, unknown);
    for (const title of 'problem' in found ? [] : unknown) {
      const [owner, other] = 'problem' in found ? [] : (found.get(title) ?? []);
      table.owners.set(title, other === undefined ? owner : undefined);
    }
  }
}

function newTable(tableId: string): LinkedTable {
  return { tableId, titles: new Map(), owners: new Map() };
}

function titleIn({ schema }: LinkedTable, record: JsonObject): string {
  const primary = schema?.fields.find(({ isPrimary }) => isPrimary);
  if (schema === undefined || primary === undefined) {
    return '';
  }
  const cell = ownCell(cellsIn(record), primary.name);
  return isSegmentList(cell) ? bareText(cell) : titleOf(readCell(cell, primary, schema));
}

/** A title that finds its record again. */
function findableTitle(table: LinkedTable, id: string): string | undefined {
  const title = table.titles.get(id)?.trim() ?? '';
  return table.owners.get(title) === id && !isSurelyRecordId(title) ? title : undefined;
}

function idsIn(cell: Json | undefined): readonly string[] {
  const list = Array.isArray(cell) ? cell : [cell ?? null];
  return list
    .flatMap(linkedRecords)
    .filter((item) => item !== null)
    .map(idOf);
}

/** The older encoding has titles beside the ids. */
function idOf(item: Json): string {
  return String(isJsonObject(item) ? item['id'] : item);
}
