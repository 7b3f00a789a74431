import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import type { FeishuEndpointName } from '../../../../endpoints/catalogue.js';
import { page } from '../../paging.js';
import { invalidParameter, queryUserIdType, refuseParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import type { Handlers } from '../../request.js';
import {
  bodyList,
  bodyObject,
  bodyOption,
  bodyText,
  checkLength,
  refuseType,
  requiredText,
} from '../body.js';
import { typeOf } from '../fields/field-types.js';
import { operators } from '../filter/condition.js';
import { fieldTest } from '../filter/predicates.js';
import { readingOf } from '../formula/evaluation.js';
import { findField, isVisible, scopeOf, viewOf } from '../lookup.js';
import { type Scope, type Table, touch } from '../model.js';
import { accessTo } from '../roles/access.js';
import { storedValueProblem } from './stored-value.js';
import type { View, ViewFilter, ViewProperty, ViewType } from './view-model.js';
import { addView, checkViewName, checkViewNameIsFree, removeView } from './view-store.js';

const viewTypes: readonly ViewType[] = ['grid', 'kanban', 'gallery', 'gantt', 'form'];

export const viewHandlers = {
  bitable_views_list: (request, world) => {
    const idType = queryUserIdType(request.query);
    const scope = scopeOf(request, world);
    const { table } = scope;
    const access = accessTo(scope, request.identity);
    const { bitable } = world;
    const { directory } = bitable;
    const listing = `views of ${table.tableId}`;
    const rule = { listing, maxSize: 100, tokenOnLastPage: true, bitable } as const;
    const views = table.views.filter(
      (view) => isVisible(view, request) && access.seesView(view.viewId),
    );
    const found = page(views, request.query, rule, (view) => view.viewId);
    const personId = (openId: string) => directory.person(openId, 'open_id')?.[idType];
    return { ...found, items: found.items.map((view) => listed(view, personId)) };
  },

  bitable_views_get: (request, world) => ({ view: viewReply(viewOf(request, world).view) }),

  bitable_views_create: (request, world) => {
    const name = checkViewName(requiredText(request.body, 'view_name'));
    const asked = bodyText(request.body, 'view_type') ?? 'grid';
    const type = viewTypes.find((each) => each === asked) ?? refuse(1254019);
    return { view: named(addView(scopeOf(request, world), name, type)) };
  },

  bitable_views_update: (request, world) => {
    const sentName = bodyText(request.body, 'view_name');
    const sent = bodyObject(request.body, 'property') ?? {};
    const { scope, view } = viewOf(request, world);
    const name = sentName === undefined ? view.name : checkViewName(sentName);
    checkViewNameIsFree(scope.table, name, view);
    Object.assign(view.property, readViewSettings(sent, scope, view));
    view.name = name;
    touch(scope);
    return { view: viewReply(view) };
  },

  bitable_views_delete: (request, world) => {
    const { scope, view } = viewOf(request, world);
    removeView(scope, view);
    return {};
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `bitable_views_${string}`>>;

function named({ viewId, name, type }: View): JsonObject {
  return { view_id: viewId, view_name: name, view_type: type };
}

function listed(view: View, personId: (openId: string) => string | undefined): JsonObject {
  const { publicLevel, privateOwner } = view;
  return {
    ...named(view),
    view_public_level: publicLevel,
    ...(privateOwner === undefined ? {} : { view_private_owner_id: personId(privateOwner) }),
  };
}

const maxHiddenFields = 300;

/** What the page "Update a view" changes of a view's settings; absent and null parts stay. */
function readViewSettings(sent: JsonObject, scope: Scope, { type }: View): Partial<ViewProperty> {
  const filter = bodyObject(sent, 'filter_info');
  const hidden = bodyList(sent, 'hidden_fields');
  const hierarchy = bodyObject(sent, 'hierarchy_config');
  if (hierarchy !== undefined && type !== 'grid') {
    refuseSetting('hierarchy_config', 'only a grid view has a hierarchy');
  }
  return {
    ...(filter && { filter_info: readViewFilter(filter, scope) }),
    ...(hidden && { hidden_fields: readHiddenFields(hidden, scope.table) }),
    ...(hierarchy && { hierarchy_config: readHierarchy(hierarchy, scope.table) }),
  };
}

function readHiddenFields(sent: readonly Json[], table: Table): string[] | null {
  if (sent.length === 0) return null;
  checkLength('hidden_fields', sent.length, maxHiddenFields);
  const hidden = sent.map((id) =>
    typeof id === 'string' ? findField(table, id) : refuseType('hidden_fields', 'array of string'),
  );
  if (hidden.some(({ isPrimary }) => isPrimary)) {
    refuseSetting('hidden_fields', 'the primary field cannot be hidden');
  }
  return [...new Set(hidden.map(({ fieldId }) => fieldId))];
}

/** Rows lie under those that they link to, so it takes a link to the table itself. */
function readHierarchy(sent: JsonObject, table: Table): ViewProperty['hierarchy_config'] {
  const fieldId = bodyText(sent, 'field_id') ?? '';
  if (fieldId === '') return null;
  const field = findField(table, fieldId);
  if (field.property?.table_id !== table.tableId) {
    refuseSetting('hierarchy_config', 'field_id must be a link to the same table');
  }
  return { field_id: fieldId };
}

function refuseSetting(name: string, expected: string): never {
  return refuse(1254012, undefined, invalidParameter(`property.${name}`, expected));
}

const maxConditions = 50;

type Condition = ViewFilter['conditions'][number];

/** The `filter_info` of the page "Update a view"; no conditions are no filter. */
function readViewFilter(sent: JsonObject, scope: Scope): ViewFilter | null {
  const conjunction = bodyOption(sent, 'conjunction', ['and', 'or'] as const) ?? 'and';
  const conditions =
    bodyList(sent, 'conditions') ?? refuseParameter('conditions', 'conditions is required');
  if (conditions.length === 0) return null;
  checkLength('conditions', conditions.length, maxConditions);
  return { conjunction, conditions: conditions.map((each) => readCondition(each, scope)) };
}

function readCondition(sent: Json, scope: Scope): Condition {
  if (!isJsonObject(sent)) refuseType('conditions', 'array of object');
  const field = findField(scope.table, requiredText(sent, 'field_id'));
  const operator = bodyOption(sent, 'operator', operators) ?? 'is';
  const value = bodyText(sent, 'value') ?? null;
  const test = fieldTest(field, operator, value, readingOf(scope, 'open_id'));
  const problem = typeof test === 'string' ? test : storedValueProblem(field, value, scope.bitable);
  if (problem !== undefined) refuse(1254018, undefined, invalidParameter('conditions', problem));
  return {
    condition_id: scope.bitable.ids.newConditionId(),
    field_id: field.fieldId,
    field_type: field.type,
    operator,
    value: value === null ? null : (typeOf(field).filter?.keptInView?.(value) ?? value),
  };
}

/** A view with its settings, as the pages "Get a view" and "Update a view" show it. */
function viewReply({ viewId, name, type, property }: View): JsonObject {
  const { filter_info, hidden_fields, hierarchy_config } = property;
  return {
    view_id: viewId,
    view_name: name,
    view_type: type,
    property: {
      filter_info: filter_info && {
        condition_omitted: null,
        conditions: filter_info.conditions.map((condition) => ({ ...condition })),
        conjunction: filter_info.conjunction,
      },
      hidden_fields,
      hierarchy_config: hierarchy_config && { ...hierarchy_config },
    },
  };
}
