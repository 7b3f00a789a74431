import { expect } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.js';
import { type Clock, systemClock } from '../../../src/http/clock.js';
import type { FaultInput } from '../../../src/sandbox/faults/fault-schema.js';
import type { Table } from '../../../src/sandbox/feishu/bitable/model.js';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/server.js';
import type { OperationName } from '../../../src/tools/catalog/operations.js';
import { sandboxClient } from '../client.js';
import { toolContext } from '../context.js';
import { createToolbox } from '../toolbox.js';

/** Waits of the pace and of retries are over at once; deadlines stay as they are. */
function swiftClock(): Clock {
  let skipped = 0;
  return {
    now: () => systemClock.now() + skipped,
    wallTime: () => systemClock.wallTime() + Math.ceil(skipped),
    sleep: async (ms, signal) => {
      if (ms > 10_000) {
        return systemClock.sleep(ms, signal);
      }
      skipped += ms;
    },
  };
}

export interface Progress {
  readonly done: number;
  readonly total: number | undefined;
  readonly message: string | undefined;
}

interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** The sandbox with a base of one's own, and tools that run against it in this process. */
export class TaskBench {
  readonly #context;

  private constructor(
    readonly sandbox: RunningSandbox,
    clock: Clock,
    readonly appToken: string,
  ) {
    this.#context = toolContext(sandboxClient(sandbox, { clock }));
  }

  static async start(): Promise<TaskBench> {
    const clock = swiftClock();
    const sandbox = await startSandbox({
      clock: { now: () => Math.floor(clock.now()), sleep: systemClock.sleep },
      options: { recordsPerTable: 1_000_000 },
    });
    const appToken = new URL(sandbox.sampleUrl).pathname.split('/').at(-1)!;
    return new TaskBench(sandbox, clock, appToken);
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  async run(name: OperationName, args: object, { signal, onProgress }: RunOptions = {}) {
    const toolbox = createToolbox([name], this.#context);
    return toolbox.run(
      name,
      { app_token: this.appToken, ...args },
      {
        signal: signal ?? new AbortController().signal,
        progress: (done, total, message) => onProgress?.({ done, total, message }),
      },
    );
  }

  /** The answer of a call that must succeed. */
  async answer(name: OperationName, args: object, options?: RunOptions): Promise<JsonObject> {
    const result = await this.run(name, args, options);
    expect(result.isError, result.text).toBe(false);
    return result.structured ?? {};
  }

  /** The text of a call that must fail. */
  async failure(name: OperationName, args: object, options?: RunOptions): Promise<string> {
    const result = await this.run(name, args, options);
    expect(result.isError, result.text).toBe(true);
    return result.text;
  }

  /** A new table; gives its id. */
  async table(name: string, fields: readonly object[]): Promise<string> {
    const { table_id } = await this.answer('bitable_tables_create', { table: { name, fields } });
    return String(table_id);
  }

  /** Records in a table, past the wire: gives their ids. */
  async fill(tableId: string, rows: readonly JsonObject[]): Promise<readonly string[]> {
    const ids: Json[] = [];
    for (let start = 0; start < rows.length; start += 500) {
      const records = rows.slice(start, start + 500).map((fields) => ({ fields }));
      const args = { table_id: tableId, records };
      const { record_ids } = await this.answer('bitable_records_batch_create', args);
      ids.push(...(Array.isArray(record_ids) ? record_ids : []));
    }
    return ids.map(String);
  }

  stored(tableId: string): Table {
    return this.sandbox.world.bitable.bases.get(this.appToken)!.tables.get(tableId)!;
  }

  /** All records as plain cells by field name. */
  async records(tableId: string): Promise<readonly JsonObject[]> {
    const { columns, rows } = await this.answer('bitable_records_search', {
      table_id: tableId,
      limit: 1_000,
    });
    const names = (Array.isArray(columns) ? columns : []).map(String);
    const grid = Array.isArray(rows) ? rows : [];
    return grid.map((row: readonly Json[]) =>
      Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])),
    );
  }

  /** The calls of an endpoint so far, or since a mark. */
  calls(endpoint: string, since = 0): number {
    return this.sandbox.requests.slice(since).filter(({ name }) => name === endpoint).length;
  }

  get mark(): number {
    return this.sandbox.requests.length;
  }

  fault(fault: FaultInput): void {
    this.sandbox.faults.add(fault);
  }
}
