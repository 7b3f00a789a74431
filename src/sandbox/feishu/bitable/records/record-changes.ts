import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import type { SandboxRequest } from '../../handler.js';
import { queryUserIdType, refuseParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import type { World } from '../../world.js';
import { bodyList, bodyText, refuseType } from '../body.js';
import { applyOnce } from '../client-tokens.js';
import { scopeOf } from '../lookup.js';
import type { Row } from '../model.js';
import { createRecords, deleteRecords, updateRecords, type Writer } from './record-store.js';

const maxDeleted = 500;

/** `POST …/records` */
export function createOne(request: SandboxRequest, world: World): JsonObject {
  const fields = request.body['fields'];
  return applyOnce(request, world, () => {
    const rows = createRecords(scopeOf(request, world), [fields], writerOf(request));
    return { record: echoes(rows, [fields])[0] };
  });
}

/** `PUT …/records/{record_id}` */
export function updateOne(request: SandboxRequest, world: World): JsonObject {
  const fields = request.body['fields'];
  const recordId = request.path['record_id'] ?? '';
  return applyOnce(request, world, () => {
    const scope = scopeOf(request, world);
    const rows = updateRecords(scope, [{ recordId, fields }], writerOf(request));
    return { record: echoes(rows, [fields])[0] };
  });
}

/** `DELETE …/records/{record_id}` */
export function deleteOne(request: SandboxRequest, world: World): JsonObject {
  const recordId = request.path['record_id'] ?? '';
  deleteRecords(scopeOf(request, world), [recordId], request.identity);
  return deleted(recordId);
}

/** `POST …/records/batch_create` */
export function createMany(request: SandboxRequest, world: World): JsonObject {
  const records = readRecords(request, world.bitable.options.recordsPerBatch);
  const fieldsList = records.map((record) => record['fields']);
  return applyOnce(request, world, () => {
    const rows = createRecords(scopeOf(request, world), fieldsList, writerOf(request));
    return { records: echoes(rows, fieldsList) };
  });
}

/** `POST …/records/batch_update` */
export function updateMany(request: SandboxRequest, world: World): JsonObject {
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
export function deleteMany(request: SandboxRequest, world: World): JsonObject {
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
