import type { TableSchema } from '../../../cells/field.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { Outcome } from '../../answer/result.js';
import type { Args } from '../../context/tool-context.js';
import type { StoredValues } from '../../context/vendor.js';
import { RecordChanges } from './record-changes.js';

/** New records that are compared with the reply. */
const maxCompared = 1_000;

/** The cells of new records: the answer tells which of them the vendor stored otherwise. Nothing is read for it. */
export class SentCells implements StoredValues {
  constructor(
    readonly schema: TableSchema,
    readonly rows: readonly JsonObject[],
  ) {}

  async before(args: Args): Promise<Args> {
    return args;
  }

  report({ facts, notes }: Outcome, replies: readonly Json[]): Outcome {
    const changes = new RecordChanges(this.schema);
    const compared = replies.slice(0, maxCompared);
    for (const [index, record] of compared.entries()) {
      if (isJsonObject(record)) {
        changes.addSent(String(record['record_id']), this.rows[index] ?? {});
      }
    }
    return { facts, notes: [...notes, ...changes.differences(compared)] };
  }
}
