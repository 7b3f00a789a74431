import { refuse } from '../../../kernel/refusal.js';
import type { UserIdType } from '../model.js';

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

const userIdTypes: ReadonlyMap<string, UserIdType> = new Map([
  ['', 'open_id'],
  ['open_id', 'open_id'],
  ['union_id', 'union_id'],
  ['user_id', 'user_id'],
]);

/** `user_id_type`, which is `open_id` when absent. */
export function queryUserIdType(query: URLSearchParams): UserIdType {
  return userIdTypeOf(query.get('user_id_type') ?? '');
}

/** The same parameter where it travels in a body. */
export function userIdTypeOf(text: string): UserIdType {
  return (
    userIdTypes.get(text) ??
    refuseParameter('user_id_type', 'the options are [open_id,union_id,user_id]', text)
  );
}
