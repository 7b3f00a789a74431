import type { InputIssue } from '../../../core/errors.js';
import { isJsonList, isJsonObject } from '../../../core/json.js';
import { quoted } from '../../../core/text.js';
import type { Args } from '../../context/tool-context.js';
import type { NamedItem, NameToFind } from '../read/name-finder.js';
import type { NamedKind } from '../read/named-kinds.js';
import type { StoredCheck } from './stored-check.js';

/** Where a call gives names, and among what they have to be the only ones. */
export interface GivenNames {
  readonly kind: NamedKind;
  /** Keys to the names; a list on the way stands for each of its items. */
  readonly at: readonly string[];
  /** The argument with the id of what is renamed. */
  readonly renamed?: string;
  /** Gives the arguments of the listing, where they are others than those of the call. */
  readonly scopeOf?: (args: Args) => Args | undefined;
}

/** Refuses names that something else has by now. */
export function freeNames({ kind, at, renamed, scopeOf = same }: GivenNames): StoredCheck {
  return async (args, { finder }) => {
    const given = textsAt(args, at, '');
    const scope = scopeOf(args);
    if (given.length === 0 || scope === undefined) {
      return [];
    }
    const own = renamed === undefined ? undefined : args[renamed];
    const others = (await finder.list(kind, scope)).filter(({ id }) => id !== own);
    return given.flatMap((each) => takenIssues(kind, each, others));
  };
}

/** Refuses to delete all that there are: the vendor keeps the last one. */
export function keepsOne(kind: NamedKind, argument: string): StoredCheck {
  return async (args, { finder }) => {
    const doomed = new Set([args[argument]].flat());
    const stored = await finder.list(kind, args);
    const isLeft = stored.some(({ id }) => !doomed.has(id));
    const problem = `leaves no ${kind.what}, and one has to stay`;
    return isLeft || stored.length === 0 ? [] : [{ path: argument, problem }];
  };
}

function same(args: Args): Args {
  return args;
}

function takenIssues(
  { what }: NamedKind,
  { name, path }: NameToFind,
  others: readonly NamedItem[],
): readonly InputIssue[] {
  const other = others.find((each) => each.name === name.trim());
  return other === undefined
    ? []
    : [{ path, problem: `is ${quoted(name)}, and another ${what} (${other.id}) has that name` }];
}

function textsAt(value: unknown, keys: readonly string[], path: string): readonly NameToFind[] {
  if (isJsonList(value)) {
    return value.flatMap((item, index) => textsAt(item, keys, `${path}[${index}]`));
  }
  const [key, ...rest] = keys;
  if (key === undefined) {
    return typeof value === 'string' ? [{ name: value, path }] : [];
  }
  return isJsonObject(value) ? textsAt(value[key], rest, path === '' ? key : `${path}.${key}`) : [];
}
