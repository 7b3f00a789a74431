import type { JsonObject } from './json.js';

/** What a client is told about a tool, published as it stands. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly annotations: {
    readonly readOnlyHint: boolean;
    readonly destructiveHint: boolean;
    readonly idempotentHint: boolean;
    readonly openWorldHint: boolean;
  };
  /** Plain JSON schema without `$schema`; the root is `type: object` and no union. */
  readonly inputSchema: JsonObject;
  /**
   * Plain JSON schema without `$schema`; the root is `type: object`.
   *
   * Clients check `structured` against it, in failures as well, and throw the result away where it does not fit.
   * So it is open at every level (never `additionalProperties: false`), it requires nothing that a failure does not
   * carry, and where it names `notes`, that is a list of strings: the server may add some to any result.
   */
  readonly outputSchema: JsonObject;
}

/** What a running call may use of its caller. */
export interface ToolRun {
  /** Fires when the caller cancels or the process is asked to end. What was sent and changes data is still settled. */
  readonly signal: AbortSignal;
  /** Tells the caller how far the work is. A `done` that does not grow is dropped. */
  progress(done: number, total: number | undefined, message?: string): void;
}

/** The outcome of a call: the same facts as text and as data. */
export interface ToolResult {
  readonly text: string;
  /** Must fit the tool's output schema, and be there unless `isError`. */
  readonly structured?: JsonObject;
  readonly isError: boolean;
}

/** The tools of one process. */
export interface Toolbox {
  /** In the order in which clients see them; never changes. */
  readonly tools: readonly Tool[];
  /**
   * Runs the tool of that exact name, which is one of `tools`. `args` come from the client unchecked. Failures of the
   * vendor and wrong arguments are results; a throw is a defect, of which the client learns nothing but that it was one.
   */
  run(name: string, args: unknown, run: ToolRun): Promise<ToolResult>;
  /** Why a tool of that name, which there is, is not among `tools`, and what lists it; undefined for any other name. */
  whyAbsent?(name: string): string | undefined;
  /** The tool that somebody who wrote `name` most likely meant. */
  nearest(name: string): string | undefined;
}
