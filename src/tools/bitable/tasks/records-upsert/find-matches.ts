import type { JsonObject } from '../../../../core/json.js';
import type { ToolContext } from '../../../context/tool-context.js';
import { pagesOf } from '../../query/record-pages.js';
import type { Place } from '../../query/schema-cache.js';
import { keySearches } from './key-searches.js';
import { Matches } from './matches.js';
import type { PreparedUpsert } from './prepared-rows.js';
import type { Steps } from './steps.js';

/** Page "Search records": what one request takes and gives at most. */
const maxFieldNames = 200;
const pageSize = 500;

/** Finds the records that have the rows' keys: by searches for the keys or by reading the table, whichever takes fewer requests. */
export async function findMatches(
  context: ToolContext,
  place: Place,
  upsert: PreparedUpsert,
  steps: Steps,
): Promise<Matches> {
  const reading = new Reading(context, place, upsert, steps);
  const searches = keySearches(upsert.rows, upsert.keys);
  const wasRead = searches?.length !== 1 && (await reading.readTable(searches?.length));
  if (!wasRead) {
    await reading.search(searches ?? []);
  }
  return reading.matches;
}

class Reading {
  readonly matches: Matches;
  readonly #args: JsonObject;
  #count = 0;

  constructor(
    readonly context: ToolContext,
    { appToken, tableId }: Place,
    { schema, keys, rows, userIdType }: PreparedUpsert,
    readonly steps: Steps,
  ) {
    const written = new Set(rows.flatMap(({ cells }) => Object.keys(cells)));
    const fields = schema.fields.filter(({ name }) => written.has(name));
    this.matches = new Matches(schema, keys, fields, new Set(rows.map(({ key }) => key)));
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
