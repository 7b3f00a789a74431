import type { ZodRawShape } from 'zod';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { ToolContext } from '../../context/tool-context.js';
import { type Link, type LinkPosition, readLink } from '../../input/links.js';
import { refusal } from '../resolve/issues.js';
import { readPageLinks } from './page-links.js';

/** Arguments without links of work items. */
interface ReadItemLinks {
  readonly input: JsonObject;
  /** By argument: the space or type in the link, where another text was given. It may be a name of the same. */
  readonly linked: Readonly<Record<string, string>>;
}

/** The arguments that may hold the link of a work item. */
const holders = [
  'project_key',
  'work_item_id',
  'work_item_ids',
  'work_item_id_list',
  'add_work_item_ids',
  'remove_work_item_ids',
] as const;

/**
 * Replaces links of work items among the arguments by what they hold. An argument that was given stays: another item
 * is refused here, another space or type once names are resolved.
 */
export function readItemLinks(
  shape: ZodRawShape,
  given: JsonObject,
  context: ToolContext,
): ReadItemLinks {
  const reader = new ItemLinkReader(context);
  const { input, linked: linkedView } = readPageLinks(shape, given, context);
  const present = holders.filter((key) => key in shape);
  const links = present.flatMap((key) => reader.linksIn(input[key], key));
  const [first] = links;
  if (first === undefined) {
    return { input, linked: linkedView };
  }
  checkTogether(links);
  const bare = Object.fromEntries(
    present.map((key) => [key, reader.withoutLinks(key, input[key])]),
  );
  const kept = Object.fromEntries(
    Object.entries({ ...input, ...bare }).filter(([, value]) => !isAbsent(value)),
  );
  checkItem(reader.linksIn(input['project_key'], 'project_key')[0], kept);
  const { space = '', workItemType = '' } = first;
  const held = { project_key: space, work_item_type_key: workItemType };
  const read = {
    ...held,
    ...('work_item_ids' in shape && kept['work_item_ids'] === undefined
      ? { work_item_ids: [first.token] }
      : { work_item_id: first.token }),
  };
  const filled = Object.entries(read).filter(([key]) => key in shape && kept[key] === undefined);
  noteReading(context, Object.fromEntries(filled), links);
  return {
    input: { ...Object.fromEntries(filled), ...kept },
    linked: differing({ ...held, work_item_type_keys: workItemType }, kept),
  };
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}

/** What the link holds and an argument beside it says otherwise; a list must have it among its items. */
function differing(held: Readonly<Record<string, string>>, kept: JsonObject) {
  const others = Object.entries(held).filter(([key, text]) => {
    const given = kept[key];
    return given !== undefined && ![given].flat().includes(text);
  });
  return Object.fromEntries(others);
}

/** One call is about the items of one type. */
function checkTogether(links: readonly Link[]): void {
  const places = new Set(links.map(({ space, workItemType }) => `${space}/${workItemType}`));
  if (places.size > 1) {
    const problem = `holds links to different types (${[...places].join(', ')})`;
    throw refusal('work_item_ids', problem, 'items of one space and type in one call');
  }
}

/** The link of an item in place of the space names the item as well. */
function checkItem(link: Link | undefined, input: JsonObject): void {
  if (link === undefined) {
    return;
  }
  for (const [path, given] of itemsNamed(input)) {
    const ids = given.filter((id) => typeof id === 'string' || typeof id === 'number');
    if (ids.length > 0 && !ids.map(String).includes(link.token)) {
      const problem = `is ${ids.join(', ')}, but the link in project_key is that of item ${link.token}`;
      throw refusal(
        path,
        problem,
        'one of the two; the space alone may be given by its key or name',
      );
    }
  }
}

/** The items that a call names, where it names them. */
function itemsNamed(input: JsonObject): readonly (readonly [string, readonly Json[]])[] {
  const { object, story_relations: relations } = input;
  const locals = [relations ?? []].flat().filter(isJsonObject);
  return [
    ...holders
      .filter((key) => key !== 'project_key')
      .map((key) => [key, [input[key] ?? []].flat()] as const),
    ['object.work_item_id', isJsonObject(object) ? [object['work_item_id'] ?? []].flat() : []],
    ['story_relations', locals.flatMap(({ local_work_item_id: id }) => id ?? [])],
  ];
}

function noteReading({ note }: ToolContext, filled: JsonObject, links: readonly Link[]): void {
  if (Object.keys(filled).length === 0) {
    return;
  }
  const ids = links.map(({ token }) => token).join(', ');
  const read = Object.keys(filled).length === 0 ? 'its id' : JSON.stringify(filled);
  note(`the link of item ${ids} was read as ${read}`);
}

/** Reads links whose hosts count. */
class ItemLinkReader {
  constructor(private readonly context: ToolContext) {}

  linksIn(value: Json | undefined, path: string): readonly Link[] {
    return Array.isArray(value)
      ? value.flatMap((item, index) => this.#itemLink(item, `${path}[${index}]`) ?? [])
      : [this.#itemLink(value, path) ?? []].flat();
  }

  /** An id for each link; undefined for one that stands where no id does. */
  withoutLinks(key: string, value: Json | undefined): Json | undefined {
    if (Array.isArray(value)) {
      return value.map((item) => this.#itemLink(item, key)?.token ?? item);
    }
    const link = this.#itemLink(value, key);
    return link === undefined ? value : key === 'project_key' ? undefined : link.token;
  }

  #itemLink(value: unknown, path: string): Link | undefined {
    const link = typeof value === 'string' ? readLink(value, this.#position(path)) : undefined;
    return link?.kind === 'project_work_item' ? link : undefined;
  }

  #position(path: string): LinkPosition {
    return { path, hosts: this.context.linkHosts };
  }
}
