import type { TableSchema } from '../../../cells/field.js';
import { BriefMemory } from '../../context/ttl-cache.js';

/** Tables that are remembered at a time. */
const maxTables = 200;
/** Other people change tables too, and not every change is one that the vendor would refuse. */
const maxAgeMs = 5 * 60_000;

/** Where a table is. */
export interface TableRef {
  readonly appToken: string;
  readonly tableId: string;
}

/** Callers that are remembered at a time. */
const maxCallers = 500;

interface Remembered {
  readonly tableRef: TableRef;
  readonly schema: TableSchema;
  readonly at: number;
}

/** What each caller was shown, kept apart: nobody is answered with what another caller may see. */
export class CallerMemories {
  readonly #memories = new Map<string, Memory>();

  /** `now` gives the time in milliseconds. */
  constructor(private readonly now: () => number) {}

  /** The memory of a caller, by the identity of its client. */
  of(identity: string): Memory {
    const memory = this.#memories.get(identity) ?? new Memory(this.now);
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
export class Memory {
  /** IANA zones of bases. They cannot be changed through the API. */
  readonly zones = new Map<string, string>();
  /** Listings of Feishu Project, by which names are looked up. */
  readonly brief = new BriefMemory();
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
