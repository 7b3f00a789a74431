import type { EndpointName } from '../../../../endpoints/catalogue.js';
import type { Attempts } from '../../../context/attempts.js';
import { listAll } from '../../../context/listing.js';
import type { Args, ToolContext } from '../../../context/tool-context.js';

/** Looks names up by ids. Names that may not be seen are missing, and noted. */
export interface NameSearch {
  readonly context: ToolContext;
  readonly attempts: Attempts;
}

/** A listing that knows both. */
export interface Listing {
  readonly list: EndpointName;
  readonly id: string;
  readonly name: string;
}

export const tables: Listing = { list: 'bitable_tables_list', id: 'table_id', name: 'name' };
export const views: Listing = { list: 'bitable_views_list', id: 'view_id', name: 'view_name' };
export const dashboards: Listing = {
  list: 'bitable_dashboards_list',
  id: 'block_id',
  name: 'name',
};
/** Both kinds of workflows; their ids do not tell which. */
export const workflows: readonly Listing[] = [
  { list: 'bitable_block_workflows_list', id: 'workflow_id', name: 'title' },
  { list: 'bitable_workflows_list', id: 'workflow_id', name: 'title' },
];

/** The name that one of the listings has for an id. */
export async function nameIn(
  { context, attempts }: NameSearch,
  listings: readonly Listing[],
  place: Args,
  id: string,
): Promise<string | undefined> {
  let sawAll = true;
  for (const listing of listings) {
    const items = await attempts.look(`the name of ${id}`, listAll(context, listing.list, place));
    const found = items?.find((item) => item[listing.id] === id);
    if (found !== undefined) {
      return String(found[listing.name] ?? '');
    }
    sawAll &&= items !== undefined;
  }
  if (sawAll && listings.length > 0) {
    context.note(`${id} was not found: it is gone, or the caller may not see it`);
  }
  return undefined;
}
