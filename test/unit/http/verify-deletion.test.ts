import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/endpoints/catalogue.js';
import { runBatch } from '../../../src/http/lists/batch.js';
import { settleByAbsence } from '../../../src/http/lists/verify-deletion.js';
import { clientOf, failureOf, refusal } from '../../support/endpoint-fixture.js';

const gone = refusal({ kind: 'not_found', code: 1254043, earlierAttemptMayHaveApplied: true });
const tableRef = { app_token: 'bas1', table_id: 'tbl1' };
const lookup = {
  name: 'bitable_records_batch_get',
  endpoint: catalogue.bitable_records_batch_get,
  absent: 'absent_record_ids',
};

/** A vendor that refuses the deletion and still has the records named in `left`. */
function deleteFrom(left: readonly string[]) {
  const client = clientOf((args) => {
    const asked = args['record_ids'];
    if (!Array.isArray(asked)) {
      return gone;
    }
    return {
      records: left.map((record_id) => ({ record_id, fields: {} })),
      absent_record_ids: asked.filter((id) => !left.includes(id)),
    };
  });
  const options = { signal: new AbortController().signal, note: () => undefined };
  const args = { ...tableRef, records: ['rec1', 'rec2'], ignore_consistency_check: true };
  const settle = settleByAbsence(client, lookup, args, options);
  const endpoint = catalogue.bitable_records_batch_delete;
  const result = runBatch(client, 'bitable_records_batch_delete', endpoint, args, {
    ...options,
    settle,
  });
  return { client, result };
}

describe('a deletion whose second attempt finds nothing', () => {
  it('took place where all its records are absent', async () => {
    const { client, result } = deleteFrom([]);
    expect(await result).toMatchObject({ applied: 2 });
    expect(client.calls[1]).toEqual({ ...tableRef, record_ids: ['rec1', 'rec2'] });
  });

  it('stays in doubt where one of them is still there', async () => {
    expect(await failureOf(deleteFrom(['rec2']).result)).toMatchObject({
      progress: { total: 2, applied: 0, unknown: { start: 0, end: 2 } },
      cause: gone,
    });
  });
});
