import type { Endpoint } from '../core/endpoint.js';
import { type Results, runBatch, type Settle } from '../http/batch.js';
import type { CallOptions, Client } from '../http/client.js';
import type { Args } from '../http/request.js';

/**
 * Settles a doubtful deletion of records by looking for them through `bitable_records_batch_get`: the vendor
 * deletes a batch whole or not at all, so where all of them are absent it took place.
 */
export function settleDeletedRecords(
  client: Client,
  batchGet: Endpoint,
  { app_token, table_id }: Args,
  options: CallOptions,
): Settle {
  return async (chunk): Promise<Results | undefined> => {
    const args = { app_token, table_id, record_ids: chunk };
    const { results } = await runBatch(
      client,
      'bitable_records_batch_get',
      batchGet,
      args,
      options,
    );
    const absent = new Set(results['absent_record_ids']);
    return chunk.every((id) => absent.has(id))
      ? { records: chunk.map((id) => ({ deleted: true, record_id: id })) }
      : undefined;
  };
}
