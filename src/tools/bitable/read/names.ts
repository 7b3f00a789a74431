import { type ApiError, InputError } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import { withFormulaIds } from './formula-expression.js';
import { NameFinder } from './name-finder.js';
import { type NamedKind, namedKinds } from './named-kinds.js';

const kinds: readonly NamedKind[] = Object.values(namedKinds);

/** The kind that an argument, or a key within one, holds by that name. */
function namedKind(argument: string): NamedKind | undefined {
  return kinds.find((kind) => kind.argument === argument);
}

/** Arguments with ids where names were given. `checksIds`: also what has the form of an id is looked up. */
export async function withIds<Given extends Args>(
  context: ToolContext,
  args: Given,
  { checksIds = false }: { readonly checksIds?: boolean } = {},
): Promise<Given> {
  const finder = new NameFinder(context, checksIds);
  let resolved = args;
  for (const kind of kinds) {
    const given = resolved[kind.argument];
    if (isGiven(given)) {
      requireBase(kind.argument, resolved);
      const id = await finder.idOf(kind, resolved, { name: given, path: kind.argument });
      resolved = id === given ? resolved : { ...resolved, [kind.argument]: id };
    }
  }
  return withFormulaIds(finder, await withNestedIds(finder, resolved));
}

/** Names are found in a base, which some tools can do without. */
function requireBase(argument: string, { app_token }: Args): void {
  if (!isGiven(app_token)) {
    throw new InputError([{ path: 'app_token', problem: `is required with ${argument}` }]);
  }
}

const unknownCodes: ReadonlySet<number> = new Set(kinds.flatMap((kind) => kind.unknownCodes));

/** Tells whether the vendor does not know an id, which may be a name that has the form of one. */
export function saysUnknownId({ facts }: ApiError): boolean {
  return facts.code !== undefined && unknownCodes.has(facts.code);
}

function isGiven(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Arguments whose inside names tables and fields. Cells and filters are no such: theirs is the schema's business. */
const nests = ['property', 'table', 'table_ids', 'field_groups', 'pre_field_id'];

/** Keys that hold an id, or a list of them, under another name than the argument's. */
const aliases: Readonly<Record<string, string>> = {
  table_ids: 'table_id',
  hidden_fields: 'field_id',
  pre_field_id: 'field_id',
};

async function withNestedIds<Given extends Args>(finder: NameFinder, args: Given): Promise<Given> {
  let resolved = args;
  for (const key of nests) {
    const given = resolved[key];
    if (given !== undefined) {
      resolved = { ...resolved, [key]: await inside(finder, resolved, given, [key, key]) };
    }
  }
  return resolved;
}

type Spot = readonly [key: string, path: string];

/** A copy of a value with ids for the names in it. */
async function inside(
  finder: NameFinder,
  args: Args,
  value: unknown,
  [key, path]: Spot,
): Promise<unknown> {
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const [index, item] of value.entries()) {
      items.push(await inside(finder, args, item, [key, `${path}[${index}]`]));
    }
    return items;
  }
  if (isJsonObject(value)) {
    return insideObject(finder, args, value, [key, path]);
  }
  const kind = namedKind(aliases[key] ?? key);
  return kind !== undefined && isGiven(value)
    ? finder.idOf(kind, args, { name: value, path })
    : value;
}

async function insideObject(
  finder: NameFinder,
  args: Args,
  value: JsonObject,
  [owner, path]: Spot,
): Promise<Args> {
  const entries: [string, unknown][] = [];
  const isSet = owner in aliases;
  for (const [key, item] of Object.entries(value)) {
    // `{type: "field", id}` is a field of a group; `{add, remove}` holds what the set holds.
    const own = key === 'id' && value['type'] === 'field' ? 'field_id' : key;
    const meant = isSet ? owner : own;
    entries.push([key, await inside(finder, args, item, [meant, `${path}.${key}`])]);
  }
  return Object.fromEntries(entries);
}
