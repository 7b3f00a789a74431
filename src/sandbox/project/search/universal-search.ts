import { type Field, findField } from '../fields/field-types.js';
import { readField } from '../fields/read-field.js';
import type { ItemScope } from '../gateway/access.js';
import { bodyInteger, bodyObject, bodyText, bodyTexts, refuseMissing } from '../gateway/body.js';
import type { ProjectHandlers, ProjectRequest } from '../gateway/handler.js';
import { refuse } from '../gateway/refusal.js';
import { isWireObject, type Wire, type WireObject, writeWire } from '../gateway/wire.js';
import { itemReply } from '../items/item-reply.js';
import type { ProjectWorld } from '../model/model.js';
import { compileGroup } from './search-group.js';
import { searchedSpace } from './searches.js';
import { visibleItems } from './visible-items.js';

const maxFields = 20;
const maxSize = 50;

/** "全量搜索": by cursor, with the items at the top of the envelope. */
export const universalSearchHandlers = {
  project_work_items_universal_search: (request, world) => {
    const { space, type } = searchedSpace(request, world);
    const { body } = request;
    const selected = bodyTexts(body, 'field_selected') ?? [];
    if (selected.length > maxFields)
      refuse(20006, `Invalid Param, field_selected limit ${maxFields}`);
    const group = bodyObject(body, 'search_group') ?? refuseMissing('search_group');
    const test = compileGroup(group, type);
    const found = visibleItems([space], request, world)
      .filter((scope) => scope.type === type && test(scope))
      .sort(sorting(body, type.fields));
    const { shown, pagination } = cursorPage(found, body);
    const datas = shown.map(({ item }) => selectedReply(item.id, selected, world));
    return { datas, data: writeWire(datas), pagination, extra_info: {} };
  },

  project_work_items_integrate_search: (request, world) => {
    const [source] = sources(request);
    if (source === undefined) refuseMissing('data_sources');
    const asked = { ...request, body: { ...request.body, ...source } };
    const { space, type } = searchedSpace(asked, world);
    const found = visibleItems([space], asked, world).filter((scope) => scope.type === type);
    const { shown, pagination } = cursorPage(found, request.body);
    const selected = bodyTexts(request.body, 'field_selected') ?? [];
    const datas = shown.map(({ item }) => selectedReply(item.id, selected, world));
    return { data: writeWire(datas), pagination, extra_info: {} };
  },
} satisfies ProjectHandlers;

/** Data sources name their types in one text. */
function sources({ body }: ProjectRequest): WireObject[] {
  const list = body['data_sources'];
  if (!Array.isArray(list)) return [];
  return list.filter(isWireObject).map((source) => ({
    project_key: source['project_key'],
    work_item_type_key: source['work_item_type_keys'],
  }));
}

/** Only the id where no field is selected. */
function selectedReply(id: string, selected: readonly string[], world: ProjectWorld): WireObject {
  const item = world.items.get(id) ?? refuse(30005);
  const shows = ({ key, alias }: Field) => selected.includes(key) || selected.includes(alias);
  const reply = itemReply(item, { shows, expand: {} }, world);
  return selected.length === 0 ? { id: reply['id'] } : reply;
}

function sorting(
  body: WireObject,
  fields: readonly Field[],
): (one: ItemScope, other: ItemScope) => number {
  const sort = bodyObject(body, 'sort');
  if (sort === undefined) return () => 0;
  const field = findField(fields, bodyText(sort, 'field_key') ?? '') ?? refuse(20068);
  const direction = /^desc$/i.test(bodyText(sort, 'order') ?? '') ? -1 : 1;
  return (one, other) => direction * order(readField(one, field), readField(other, field));
}

function order(one: Wire | undefined, other: Wire | undefined): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return writeWire(one ?? '').localeCompare(writeWire(other ?? ''));
}

/** `search_after` is behind which item the next page begins. */
function cursorPage(found: readonly ItemScope[], body: WireObject) {
  const asked = bodyObject(body, 'pagination') ?? {};
  const size = bodyInteger(asked, 'page_size') || maxSize;
  if (size < 1 || size > maxSize) refuse(20002, `Page Size Limit, the max page_size is ${maxSize}`);
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
