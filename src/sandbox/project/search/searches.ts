import { readField } from '../fields/read-field.js';
import { plainText } from '../fields/rich-text.js';
import {
  bodySpace,
  findType,
  type ItemScope,
  itemOf,
  namedSpaces,
  typeIn,
  typeOf,
  visibleItems,
} from '../gateway/access.js';
import { cursorPage, page } from '../gateway/paging.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyInteger,
  bodyObject,
  bodyText,
  bodyTexts,
  type ProjectHandlerGroup,
  type ProjectRequest,
  refuseMissing,
  requiredText,
} from '../gateway/request.js';
import { isWireObject, type Wire, type WireObject, writeWire } from '../gateway/wire.js';
import { itemReply, wantedOf } from '../items/item-reply.js';
import { findField, type ProjectFieldConf } from '../model/fields.js';
import type { ProjectWorld } from '../model/model.js';
import { members } from './cell-tests.js';
import { compileGroup } from './search-group.js';

/** Searches by conditions, by relation, and by words. */
export const searchHandlers = {
  project_work_items_search: (request, world) => {
    const { space, type } = typeOf(request, world);
    const { body } = request;
    const test = compileGroup(
      bodyObject(body, 'search_group') ?? refuseMissing('search_group'),
      type,
    );
    const wanted = wantedOf(request);
    const found = visibleItems([space], request, world).filter(
      (scope) => scope.type === type && test(scope),
    );
    const rule = { defaultSize: 10, maxSize: 50, total: world.options.searchTotal };
    const { items, pagination } = page(found, body, rule);
    return { data: items.map(({ item }) => itemReply(item, wanted, world)), pagination };
  },

  project_work_items_search_by_relation: (request, world) => {
    const { space, item } = itemOf(request, world);
    const { body } = request;
    const type = typeIn(space, requiredText(body, 'relation_work_item_type_key'));
    const isRelated = relationTest(request, world);
    const found = visibleItems([space], request, world).filter(
      (scope) => scope.type === type && isRelated(scope.item.id),
    );
    const rule = {
      defaultSize: 50,
      maxSize: 50,
      total: world.options.searchTotal,
      totalCode: 20055,
    };
    const { items, pagination } = page(found, body, rule);
    const wanted = wantedOf({ ...request, body: { expand: body['expand'] } });
    const data = items
      .filter((scope) => scope.item !== item)
      .map((scope) => itemReply(scope.item, wanted, world));
    return { data, pagination };
  },

  project_work_items_full_text: (request, world) => {
    const { body } = request;
    const named = [
      ...(bodyTexts(body, 'project_keys') ?? []),
      ...(bodyTexts(body, 'simple_names') ?? []),
    ];
    if (named.length === 0) refuseMissing('project_keys');
    const query = bodyText(body, 'query') ?? '';
    if (query.length < 1 || query.length > 200) refuse(20080);
    const search = fullTexts.get(requiredText(body, 'query_type')) ?? refuse(20081);
    const found = search(query.toLowerCase(), request, world).slice(0, 200);
    const { items, pagination } = page(found, body, { defaultSize: 50, maxSize: 200 });
    return { data: items, pagination };
  },
} satisfies ProjectHandlerGroup;

/** The other end of a relation field of the item, or items whose relation field names it. */
function relationTest(request: ProjectRequest, world: ProjectWorld): (id: string) => boolean {
  const scope = itemOf(request, world);
  const { body } = request;
  const kind = bodyInteger(body, 'relation_type') ?? 0;
  if (kind !== 0 && kind !== 1) refuse(20062);
  const key = requiredText(body, 'relation_key');
  const field = scope.type.fields.find((each) => (kind === 0 ? each.key : each.alias) === key);
  if (field === undefined) return refuse(30018);
  if (!field.type.startsWith('work_item_related')) refuse(20061);
  const relation = scope.space.relations.find(({ id }) => id === field.relationId);
  const target = findType(scope.space, requiredText(body, 'relation_work_item_type_key'));
  const isMatch = relation?.details.some(({ typeKey }) => typeKey === target?.key);
  if (relation !== undefined && !isMatch) refuse(20060);
  const ids = members(readField(scope, field));
  return (id) => ids.includes(id);
}

type FullText = (query: string, request: ProjectRequest, world: ProjectWorld) => WireObject[];

const fullTexts: ReadonlyMap<string, FullText> = new Map([
  ['workitem', searchItems],
  ['view', searchViews],
]);

/** CompInfo: Pascal case but for the name. */
function searchItems(query: string, request: ProjectRequest, world: ProjectWorld): WireObject[] {
  const types = bodyTexts(request.body, 'query_sub_type') ?? [];
  return visibleItems(namedSpaces(request, world), request, world).flatMap((scope) => {
    const { item, type, space } = scope;
    if (types.length > 0 && !types.includes(type.key)) return [];
    const hits = ['name', 'description'].filter((key) => {
      const field = findField(type.fields, key);
      const text = field === undefined ? '' : plainText(readField(scope, field));
      return text.toLowerCase().includes(query);
    });
    if (item.id === query) hits.push('work_item_id');
    if (hits.length === 0) return [];
    return [
      {
        ID: item.id,
        name: item.name,
        WorkItemTypeKey: type.key,
        ProjectKey: space.key,
        CreatedBy: item.createdBy,
        CreatedAt: item.createdAt,
        SearchHit: hits,
        ViewScopeKey: '',
        ProjectKeys: [space.key],
      },
    ];
  });
}

function searchViews(query: string, request: ProjectRequest, world: ProjectWorld): WireObject[] {
  const keys = namedSpaces(request, world).map(({ key }) => key);
  return [...world.views.values()]
    .filter(
      ({ projectKey, name }) => keys.includes(projectKey) && name.toLowerCase().includes(query),
    )
    .map(({ id, name, projectKey, typeKey, createdBy, createdAt }) => ({
      ID: id,
      name,
      WorkItemTypeKey: '',
      ProjectKey: projectKey,
      CreatedBy: createdBy,
      CreatedAt: createdAt,
      SearchHit: ['name'],
      ViewScopeKey: typeKey,
      ProjectKeys: [projectKey],
    }));
}

const maxFields = 20;

/** "全量搜索": by cursor, with the items at the top of the envelope. */
export const universalSearchHandlers = {
  project_work_items_universal_search: (request, world) => {
    const { space, type } = searchedSpace(request, world);
    const { body } = request;
    const selected = bodyTexts(body, 'field_selected') ?? [];
    if (selected.length > maxFields)
      refuse(20006, `Invalid Param, field_selected limit ${maxFields}`);
    const group = bodyObject(body, 'search_group') ?? refuseMissing('search_group');
    const test = compileGroup(group, type);
    const found = visibleItems([space], request, world)
      .filter((scope) => scope.type === type && test(scope))
      .sort(sorting(body, type.fields));
    const { shown, pagination } = cursorPage(found, body);
    const datas = shown.map(({ item }) => selectedReply(item.id, selected, world));
    return { datas, data: writeWire(datas), pagination, extra_info: {} };
  },

  project_work_items_integrate_search: (request, world) => {
    const [source] = sources(request);
    if (source === undefined) refuseMissing('data_sources');
    const asked = { ...request, body: { ...request.body, ...source } };
    const { space, type } = searchedSpace(asked, world);
    const found = visibleItems([space], asked, world).filter((scope) => scope.type === type);
    const { shown, pagination } = cursorPage(found, request.body);
    const selected = bodyTexts(request.body, 'field_selected') ?? [];
    const datas = shown.map(({ item }) => selectedReply(item.id, selected, world));
    return { data: writeWire(datas), pagination, extra_info: {} };
  },
} satisfies ProjectHandlerGroup;

function searchedSpace(request: ProjectRequest, world: ProjectWorld) {
  const space = bodySpace(request, world);
  return { space, type: typeIn(space, requiredText(request.body, 'work_item_type_key')) };
}

/** Data sources name their types in one text. */
function sources({ body }: ProjectRequest): WireObject[] {
  const list = body['data_sources'];
  if (!Array.isArray(list)) return [];
  return list.filter(isWireObject).map((source) => ({
    project_key: source['project_key'],
    work_item_type_key: source['work_item_type_keys'],
  }));
}

/** Only the id where no field is selected. */
function selectedReply(id: string, selected: readonly string[], world: ProjectWorld): WireObject {
  const item = world.items.get(id) ?? refuse(30005);
  const shows = ({ key, alias }: ProjectFieldConf) =>
    selected.includes(key) || selected.includes(alias);
  const reply = itemReply(item, { shows, expand: {} }, world);
  return selected.length === 0 ? { id: reply['id'] } : reply;
}

function sorting(
  body: WireObject,
  fields: readonly ProjectFieldConf[],
): (one: ItemScope, other: ItemScope) => number {
  const sort = bodyObject(body, 'sort');
  if (sort === undefined) return () => 0;
  const field = findField(fields, bodyText(sort, 'field_key') ?? '') ?? refuse(20068);
  const direction = /^desc$/i.test(bodyText(sort, 'order') ?? '') ? -1 : 1;
  return (one, other) => direction * order(readField(one, field), readField(other, field));
}

function order(one: Wire | undefined, other: Wire | undefined): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return writeWire(one ?? '').localeCompare(writeWire(other ?? ''));
}
