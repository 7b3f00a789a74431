import type { TableSchema } from '../../../cells/field.js';
import { BriefMemory } from '../../context/ttl-cache.js';

/** Tables that are remembered at a time. */
const maxTables = 200;
/** Other people change tables too, and not every change is one that the vendor would refuse. */
const maxAgeMs = 5 * 60_000;

/** Where a table is. */
export interface Place {
  readonly appToken: string;
  readonly tableId: string;
}

interface Remembered {
  readonly place: Place;
  readonly schema: TableSchema;
  readonly at: number;
}

/** What was learnt of bases, kept while the process lives, and dropped as soon as it may be old. */
export class Memory {
  /** IANA zones of bases. They cannot be changed through the API. */
  readonly zones = new Map<string, string>();
  /** Listings of Feishu Project, by which names are looked up. */
  readonly brief = new BriefMemory();
  readonly #schemas = new Map<string, Remembered>();

  /** `now` gives the time in milliseconds. */
  constructor(private readonly now: () => number) {}

  schema(place: Place): TableSchema | undefined {
    const known = this.#schemas.get(keyOf(place));
    return known !== undefined && this.now() - known.at < maxAgeMs ? known.schema : undefined;
  }

  keep(place: Place, schema: TableSchema): void {
    const [oldest] = this.#schemas.keys();
    if (this.#schemas.size >= maxTables && oldest !== undefined) {
      this.#schemas.delete(oldest);
    }
    this.#schemas.set(keyOf(place), { place, schema, at: this.now() });
  }

  /** Of one table, or of all tables of a base. */
  forget(appToken: string, tableId?: string): void {
    for (const [key, { place }] of this.#schemas) {
      if (place.appToken === appToken && (tableId === undefined || place.tableId === tableId)) {
        this.#schemas.delete(key);
      }
    }
  }
}

function keyOf({ appToken, tableId }: Place): string {
  return `${appToken} ${tableId}`;
}
