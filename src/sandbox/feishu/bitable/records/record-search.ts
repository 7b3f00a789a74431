import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import type { PersonIdType } from '../../directory.js';
import { page } from '../../paging.js';
import { queryUserIdType, userIdTypeOf } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import type { Handlers, SandboxRequest } from '../../request.js';
import type { World } from '../../world.js';
import { bodyBoolean, bodyList, bodyText, checkLength, refuseType, requiredList } from '../body.js';
import { structuredPredicate } from '../filter/predicates.js';
import { searchOrder } from '../filter/sort.js';
import { freshCells } from '../formula/evaluation.js';
import { findView, scopeOf } from '../lookup.js';
import type { Scope } from '../model.js';
import { accessTo } from '../roles/access.js';
import { matchingRows, modernRecord, namedFields, pageRule, type RowQuery } from './record-rows.js';

const maxFilterLength = 2_000;
const maxSortLength = 1_000;
const maxFieldNames = 200;
const maxViewIdLength = 50;

export const recordSearchHandlers = {
  bitable_records_search: searchRecords,
  bitable_records_batch_get: batchGetRecords,
} satisfies Partial<Handlers>;

/** `POST …/records/search` */
function searchRecords(request: SandboxRequest, world: World): JsonObject {
  const { body, query, origin } = request;
  const userIdType = queryUserIdType(query);
  const automatic = bodyBoolean(body, 'automatic_fields') ?? false;
  const scope = scopeOf(request, world);
  const access = accessTo(scope, request.identity);
  const names = fieldNames(bodyList(body, 'field_names'));
  const asked = new Set([...names, ...namesIn(body['filter']), ...namesIn(body['sort'])]);
  access.checkAsking((name) => asked.has(name));
  const fields = access.fields(namedFields(scope, names));
  const rows = access.rows(matchingRows(scope, searchQuery(body, scope, userIdType)));
  const found = page(rows, query, pageRule(scope, 'search'), (row) => row.recordId);
  const context = { scope, userIdType, origin, cells: freshCells };
  const view = { fields, automatic, sharedUrl: false };
  return { ...found, items: found.items.map((row) => modernRecord(row, view, context)) };
}

function searchQuery(body: JsonObject, scope: Scope, userIdType: PersonIdType): RowQuery {
  const filter = readFilter(body);
  const sort = bodyList(body, 'sort') ?? [];
  if (scope.bitable.options.searchLengths === 'counted') checkLengths(filter, sort);
  const matches = filter && structuredPredicate(filter, scope, userIdType);
  const filtered = filter !== undefined && hasConditions(filter);
  const viewId = readViewId(body);
  const usesView = viewId !== '' && !filtered && sort.length === 0;
  return {
    asked: JSON.stringify([userIdType, filter, sort]),
    view: usesView ? findView(scope.table, viewId) : undefined,
    matches: filtered ? matches : undefined,
    order: sort.length > 0 ? searchOrder(sort, scope) : undefined,
  };
}

/** The fields that a filter or a sort names, however deep. */
function namesIn(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isJsonObject(value)) return [];
  const { field_name: name, ...others } = value;
  return [...(typeof name === 'string' ? [name] : []), ...Object.values(others).flatMap(namesIn)];
}

function readViewId(body: JsonObject): string {
  const viewId = bodyText(body, 'view_id') ?? '';
  if (viewId !== '') checkLength('view_id', viewId.length, maxViewIdLength);
  return viewId;
}

function readFilter(body: JsonObject): JsonObject | undefined {
  const filter = body['filter'] ?? undefined;
  if (filter === undefined) return undefined;
  if (!isJsonObject(filter)) return refuseType('filter', 'object');
  return filter;
}

function checkLengths(filter: JsonObject | undefined, sort: readonly Json[]): void {
  if (JSON.stringify(filter ?? {}).length > maxFilterLength) refuse(1254107);
  if (JSON.stringify(sort).length > maxSortLength) refuse(1254108);
}

/** Without a condition a filter means everything, and the view still applies. */
function hasConditions({ conditions, children }: JsonObject): boolean {
  return isFilled(conditions) || isFilled(children);
}

function isFilled(list: Json | undefined): boolean {
  return Array.isArray(list) && list.length > 0;
}

function fieldNames(list: readonly Json[] | undefined): string[] {
  if (list === undefined || list.length === 0) return [];
  checkLength('field_names', list.length, maxFieldNames);
  return textsOf(list, 'field_names');
}

function textsOf(list: readonly Json[], name: string): string[] {
  return list.map((item) =>
    typeof item === 'string' ? item : refuseType(name, 'array of string'),
  );
}

const maxRecordIds = 100;

/** `POST …/records/batch_get`: an id that is not there is named, never an error. */
function batchGetRecords(request: SandboxRequest, world: World): JsonObject {
  const { body, origin } = request;
  const recordIds = readRecordIds(body);
  const userIdType = userIdTypeOf(bodyText(body, 'user_id_type') ?? '');
  const shown = {
    automatic: bodyBoolean(body, 'automatic_fields') ?? false,
    sharedUrl: bodyBoolean(body, 'with_shared_url') ?? false,
  };
  const scope = scopeOf(request, world);
  const { rows } = scope.table;
  const access = accessTo(scope, request.identity);
  const fields = access.fields(scope.table.fields);
  const context = { scope, userIdType, origin, cells: freshCells };
  const found = recordIds.flatMap((recordId) => rows.get(recordId) ?? []);
  const [seen, forbidden] = [access.rows(found), found.filter((row) => !access.sees(row))];
  return {
    records: seen.map((row) => modernRecord(row, { ...shown, fields }, context)),
    forbidden_record_ids: forbidden.map(({ recordId }) => recordId),
    absent_record_ids: recordIds.filter((recordId) => !rows.has(recordId)),
  };
}

/** Each id once. */
function readRecordIds(body: JsonObject): string[] {
  const list = requiredList(body, 'record_ids', maxRecordIds);
  const ids = list.map((id) =>
    typeof id === 'string' ? id : refuseType('record_ids', 'array of string'),
  );
  return [...new Set(ids)];
}
