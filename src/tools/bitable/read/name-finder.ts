import type { JsonObject } from '../../../core/json.js';
import { listAll } from '../../context/listing.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import { choose } from '../../input/choose.js';
import type { Named } from './named.js';

export interface Wanted {
  readonly name: string;
  /** Where the name stands in the arguments, for a refusal. */
  readonly path: string;
}

/** Trades names for ids within one call. Nothing is kept beyond it: a name may move to something else. */
export class NameFinder {
  readonly #listings = new Map<string, readonly JsonObject[]>();

  constructor(private readonly context: ToolContext) {}

  async idOf(kind: Named, { app_token, table_id }: Args, wanted: Wanted): Promise<string> {
    const place = ofTables.has(kind.list) ? { app_token, table_id } : { app_token };
    const key = JSON.stringify([kind.list, place]);
    const items = this.#listings.get(key) ?? (await listAll(this.context, kind.list, place));
    this.#listings.set(key, items);
    const candidates = items
      .filter((item) => kind.only?.(item) ?? true)
      .map((item) => ({ id: String(item[kind.id] ?? ''), name: String(item[kind.name] ?? '') }));
    return choose({ ...wanted, what: kind.what, idWord: 'id' }, candidates).id;
  }
}

/** Listings of one table, not of the base. */
const ofTables: ReadonlySet<string> = new Set(['bitable_views_list', 'bitable_fields_list']);
