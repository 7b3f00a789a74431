import {
  bodySpace,
  findType,
  type ItemScope,
  isAdministrator,
  liveItem,
  spaceOf,
  typeIn,
  typeOf,
  visibleItems,
} from '../gateway/access.js';
import { numbersOf, page } from '../gateway/paging.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyIds,
  bodyObject,
  bodyText,
  bodyTexts,
  type ProjectHandlerGroup,
  type ProjectRequest,
  refuseMissing,
  requiredText,
} from '../gateway/request.js';
import { int64, type WireObject } from '../gateway/wire.js';
import { itemReply, wantedOf } from '../items/item-reply.js';
import type { ProjectWorld, Space } from '../model/model.js';
import type { ConditionView, FixedView } from '../model/views.js';
import { readInterval } from '../search/filters.js';
import { compileGroup } from '../search/search-group.js';
import { changeCooperation, cooperation } from './cooperation.js';

type View = FixedView | ConditionView;

const maxItemIds = 200;

/** Views: their list, fixed ones, and what they show. */
export const viewHandlers = {
  project_views_list: (request, world) => {
    const space = spaceOf(request, world);
    const { body } = request;
    const type = typeIn(space, requiredText(body, 'work_item_type_key'));
    // A3.11: sub-tasks have no views.
    if (type.key === 'sub_task') refuse(30014);
    const ids = bodyTexts(body, 'view_ids') ?? [];
    if (ids.length > 10) refuse(20043);
    const own = [...world.views.values()].filter(
      (view) => view.projectKey === space.key && view.typeKey === type.key,
    );
    const found = ids.length > 0 ? own.filter(({ id }) => ids.includes(id)) : matching(own, body);
    const { items, pagination } = page(found, body, { defaultSize: 10, maxSize: 10 });
    return { data: items.map((view) => viewConf(view, space, request)), pagination };
  },

  project_views_get_panorama: (request, world) => {
    const { view, space } = viewOf(request, world, 13001);
    const rule = { defaultSize: 20, maxSize: 50 };
    const found = itemsOfView(view, space, request, world);
    const { items, pagination } = page(found, request.body, rule);
    const wanted = wantedOf(request);
    return { data: items.map(({ item }) => itemReply(item, wanted, world)), pagination };
  },

  project_fixed_views_get: (request, world) => {
    const { view, space } = viewOf(request, world, 30004);
    if (view.kind === 'condition' && view.panorama) refuse(50006, 'panorama view is not supported');
    const found = itemsOfView(view, space, request, world).map(({ item }) => item.id);
    const asked = numbersOf(request, 'page_num', 'page_size');
    const { items, pagination } = page(found, asked, { defaultSize: 20, maxSize: maxItemIds });
    return { data: fixView(view, items, mayEditView(view, space, request)), pagination };
  },

  project_fixed_views_create: (request, world) => {
    const { space, type } = typeOf(request, world);
    const { body, identity } = request;
    const name = requiredText(body, 'name');
    const itemIds = bodyIds(body, 'work_item_id_list') ?? refuseMissing('work_item_id_list');
    checkItems(itemIds, type.key, world);
    const view: FixedView = {
      kind: 'fixed',
      id: world.ids.newViewId(),
      projectKey: space.key,
      typeKey: type.key,
      createdBy: identity.userKey,
      createdAt: world.clock.now(),
      name,
      modifiedBy: identity.userKey,
      ...cooperation(body),
      itemIds: [...new Set(itemIds)],
    };
    world.views.set(view.id, view);
    return { data: fixView(view, view.itemIds, true) };
  },

  project_fixed_views_update: (request, world) => {
    const { type } = typeOf(request, world);
    const { view, space } = viewOf(request, world, 30004);
    if (view.kind !== 'fixed') refuse(20011);
    if (!mayEditView(view, space, request)) refuse(10001);
    const add = bodyIds(request.body, 'add_work_item_ids') ?? [];
    const remove = bodyIds(request.body, 'remove_work_item_ids') ?? [];
    if ((add.length === 0) === (remove.length === 0)) {
      refuse(20005, 'Missing Param, either add_work_item_ids or remove_work_item_ids');
    }
    checkItems(add, type.key, world);
    if (remove.length > maxItemIds) refuse(1000053645);
    const kept = view.itemIds.filter((id) => !remove.includes(id));
    view.itemIds = [...new Set([...kept, ...add])];
    changeCooperation(view, request.body, world);
    view.modifiedBy = request.identity.userKey;
    return { data: null };
  },

  project_fixed_views_delete: (request, world) => {
    const { view, space } = viewOf(request, world, 30004);
    if (!mayEditView(view, space, request)) refuse(10001);
    world.views.delete(view.id);
    return {};
  },
} satisfies ProjectHandlerGroup;

/** The charts of a view. */
export const chartHandlers = {
  project_charts_list: (request, world) => {
    bodySpace(request, world);
    const viewId = requiredText(request.body, 'view_id');
    const own = world.charts.filter((chart) => chart.viewId === viewId);
    const { items, pagination } = page(own, request.body, { defaultSize: 50, maxSize: 200 });
    const list = items.map(({ id, name }) => ({ chart_id: id, chart_name: name }));
    return { data: { chart_list: list, chart_page: pagination } };
  },

  /** How many work items there are by their type. */
  project_charts_get: (request, world) => {
    const space = spaceOf(request, world);
    const chart = world.charts.find(({ id }) => id === request.path['chart_id']) ?? refuse(30001);
    const items = [...world.items.values()].filter(({ projectKey }) => projectKey === space.key);
    const rows = space.types.map(({ key, name }) => ({
      dim: { 0: name },
      value: { 0: String(items.filter(({ typeKey }) => typeKey === key).length) },
      is_zero_spec: false,
    }));
    return {
      data: {
        name: chart.name,
        chart_id: chart.id,
        chart_data_list: [rows],
        dim_titles: ['工作项类型'],
        quota_titles: ['数量'],
      },
    };
  },
} satisfies ProjectHandlerGroup;

function matching(views: readonly View[], body: WireObject): View[] {
  const name = (bodyText(body, 'view_name') ?? '').toLowerCase();
  const createdBy = bodyText(body, 'created_by') ?? '';
  const interval = bodyObject(body, 'created_at');
  const { start, end } =
    interval === undefined ? { start: 0, end: Infinity } : readInterval(interval);
  return views.filter(
    (view) =>
      view.name.toLowerCase().includes(name) &&
      (createdBy === '' || view.createdBy === createdBy) &&
      view.createdAt >= start &&
      view.createdAt <= end,
  );
}

function viewOf(request: ProjectRequest, world: ProjectWorld, missingCode: number) {
  const space = spaceOf(request, world);
  const view = world.views.get(request.path['view_id'] ?? '') ?? refuse(missingCode);
  return view.projectKey === space.key ? { view, space } : refuse(20012);
}

function checkItems(ids: readonly string[], typeKey: string, world: ProjectWorld): void {
  if (ids.length > maxItemIds) refuse(1000053645);
  for (const id of ids) {
    const item = liveItem(id, world) ?? refuse(30005);
    if (item.typeKey !== typeKey) refuse(20010);
  }
}

function mayEditView(view: View, space: Space, { identity }: ProjectRequest): boolean {
  const { userKey } = identity;
  const byMode = view.cooperationMode === 3 || view.collaborators.includes(userKey);
  return byMode || view.createdBy === userKey || isAdministrator(space, userKey);
}

function fixView(view: View, itemIds: readonly string[], editable: boolean): WireObject {
  return {
    view_id: view.id,
    name: view.name,
    created_by: view.createdBy,
    created_at: view.createdAt,
    modified_by: view.modifiedBy,
    editable,
    work_item_id_list: itemIds.map(int64),
  };
}

/** ViewConf. */
function viewConf(view: View, space: Space, { origin, body }: ProjectRequest): WireObject {
  const path = view.kind === 'fixed' ? 'storyView' : 'multiProjectView';
  return {
    view_id: view.id,
    name: view.name,
    view_url: `${origin}/${space.simpleName}/${path}/${view.id}`,
    view_type: view.kind === 'fixed' ? 2 : 1,
    auth: 1,
    system_view: 2,
    collaborators: view.collaborators,
    created_at: view.createdAt,
    created_by: view.createdBy,
    ...(body['is_query_quick_filter'] === true ? { quick_filters: [] } : {}),
  };
}

/** What a view shows to who asks. */
function itemsOfView(
  view: FixedView | ConditionView,
  space: Space,
  request: ProjectRequest,
  world: ProjectWorld,
): ItemScope[] {
  const visible = visibleItems([space], request, world);
  if (view.kind === 'fixed') {
    return view.itemIds.flatMap((id) => visible.find(({ item }) => item.id === id) ?? []);
  }
  const type = findType(space, view.typeKey);
  if (type === undefined) return [];
  const test = compileGroup(view.group, type);
  return visible.filter((scope) => scope.type === type && test(scope));
}
