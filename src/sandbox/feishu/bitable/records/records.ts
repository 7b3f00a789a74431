import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { page } from '../../paging.js';
import { queryBoolean, queryUserIdType, refuseParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import type { Handlers, SandboxRequest } from '../../request.js';
import type { World } from '../../world.js';
import { bodyList, bodyText, refuseType } from '../body.js';
import { applyOnce } from '../client-tokens.js';
import type { LegacyContext } from '../fields/types/field-type.js';
import { formulaPredicate } from '../filter/predicates.js';
import { legacyOrder } from '../filter/sort.js';
import { freshCells } from '../formula/evaluation.js';
import { findRow, findView, scopeOf } from '../lookup.js';
import type { Row, Scope } from '../model.js';
import { accessTo } from '../roles/access.js';
import { legacyRecord, matchingRows, namedFields, pageRule, type RowQuery } from './record-rows.js';
import { createRecords, deleteRecords, updateRecords, type Writer } from './record-store.js';

export const recordHandlers = {
  bitable_records_list: listRecords,
  bitable_records_get: getRecord,
  bitable_records_create: createOne,
  bitable_records_update: updateOne,
  bitable_records_delete: deleteOne,
  bitable_records_batch_create: createMany,
  bitable_records_batch_update: updateMany,
  bitable_records_batch_delete: deleteMany,
} satisfies Partial<Handlers>;

/** `GET …/records` */
function listRecords(request: SandboxRequest, world: World): JsonObject {
  const { query } = request;
  const automatic = queryBoolean(query, 'automatic_fields');
  const scope = scopeOf(request, world);
  const context = legacyContext(request, scope);
  const access = accessTo(scope, request.identity);
  const names = textList(query.get('field_names') ?? '');
  access.checkAsking((name) => names.includes(name) || isAskedFor(name, query));
  const fields = access.fields(namedFields(scope, names));
  const rows = access.rows(matchingRows(scope, listQuery(query, scope)));
  const found = page(rows, query, pageRule(scope, 'list'), (row) => row.recordId);
  const view = { fields, automatic, sharedUrl: false };
  return { ...found, items: found.items.map((row) => legacyRecord(row, view, context)) };
}

/** `GET …/records/{record_id}` */
function getRecord(request: SandboxRequest, world: World): JsonObject {
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

/** Whether the formula of the filter, or the sort, names a field: `["字段1 DESC"]`. */
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

const maxDeleted = 500;

/** `POST …/records` */
function createOne(request: SandboxRequest, world: World): JsonObject {
  const fields = request.body['fields'];
  return applyOnce(request, world, () => {
    const rows = createRecords(scopeOf(request, world), [fields], writerOf(request));
    return { record: echoes(rows, [fields])[0] };
  });
}

/** `PUT …/records/{record_id}` */
function updateOne(request: SandboxRequest, world: World): JsonObject {
  const fields = request.body['fields'];
  const recordId = request.path['record_id'] ?? '';
  return applyOnce(request, world, () => {
    const scope = scopeOf(request, world);
    findRow(scope.table, recordId);
    const rows = updateRecords(scope, [{ recordId, fields }], writerOf(request));
    return { record: echoes(rows, [fields])[0] };
  });
}

/** `DELETE …/records/{record_id}` */
function deleteOne(request: SandboxRequest, world: World): JsonObject {
  const recordId = request.path['record_id'] ?? '';
  const scope = scopeOf(request, world);
  findRow(scope.table, recordId);
  deleteRecords(scope, [recordId], request.identity);
  return deleted(recordId);
}

/** `POST …/records/batch_create` */
function createMany(request: SandboxRequest, world: World): JsonObject {
  const records = readRecords(request, world.bitable.options.recordsPerBatch);
  const fieldsList = records.map((record) => record['fields']);
  return applyOnce(request, world, () => {
    const rows = createRecords(scopeOf(request, world), fieldsList, writerOf(request));
    return { records: echoes(rows, fieldsList) };
  });
}

/** `POST …/records/batch_update` */
function updateMany(request: SandboxRequest, world: World): JsonObject {
  const records = readRecords(request, world.bitable.options.recordsPerBatch);
  const updates = records.map((record) => ({ recordId: readId(record), fields: record['fields'] }));
  return applyOnce(request, world, () => {
    const rows = updateRecords(scopeOf(request, world), updates, writerOf(request));
    return {
      records: echoes(
        rows,
        updates.map(({ fields }) => fields),
      ),
    };
  });
}

/** `POST …/records/batch_delete` */
function deleteMany(request: SandboxRequest, world: World): JsonObject {
  const list = filledList(request.body, maxDeleted);
  const recordIds = list.map((id) =>
    typeof id === 'string' ? id : refuseType('records', 'array of string'),
  );
  deleteRecords(scopeOf(request, world), recordIds, request.identity);
  return { records: recordIds.map(deleted) };
}

function writerOf({ identity, query }: SandboxRequest): Writer {
  return { identity, userIdType: queryUserIdType(query) };
}

/** What a write replies: the fields as they were sent, and nothing else of the record. */
function echoes(rows: readonly Row[], fieldsList: readonly (Json | undefined)[]): JsonObject[] {
  return rows.map(({ recordId }, index) => ({
    fields: fieldsList[index],
    id: recordId,
    record_id: recordId,
  }));
}

function deleted(recordId: string): JsonObject {
  return { deleted: true, record_id: recordId };
}

function readRecords({ body }: SandboxRequest, max: number): JsonObject[] {
  return filledList(body, max).map((record) =>
    isJsonObject(record) ? record : refuseType('records', 'array of object'),
  );
}

function filledList(body: JsonObject, max: number): readonly Json[] {
  const list = bodyList(body, 'records') ?? refuseParameter('records', 'records is required');
  if (list.length === 0) refuse(1254007);
  return list.length > max ? refuse(1254104) : list;
}

function readId(record: JsonObject): string {
  return bodyText(record, 'record_id') ?? refuseParameter('record_id', 'record_id is required');
}
