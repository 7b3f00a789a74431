import type { InputIssue } from '../../../core/errors.js';
import { isJsonObject, type Json } from '../../../core/json.js';
import { quoted } from '../../../core/text.js';
import {
  type Args,
  callEndpoint,
  type ToolContext,
  tableRefOf,
} from '../../context/tool-context.js';
import { schemaIfSeen } from '../query/table-schema.js';
import type { StoredCheck } from './stored-check.js';

/** Records that a dry run looks up, and how many the vendor reads at once. */
const maxLookedUp = 1_000;
const atOnce = 100;

/** By the ids of records, where each stands first in the arguments. */
type Places = Map<string, string>;

/** Refuses records that are not there. */
export const recordsExist: StoredCheck = async (args, { context }) =>
  absentIssues(placesOf(args), args, context);

/** Refuses links to records that are not there. */
export const linkedRecordsExist: StoredCheck = async (args, { context }) => {
  const schema = await schemaIfSeen(context, tableRefOf(args));
  const byTable = new Map<string, Places>();
  for (const { name, property } of schema?.fields ?? []) {
    const tableId = property['table_id'];
    if (typeof tableId === 'string') {
      const places = byTable.get(tableId) ?? new Map<string, string>();
      byTable.set(tableId, addLinked(places, name, args));
    }
  }
  const { app_token } = args;
  const issues: InputIssue[] = [];
  for (const [table_id, places] of byTable) {
    issues.push(...(await absentIssues(places, { app_token, table_id }, context)));
  }
  return issues;
};

async function absentIssues(
  places: Places,
  { app_token, table_id }: Args,
  context: ToolContext,
): Promise<readonly InputIssue[]> {
  const ids = [...places.keys()];
  const issues: InputIssue[] = [];
  for (let start = 0; start < Math.min(ids.length, maxLookedUp); start += atOnce) {
    const record_ids = ids.slice(start, start + atOnce);
    const asked = { app_token, table_id, record_ids };
    const { absent_record_ids } = await callEndpoint(context, 'bitable_records_batch_get', asked);
    issues.push(...textsIn(absent_record_ids).map((id) => absentIssue(id, places, table_id)));
  }
  if (ids.length > maxLookedUp) {
    context.note(`${maxLookedUp} of ${ids.length} records were looked up`);
  }
  return issues;
}

function absentIssue(id: string, places: Places, tableId: unknown): InputIssue {
  const path = places.get(id) ?? 'records';
  return { path, problem: `is ${quoted(id)}, and there is no such record in ${String(tableId)}` };
}

function placesOf({ record_id: id, records }: Args): Places {
  const places: Places = new Map();
  add(places, id, 'record_id');
  for (const [index, record] of (Array.isArray(records) ? records : []).entries()) {
    const path = `records[${index}]`;
    add(places, record, path);
    add(places, isJsonObject(record) ? record['record_id'] : undefined, `${path}.record_id`);
  }
  return places;
}

/** Adds the records that the cells of a link name. */
function addLinked(places: Places, name: string, { fields, records }: Args): Places {
  const rows: readonly unknown[] = Array.isArray(records) ? records : [];
  const all = [
    { cells: fields, path: 'fields' },
    ...rows.map((row, index) => ({
      cells: isJsonObject(row) ? row['fields'] : undefined,
      path: `records[${index}].fields`,
    })),
  ];
  for (const { cells, path } of all) {
    const cell = isJsonObject(cells) ? cells[name] : undefined;
    for (const id of Array.isArray(cell) ? cell : []) {
      add(places, id, `${path}.${name}`);
    }
  }
  return places;
}

function add(places: Places, id: unknown, path: string): void {
  if (typeof id === 'string' && !places.has(id)) {
    places.set(id, path);
  }
}

function textsIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
