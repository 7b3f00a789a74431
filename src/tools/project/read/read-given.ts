import type { ZodObject, ZodRawShape } from 'zod';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { isEndpointName } from '../../../endpoints/catalogue.js';
import type { ToolContext } from '../../context/tool-context.js';
import { isUsualHost, type Link, parseLink } from '../../input/links.js';
import { Issues, refusal } from '../resolve/issues.js';
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
  ...['created_at', 'updated_at', 'actual_time_info'].map((key) => [key, withTimes] as const),
  ...['start', 'end', 'work_begin_date', 'work_end_date'].map(
    (key) => [key, (value: Json, at: ArgumentPosition) => timeUnder(key, value, at)] as const,
  ),
]);

/**
 * Puts arguments into the forms that the schemas know: reads links of work items, turns maps into lists of pairs and
 * times into milliseconds. What a task takes has forms of its own, but for the links.
 */
export function readGiven(
  { name, input: schema }: ReadableOperation,
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
    return [key, isRead ? reader(value, { path: key, issues, notes: context }) : value] as const;
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

function readSchedules(value: Json, { path, ...at }: ArgumentPosition): Json {
  const items = Array.isArray(value) ? value : [value];
  return items.map((item, index) => {
    const own = isJsonObject(item) ? withOwner(item) : item;
    return withSchedule(own, { ...at, path: `${path}[${index}]` }) ?? null;
  });
}

/** Longer than any link; what is longer is refused for its length. */
const maxLink = 2_000;

/** The arguments that may hold the link of a work item. */
const holders = ['project_key', 'work_item_id', 'work_item_ids'] as const;

/** Replaces links of work items among the arguments by what they hold. An argument that was given stays. */
function readItemLinks(shape: ZodRawShape, input: JsonObject, context: ToolContext): JsonObject {
  const given = holders.filter((key) => key in shape);
  const links = given.flatMap((key) => linksIn(input[key]));
  const [first] = links;
  if (first === undefined) {
    return withSpaceLink(shape, input, context);
  }
  checkTogether(links);
  const bare = Object.fromEntries(given.map((key) => [key, withoutLinks(key, input[key])]));
  const kept = Object.fromEntries(
    Object.entries({ ...input, ...bare }).filter(([, value]) => value !== undefined),
  );
  const read = {
    project_key: first.space,
    work_item_type_key: first.workItemType,
    ...('work_item_ids' in shape && kept['work_item_ids'] === undefined
      ? { work_item_ids: [first.token] }
      : { work_item_id: first.token }),
  };
  const filled = Object.entries(read).filter(([key]) => key in shape && kept[key] === undefined);
  noteReading(context, Object.fromEntries(filled), links);
  return { ...Object.fromEntries(filled), ...kept };
}

/** One call is about the items of one type. */
function checkTogether(links: readonly Link[]): void {
  const places = new Set(links.map(({ space, workItemType }) => `${space}/${workItemType}`));
  if (places.size > 1) {
    const problem = `holds links to different types (${[...places].join(', ')})`;
    throw refusal('work_item_ids', problem, 'items of one space and type in one call');
  }
}

function noteReading({ note }: ToolContext, filled: JsonObject, links: readonly Link[]): void {
  const ids = links.map(({ token }) => token).join(', ');
  note(`the link of item ${ids} was read as ${JSON.stringify(filled)}`);
}

function linksIn(value: Json | undefined): readonly Link[] {
  const items = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => itemLink(item) ?? []);
}

function itemLink(value: unknown): Link | undefined {
  const link = typeof value === 'string' && value.length <= maxLink ? parseLink(value) : undefined;
  return link?.kind === 'project_work_item' ? link : undefined;
}

/** An id for each link; undefined for one that stands where no id does. */
function withoutLinks(key: string, value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) {
    return value.map((item) => itemLink(item)?.token ?? item);
  }
  const link = itemLink(value);
  return link === undefined ? value : key === 'work_item_id' ? link.token : undefined;
}

/** `https://project.feishu.cn/doc/overview` is a page of the space `doc` (page "节点完成/回滚"). */
function withSpaceLink(shape: ZodRawShape, input: JsonObject, { note }: ToolContext): JsonObject {
  const given = 'project_key' in shape ? input['project_key'] : undefined;
  if (typeof given !== 'string' || given.length > maxLink || !URL.canParse(given)) {
    return input;
  }
  const { protocol, hostname, pathname } = new URL(given);
  const [, space] = /^\/([\w-]+)(?:\/|$)/.exec(pathname) ?? [];
  if (!protocol.startsWith('http') || !isUsualHost(hostname) || space === undefined) {
    return input;
  }
  note(`project_key: the link was read as ${space}`);
  return { ...input, project_key: space };
}
