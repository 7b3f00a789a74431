import type { TableSchema } from '../../cells/field.js';
import type { JsonObject } from '../../core/json.js';
import { SharedReads } from './shared-reads.js';

/** Callers that are remembered at a time. */
const maxCallers = 500;
/** Tables that are remembered of each. */
const maxTables = 200;
/** Other people change tables too, and not every change is one that the vendor would refuse. */
const maxAgeMs = 5 * 60_000;

/** Where a table is. */
export interface TableRef {
  readonly appToken: string;
  readonly tableId: string;
}

interface Remembered {
  readonly tableRef: TableRef;
  readonly schema: TableSchema;
  readonly at: number;
}

/** What each caller was shown, kept apart: nobody is answered with what another caller may see. */
export class CallerMemories {
  readonly #memories = new Map<string, CallerMemory>();

  /** `now` gives the time in milliseconds. */
  constructor(private readonly now: () => number) {}

  /** The memory of a caller, by the identity of its client. */
  of(identity: string): CallerMemory {
    const memory = this.#memories.get(identity) ?? new CallerMemory(this.now);
    this.#memories.delete(identity);
    const [oldest] = this.#memories.keys();
    if (this.#memories.size >= maxCallers && oldest !== undefined) {
      this.#memories.delete(oldest);
    }
    this.#memories.set(identity, memory);
    return memory;
  }
}

/** What one caller learnt of bases, kept while the process lives, and dropped as soon as it may be old. */
export class CallerMemory {
  /** IANA zones of bases. They cannot be changed through the API. */
  readonly zones = new Map<string, string>();
  /** What ids that were looked up are called, to be told beside them. */
  readonly names = new NameCache();
  /** Listings of Feishu Project, by which names are looked up. */
  readonly listings = new ListingCache();
  /** Reads under way, which calls beside each other share. */
  readonly reads = new SharedReads();
  readonly #schemas = new Map<string, Remembered>();

  /** `now` gives the time in milliseconds. */
  constructor(private readonly now: () => number) {}

  schema(tableRef: TableRef): TableSchema | undefined {
    const known = this.#schemas.get(keyOf(tableRef));
    return known !== undefined && this.now() - known.at < maxAgeMs ? known.schema : undefined;
  }

  keep(tableRef: TableRef, schema: TableSchema): void {
    const [oldest] = this.#schemas.keys();
    if (this.#schemas.size >= maxTables && oldest !== undefined) {
      this.#schemas.delete(oldest);
    }
    this.#schemas.set(keyOf(tableRef), { tableRef, schema, at: this.now() });
  }

  /** Of one table, or of all tables of a base. */
  forget(appToken: string, tableId?: string): void {
    for (const [key, { tableRef }] of this.#schemas) {
      if (
        tableRef.appToken === appToken &&
        (tableId === undefined || tableRef.tableId === tableId)
      ) {
        this.#schemas.delete(key);
      }
    }
  }
}

function keyOf({ appToken, tableId }: TableRef): string {
  return `${appToken} ${tableId}`;
}

const maxNames = 500;

/** Names by what they are the names of. */
class NameCache {
  readonly #names = new Map<string, string>();

  get(key: string): string | undefined {
    return this.#names.get(key);
  }

  set(key: string, name: string): void {
    const [oldest] = this.#names.keys();
    if (this.#names.size >= maxNames && oldest !== undefined) {
      this.#names.delete(oldest);
    }
    this.#names.delete(key);
    this.#names.set(key, name);
  }
}

/** Long enough for the calls of one job, short enough for names that change meanwhile. */
const keptMs = 30_000;
const maxKept = 500;

interface Kept {
  readonly items: readonly JsonObject[];
  readonly until: number;
}

/** What was listed a moment ago. */
class ListingCache {
  readonly #kept = new Map<string, Kept>();

  get(key: string, now: number): readonly JsonObject[] | undefined {
    const kept = this.#kept.get(key);
    return kept !== undefined && now < kept.until ? kept.items : undefined;
  }

  keep(key: string, items: readonly JsonObject[], now: number): void {
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= maxKept && oldest !== undefined) {
      this.#kept.delete(oldest);
    }
    this.#kept.delete(key);
    this.#kept.set(key, { items, until: now + keptMs });
  }

  clear(): void {
    this.#kept.clear();
  }
}
