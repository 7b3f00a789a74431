import type { Json, JsonObject } from '../../core/json.js';
import type { PersonIdType } from './directory.js';
import { refuse } from './refusal.js';

/** The gateway's refusal of one parameter; it says which one and why. */
export function refuseParameter(field: string, description: string, value?: string): never {
  const violation = value === undefined ? { field, description } : { field, value, description };
  return refuse(99992402, undefined, { field_violations: [violation] });
}

/** A decimal integer; undefined when the parameter is absent or empty. */
export function queryInteger(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^-?\d{1,15}$/.test(text)) refuseParameter(name, `${name} must be an integer`, text);
  return Number(text);
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['True', true],
  ['1', true],
  ['false', false],
  ['False', false],
  ['0', false],
]);

/** `false` when the parameter is absent or empty. */
export function queryBoolean(query: URLSearchParams, name: string): boolean {
  const text = query.get(name);
  if (text === null || text === '') return false;
  return booleans.get(text) ?? refuseParameter(name, `${name} must be a boolean`, text);
}

const userIdTypes: ReadonlyMap<string, PersonIdType> = new Map([
  ['', 'open_id'],
  ['open_id', 'open_id'],
  ['union_id', 'union_id'],
  ['user_id', 'user_id'],
]);

/** `user_id_type`, which is `open_id` when absent. */
export function queryUserIdType(query: URLSearchParams): PersonIdType {
  return userIdTypeOf(query.get('user_id_type') ?? '');
}

/** `user_id_type` where it travels in a body. */
export function userIdTypeOf(text: string): PersonIdType {
  return (
    userIdTypes.get(text) ??
    refuseParameter('user_id_type', 'the options are [open_id,union_id,user_id]', text)
  );
}

/** Undefined when the parameter is absent or empty. */
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

/** `error.message` of a refused parameter, in the words that were measured on the live service. */
export function invalidParameter(parameter: string, correctFormat: string): JsonObject {
  return {
    message: `Invalid request parameter: '${parameter}'. Correct format : ${correctFormat}. Please check and modify accordingly.`,
  };
}
