import type { ItemScope } from './access.js';
import { refuse } from './refusal.js';
import {
  bodyInteger,
  bodyObject,
  bodyText,
  type ProjectRequest,
  refuseParameter,
} from './request.js';
import type { WireObject } from './wire.js';

export interface ProjectPageRule {
  readonly defaultSize: number;
  readonly maxSize: number;
  /** More matches than this are refused. */
  readonly total?: number;
  /** The code of that refusal; 20094 when absent. */
  readonly totalCode?: number;
}

export interface ProjectPage<T> {
  readonly items: readonly T[];
  readonly pagination: WireObject;
}

/** A page by `page_num` from 1 and `page_size`; 0 is as good as absent, as for every SDK with `omitempty`. */
export function page<T>(
  items: readonly T[],
  asked: WireObject,
  rule: ProjectPageRule,
): ProjectPage<T> {
  const size = pageSize(asked, rule);
  const number = bodyInteger(asked, 'page_num') || 1;
  if (number < 1) refuseParameter('page_num', 'it counts from 1');
  if (items.length > (rule.total ?? Number.POSITIVE_INFINITY)) refuse(rule.totalCode ?? 20094);
  const start = (number - 1) * size;
  return {
    items: items.slice(start, start + size),
    pagination: { page_num: number, page_size: size, total: items.length },
  };
}

/** Checked before anything is looked for. */
export function pageSize(asked: WireObject, { defaultSize, maxSize }: ProjectPageRule): number {
  const size = bodyInteger(asked, 'page_size') || defaultSize;
  if (size < 1 || size > maxSize) refuse(20002, `Page Size Limit, the max page_size is ${maxSize}`);
  return size;
}

const maxCursorSize = 50;

/** A page by `page_size` and `search_after`, which names the item that the last page ended with. */
export function cursorPage(found: readonly ItemScope[], body: WireObject) {
  const asked = bodyObject(body, 'pagination') ?? {};
  const size = bodyInteger(asked, 'page_size') || maxCursorSize;
  if (size < 1 || size > maxCursorSize)
    refuse(20002, `Page Size Limit, the max page_size is ${maxCursorSize}`);
  const after = bodyText(asked, 'search_after') ?? '';
  const ids = found.map(({ item }) => Buffer.from(`after:${item.id}`).toString('base64url'));
  const start = after === '' ? 0 : ids.indexOf(after) + 1;
  if (after !== '' && start === 0) refuse(20006, 'Invalid Param, search_after');
  const shown = found.slice(start, start + size);
  const isLast = start + size >= found.length;
  return {
    shown,
    pagination: {
      page_size: size,
      total: found.length,
      search_after: isLast ? '' : (ids[start + shown.length - 1] ?? ''),
      pit: '',
    },
  };
}

/** What a GET asks, with its numbers as numbers. */
export function numbersOf({ query }: ProjectRequest, ...names: readonly string[]): WireObject {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = query.get(name);
      if (text === null || text === '') return [];
      if (!/^\d{1,15}$/.test(text)) refuseParameter(name, 'it must be an integer');
      return [[name, Number(text)]];
    }),
  );
}
