import type { Endpoint } from '../core/endpoint.js';
import { ApiError } from '../core/errors.js';
import type { ToolRun } from '../core/tool.js';
import { catalogue, isEndpointName } from '../endpoints/catalogue.js';
import { runBatch } from '../http/batch.js';
import type { CallOptions, Client } from '../http/client.js';
import { paginate } from '../http/paginate.js';
import { settleByAbsence } from '../http/settle.js';
import { placed } from './culprit.js';
import {
  batchOutcome,
  doneByNow,
  fillsAnswer,
  type Outcome,
  pageOutcome,
  replyOutcome,
} from './result.js';
import { writableArgs } from './writable-args.js';

/** One call of an endpoint's tool, its arguments parsed. */
export interface Call {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly args: Readonly<Record<string, unknown>>;
  readonly notes: string[];
  readonly run: ToolRun;
}

/** Makes the requests that the endpoint takes: one, a page after the other, or a chunk after the other. */
export function perform(client: Client, call: Call): Promise<Outcome> {
  const { pages, batch } = call.endpoint;
  if (pages !== undefined) {
    return readPages(client, call, pages.defaultLimit);
  }
  return batch === undefined ? sendOne(client, call) : sendBatch(client, call);
}

async function readPages(client: Client, call: Call, defaultLimit: number): Promise<Outcome> {
  const { name, endpoint, args } = call;
  const { limit = defaultLimit, cursor, ...query } = args;
  const page = await paginate(client, name, endpoint, query, {
    ...optionsOf(call),
    limit: Number(limit),
    cursor: cursor === undefined ? undefined : String(cursor),
    isEnough: (items) => fillsAnswer(endpoint, args, items),
    progress: call.run.progress,
  });
  return pageOutcome(endpoint, args, page);
}

async function sendBatch(client: Client, call: Call): Promise<Outcome> {
  const { name, endpoint } = call;
  const args = writableArgs(endpoint, withoutRepeats(call));
  const options = { ...optionsOf(call), progress: call.run.progress };
  const settle = settleOf(client, call, options);
  try {
    const result = await runBatch(client, name, endpoint, args, { ...options, settle });
    return batchOutcome(endpoint, args, result);
  } catch (error) {
    throw placed(error, endpoint, args);
  }
}

/** The vendor refuses to delete what the same list deleted already. */
function withoutRepeats({ endpoint, args, notes }: Call): Call['args'] {
  const { batch, effect } = endpoint;
  const list = batch === undefined ? undefined : args[batch.over];
  if (batch === undefined || effect !== 'delete' || !Array.isArray(list)) {
    return args;
  }
  const distinct = [...new Set(list)];
  if (distinct.length < list.length) {
    notes.push(`${batch.over}: ${list.length - distinct.length} repeated, counted once`);
  }
  return { ...args, [batch.over]: distinct };
}

async function sendOne(client: Client, call: Call): Promise<Outcome> {
  const { name, endpoint } = call;
  const args = writableArgs(endpoint, call.args);
  try {
    const { data } = await client.call(name, endpoint, args, optionsOf(call));
    return replyOutcome(endpoint, args, data);
  } catch (error) {
    return deletedBefore(call, error);
  }
}

function optionsOf({ run, notes }: Call): CallOptions {
  return { signal: run.signal, note: (text) => notes.push(text) };
}

/** A deletion whose answer was lost is settled by looking whether the items are gone. */
function settleOf(client: Client, { endpoint, args }: Call, options: CallOptions) {
  const { name = '', absent = '' } = endpoint.batch?.settledBy ?? {};
  return isEndpointName(name)
    ? settleByAbsence(client, { name, endpoint: catalogue[name], absent }, args, options)
    : undefined;
}

/** What was sent again after a lost answer and is not there any more was deleted by the first attempt. */
function deletedBefore({ endpoint, args, notes }: Call, error: unknown): Outcome {
  const gone =
    error instanceof ApiError && error.facts.afterDoubt && error.facts.kind === 'not_found';
  if (!gone || endpoint.effect !== 'delete') {
    throw error;
  }
  notes.push('the answer to the first attempt was lost; the second found nothing left to delete');
  return { facts: doneByNow(endpoint, args), notes: [] };
}
