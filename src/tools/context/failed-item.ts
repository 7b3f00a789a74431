import type { Endpoint } from '../../core/endpoint.js';
import { ApiError, type BlamedValue, PartialBatchError } from '../../core/errors.js';
import { isJsonObject, type Json } from '../../core/json.js';

type Args = Readonly<Record<string, unknown>>;

/**
 * A batch failure that says which item brought it about. The vendor names a field and a value, or a record id, but
 * not the position, and refuses the whole chunk.
 */
export function withFailedIndex(error: unknown, { batch }: Endpoint, args: Args): unknown {
  const list = batch === undefined ? undefined : args[batch.over];
  if (!(error instanceof PartialBatchError) || !Array.isArray(list)) {
    return error;
  }
  const { cause, progress, results } = error;
  const blamed = cause instanceof ApiError ? cause.facts.blamedValue : undefined;
  if (blamed === undefined || progress.unknown !== undefined) {
    return error;
  }
  const items: readonly Json[] = list;
  const position = items.findIndex(
    (item, index) => index >= progress.applied && isBlamed(item, blamed),
  );
  return position < 0
    ? error
    : new PartialBatchError({ ...progress, failedIndex: position }, results, cause);
}

function isBlamed(item: Json, { recordId, field, value }: BlamedValue): boolean {
  if (recordId !== undefined) {
    return item === recordId || (isJsonObject(item) && item['record_id'] === recordId);
  }
  const fields = isJsonObject(item) ? item['fields'] : undefined;
  if (field === undefined || !isJsonObject(fields) || !Object.hasOwn(fields, field)) {
    return false;
  }
  return value === undefined || plainText(fields[field]) === value;
}

function plainText(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
