import type { InputIssue } from '../../../core/errors.js';
import { isJsonObject, type Json } from '../../../core/json.js';
import { quoted } from '../../../core/text.js';
import { type Args, callEndpoint, tableRefOf } from '../../context/tool-context.js';
import { freshSchemaIfSeen } from '../query/table-schema.js';
import type { StoredCheck } from './stored-check.js';

/** Records that a dry run looks up, and how many the vendor reads at once. */
const maxLookedUp = 1_000;
const atOnce = 100;

/** Refuses records that are not there. */
export const recordsExist: StoredCheck = async (args, { context }) => {
  const { app_token, table_id } = args;
  const places = placesOf(args);
  const ids = [...places.keys()];
  const issues: InputIssue[] = [];
  for (let start = 0; start < Math.min(ids.length, maxLookedUp); start += atOnce) {
    const record_ids = ids.slice(start, start + atOnce);
    const asked = { app_token, table_id, record_ids };
    const { absent_record_ids } = await callEndpoint(context, 'bitable_records_batch_get', asked);
    issues.push(...textsIn(absent_record_ids).map((id) => absentIssue(id, places)));
  }
  if (ids.length > maxLookedUp) {
    context.note(`${maxLookedUp} of ${ids.length} records were looked up`);
  }
  return issues;
};

/** Refuses to delete the primary field. */
export const keepsPrimary: StoredCheck = async (args, { context }) => {
  const schema = await freshSchemaIfSeen(context, tableRefOf(args));
  const field = schema?.fields.find(({ id }) => id === args['field_id']);
  return field?.isPrimary === true
    ? [
        {
          path: 'field_id',
          problem: `is ${quoted(field.name)}, the primary field, which cannot be deleted`,
        },
      ]
    : [];
};

function absentIssue(id: string, places: ReadonlyMap<string, string>): InputIssue {
  const path = places.get(id) ?? 'records';
  return { path, problem: `is ${quoted(id)}, and there is no such record in this table` };
}

/** By the ids of records, where each stands first. */
function placesOf({ record_id: id, records }: Args): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const add = (given: unknown, path: string) => {
    if (typeof given === 'string' && !places.has(given)) {
      places.set(given, path);
    }
  };
  add(id, 'record_id');
  for (const [index, record] of (Array.isArray(records) ? records : []).entries()) {
    const path = `records[${index}]`;
    add(record, path);
    add(isJsonObject(record) ? record['record_id'] : undefined, `${path}.record_id`);
  }
  return places;
}

function textsIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
