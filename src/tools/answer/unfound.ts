import type { Endpoint } from '../../core/endpoint.js';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import type { Outcome } from './result.js';

type Args = Readonly<Record<string, unknown>>;

/** Adds to the outcome of a lookup by several values those that the vendor left out without a word. */
export function withUnfound(
  outcome: Outcome,
  { sought }: Pick<Endpoint, 'sought'>,
  args: Args,
  found: Json | undefined,
): Outcome {
  if (sought === undefined) {
    return outcome;
  }
  const { by, knownBy } = sought;
  const items = (Array.isArray(found) ? found : []).filter(isJsonObject);
  const known = items.filter((item) => knownBy === undefined || Boolean(item[knownBy]));
  const asked = Object.entries(by).map(([argument, key]) => ({
    argument,
    key,
    values: textsOf(args[argument]),
  }));
  const isMeant = (item: JsonObject) =>
    asked.some(({ key, values }) => values.some((value) => isSame(item[key], value)));
  const strangers = known.filter((item) => !isMeant(item));
  const missing = asked.flatMap(({ argument, key, values }) => {
    const absent = values.filter((value) => !known.some((item) => isSame(item[key], value)));
    return absent.length === 0 ? [] : [[argument, absent] as const];
  });
  // What was found may not show the value that it was found by.
  return missing.length === 0 || strangers.length > 0
    ? outcome
    : { ...outcome, facts: { ...outcome.facts, not_found: Object.fromEntries(missing) } };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? [...new Set(value.map(String))] : [];
}

/** Addresses are the same in capitals. */
function isSame(value: Json | undefined, wanted: string): boolean {
  return String(value ?? '').toLowerCase() === wanted.toLowerCase();
}
