import { ApiError } from '../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import { catalogue, isEndpointName } from '../../endpoints/catalogue.js';
import type { CallOptions, Client } from '../../http/calls.js';
import { runBatch } from '../../http/lists/batch.js';
import { paginate } from '../../http/lists/paginate.js';
import { settleByAbsence } from '../../http/lists/verify-deletion.js';
import {
  batchOutcome,
  doneByNow,
  fillsAnswer,
  type Outcome,
  pageOutcome,
  replyOutcome,
  type View,
} from '../answer/result.js';
import { placed } from '../bitable/explain/failed-item.js';
import type { Question } from '../bitable/query/record-query.js';
import { schemaIfSeen } from '../bitable/query/table-schema.js';
import { type Args, optionsOf, placeOf, type ToolContext } from '../context/tool-context.js';

/** Makes the requests that the endpoint takes: one, a page after the other, or a chunk after the other. */
export function perform(context: ToolContext, question: Question): Promise<Outcome> {
  const { pages, batch } = question.endpoint;
  if (pages !== undefined) {
    return readPages(context, question, pages.defaultLimit);
  }
  return batch === undefined ? sendOne(context, question) : sendBatch(context, question);
}

async function readPages(
  context: ToolContext,
  call: Question,
  defaultLimit: number,
): Promise<Outcome> {
  const { name, endpoint, args, keep } = call;
  const { limit = defaultLimit, cursor, ...query } = args;
  const view = viewOf(call);
  const page = await paginate(context.client, name, endpoint, query, {
    ...optionsOf(context),
    limit: Number(limit),
    cursor: cursor === undefined ? undefined : String(cursor),
    keep,
    isEnough: (items) => fillsAnswer(endpoint, items, view),
    progress: context.run.progress,
  });
  return pageOutcome(endpoint, args, page, await freshViewOf(context, call, page.items));
}

function viewOf({ args, schema, fieldNames }: Question): View {
  return { schema, fieldNames, segments: args['text_field_as_array'] === true };
}

/** The same by the schema as it is now, where the records show that the known one is old. */
async function freshViewOf(
  context: ToolContext,
  call: Question,
  records: readonly Json[],
): Promise<View> {
  const { schema, args } = call;
  const known = new Set(schema?.fields.map(({ name }) => name));
  const isNew = (name: string) => !known.has(name);
  const names = records.filter(isJsonObject).flatMap(({ fields }) => Object.keys(fields ?? {}));
  if (schema === undefined || !names.some(isNew)) {
    return viewOf(call);
  }
  const place = placeOf(args);
  context.memory.forget(place.appToken, place.tableId);
  return viewOf({ ...call, schema: (await schemaIfSeen(context, place)) ?? schema });
}

async function sendBatch(context: ToolContext, call: Question): Promise<Outcome> {
  const { name, endpoint } = call;
  const args = withoutRepeats(context, call);
  const options = { ...optionsOf(context), progress: context.run.progress };
  const settle = settleOf(context.client, call, options);
  try {
    const result = await runBatch(context.client, name, endpoint, args, { ...options, settle });
    const records = result.results[endpoint.records ?? ''] ?? [];
    return batchOutcome(endpoint, result, await freshViewOf(context, call, records));
  } catch (error) {
    throw placed(error, endpoint, args);
  }
}

/** The vendor refuses to delete what the same list deleted already, and of two updates keeps the last. */
function withoutRepeats(context: ToolContext, { endpoint, args }: Question): Args {
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
    context.note(`${more} of the records are named before in the same list: the last values stay`);
  }
}

async function sendOne(context: ToolContext, call: Question): Promise<Outcome> {
  const { name, endpoint, args } = call;
  try {
    const { data } = await context.client.call(name, endpoint, args, optionsOf(context));
    const record = data[endpoint.records ?? ''] ?? null;
    return replyOutcome(endpoint, args, data, await freshViewOf(context, call, [record]));
  } catch (error) {
    return deletedBefore(context, call, error);
  }
}

/** A deletion whose answer was lost is settled by looking whether the items are gone. */
function settleOf(client: Client, { endpoint, args }: Question, options: CallOptions) {
  const { name = '', absent = '' } = endpoint.batch?.verifyDeletionWith ?? {};
  return isEndpointName(name)
    ? settleByAbsence(client, { name, endpoint: catalogue[name], absent }, args, options)
    : undefined;
}

/** What was sent again after a lost answer and is not there any more was deleted by the first attempt. */
function deletedBefore(
  context: ToolContext,
  { endpoint, args }: Question,
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
