import type { ZodObject, ZodRawShape } from 'zod';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { isEndpointName } from '../../../endpoints/catalogue.js';
import type { ToolContext } from '../../context/tool-context.js';
import { withoutJsonText } from '../../input/json-text.js';
import { Issues } from '../resolve/issues.js';
import { roleEntries } from '../resolve/people.js';
import { textsIn } from '../resolve/reply-values.js';
import { pairsIn, rowsIn } from '../write/pairs.js';
import {
  type ArgumentPosition,
  timeUnder,
  withOwner,
  withSchedule,
  withTimes,
} from '../write/schedule.js';
import { readItemLinks } from './item-links.js';
import { readSearchGroup, readSources } from './search-groups.js';

/** What reading needs to know of a tool. */
interface ReadableOperation {
  readonly name: string;
  readonly input: ZodObject<ZodRawShape, 'strict'>;
}

type Read = (value: Json, at: ArgumentPosition) => Json | undefined;

/** What people write in another form than the vendor, as far as that needs no look at the space. */
const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
  ...['fields', 'update_fields', 'field_value_pairs', 'deliverable', 'node_custom_fields'].map(
    (key) => [key, readPairs] as const,
  ),
  ...['role_assignee', 'role_owners'].map((key) => [key, readRoles] as const),
  ...['node_owners', 'assignee', 'user_keys'].map((key) => [key, readList] as const),
  ...['node_schedule', 'schedule'].map((key) => [key, withSchedule] as const),
  ['schedules', readSchedules],
  ['work_item_status', readStatuses],
  ['search_group', readSearchGroup],
  ['data_sources', readSources],
  ...['created_at', 'updated_at'].map((key) => [key, readSpan] as const),
  ['actual_time_info', withTimes],
  ...['start', 'end', 'work_begin_date', 'work_end_date'].map(
    (key) => [key, (value: Json, at: ArgumentPosition) => timeUnder(key, value, at)] as const,
  ),
]);

/** Arguments in the forms that the schemas know, and what a link says otherwise than they do. */
interface ReadArguments {
  readonly input: unknown;
  readonly linked?: Readonly<Record<string, string>>;
}

/**
 * Puts arguments into the forms that the schemas know: reads links of work items, turns maps into lists of pairs and
 * times into milliseconds. What a task takes has forms of its own, but for the links.
 */
export function readGiven(
  { name, input: schema }: ReadableOperation,
  given: unknown,
  context: ToolContext,
): ReadArguments {
  if (!isJsonObject(given)) {
    return { input: given };
  }
  const { shape } = schema;
  const { input, linked } = readItemLinks(shape, given, context);
  return {
    input: isEndpointName(name) ? inForm(input, new Set(Object.keys(shape)), context) : input,
    linked,
  };
}

function inForm(given: JsonObject, known: ReadonlySet<string>, context: ToolContext): JsonObject {
  const issues = new Issues();
  const read = Object.entries(given).map(([key, value]) => {
    const reader = key === 'fields' && known.has('group_uuid') ? readRows : readers.get(key);
    const isRead = reader !== undefined && known.has(key) && value !== undefined && value !== null;
    if (!isRead) {
      return [key, value] as const;
    }
    const plain = withoutJsonText(value, key, context.note);
    return [key, reader(plain, { path: key, issues, notes: context })] as const;
  });
  issues.throwIfAny();
  return Object.fromEntries(read);
}

/** A span without ends asks for nothing. */
function readSpan(value: Json, at: ArgumentPosition): Json | undefined {
  const isEmpty = isJsonObject(value) && Object.keys(value).length === 0;
  return isEmpty ? undefined : withTimes(value, at);
}

/** Names of fields to return are no pairs. */
function readPairs(value: Json): Json {
  const isNames = Array.isArray(value) && textsIn(value).length > 0;
  return isNames ? value : (pairsIn(value) ?? value);
}

function readRows(value: Json): Json {
  return rowsIn(value) ?? value;
}

/** A text alone is the key or the name of a status. */
function readStatuses(value: Json): Json {
  const list = readList(value);
  return Array.isArray(list)
    ? list.map((item) => (typeof item === 'string' ? { state_key: item } : item))
    : list;
}

function readRoles(value: Json): Json {
  return roleEntries(value) ?? value;
}

/** One alone may stand without its list. */
function readList(value: Json): Json {
  return typeof value === 'string' && !value.trimStart().startsWith('[') ? [value] : value;
}

function readSchedules(value: Json, { path, ...at }: ArgumentPosition): Json {
  const items = Array.isArray(value) ? value : [value];
  return items.map((item, index) => {
    const own = isJsonObject(item) ? withOwner(item) : item;
    return withSchedule(own, { ...at, path: `${path}[${index}]` }) ?? null;
  });
}
