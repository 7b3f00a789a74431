import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { invalidParameter, refuseParameter } from '../parameters.js';
import { refuse } from '../refusal.js';

export function bodyText(body: JsonObject, name: string): string | undefined {
  const value = present(body, name);
  if (value === undefined || typeof value === 'string') return value;
  return refuseType(name, 'string');
}

export function bodyBoolean(body: JsonObject, name: string): boolean | undefined {
  const value = present(body, name);
  if (value === undefined || typeof value === 'boolean') return value;
  return refuseType(name, 'boolean');
}

export function bodyList(body: JsonObject, name: string): readonly Json[] | undefined {
  const value = present(body, name);
  if (value === undefined || isJsonList(value)) return value;
  return refuseType(name, 'array');
}

export function bodyObject(body: JsonObject, name: string): JsonObject | undefined {
  const value = present(body, name);
  if (value === undefined || isJsonObject(value)) return value;
  return refuseType(name, 'object');
}

/** One of a few texts that the gateway knows. */
export function bodyOption<Option extends string>(
  body: JsonObject,
  name: string,
  options: readonly Option[],
): Option | undefined {
  const text = bodyText(body, name);
  if (text === undefined) return undefined;
  const known = options.find((option) => option === text);
  return known ?? refuseParameter(name, `the options are [${options.join(',')}]`, text);
}

/** One of a few numbers that the gateway knows. */
export function bodyNumber<Option extends number>(
  body: JsonObject,
  name: string,
  options: readonly Option[],
): Option | undefined {
  const value = present(body, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'number') return refuseType(name, 'integer');
  const known = options.find((option) => option === value);
  return known ?? refuseParameter(name, `the options are [${options.join(',')}]`, String(value));
}

export function requiredText(body: JsonObject, name: string): string {
  return bodyText(body, name) ?? refuseParameter(name, `${name} is required`);
}

export function requiredObject(body: JsonObject, name: string): JsonObject {
  const value = present(body, name) ?? refuseParameter(name, `${name} is required`);
  return isJsonObject(value) ? value : refuseType(name, 'object');
}

/** A list that must be there and must have 1 to `max` entries. */
export function requiredList(body: JsonObject, name: string, max: number): readonly Json[] {
  const list = bodyList(body, name) ?? refuseParameter(name, `${name} is required`);
  checkLength(name, list.length, max);
  return list;
}

/** The gateway's bounds of a text in characters, or of a list in entries. */
export function checkLength(name: string, length: number, max: number): void {
  if (length < 1) refuseParameter(name, 'the min len is 1');
  if (length > max) refuseParameter(name, `the max len is ${max}`);
}

/** Refuses a value of the wrong type by Bitable itself; what is missing the gateway refuses. */
export function refuseType(name: string, type: string): never {
  return refuse(1254001, undefined, invalidParameter(name, `${name} must be ${type}`));
}

function present(body: JsonObject, name: string): Json | undefined {
  return body[name] ?? undefined;
}
