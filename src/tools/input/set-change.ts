import { type ZodTypeAny, z } from 'zod';
import { isJsonObject } from '../../core/json.js';
import { structureIn } from '../../core/lossless-json.js';
import { quoted } from '../../core/text.js';

/** A change of a set: the whole new set, or what to add to the stored one and what to remove from it. */
export type SetChange<Item> = readonly Item[] | SetDelta<Item>;

/** A change that only makes sense together with what is stored. */
interface SetDelta<Item> {
  readonly add?: readonly Item[] | undefined;
  readonly remove?: readonly Item[] | undefined;
}

const forms = 'a list, which becomes the whole set, or {"add": […], "remove": […]}';

/**
 * Makes the schema of a set that is changed: a plain list is the whole new set; `{add?, remove?}` changes the stored one. A
 * scalar counts as a list of one.
 */
export function setChange<Item extends ZodTypeAny>(item: Item) {
  const list = z.preprocess(listOfOne, z.array(item));
  const delta = z
    .object({ add: list.optional(), remove: list.optional() })
    .strict()
    .refine(({ add, remove }) => add !== undefined || remove !== undefined, forms)
    .superRefine(({ add = [], remove = [] }, context) => {
      const added = new Set(add.map((each) => JSON.stringify(each)));
      const both = remove.findIndex((each) => added.has(JSON.stringify(each)));
      if (both >= 0) {
        const message = 'either to add or to remove, not both';
        context.addIssue({ code: 'custom', path: ['remove', both], message });
      }
    });
  const change = z.union([z.array(item), delta], { errorMap: () => ({ message: forms }) });
  return z.preprocess((value) => {
    const read = parsed(value);
    return isJsonObject(read) ? read : listOfOne(read);
  }, change);
}

/** Whether a change needs the stored set; a plain list does not. */
export function isDelta<Item>(change: SetChange<Item>): change is SetDelta<Item> {
  return !Array.isArray(change);
}

/** A set after a change. */
export interface ChangedSet<Item> {
  /** What stays in its stored order, then what was added. */
  readonly items: readonly Item[];
  /** What was to be removed and was not in the set. */
  readonly absent: readonly Item[];
}

/** Applies a change to the stored set; `same` tells whether two items are the same thing. */
export function applySetChange<Item>(
  stored: readonly Item[],
  change: SetChange<Item>,
  same: (one: Item, other: Item) => boolean,
): ChangedSet<Item> {
  const holds = (items: readonly Item[], item: Item) => items.some((each) => same(each, item));
  const without = (items: readonly Item[], taken: readonly Item[]) =>
    items.filter((item) => !holds(taken, item));
  const distinct = (items: readonly Item[]) =>
    items.filter((item, index) => !holds(items.slice(0, index), item));
  if (!isDelta(change)) {
    return { items: distinct(change), absent: [] };
  }
  const { add = [], remove = [] } = change;
  const kept = without(stored, remove);
  return {
    items: [...kept, ...without(distinct(add), kept)],
    absent: without(distinct(remove), stored),
  };
}

/** Words what was to be removed and was not there; undefined where all was. */
export function absentNote(set: string, absent: readonly string[]): string | undefined {
  const names = absent.map((name) => quoted(name)).join(', ');
  return absent.length === 0
    ? undefined
    : `${set}: ${names} ${absent.length === 1 ? 'was' : 'were'} not in it, so there was nothing to remove`;
}

function listOfOne(value: unknown): unknown {
  const read = parsed(value);
  const isSingle = read !== undefined && read !== null && read !== '' && !Array.isArray(read);
  return isSingle ? [read] : read;
}

/** Reads lists and objects that came as JSON text. */
function parsed(value: unknown): unknown {
  return typeof value === 'string' ? (structureIn(value) ?? value) : value;
}
