import type { ZodRawShape } from 'zod';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';
import { type Args, listAll, type ToolContext } from '../../context/tool-context.js';
import { choose } from '../../input/choose.js';

/** Arguments with ids where names were given. `shape` tells which there can be. */
export async function withIds<Given extends Args>(
  context: ToolContext,
  shape: ZodRawShape,
  args: Given,
): Promise<Given> {
  const finder = new NameFinder(context);
  let resolved = args;
  for (const kind of namedKinds) {
    const given = resolved[kind.argument];
    if (kind.argument in shape && isName(kind, given)) {
      const id = await finder.idOf(kind, resolved, { name: given, path: kind.argument });
      resolved = { ...resolved, [kind.argument]: id };
    }
  }
  return withNestedIds(finder, resolved);
}

function isName({ idForm }: Named, given: unknown): given is string {
  return typeof given === 'string' && given !== '' && !idForm.test(given);
}

/** Arguments whose inside names tables and fields. Cells and filters are no such: theirs is the schema's business. */
const nests = ['property', 'table', 'table_ids', 'table_roles', 'field_groups', 'pre_field_id'];

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
    return insideObject(finder, args, value, path);
  }
  const kind = namedKind(aliases[key] ?? key);
  return kind !== undefined && isName(kind, value)
    ? finder.idOf(kind, args, { name: value, path })
    : value;
}

async function insideObject(
  finder: NameFinder,
  args: Args,
  value: JsonObject,
  path: string,
): Promise<Args> {
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    // `{type: "field", id}` is a field of a group.
    const meant = key === 'id' && value['type'] === 'field' ? 'field_id' : key;
    entries.push([key, await inside(finder, args, item, [meant, `${path}.${key}`])]);
  }
  return Object.fromEntries(entries);
}

/** Something that people call by its name and the vendor by an id. */
export interface Named {
  /** The argument that holds it. */
  readonly argument: string;
  /** For people. */
  readonly what: string;
  /** What looks like this is an id, not a name. */
  readonly idForm: RegExp;
  /** The listing that knows both. */
  readonly list: EndpointName;
  readonly id: string;
  readonly name: string;
  /** Which items of the listing are meant. */
  readonly only?: (item: JsonObject) => boolean;
}

const views = { list: 'bitable_views_list', id: 'view_id', name: 'view_name' } as const;

/** In the order in which they depend on each other: a view is looked for in a table that is known. */
export const namedKinds: readonly Named[] = [
  {
    argument: 'table_id',
    what: 'table',
    idForm: /^tbl\w+$/,
    list: 'bitable_tables_list',
    id: 'table_id',
    name: 'name',
  },
  { argument: 'view_id', what: 'view', idForm: /^vew\w+$/, ...views },
  {
    argument: 'form_id',
    what: 'form',
    idForm: /^vew\w+$/,
    ...views,
    only: ({ view_type }) => view_type === 'form',
  },
  {
    argument: 'field_id',
    what: 'field',
    idForm: /^fld\w+$/,
    list: 'bitable_fields_list',
    id: 'field_id',
    name: 'field_name',
  },
  {
    argument: 'block_id',
    what: 'dashboard',
    idForm: /^blk\w+$/,
    list: 'bitable_dashboards_list',
    id: 'block_id',
    name: 'name',
  },
  {
    argument: 'workflow_id',
    what: 'automation',
    idForm: /^(wkf\w+|\d+)$/,
    list: 'bitable_workflows_list',
    id: 'workflow_id',
    name: 'title',
  },
  {
    argument: 'role_id',
    what: 'role',
    idForm: /^rol\w+$/,
    list: 'bitable_roles_list',
    id: 'role_id',
    name: 'role_name',
  },
];

/** The kind that an argument, or a key within one, holds by that name. */
function namedKind(argument: string): Named | undefined {
  return namedKinds.find((kind) => kind.argument === argument);
}

export interface Wanted {
  readonly name: string;
  /** Where the name stands in the arguments, for a refusal. */
  readonly path: string;
}

/** Trades names for ids within one call. Nothing is kept beyond it: a name may move to something else. */
class NameFinder {
  readonly #listings = new Map<string, readonly JsonObject[]>();

  constructor(private readonly context: ToolContext) {}

  async idOf(kind: Named, { app_token, table_id }: Args, wanted: Wanted): Promise<string> {
    const scope = ofTables.has(kind.list) ? { app_token, table_id } : { app_token };
    const key = JSON.stringify([kind.list, scope]);
    const items = this.#listings.get(key) ?? (await listAll(this.context, kind.list, scope));
    this.#listings.set(key, items);
    const candidates = items
      .filter((item) => kind.only?.(item) ?? true)
      .map((item) => ({ id: String(item[kind.id] ?? ''), name: String(item[kind.name] ?? '') }));
    return choose({ ...wanted, what: kind.what, idWord: 'id' }, candidates).id;
  }
}

/** Listings of one table, not of the base. */
const ofTables: ReadonlySet<string> = new Set(['bitable_views_list', 'bitable_fields_list']);
