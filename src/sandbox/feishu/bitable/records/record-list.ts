import type { JsonObject } from '../../../../core/json.js';
import type { SandboxRequest } from '../../handler.js';
import { page } from '../../paging.js';
import { queryBoolean, queryUserIdType } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import type { World } from '../../world.js';
import type { LegacyContext } from '../fields/types/field-type.js';
import { formulaPredicate } from '../filter/predicates.js';
import { legacyOrder } from '../filter/sort.js';
import { freshCells } from '../formula/evaluation.js';
import { findRow, findView, scopeOf } from '../lookup.js';
import type { Scope } from '../model.js';
import { accessTo } from '../roles/permissions.js';
import { legacyRecord, matchingRows, type RowQuery } from './record-rows.js';
import { namedFields, pageRule } from './record-search.js';

/** `GET …/records` */
export function listRecords(request: SandboxRequest, world: World): JsonObject {
  const { query } = request;
  const automatic = queryBoolean(query, 'automatic_fields');
  const scope = scopeOf(request, world);
  const context = legacyContext(request, scope);
  const access = accessTo(scope, request.identity);
  const names = textList(query.get('field_names') ?? '');
  access.checkAsking((name) => names.includes(name) || isAskedFor(name, query));
  const fields = access.fields(namedFields(scope, names));
  const rows = access.rows(matchingRows(scope, listQuery(query, scope)));
  const found = page(rows, query, pageRule(scope), (row) => row.recordId);
  const view = { fields, automatic, sharedUrl: false };
  return { ...found, items: found.items.map((row) => legacyRecord(row, view, context)) };
}

/** `GET …/records/{record_id}` */
export function getRecord(request: SandboxRequest, world: World): JsonObject {
  const view = {
    automatic: queryBoolean(request.query, 'automatic_fields'),
    sharedUrl: queryBoolean(request.query, 'with_shared_url'),
  };
  const scope = scopeOf(request, world);
  const context = legacyContext(request, scope);
  const access = accessTo(scope, request.identity);
  const row = findRow(scope.table, request.path['record_id'] ?? '');
  access.checkSeeing(row);
  const fields = access.fields(scope.table.fields);
  return { record: legacyRecord(row, { ...view, fields }, context) };
}

function legacyContext({ query, origin }: SandboxRequest, scope: Scope): LegacyContext {
  return {
    scope,
    origin,
    cells: freshCells,
    userIdType: queryUserIdType(query),
    textAsArray: queryBoolean(query, 'text_field_as_array'),
    formulaRef: queryBoolean(query, 'display_formula_ref'),
  };
}

function listQuery(query: URLSearchParams, scope: Scope): RowQuery {
  const filter = query.get('filter') ?? '';
  const sort = query.get('sort') ?? '';
  const viewId = query.get('view_id') ?? '';
  const sorted = !['', '[]'].includes(sort.trim());
  const filtered = filter.trim() !== '';
  const usesView = viewId !== '' && !filtered && !sorted;
  return {
    asked: JSON.stringify([filter, sort]),
    view: usesView ? findView(scope.table, viewId) : undefined,
    matches: filtered ? formulaPredicate(filter, scope) : undefined,
    order: sorted ? legacyOrder(sort, scope) : undefined,
  };
}

/** By the formula of the filter, or by the sort: `["字段1 DESC"]`. */
function isAskedFor(name: string, query: URLSearchParams): boolean {
  const { filter = '', sort = '' } = Object.fromEntries(query);
  return filter.includes(`[${name}]`) || sort.includes(`"${name} `);
}

/** A list of names as JSON text: `["字段1"]`. */
function textList(text: string): string[] {
  if (text === '') return [];
  const names = parsed(text);
  if (!Array.isArray(names)) return refuse(1254024);
  return names.map((name: unknown) => (typeof name === 'string' ? name : refuse(1254024)));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
