import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { absentNote, applySetChange } from '../../input/set-change.js';
import type { Notes } from './issues.js';

/** A change of a list that is stored: what to put into it, and what to take out of it. */
export interface ListDelta {
  readonly add: readonly Json[];
  readonly remove: readonly Json[];
}

/** `{add, remove}`, or one of them; undefined for anything else. */
export function deltaOf(value: unknown): ListDelta | undefined {
  if (!isJsonObject(value)) {
    return undefined;
  }
  const { add = [], remove = [], ...rest } = value;
  const isEmpty = Object.keys(value).length === 0;
  return isEmpty || Object.keys(rest).length > 0
    ? undefined
    : { add: listOf(add), remove: listOf(remove) };
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : value === null ? [] : [value];
}

/** Whether a value holds a change of a list at any depth, so that it cannot be sent without what is stored. */
export function hasDelta(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.some(hasDelta);
  }
  return (
    isJsonObject(value) && (deltaOf(value) !== undefined || Object.values(value).some(hasDelta))
  );
}

/** Resolves the items of a plain list, or those of both lists of a change. */
export async function resolveSet(
  value: Json,
  path: string,
  resolve: (list: Json, path: string) => Promise<Json> | Json,
): Promise<Json> {
  const delta = deltaOf(value);
  if (delta === undefined) {
    return resolve(value, path);
  }
  const { add, remove } = delta;
  return {
    ...((add.length > 0 || remove.length === 0) && { add: await resolve(add, `${path}.add`) }),
    ...(remove.length > 0 && { remove: await resolve(remove, `${path}.remove`) }),
  };
}

/** What a set is called in notes, and who takes them. */
interface NamedSet {
  readonly label: string;
  readonly notes: Notes;
  /** What the caller calls the things that keys stand for. */
  readonly givenNames: ReadonlyMap<string, string>;
}

/** The list to send: a plain one as it is, or the stored one after the change. */
export function listAfter(stored: Json | undefined, value: Json, set: NamedSet): Json {
  const delta = deltaOf(value);
  if (delta === undefined) {
    return value;
  }
  const { items, absent } = applySetChange(listOf(stored ?? null), delta, isSame);
  const note = absentNote(
    set.label,
    absent.map((item) => set.givenNames.get(idOf(item)) ?? textOfItem(item)),
  );
  if (note !== undefined) {
    set.notes.note(note);
  }
  return items;
}

/** An object whose changes of lists are applied to those of the stored one. */
export function withListsAfter(
  stored: JsonObject,
  given: JsonObject,
  { label, ...set }: NamedSet,
): JsonObject {
  return Object.fromEntries(
    Object.entries(given).map(([key, value = null]) => [
      key,
      listAfter(stored[key], value, { ...set, label: `${label}.${key}` }),
    ]),
  );
}

/** Options are the same by their value, whatever their label says; ids may be numbers or texts. */
function isSame(one: Json, other: Json): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf(item: Json): string {
  if (!isJsonObject(item)) {
    return typeof item === 'object' ? JSON.stringify(item) : String(item);
  }
  const { value, children = null } = item;
  return value === undefined
    ? JSON.stringify(item)
    : JSON.stringify([value, children === null ? null : keyOf(children)]);
}

/** A key, or the value of an option, of a path the last one. */
export function idOf(item: Json | undefined): string {
  if (!isJsonObject(item)) {
    return String(item);
  }
  const { value, children } = item;
  return isJsonObject(children) ? idOf(children) : String(value);
}

function textOfItem(item: Json): string {
  return isJsonObject(item)
    ? String(item['label'] ?? item['value'] ?? JSON.stringify(item))
    : String(item);
}
