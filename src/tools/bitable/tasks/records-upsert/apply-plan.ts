import type { Endpoint } from '../../../../core/endpoint.js';
import {
  type BatchProgress,
  PartialBatchError,
  PartialTaskError,
} from '../../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { catalogue } from '../../../../endpoints/catalogue.js';
import { type Results, runBatch } from '../../../../http/lists/batch.js';
import type { TableRef } from '../../../context/caller-memory.js';
import { withFailedIndex } from '../../../context/failed-item.js';
import { sendWithStored } from '../../../context/stored-values.js';
import { type Args, optionsOf, type ToolContext } from '../../../context/tool-context.js';
import type { StoredValues } from '../../../context/vendor.js';
import type { StepCounter } from './key-fields.js';
import type { UpsertPlan } from './plan.js';

/** One list of records to be sent. */
interface WriteJob {
  readonly name: 'bitable_records_batch_create' | 'bitable_records_batch_update';
  readonly part: 'updates' | 'inserts';
  readonly records: readonly JsonObject[];
  readonly stored?: StoredValues | undefined;
}

interface ApplyOptions {
  readonly userIdType: string | undefined;
  readonly steps: StepCounter;
  /** What the updates do with stored cells. */
  readonly stored: StoredValues | undefined;
}

/** What the vendor replied to a plan. */
export interface AppliedPlan {
  readonly updated: readonly Json[];
  /** In the order of their rows. */
  readonly insertedIds: readonly string[];
}

/** Does what is planned, updates first. */
export async function applyPlan(
  context: ToolContext,
  { appToken, tableId }: TableRef,
  plan: UpsertPlan,
  { userIdType, steps, stored }: ApplyOptions,
): Promise<AppliedPlan> {
  const jobs: readonly WriteJob[] = [
    {
      name: 'bitable_records_batch_update',
      part: 'updates',
      records: plan.updates.map(({ recordId, cells }) => ({ record_id: recordId, fields: cells })),
      stored,
    },
    {
      name: 'bitable_records_batch_create',
      part: 'inserts',
      records: plan.inserts.map(({ cells }) => ({ fields: cells })),
    },
  ];
  const common = {
    app_token: appToken,
    table_id: tableId,
    ...(userIdType !== undefined && { user_id_type: userIdType }),
  };
  const results: Partial<Record<WriteJob['part'], Results>> = {};
  for (const [index, job] of jobs.entries()) {
    const after = jobs
      .slice(index + 1)
      .reduce((sum, { records }) => sum + chunks(records.length), 0);
    try {
      results[job.part] = await send(context, job, common, (done, total) =>
        steps.step(`${job.part}: ${done} of ${total}`, chunks(total - done) + after),
      );
    } catch (error) {
      throw stoppedUpsert(plan, job.part, error);
    }
  }
  const { updates = {}, inserts = {} } = results;
  return { updated: updates['records'] ?? [], insertedIds: idsIn(inserts) };
}

function chunks(records: number): number {
  return Math.ceil(records / 500);
}

async function send(
  context: ToolContext,
  { name, records, stored }: WriteJob,
  common: JsonObject,
  progress: (done: number, total: number) => void,
): Promise<Results> {
  if (records.length === 0) {
    return {};
  }
  const endpoint: Endpoint = catalogue[name];
  const args = { ...common, records };
  try {
    const send = stored && ((part: Args) => sendWithStored(context, name, stored, part));
    const options = { ...optionsOf(context), progress, send };
    return (await runBatch(context.client, name, endpoint, args, options)).results;
  } catch (error) {
    throw withFailedIndex(error, endpoint, args);
  }
}

function idsIn({ records = [] }: Results): readonly string[] {
  return records.filter(isJsonObject).map((record) => String(record['record_id']));
}

type UpsertPart = 'updates' | 'inserts';

/** Words the failure of one part of an upsert in terms of the whole of it and of the rows that were given. */
function stoppedUpsert(plan: UpsertPlan, part: UpsertPart, error: unknown): unknown {
  const isPartial = error instanceof PartialBatchError;
  const cause = isPartial ? error.cause : error;
  const nothingSent = part === 'updates' || plan.updates.length === 0;
  if (!(cause instanceof Error) || (!isPartial && nothingSent)) {
    return error;
  }
  const progress = isPartial ? error.progress : { total: plan[part].length, applied: 0 };
  const ids = isPartial && part === 'inserts' ? idsIn(error.results) : [];
  const next = [goOn(plan[part], progress), ...(ids.length > 0 ? [insertedText(ids)] : [])];
  return new PartialTaskError(doneText(plan, part, progress), next, cause);
}

function doneText(plan: UpsertPlan, part: UpsertPart, { applied, unknown }: BatchProgress): string {
  const { updates, inserts } = plan;
  const done =
    part === 'updates'
      ? { updated: applied, inserted: 0 }
      : { updated: updates.length, inserted: applied };
  const doubtful = unknown === undefined ? [] : plan[part].slice(unknown.start, unknown.end);
  const rest = [
    ...plan[part].slice(unknown?.end ?? applied),
    ...(part === 'updates' ? inserts : []),
  ];
  return [
    `Updated: ${done.updated} of ${updates.length} records. Inserted: ${done.inserted} of ${inserts.length}.`,
    ...(doubtful.length > 0 ? [`In doubt: ${rowsText(doubtful)}.`] : []),
    ...(rest.length > 0 ? [`Not applied: ${rowsText(rest)}.`] : []),
  ].join(' ');
}

function rowsText(steps: readonly { readonly position: number }[]): string {
  return `rows ${rowSpans(steps.map(({ position }) => position))}, counted from 0`;
}

function goOn(rows: UpsertPlan[UpsertPart], { failedIndex }: BatchProgress): string {
  const refused = failedIndex === undefined ? undefined : rows[failedIndex]?.position;
  const mend =
    refused === undefined ? 'Call' : `It is row ${refused} that was refused: mend it and call`;
  return `${mend} again with the same rows. An upsert repeats safely: what was applied is found and left as it is.`;
}

/** Some hosts cut the text of a failure at about 11,000 characters. */
const maxIds = 500;

function insertedText(ids: readonly string[]): string {
  const rest = ids.length > maxIds ? ` (the first ${maxIds} of ${ids.length})` : '';
  return `record_ids of what was inserted${rest}: ${ids.slice(0, maxIds).join(' ')}`;
}

/** Where a text of spans gets too long to be read. */
const maxSpans = 40;

/** Row positions in a few words: `3, 7 to 12, 40`. */
export function rowSpans(positions: readonly number[]): string {
  const spans: { start: number; end: number }[] = [];
  for (const position of [...positions].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last !== undefined && last.end === position - 1) {
      last.end = position;
    } else {
      spans.push({ start: position, end: position });
    }
  }
  const shown = spans.slice(0, maxSpans);
  const left = spans.slice(maxSpans).reduce((sum, { start, end }) => sum + end - start + 1, 0);
  const texts = shown.map(({ start, end }) => (start === end ? `${start}` : `${start} to ${end}`));
  return [...texts, ...(left > 0 ? [`and ${left} more`] : [])].join(', ');
}
