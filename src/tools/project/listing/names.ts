import type { Candidate } from '../../../core/choose.js';
import type { JsonObject } from '../../../core/json.js';
import { fieldOf, withSubFields } from '../resolve/field.js';
import { unless } from '../resolve/issues.js';
import { int64, objectsIn, textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';

/** What an id is the id of. */
export type ListedIdKind =
  | 'business line'
  | 'field'
  | 'item'
  | 'node'
  | 'node of item'
  | 'relation'
  | 'role'
  | 'simple name'
  | 'space'
  | 'status'
  | 'template'
  | 'type'
  | 'user';

/** The space and the type that an id belongs to, where it does. */
export interface NameScope {
  readonly space: string;
  readonly type: string;
  /** The item that the call, or the row, is about. */
  readonly item: string;
}

type Named = readonly (readonly [id: string, name: string])[];

type Find = (ids: readonly string[], scope: NameScope, from: ResolutionContext) => Promise<Named>;

const maxPeople = 100;
const maxItems = 200;

/** How the names of each kind are looked up: one question for all ids of one place. */
const finders: Readonly<Partial<Record<ListedIdKind, Find>>> = {
  user: async (ids, _, { names }) => {
    const found: JsonObject[] = [];
    for (let start = 0; start < ids.length; start += maxPeople) {
      const user_keys = ids.slice(start, start + maxPeople);
      found.push(...(await names.people('project_users_query', { user_keys })));
    }
    return found.map((person) => [textOf(person['user_key']), personName(person)]);
  },
  space: async (_, __, { names }) =>
    (await names.spaces()).map(({ project_key, name }) => [textOf(project_key), textOf(name)]),
  'simple name': async (_, __, { names }) =>
    (await names.spaces()).map(({ project_key, simple_name }) => [
      textOf(project_key),
      textOf(simple_name),
    ]),
  type: async (_, { space }, from) =>
    (await from.names.list('project_work_item_types_list', { project_key: space })).map(
      ({ type_key, name }) => [textOf(type_key), textOf(name)],
    ),
  role: async (_, { space, type }, { names }) => {
    const args = { project_key: space, work_item_type_key: type };
    const roles = await names.list('project_roles_list', args);
    return roles.map(({ id, name }) => [textOf(id), textOf(name)]);
  },
  template: async (_, { space, type }, { names }) => {
    const args = { project_key: space, work_item_type_key: type };
    const templates = await names.list('project_templates_list', args);
    return templates.map(({ template_id, template_name }) => [
      textOf(template_id),
      textOf(template_name),
    ]);
  },
  field: async (_, { space, type }, from) => {
    const args = { project_key: space, ...(type !== '' && { work_item_type_key: type }) };
    const fields = (await from.names.list('project_fields_list', args)).map(fieldOf);
    return withSubFields(fields).map(({ id, name }) => [id, name]);
  },
  item: async (ids, { space }, from) => {
    const items = await itemsById(ids, space, from);
    return items.map(({ id, name }) => [textOf(id), textOf(name)]);
  },
  'node of item': nodesOfItems,
  relation: async (_, { space }, { names }) =>
    (await names.list('project_relations_list', { project_key: space })).map(({ id, name }) => [
      textOf(id),
      textOf(name),
    ]),
  'business line': async (_, { space }, { names }) =>
    (await names.list('project_business_lines_list', { project_key: space })).flatMap(withChildren),
};

/** Ids are `item node`: the template of each item says what its nodes are called. */
async function nodesOfItems(
  ids: readonly string[],
  { space }: NameScope,
  from: ResolutionContext,
): Promise<Named> {
  const items = await itemsById([...new Set(ids.map((id) => id.split(' ')[0] ?? ''))], space, from);
  const templateOf = new Map(
    items.map(({ id, template_id }) => [textOf(id), textOf(template_id)] as const),
  );
  const templates = [...new Set(templateOf.values())];
  const nodes = new Map(
    await Promise.all(templates.map(async (id) => [id, await nodesOf(id, space, from)] as const)),
  );
  return ids.flatMap((id) => {
    const [item = '', node = ''] = id.split(' ');
    const name = nodes.get(templateOf.get(item) ?? '')?.get(node);
    return name === undefined ? [] : [[id, name] as const];
  });
}

/** The nodes of a template by key; a template that went has none. */
async function nodesOf(
  template_id: string,
  project_key: string,
  { names }: ResolutionContext,
): Promise<ReadonlyMap<string, string>> {
  const asking = names.get('project_templates_get', { project_key, template_id });
  const { workflow_confs, state_flow_confs } = (await unless(asking, 'not_found')) ?? {};
  const steps = [...objectsIn(workflow_confs), ...objectsIn(state_flow_confs)];
  return new Map(steps.map(({ state_key, name }) => [textOf(state_key), textOf(name)] as const));
}

async function itemsById(
  ids: readonly string[],
  space: string,
  from: ResolutionContext,
): Promise<readonly JsonObject[]> {
  const { data } = await from.names.now('project_work_items_filter', {
    project_key: space,
    work_item_type_keys: [...(await from.itemTypeKeys(space))],
    work_item_ids: ids.slice(0, maxItems).map(int64),
    page_num: 1,
    page_size: maxItems,
  });
  return objectsIn(data);
}

function withChildren(line: JsonObject): Named {
  return [
    [textOf(line['id']), textOf(line['name'])],
    ...objectsIn(line['children']).flatMap(withChildren),
  ];
}

/** What a person is called: in Chinese where the vendor says it. */
export function personName({ name_cn, name_en, username, user_key }: JsonObject): string {
  return textOf(name_cn) || textOf(name_en) || textOf(username) || textOf(user_key);
}

/** Of one kind, in one place. */
interface Wanted {
  readonly kind: ListedIdKind;
  readonly scope: NameScope;
  readonly ids: Set<string>;
}

/** Kinds whose ids depend on the type as well. */
const ofType: ReadonlySet<ListedIdKind> = new Set(['role', 'template', 'status', 'field']);
/** Kinds that are the same everywhere. */
const everywhere: ReadonlySet<ListedIdKind> = new Set(['user', 'space', 'simple name']);

/** Kinds whose ids stand in a column of their own. */
const besideIds: ReadonlySet<ListedIdKind> = new Set([
  'field',
  'item',
  'node',
  'node of item',
  'simple name',
]);

/** Names for the ids of one answer. Reading collects the ids that are unknown; `load` asks for all of them at once. */
export class NameBook {
  readonly #wanted = new Map<string, Wanted>();
  readonly #known = new Map<string, string>();
  readonly #shown = new Map<string, string>();

  /** That items of the type of the call can have. */
  statuses: readonly Candidate[] = [];
  /** The nodes of the template of the item of the call, by key. */
  nodeConfs: ReadonlyMap<string, JsonObject> = new Map();

  constructor(private readonly resolution: ResolutionContext) {}

  /** The name of an id; the id itself while, or where, nothing says the name. */
  nameOf(kind: ListedIdKind, id: string, scope: NameScope): string {
    const place = placeOf(kind, scope);
    const name = this.#known.get(`${place} ${id}`);
    if (name === undefined || name === '') {
      const wanted = this.#wanted.get(place) ?? { kind, scope, ids: new Set<string>() };
      wanted.ids.add(id);
      this.#wanted.set(place, wanted);
      return id;
    }
    if (name !== id && !besideIds.has(kind)) {
      this.#shown.set(id, name);
    }
    return name;
  }

  /** Takes a name that a reply tells. */
  learn(kind: ListedIdKind, id: string, scope: NameScope, name: string): void {
    this.#known.set(`${placeOf(kind, scope)} ${id}`, name);
  }

  /** Looks up what was asked for; what cannot be looked up stays an id, and a note says so. */
  async load(): Promise<void> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    await Promise.all(
      wanted.map(async ([place, { kind, scope, ids }]) => {
        const find = finders[kind];
        if (find === undefined) {
          return;
        }
        try {
          for (const [id, name] of await find([...ids].sort(), scope, this.resolution)) {
            this.#known.set(`${place} ${id}`, name);
          }
        } catch {
          this.resolution.notes.note(
            `the names of ${plurals[kind] ?? `${kind}s`} could not be looked up: their ids stand in the answer`,
          );
        }
      }),
    );
  }

  /** The names that were shown in place of ids, by id. */
  shown(): JsonObject {
    return Object.fromEntries(this.#shown);
  }
}

const plurals: Readonly<Partial<Record<ListedIdKind, string>>> = {
  status: 'statuses',
  'node of item': 'nodes',
  user: 'people',
};

function placeOf(kind: ListedIdKind, { space, type }: NameScope): string {
  if (everywhere.has(kind)) {
    return kind;
  }
  return ofType.has(kind) ? `${kind} ${space} ${type}` : `${kind} ${space}`;
}
