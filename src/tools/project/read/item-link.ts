import type { ZodRawShape } from 'zod';
import type { Json, JsonObject } from '../../../core/json.js';
import type { ToolContext } from '../../context/tool-context.js';
import { isUsualHost, type Link, parseLink } from '../../input/links.js';
import { refusal } from '../resolve/issues.js';

/** Longer than any link; what is longer is refused for its length. */
const maxLink = 2_000;

/** The arguments that may hold the link of a work item. */
const holders = ['project_key', 'work_item_id', 'work_item_ids'] as const;

/**
 * Arguments of which some are links of work items, with what those hold in their place. An argument that was given
 * stays.
 */
export function readItemLinks(
  shape: ZodRawShape,
  input: JsonObject,
  context: ToolContext,
): JsonObject {
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
  tell(context, Object.fromEntries(filled), links);
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

function tell({ note }: ToolContext, filled: JsonObject, links: readonly Link[]): void {
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
