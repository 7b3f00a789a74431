import { kindOf } from '../../../../cells/kinds/kinds.js';
import type { JsonObject } from '../../../../core/json.js';
import type { TableRef } from '../../../context/caller-memory.js';
import type { ToolContext } from '../../../context/tool-context.js';
import { pagesOf } from '../../query/record-query.js';
import { ownCell } from '../../read/record-cells.js';
import {
  type KeyField,
  KeyMatches,
  type PreparedUpsert,
  type StepCounter,
  type UpsertRow,
} from './key-fields.js';

/** Page "Search records": what one request takes and gives at most. */
const maxFieldNames = 200;
const pageSize = 500;

/** Finds the records that have the rows' keys: by searches for the keys or by reading the table, whichever takes fewer requests. */
export async function findMatches(
  context: ToolContext,
  tableRef: TableRef,
  upsert: PreparedUpsert,
  steps: StepCounter,
): Promise<KeyMatches> {
  const reading = new Reading(context, tableRef, upsert, steps);
  const searches = keySearches(upsert.rows, upsert.keys);
  const wasRead = searches?.length !== 1 && (await reading.readTable(searches?.length));
  if (!wasRead) {
    await reading.search(searches ?? []);
  }
  return reading.matches;
}

class Reading {
  readonly matches: KeyMatches;
  readonly #args: JsonObject;
  #count = 0;

  constructor(
    readonly context: ToolContext,
    { appToken, tableId }: TableRef,
    { schema, keys, rows, userIdType }: PreparedUpsert,
    readonly steps: StepCounter,
  ) {
    const written = new Set(rows.flatMap(({ cells }) => Object.keys(cells)));
    const fields = schema.fields.filter(({ name }) => written.has(name));
    this.matches = new KeyMatches(schema, keys, fields, new Set(rows.map(({ key }) => key)));
    const names = new Set(
      [...keys, ...fields.map((field) => ({ field }))].map((it) => it.field.name),
    );
    this.#args = {
      app_token: appToken,
      table_id: tableId,
      ...(names.size <= maxFieldNames && { field_names: [...names] }),
      ...(userIdType !== undefined && { user_id_type: userIdType }),
    };
  }

  /** Reads on while that takes no more requests than `instead`; tells whether it read all. */
  async readTable(instead = Number.POSITIVE_INFINITY): Promise<boolean> {
    for await (const { records, total } of this.#pages({})) {
      this.#take(records);
      const left = total === undefined ? undefined : Math.ceil((total - this.#count) / pageSize);
      this.steps.step(`read ${this.#count} records`, left);
      if (left !== undefined && left > instead) {
        return false;
      }
    }
    return true;
  }

  async search(filters: readonly JsonObject[]): Promise<void> {
    for (const [index, filter] of filters.entries()) {
      for await (const { records } of this.#pages({ filter })) {
        this.#take(records);
        this.steps.step('searched for the keys', filters.length - index - 1);
      }
    }
  }

  #pages(more: JsonObject) {
    const args = { ...this.#args, ...more };
    return pagesOf(this.context, { name: 'bitable_records_search', args, keep: undefined });
  }

  #take(records: readonly JsonObject[]): void {
    this.#count += records.length;
    for (const record of records) {
      this.matches.add(record);
    }
  }
}

/** Page "Search records": what one filter holds at most. */
const maxConditions = 50;
const maxCharacters = 2_000;

/**
 * Filters that between them find every record of these keys, and maybe others; undefined where the vendor cannot
 * be asked so. Of several key fields the one with the most different values is asked for.
 */
export function keySearches(
  rows: readonly UpsertRow[],
  keys: readonly KeyField[],
): readonly JsonObject[] | undefined {
  const asked = keys
    .map((key) => ({ name: key.field.name, values: valuesOf(rows, key) }))
    .filter(({ values }) => values.size > 0)
    .sort((a, b) => b.values.size - a.values.size);
  return asked[0] && packed(asked[0].name, [...asked[0].values]);
}

/** The values to ask for; none where one of them cannot be. */
function valuesOf(rows: readonly UpsertRow[], { field }: KeyField): ReadonlySet<string> {
  const { searchable } = kindOf(field);
  const values = new Set<string>();
  for (const { cells } of rows) {
    const value = ownCell(cells, field.name);
    if (searchable === undefined || value === undefined || !searchable.test(String(value))) {
      return new Set();
    }
    values.add(String(value));
  }
  return values;
}

function packed(name: string, values: readonly string[]): readonly JsonObject[] {
  const filters: JsonObject[] = [];
  let conditions: JsonObject[] = [];
  for (const value of values) {
    const condition = { field_name: name, operator: 'is', value: [value] };
    const next = [...conditions, condition];
    if (conditions.length > 0 && !fits(next)) {
      filters.push(filterOf(conditions));
      conditions = [condition];
    } else {
      conditions = next;
    }
  }
  return [...filters, filterOf(conditions)];
}

function filterOf(conditions: readonly JsonObject[]): JsonObject {
  return { conjunction: 'or', conditions };
}

function fits(conditions: readonly JsonObject[]): boolean {
  return (
    conditions.length <= maxConditions &&
    JSON.stringify(filterOf(conditions)).length <= maxCharacters
  );
}
