import type { TableSchema } from '../../../cells/field.js';
import { cellReader } from '../../../cells/read/reading.js';
import { ApiError, NetworkError } from '../../../core/errors.js';
import { isJsonObject, type Json } from '../../../core/json.js';
import { brief } from '../../answer/budget.js';
import { maxListedChanges } from '../../answer/changes.js';
import type { Outcome } from '../../answer/result.js';
import {
  type Args,
  callEndpoint,
  type ToolContext,
  tableRefOf,
} from '../../context/tool-context.js';
import type { StoredValues } from '../../context/vendor.js';
import { schemaIfSeen } from '../query/table-schema.js';
import { cellsIn, ownCell } from '../read/record-cells.js';

/** What the records of a deletion are called by their primary cells, read before they are gone. */
export class StoredTitles implements StoredValues {
  readonly #titles = new Map<string, Json>();

  async before(args: Args, context: ToolContext): Promise<Args> {
    try {
      const schema = await schemaIfSeen(context, tableRefOf(args));
      if (schema !== undefined) {
        await this.#read(args, schema, context);
      }
    } catch (error) {
      if (!(error instanceof ApiError || error instanceof NetworkError)) {
        throw error;
      }
      context.note(`titles are not shown: the records could not be read (${error.message})`);
    }
    return args;
  }

  async #read(args: Args, schema: TableSchema, context: ToolContext): Promise<void> {
    const primary = schema.fields.find(({ isPrimary }) => isPrimary);
    if (primary === undefined) {
      return;
    }
    const read = cellReader(primary, schema);
    const { app_token, table_id } = args;
    const { records } = await callEndpoint(context, 'bitable_records_batch_get', {
      app_token,
      table_id,
      record_ids: recordIdsIn(args),
    });
    for (const record of Array.isArray(records) ? records.filter(isJsonObject) : []) {
      const cell = ownCell(cellsIn(record), primary.name);
      this.#titles.set(String(record['record_id']), shortened(read(cell)));
    }
  }

  /** Adds the titles to what was deleted. */
  report({ facts, notes }: Outcome): Outcome {
    const [only] = this.#titles.values();
    if (only === undefined) {
      return { facts, notes };
    }
    const titles = Object.fromEntries(this.#titles);
    return { facts: { ...facts, ...('record_id' in facts ? { title: only } : { titles }) }, notes };
  }
}

const maxLength = 80;

function shortened(title: Json): Json {
  return typeof title === 'string' && title.length > maxLength
    ? `${title.slice(0, maxLength)}…`
    : brief(title);
}

/** The ids of the records that a deletion names, each once. */
function recordIdsIn({ record_id: id, records }: Args): readonly string[] {
  return [...new Set(Array.isArray(records) ? records.map(String) : [String(id)])];
}

/** Gives what names the records of a deletion; undefined where they are too many. */
export function titlesOf(args: Args, { answers }: ToolContext): StoredTitles | undefined {
  const isShown = answers === 'full' && recordIdsIn(args).length <= maxListedChanges;
  return isShown ? new StoredTitles() : undefined;
}
