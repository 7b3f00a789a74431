import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';

/** A parameter of a flow, or of one run. */
export interface NamedParameter {
  readonly key: string;
  readonly value: string;
}

/**
 * Reads parameters as the vendor stores them: a list of key and value, declared as a map; nothing where there are none.
 * Gives undefined for what is neither.
 */
export function readParameters(stored: Json | undefined): readonly NamedParameter[] | undefined {
  if (stored === undefined || stored === null || stored === '') {
    return [];
  }
  if (isJsonObject(stored)) {
    return Object.entries(stored).map(([key, value]) => ({ key, value: textOf(value) }));
  }
  const items = Array.isArray(stored) ? stored.filter(isJsonObject) : [];
  const parameters = items.flatMap(parameterIn);
  return Array.isArray(stored) && parameters.length === stored.length ? parameters : undefined;
}

function parameterIn({ key, value }: JsonObject): readonly NamedParameter[] {
  return typeof key === 'string' ? [{ key, value: textOf(value) }] : [];
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

/** Lays parameters over others: each in its place, then those that were not there. */
export function overlaid(
  stored: readonly NamedParameter[],
  given: readonly NamedParameter[],
): readonly NamedParameter[] {
  const values = new Map(given.map(({ key, value }) => [key, value]));
  const known = new Set(stored.map(({ key }) => key));
  return [
    ...stored.map(({ key, value }) => ({ key, value: values.get(key) ?? value })),
    ...given.filter(({ key }) => !known.has(key)),
  ];
}

/** Parameters by their keys. */
export function parameterMap(parameters: readonly NamedParameter[]): JsonObject {
  return Object.fromEntries(parameters.map(({ key, value }) => [key, value]));
}

/** Reads parameters out of checked arguments. */
export function givenParameters(value: unknown): readonly NamedParameter[] {
  return Array.isArray(value) ? (readParameters(value) ?? []) : [];
}
