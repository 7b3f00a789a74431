import type { Endpoint, EndpointArgs } from '../../core/endpoint.js';
import { tokenKeys } from '../../core/pages.js';
import type { Client, Page, PaginateOptions } from '../calls.js';
import { isOutOfTime } from '../policies/recovery.js';
import { writeCursor } from './cursor.js';
import { PageCollector } from './page-collector.js';
import { pageArgs } from './page-position.js';

/** For all pages together, within the 60 s that MCP clients wait for an answer by default. */
const listingMs = 45_000;

/** Lists until `limit` items are there or the vendor has no more. */
export async function paginate(
  client: Client,
  name: string,
  endpoint: Endpoint,
  args: EndpointArgs,
  options: PaginateOptions,
): Promise<Page> {
  const { pages } = endpoint;
  if (pages === undefined) {
    throw new TypeError(`${name} has no pages`);
  }
  const gathering = new PageCollector({ name, args }, pages, options);
  const { deadlineMs: totalMs = listingMs } = options;
  const endsAt = client.now() + totalMs;
  while (gathering.next !== undefined) {
    const deadlineMs = endsAt - client.now();
    try {
      const page = pageArgs(pages.keys ?? tokenKeys, gathering.next, args);
      const { data } = await client.call(name, endpoint, page, { ...options, deadlineMs });
      gathering.add(data);
      reportProgress(gathering, options);
    } catch (error) {
      if (gathering.pageCount === 0 || !isOutOfTime(error, endsAt - client.now())) {
        throw error;
      }
      gathering.stopEarly(`the listing took longer than ${totalMs / 1_000} s`);
    }
  }
  const page = gathering.result();
  if (page.partial !== undefined) {
    options.note(`not all: ${page.partial}`);
  }
  return page;
}

/** Of a single page the answer itself tells. */
function reportProgress(
  { pageCount, next, items, expectedTotal }: PageCollector,
  { progress }: PaginateOptions,
): void {
  if (pageCount > 1 || next !== undefined) {
    progress?.(items.length, expectedTotal);
  }
}

/** The cursor that continues after the first `count` items; undefined where nothing follows. */
export function cursorAfter(page: Page, count: number): string | undefined {
  let before = count;
  for (const { from, count: length } of page.origin.slices) {
    if (before < length) {
      return writeCursor(page.origin.listing, { ...from, skip: from.skip + before });
    }
    before -= length;
  }
  return page.nextCursor;
}
