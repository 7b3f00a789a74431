import { createHash, randomUUID } from 'node:crypto';
import { effects } from '../../core/effect.js';
import type { Batch, Endpoint, EndpointArgs } from '../../core/endpoint.js';
import {
  ApiError,
  CancelledError,
  ConfigError,
  InputError,
  PartialBatchError,
} from '../../core/errors.js';
import type { Json, JsonObject } from '../../core/json.js';
import type { OpenedReply } from '../../core/service.js';
import type { CallOptions, Client } from '../calls.js';
import { mayBeApplied } from '../policies/recovery.js';
import { createRequest } from '../request.js';

/** The lists of a reply, by key. */
export type Results = Readonly<Record<string, readonly Json[]>>;

/**
 * Looks whether a write took place whose outcome is in doubt: gives what is known of its results, or undefined
 * where even that it took place stays unknown.
 */
export type Settle = (chunk: readonly Json[]) => Promise<Results | undefined>;

export interface BatchOptions extends CallOptions {
  readonly progress?: ((applied: number, total: number) => void) | undefined;
  readonly settle?: Settle | undefined;
  /** Sends one chunk in place of the client's own call. */
  readonly send?: ((args: EndpointArgs) => Promise<OpenedReply>) | undefined;
}

export interface BatchResult {
  readonly total: number;
  readonly applied: number;
  /** What the chunks returned, joined in order. */
  readonly results: Results;
}

/** Sends a list of any length in chunks, in order; stops at the first that fails and says what was applied. */
export async function runBatch(
  client: Client,
  name: string,
  endpoint: Endpoint,
  args: EndpointArgs,
  options: BatchOptions,
): Promise<BatchResult> {
  const job = createJob(client, name, endpoint, args, options);
  // The whole input is refused before any of it is sent, and by the row it stands in.
  createRequest(name, endpoint, args);
  const total = job.items.length;
  let state: State = { applied: 0, size: job.batch.max, results: emptyResults(job.batch) };
  while (state.applied < total) {
    state = await step(job, state);
    options.progress?.(state.applied, total);
  }
  return { total, applied: total, results: state.results };
}

interface Job {
  readonly client: Client;
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly batch: Batch;
  readonly args: EndpointArgs;
  readonly options: BatchOptions;
  readonly items: readonly Json[];
  /** What the keys of the chunks are derived from. */
  readonly seed: string;
}

interface State {
  readonly applied: number;
  /** Items in the next chunk. */
  readonly size: number;
  readonly results: Results;
}

interface Chunk {
  readonly start: number;
  readonly items: readonly Json[];
}

function createJob(
  client: Client,
  name: string,
  endpoint: Endpoint,
  args: EndpointArgs,
  options: BatchOptions,
): Job {
  const { batch } = endpoint;
  if (batch === undefined) {
    throw new TypeError(`${name} takes no list`);
  }
  const list = args[batch.over];
  const items: readonly Json[] = Array.isArray(list) ? list : [];
  return {
    client,
    name,
    endpoint,
    batch,
    args,
    options,
    items,
    seed: givenKey(endpoint, args) ?? randomUUID(),
  };
}

async function step(job: Job, state: State): Promise<State> {
  const { applied, size } = state;
  const chunk = { start: applied, items: job.items.slice(applied, applied + size) };
  try {
    throwIfCancelled(job.options.signal);
    return advance(state, chunk, await sendChunk(job, chunk));
  } catch (error) {
    const smaller = smallerSize(error, chunk);
    if (smaller !== undefined) {
      job.options.note(`the vendor takes fewer items at once: sent ${smaller} at a time`);
      return { ...state, size: smaller };
    }
    const settled = await settle(job, chunk, error);
    if (settled === undefined) {
      throw stopped(job, state, chunk, error);
    }
    return advance(state, chunk, settled);
  }
}

function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) {
    throw new CancelledError(false);
  }
}

async function sendChunk(job: Job, chunk: Chunk): Promise<Results> {
  const { client, name, endpoint, batch, args, options } = job;
  const part = { ...args, ...keyOf(job, chunk), [batch.over]: chunk.items };
  const send = options.send ?? ((sent) => client.call(name, endpoint, sent, options));
  const { data, logId } = await send(part);
  const results = Object.fromEntries(batch.results.map((key) => [key, listIn(data, key)]));
  checkCount(job, chunk, results, logId);
  return results;
}

/** Every chunk has a key of its own, the same whenever the same chunk of the same job is sent. */
function keyOf({ endpoint, args, items, seed }: Job, chunk: Chunk): EndpointArgs {
  if (endpoint.idempotency === undefined) {
    return {};
  }
  const given = givenKey(endpoint, args);
  // An empty one asks for new records: for every chunk of them.
  const goes = given === '' || chunk.items.length === items.length;
  return { [endpoint.idempotency]: given !== undefined && goes ? given : chunkKey(seed, chunk) };
}

function chunkKey(seed: string, { start, items }: Chunk): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([seed, start, items]))
    .digest('hex');
  // The vendor takes only what looks like a UUID of version 4.
  return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

function givenKey({ idempotency }: Endpoint, args: EndpointArgs): string | undefined {
  const key = idempotency === undefined ? undefined : args[idempotency];
  return typeof key === 'string' ? key : undefined;
}

function listIn(data: JsonObject, key: string): readonly Json[] {
  const list = data[key];
  return Array.isArray(list) ? list : [];
}

/** Reads may name an item once that was asked for twice, and leave out what is not there; writes answer for each. */
function checkCount(job: Job, chunk: Chunk, results: Results, logId: string | undefined): void {
  const { client, endpoint, batch, options } = job;
  const { writes } = effects[endpoint.effect];
  const expected = writes ? chunk.items.length : new Set(chunk.items).size;
  const answered = Object.values(results).reduce((sum, list) => sum + list.length, 0);
  if (batch.results.length === 0 || answered >= expected) {
    return;
  }
  if (!writes && answered > 0) {
    options.note(
      `${client.label} answered for ${answered} of ${expected}: the others are not there, or may not be seen`,
    );
    return;
  }
  throw new ApiError({
    service: client.label,
    kind: 'unknown',
    recovery: writes ? 'ambiguous' : 'permanent',
    status: 200,
    reason: `a success, but for ${answered} of ${expected} items`,
    hint: 'Read back which of them are there.',
    logId,
  });
}

function smallerSize(error: unknown, { items }: Chunk): number | undefined {
  const refused = error instanceof ApiError && error.facts.smallerChunk && !mayBeApplied(error);
  return refused && items.length > 1 ? Math.ceil(items.length / 2) : undefined;
}

function inDoubt({ endpoint }: Job, error: unknown): boolean {
  return effects[endpoint.effect].writes && mayBeApplied(error);
}

async function settle(job: Job, chunk: Chunk, error: unknown): Promise<Results | undefined> {
  if (!inDoubt(job, error)) {
    return undefined;
  }
  try {
    return await job.options.settle?.(chunk.items);
  } catch {
    // The failure that brought us here says more.
    return undefined;
  }
}

function advance(state: State, { items }: Chunk, results: Results): State {
  const joined = Object.entries(state.results).map(([key, list]) => [
    key,
    [...list, ...(results[key] ?? [])],
  ]);
  return {
    ...state,
    applied: state.applied + items.length,
    results: Object.fromEntries(joined),
  };
}

/** What is wrong with the arguments or the configuration stops everything, not a part. */
function stopped(job: Job, { applied, results }: State, chunk: Chunk, error: unknown): unknown {
  const nothingSent = error instanceof InputError || error instanceof ConfigError;
  if (!(error instanceof Error) || (nothingSent && applied === 0)) {
    return error;
  }
  const end = chunk.start + chunk.items.length;
  const unknown = inDoubt(job, error) ? { start: chunk.start, end } : undefined;
  return new PartialBatchError({ total: job.items.length, applied, unknown }, results, error);
}

function emptyResults({ results }: Batch): Results {
  return Object.fromEntries(results.map((key) => [key, []]));
}
