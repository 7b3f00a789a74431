import { findField } from './fields/field-types.js';
import {
  bodyItem,
  bodySpace,
  itemIn,
  itemOf,
  reachSpace,
  spaceOf,
  templateOf,
} from './gateway/access.js';
import {
  bodyInteger,
  bodyObject,
  bodyObjects,
  bodyText,
  bodyTexts,
  refuseMissing,
  requiredText,
} from './gateway/body.js';
import type { ProjectHandler, ProjectHandlers } from './gateway/handler.js';
import { page } from './gateway/paging.js';
import { refuse } from './gateway/refusal.js';
import type { WireObject } from './gateway/wire.js';

/** Endpoints that stand alone, and refusals of what the tenant of the sandbox has not bought or enabled. */
export const extraHandlers = {
  project_nodes_update_actual_time: (request, world) => {
    const { item, ...scope } = bodyItem(request, world);
    const key = requiredText(request.body, 'node_id');
    if (templateOf({ item, ...scope }) === undefined) refuse(50006, 'workflow err', 'workflow err');
    const node = item.nodes.find((each) => each.key === key) ?? refuse(20018);
    const info = bodyObject(request.body, 'actual_time_info') ?? refuseMissing('actual_time_info');
    node.beganAt = bodyInteger(info, 'actual_start_time') ?? node.beganAt;
    node.finishedAt = bodyInteger(info, 'actual_finish_time') ?? node.finishedAt;
    return {};
  },

  project_work_items_invite_bots: (request, world) => {
    const space = spaceOf(request, world);
    itemIn(space, request.path['work_item_id'] ?? '', request, world);
    const bots = bodyTexts(request.body, 'app_ids') ?? [];
    if (bots.length === 0) refuse(20020);
    if (bots.length > 5) refuse(20019);
    return refuse(20021);
  },

  project_multi_signals_update: (request, world) => {
    const { item, type } = itemOf(request, world);
    const { body } = request;
    const name = bodyText(body, 'field_key') || bodyText(body, 'field_alias') || refuse(20025);
    const field = findField(type.fields, name) ?? refuse(30009);
    if (field.type !== 'multi_signal') refuse(20029);
    const detail = bodyObjects(body, 'details').map(signalDetail);
    const status = overall(detail.map((each) => each.status));
    item.values.set(field.key, { status, detail });
    return { data: { status, detail } };
  },

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
} satisfies ProjectHandlers;

const signalStatuses = ['passed', 'processing', 'rejected'];

function signalDetail(detail: WireObject) {
  const status = bodyText(detail, 'status') ?? '';
  if (!signalStatuses.includes(status)) refuse(20067);
  return {
    id: requiredText(detail, 'id'),
    title: bodyText(detail, 'title') ?? '',
    status,
    view_link: bodyText(detail, 'view_link') ?? '',
  };
}

/** One that was rejected rejects them all; all must have passed. */
function overall(statuses: readonly string[]): string {
  if (statuses.includes('rejected')) return 'rejected';
  return statuses.every((status) => status === 'passed') ? 'passed' : 'processing';
}

/** Refuses whatever is asked, once the space that is named can be reached. */
function always(code: number, msg?: string): ProjectHandler {
  return (request, world) => {
    const key = request.path['project_key'] ?? bodyText(request.body, 'project_key') ?? '';
    if (key !== '') reachSpace(key, request, world);
    return refuse(code, msg);
  };
}

const noLibrary = always(1000053507);
const noWbs = always(20089);
const noScope = always(10301, 'the plugin has no permission for this API');

/** No type has a resource library, none is of the industry edition, and the plugin has no right to people or AI. */
export const absentHandlers: ProjectHandlers = {
  project_resources_create: noLibrary,
  project_resources_get: noLibrary,
  project_resources_update: noLibrary,
  project_resources_create_instance: noLibrary,
  project_resources_search: noLibrary,
  project_element_templates_create: noLibrary,
  project_element_templates_list: noLibrary,
  project_wbs_templates_get: noWbs,
  project_wbs_views_get: noWbs,
  project_wbs_drafts_get: noWbs,
  project_wbs_drafts_patch: noWbs,
  project_wbs_drafts_publish: noWbs,
  project_wbs_drafts_reset: noWbs,
  project_wbs_drafts_get_sub_item_conf: noWbs,
  project_wbs_drafts_publish_shared: noWbs,
  project_wbs_drafts_switch: noWbs,
  project_wbs_drafts_update_frozen_rows: noWbs,
  project_wbs_drafts_complete_audit: noWbs,
  project_ai_nodes_get: noScope,
  project_ai_nodes_update: noScope,
  project_ai_nodes_confirm: noScope,
  project_ai_fields_update: noScope,
  project_ai_fields_delete_files: noScope,
  project_tenants_get: noScope,
  project_accounts_create: noScope,
  project_accounts_update: noScope,
  project_accounts_activate: noScope,
  project_accounts_stop: noScope,
  project_departments_create: noScope,
  project_departments_update: noScope,
  project_departments_delete: noScope,
  project_departments_get: noScope,
};
