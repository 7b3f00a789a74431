import {
  type BatchProgress,
  PartialBatchError,
  PartialTaskError,
} from '../../../../core/errors.js';
import { isJsonObject } from '../../../../core/json.js';
import type { Plan } from './plan.js';
import { rowSpans } from './row-spans.js';

type Part = 'updates' | 'inserts';

/** The failure of one part of an upsert in terms of the whole of it and of the rows that were given. */
export function stoppedUpsert(plan: Plan, part: Part, error: unknown): unknown {
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

function doneText(plan: Plan, part: Part, { applied, unknown }: BatchProgress): string {
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

function goOn(rows: Plan[Part], { failedIndex }: BatchProgress): string {
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

function idsIn({ records = [] }: PartialBatchError['results']): readonly string[] {
  return records.filter(isJsonObject).map((record) => String(record['record_id']));
}
