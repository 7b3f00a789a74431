import type { Json, JsonObject } from '../../../core/json.js';
import { queryBoolean, refuseParameter } from '../bitable/records/query.js';

/** Reads what a call to drive asks: all that is missing or of the wrong kind is refused by the gateway. */

export function queryText(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) || undefined;
}

export function requiredQuery(query: URLSearchParams, name: string): string {
  return queryText(query, name) ?? refuseParameter(name, `${name} is required`);
}

/** `false` when absent. Only people are notified, and there is nobody to notify here: the value is only checked. */
export function checkNotification(query: URLSearchParams): void {
  queryBoolean(query, 'need_notification');
}

export function requiredText(body: JsonObject, name: string): string {
  const value = body[name] ?? refuseParameter(name, `${name} is required`);
  return typeof value === 'string' ? value : refuseParameter(name, `${name} must be a string`);
}

/** One of a few values that the gateway knows. */
export function oneOf<Option extends Json>(
  name: string,
  value: Json,
  options: readonly Option[],
): Option {
  const known = options.find((option) => option === value);
  return known ?? refuseParameter(name, `the options are [${options.join(',')}]`, String(value));
}
