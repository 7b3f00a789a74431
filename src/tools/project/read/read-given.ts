import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { isEndpointName } from '../../../endpoints/catalogue.js';
import type { Operation } from '../../context/operation.js';
import type { ToolContext } from '../../context/tool-context.js';
import { textsIn } from '../resolve/field.js';
import { Issues } from '../resolve/issues.js';
import { pairsIn, rowsIn } from '../write/pairs.js';
import { roleEntries } from '../write/role-owners.js';
import { timeUnder, withOwner, withSchedule, withTimes } from '../write/schedule.js';
import { readItemLinks } from './item-link.js';

/** Where something stands, and whom to tell. */
interface Place {
  readonly path: string;
  readonly issues: Issues;
  readonly context: ToolContext;
}

type Read = (value: Json, place: Place) => Json | undefined;

/** What people write in another form than the vendor, as far as that needs no look at the space. */
const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
  ...['fields', 'update_fields', 'field_value_pairs', 'deliverable', 'node_custom_fields'].map(
    (key) => [key, readPairs] as const,
  ),
  ...['role_assignee', 'role_owners'].map((key) => [key, readRoles] as const),
  ...['node_owners', 'assignee', 'user_keys'].map((key) => [key, readList] as const),
  ...['node_schedule', 'schedule'].map((key) => [key, withSchedule] as const),
  ['schedules', readSchedules],
  ...['created_at', 'updated_at', 'actual_time_info'].map((key) => [key, withTimes] as const),
  ...['start', 'end', 'work_begin_date', 'work_end_date'].map(
    (key) => [key, (value: Json, place: Place) => timeUnder(key, value, place)] as const,
  ),
]);

/**
 * Arguments in the forms that the schemas know: links of work items read, maps as lists of pairs, times as
 * milliseconds. What a task takes has forms of its own, but for the links.
 */
export function readGiven(
  { name, input: schema }: Operation,
  given: unknown,
  context: ToolContext,
): unknown {
  if (!isJsonObject(given)) {
    return given;
  }
  const { shape } = schema;
  const linked = readItemLinks(shape, given, context);
  return isEndpointName(name) ? inForm(linked, new Set(Object.keys(shape)), context) : linked;
}

function inForm(given: JsonObject, known: ReadonlySet<string>, context: ToolContext): JsonObject {
  const issues = new Issues();
  const read = Object.entries(given).map(([key, value]) => {
    const reader = key === 'fields' && known.has('group_uuid') ? readRows : readers.get(key);
    const isRead = reader !== undefined && known.has(key) && value !== undefined && value !== null;
    return [key, isRead ? reader(value, { path: key, issues, context }) : value] as const;
  });
  issues.throwIfAny();
  return Object.fromEntries(read);
}

/** Names of fields to return are no pairs. */
function readPairs(value: Json): Json {
  const isNames = Array.isArray(value) && textsIn(value).length > 0;
  return isNames ? value : (pairsIn(value) ?? value);
}

function readRows(value: Json): Json {
  return rowsIn(value) ?? value;
}

function readRoles(value: Json): Json {
  return roleEntries(value) ?? value;
}

/** One alone may stand without its list. */
function readList(value: Json): Json {
  return typeof value === 'string' && !value.trimStart().startsWith('[') ? [value] : value;
}

function readSchedules(value: Json, { path, ...place }: Place): Json {
  const items = Array.isArray(value) ? value : [value];
  return items.map((item, index) => {
    const own = isJsonObject(item) ? withOwner(item) : item;
    return withSchedule(own, { ...place, path: `${path}[${index}]` }) ?? null;
  });
}
