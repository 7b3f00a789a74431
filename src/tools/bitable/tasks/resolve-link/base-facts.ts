import { readCell } from '../../../../cells/read/reading.js';
import { isJsonObject, type JsonObject } from '../../../../core/json.js';
import type { EndpointName } from '../../../../endpoints/catalogue.js';
import type { Attempts } from '../../../context/attempts.js';
import type { TableRef } from '../../../context/caller-memory.js';
import {
  type Args,
  callEndpoint,
  listAll,
  type ToolContext,
} from '../../../context/tool-context.js';
import type { Link } from '../../../input/links.js';
import { readBase, schemaOf } from '../../query/table-schema.js';

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
const views: Listing = { list: 'bitable_views_list', id: 'view_id', name: 'view_name' };
const dashboards: Listing = {
  list: 'bitable_dashboards_list',
  id: 'block_id',
  name: 'name',
};
/** Both kinds of workflows; their ids do not tell which. */
const workflows: readonly Listing[] = [
  { list: 'bitable_block_workflows_list', id: 'workflow_id', name: 'title' },
  { list: 'bitable_workflows_list', id: 'workflow_id', name: 'title' },
];

/** The name that one of the listings has for an id. */
async function nameIn(
  { context, attempts }: NameSearch,
  listings: readonly Listing[],
  scope: Args,
  id: string,
): Promise<string | undefined> {
  let sawAll = true;
  for (const listing of listings) {
    const items = await attempts.look(`the name of ${id}`, listAll(context, listing.list, scope));
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

/** Where a link to a base leads, with the names of all that it names. */
export async function placeFacts(
  search: NameSearch,
  appToken: string,
  { tableId = '', viewId, recordId, blockId }: Link,
): Promise<JsonObject> {
  const { context, attempts } = search;
  const base = await attempts.look('the base', readBase(context, appToken));
  const inBase = { app_token: appToken };
  const inTable = { app_token: appToken, table_id: tableId };
  const parts = await Promise.all([
    pair('table', tableId, () => nameIn(search, [tables], inBase, tableId)),
    pair('view', viewId, async (id) => tableId && nameIn(search, [views], inTable, id)),
    pair('record', recordId, async (id) => tableId && titleIn(search, { appToken, tableId }, id)),
    blockFacts(search, appToken, blockId),
  ]);
  const name = base?.name ? { base_name: base.name } : {};
  return Object.assign({ kind: 'base', app_token: appToken, ...name }, ...parts);
}

async function pair(
  what: 'table' | 'view' | 'record',
  id: string | undefined,
  nameOf: (id: string) => Promise<string | undefined>,
): Promise<JsonObject> {
  const name = id && (await nameOf(id));
  return { ...(id && { [`${what}_id`]: id }), ...(name && { [`${what}_name`]: name }) };
}

interface BlockKind {
  /** How the ids begin. */
  readonly start: string;
  readonly kind: string;
  /** None where the vendor lists no such blocks. */
  readonly listings: readonly Listing[];
}

const blockKinds: readonly BlockKind[] = [
  { start: 'blk', kind: 'dashboard', listings: [dashboards] },
  { start: 'wkf', kind: 'workflow', listings: workflows },
  { start: 'ldx', kind: 'document', listings: [] },
  { start: 'bfl', kind: 'folder', listings: [] },
];

async function blockFacts(
  search: NameSearch,
  appToken: string,
  id: string | undefined,
): Promise<JsonObject> {
  const block = blockKinds.find(({ start }) => id?.startsWith(start));
  if (id === undefined || block === undefined) {
    return {};
  }
  search.context.note(`the link shows a ${block.kind} of the base, no table`);
  const name = await nameIn(search, block.listings, { app_token: appToken }, id);
  return { block_id: id, block_kind: block.kind, ...(name && { block_name: name }) };
}

/** Characters of a title. */
const maxTitle = 100;

/** A record is called by its primary cell. */
async function titleIn(
  { context, attempts }: NameSearch,
  tableRef: TableRef,
  id: string,
): Promise<string | undefined> {
  const cell = await attempts.look(`the title of ${id}`, primaryCell(context, tableRef, id));
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell ?? '');
  return cell === null || cell === undefined ? undefined : text.slice(0, maxTitle);
}

async function primaryCell(context: ToolContext, tableRef: TableRef, id: string) {
  const args = { app_token: tableRef.appToken, table_id: tableRef.tableId, record_ids: [id] };
  // First the record: where it is refused, a look at the fields would only add notes about what cannot be seen.
  const { records } = await callEndpoint(context, 'bitable_records_batch_get', args);
  const schema = await schemaOf(context, tableRef);
  const [record] = Array.isArray(records) ? records.filter(isJsonObject) : [];
  if (record === undefined) {
    context.note(`${id} was not found: it is gone, or the caller may not see it`);
  }
  const fields = isJsonObject(record?.['fields']) ? record['fields'] : {};
  const primary = schema.fields.find(({ isPrimary }) => isPrimary);
  return primary && readCell(fields[primary.name], primary, schema);
}
