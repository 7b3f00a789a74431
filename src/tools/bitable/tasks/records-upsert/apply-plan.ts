import type { Endpoint } from '../../../../core/endpoint.js';
import { isJsonObject, type JsonObject } from '../../../../core/json.js';
import { catalogue } from '../../../../endpoints/catalogue.js';
import { type Results, runBatch } from '../../../../http/lists/batch.js';
import { optionsOf, type ToolContext } from '../../../context/tool-context.js';
import { placed } from '../../explain/failed-item.js';
import type { Place } from '../../query/schema-cache.js';
import type { Plan } from './plan.js';
import type { Steps } from './steps.js';
import { stoppedUpsert } from './stopped-upsert.js';

/** One list of records to be sent. */
interface Job {
  readonly name: 'bitable_records_batch_create' | 'bitable_records_batch_update';
  readonly part: 'updates' | 'inserts';
  readonly records: readonly JsonObject[];
}

/** Does what is planned, updates first; gives the ids of the inserted records in the order of their rows. */
export async function applyPlan(
  context: ToolContext,
  { appToken, tableId }: Place,
  plan: Plan,
  { userIdType, steps }: { readonly userIdType: string | undefined; readonly steps: Steps },
): Promise<readonly string[]> {
  const jobs: readonly Job[] = [
    {
      name: 'bitable_records_batch_update',
      part: 'updates',
      records: plan.updates.map(({ recordId, cells }) => ({ record_id: recordId, fields: cells })),
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
  let inserted: readonly string[] = [];
  for (const [index, job] of jobs.entries()) {
    const after = jobs
      .slice(index + 1)
      .reduce((sum, { records }) => sum + chunks(records.length), 0);
    try {
      const results = await send(context, job, common, (done, total) =>
        steps.step(`${job.part}: ${done} of ${total}`, chunks(total - done) + after),
      );
      inserted = idsIn(results);
    } catch (error) {
      throw stoppedUpsert(plan, job.part, error);
    }
  }
  return inserted;
}

function chunks(records: number): number {
  return Math.ceil(records / 500);
}

async function send(
  context: ToolContext,
  { name, records }: Job,
  common: JsonObject,
  progress: (done: number, total: number) => void,
): Promise<Results> {
  if (records.length === 0) {
    return {};
  }
  const endpoint: Endpoint = catalogue[name];
  const args = { ...common, records };
  try {
    const options = { ...optionsOf(context), progress };
    return (await runBatch(context.client, name, endpoint, args, options)).results;
  } catch (error) {
    throw placed(error, endpoint, args);
  }
}

function idsIn({ records = [] }: Results): readonly string[] {
  return records.filter(isJsonObject).map((record) => String(record['record_id']));
}
