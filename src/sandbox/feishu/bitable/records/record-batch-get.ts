import type { JsonObject } from '../../../../core/json.js';
import type { SandboxRequest, World } from '../../handler.js';
import { bodyBoolean, bodyText, refuseType, requiredList } from '../body.js';
import { scopeOf } from '../fields/lookup.js';
import { accessTo } from '../roles/permissions.js';
import { userIdTypeOf } from './query.js';
import { modernRecord } from './record-shape.js';

const maxRecordIds = 100;

/** `POST …/records/batch_get`: an id that is not there is named, never an error. */
export function batchGetRecords(request: SandboxRequest, world: World): JsonObject {
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
  const context = { scope, userIdType, origin };
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
