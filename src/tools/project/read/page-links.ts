import type { ZodRawShape } from 'zod';
import type { Json, JsonObject } from '../../../core/json.js';
import type { ToolContext } from '../../context/tool-context.js';
import { readAddress, readLink } from '../../input/links.js';

/** A page of a space, which may be that of a view. */
interface SpacePage {
  readonly space: string;
  readonly view: string | undefined;
}

/** Arguments without links of spaces and views. */
interface ReadPageLinks {
  readonly input: JsonObject;
  /** By argument: the space or view in a link, where another text was given. It may be a name of the same. */
  readonly linked: Readonly<Record<string, string>>;
}

/** Replaces links of pages of a space in `project_key` and `view_id` by what they hold; an argument that was given stays. */
export function readPageLinks(
  shape: ZodRawShape,
  given: JsonObject,
  context: ToolContext,
): ReadPageLinks {
  const present = ['view_id', 'project_key'].filter((key) => key in shape);
  const pages = present.flatMap((key) => {
    const page = pageIn(given[key], key, context);
    return page === undefined ? [] : [{ key, page }];
  });
  for (const { key, page } of pages) {
    const view = page.view === undefined ? '' : `, view ${page.view}`;
    context.note(`${key}: the link was read as ${page.space}${view}`);
  }
  const holders = new Set(pages.map(({ key }) => key));
  const bare = Object.entries(given).filter(([key, value]) => !holders.has(key) && isGiven(value));
  const kept: JsonObject = Object.fromEntries(bare);
  const held = pages.flatMap(({ page: { space: project_key, view: view_id } }) =>
    Object.entries({ project_key, view_id }).filter(([key]) => present.includes(key)),
  );
  return pages.length === 0 ? { input: given, linked: {} } : overlaid(kept, held);
}

/** The first of what links hold fills an argument that is absent. */
function overlaid(
  kept: JsonObject,
  held: readonly (readonly [string, string | undefined])[],
): ReadPageLinks {
  let input = kept;
  const linked: Record<string, string> = {};
  for (const [key, id] of held) {
    if (id !== undefined && input[key] === undefined) {
      input = { ...input, [key]: id };
    } else if (id !== undefined && input[key] !== id) {
      linked[key] = id;
    }
  }
  return { input, linked };
}

function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** Reads `https://project.feishu.cn/doc/overview`: a page of the space `doc` (page "节点完成/回滚"). */
function pageIn(
  value: unknown,
  path: string,
  { linkHosts: hosts }: Pick<ToolContext, 'linkHosts'>,
): SpacePage | undefined {
  if (typeof value !== 'string' || readLink(value, { path, hosts })?.kind === 'project_work_item') {
    return undefined;
  }
  const pathname = readAddress(value, { path, hosts })?.pathname ?? '';
  const [, space, view] = /^\/([\w-]+)(?:\/\w*View\/([\w-]+))?(?=\/|$)/.exec(pathname) ?? [];
  return space === undefined ? undefined : { space, view };
}

/** The space in the link of one of its pages, or of an item. */
export function spaceInLink(
  text: string,
  path: string,
  { linkHosts }: Pick<ToolContext, 'linkHosts'>,
): string | undefined {
  const link = readLink(text, { path, hosts: linkHosts });
  return link?.space ?? pageIn(text, path, { linkHosts })?.space;
}
