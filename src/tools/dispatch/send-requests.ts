import { ApiError } from '../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import { catalogue, isEndpointName } from '../../endpoints/catalogue.js';
import type { CallOptions, Client } from '../../http/calls.js';
import { runBatch } from '../../http/lists/batch.js';
import { paginate } from '../../http/lists/paginate.js';
import { settleByAbsence } from '../../http/lists/verify-deletion.js';
import {
  isEnough,
  type ShownAs,
  shownBatch,
  shownPage,
  shownReply,
} from '../answer/listed-outcome.js';
import { type ListedItems, listsIn } from '../answer/listing.js';
import { doneByNow, type Outcome, type RecordView } from '../answer/result.js';
import { withUnfound } from '../answer/unfound.js';
import { withFailedIndex } from '../context/failed-item.js';
import { sendWithStored } from '../context/stored-values.js';
import { type Args, optionsOf, type ToolContext } from '../context/tool-context.js';
import type { EndpointCall } from '../context/vendor.js';

/** Makes the requests that the endpoint takes: one, a page after the other, or a chunk after the other. */
export function sendRequests(context: ToolContext, call: EndpointCall): Promise<Outcome> {
  const { pages, batch } = call.endpoint;
  if (pages !== undefined) {
    return readPages(context, call, pages.defaultLimit);
  }
  return batch === undefined ? sendOne(context, call) : sendBatch(context, call);
}

async function readPages(
  context: ToolContext,
  call: EndpointCall,
  defaultLimit: number,
): Promise<Outcome> {
  const { name, endpoint, args, keep } = call;
  const { limit = defaultLimit, cursor, ...query } = args;
  const page = await paginate(context.client, name, endpoint, query, {
    ...optionsOf(context),
    limit: Number(limit),
    cursor: cursor === undefined ? undefined : String(cursor),
    keep,
    isEnough: (items) => isEnough(endpoint, items, call.view, call.listed),
    progress: context.run.progress,
  });
  const { listing } = endpoint;
  const lists = listing === undefined ? [] : [{ listing, items: page.items }];
  return shownPage(endpoint, args, page, await shownAs(call, page.items, lists));
}

/** How the items of a reply are shown; the names in all of its lists are looked up together. */
async function shownAs(
  call: EndpointCall,
  records: readonly Json[],
  lists: readonly ListedItems[],
): Promise<ShownAs> {
  const listing = await call.listed?.named(lists);
  return { view: await viewOf(call, records), listing, isRaw: call.isRaw };
}

async function viewOf(call: EndpointCall, records: readonly Json[]): Promise<RecordView> {
  return (await call.freshView?.(records)) ?? call.view;
}

async function sendBatch(context: ToolContext, call: EndpointCall): Promise<Outcome> {
  const { name, endpoint } = call;
  const args = withoutRepeats(context, call);
  const options = { ...optionsOf(context), progress: context.run.progress };
  const settle = settleOf(context.client, call, options);
  const { stored } = call;
  const send = stored && ((part: Args) => sendWithStored(context, name, stored, part));
  try {
    const batch = { ...options, settle, send };
    const result = await runBatch(context.client, name, endpoint, args, batch);
    const records = result.results[endpoint.records ?? ''] ?? [];
    const shown = await shownAs(call, records, listsIn(endpoint, result.results));
    const items = result.results[endpoint.sought?.items ?? ''];
    const outcome = withUnfound(shownBatch(endpoint, result, shown), endpoint, args, items);
    return stored?.report(outcome, records) ?? outcome;
  } catch (error) {
    throw withFailedIndex(error, endpoint, args);
  }
}

/** The vendor refuses to delete what the same list deleted already, and of two updates keeps the last. */
function withoutRepeats(context: ToolContext, { endpoint, args }: EndpointCall): Args {
  const { batch, effect } = endpoint;
  const list = batch === undefined ? undefined : args[batch.over];
  if (effect === 'update' && Array.isArray(list)) {
    noteRepeats(context, list.filter(isJsonObject));
  }
  if (batch === undefined || effect !== 'delete' || !Array.isArray(list)) {
    return args;
  }
  const distinct = [...new Set(list)];
  if (distinct.length < list.length) {
    context.note(`${batch.over}: ${list.length - distinct.length} repeated, counted once`);
  }
  return { ...args, [batch.over]: distinct };
}

function noteRepeats(context: ToolContext, records: readonly JsonObject[]): void {
  const ids = records.flatMap(({ record_id: id }) => (typeof id === 'string' ? [id] : []));
  const more = ids.length - new Set(ids).size;
  if (more > 0) {
    context.note(
      `records: ${more} repeated; the last value of a field stays, and changes {add, remove} add up`,
    );
  }
}

async function sendOne(context: ToolContext, call: EndpointCall): Promise<Outcome> {
  const { name, endpoint, args, stored } = call;
  try {
    const { data } = await (stored === undefined
      ? context.client.call(name, endpoint, args, optionsOf(context))
      : sendWithStored(context, name, stored, args));
    const record = data[endpoint.records ?? ''] ?? null;
    const shown = await shownAs(call, [record], listsIn(endpoint, data));
    const items = data[endpoint.sought?.items ?? ''];
    const outcome = withUnfound(shownReply(endpoint, args, data, shown), endpoint, args, items);
    return stored?.report(outcome, [record ?? data]) ?? outcome;
  } catch (error) {
    return deletedBefore(context, call, error);
  }
}

/** A deletion whose answer was lost is settled by looking whether the items are gone. */
function settleOf(client: Client, { endpoint, args }: EndpointCall, options: CallOptions) {
  const { name = '', absent = '' } = endpoint.batch?.verifyDeletionWith ?? {};
  return isEndpointName(name)
    ? settleByAbsence(client, { name, endpoint: catalogue[name], absent }, args, options)
    : undefined;
}

/** What was sent again after a lost answer and is not there any more was deleted by the first attempt. */
function deletedBefore(
  context: ToolContext,
  { endpoint, args }: EndpointCall,
  error: unknown,
): Outcome {
  const gone =
    error instanceof ApiError &&
    error.facts.earlierAttemptMayHaveApplied &&
    error.facts.kind === 'not_found';
  if (!gone || endpoint.effect !== 'delete') {
    throw error;
  }
  context.note('the answer to the first attempt was lost; the second found nothing left to delete');
  return { facts: doneByNow(endpoint, args), notes: [] };
}
