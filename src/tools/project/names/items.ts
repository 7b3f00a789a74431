import { choose } from '../../input/choose.js';
import { readLink } from '../../input/links.js';
import { refusal } from '../resolve/issues.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';

/** The vendor gives this many items at once. */
const mostItems = 200;

const findsItems =
  'the id or the link of an item; project_work_items_full_text finds items by words';

/** Gives the id of a work item by id, link or its exact name; of these types, or of all types of the space. */
export async function workItemId(
  resolution: ResolutionContext,
  given: unknown,
  path: string,
  types: readonly string[] = [],
): Promise<string> {
  const text = textOf(given).trim();
  const link = readLink(text, { path, hosts: resolution.linkHosts });
  const id = link?.kind === 'project_work_item' ? link.token : text;
  if (/^\d{1,19}$/.test(id)) {
    return id;
  }
  if (id === '' || resolution.space === undefined) {
    throw refusal(path, `was ${JSON.stringify(given)}`, findsItems);
  }
  const { data } = await resolution.names.now('project_work_items_filter', {
    project_key: resolution.space,
    work_item_type_keys: types.length > 0 ? [...types] : [...(await resolution.itemTypeKeys())],
    work_item_name: id,
    page_num: 1,
    page_size: mostItems,
  });
  const items = objectsIn(data).map((item) => ({
    id: textOf(item['id']),
    name: textOf(item['name']),
  }));
  if (items.length === 0) {
    const problem = `is ${JSON.stringify(id)}, and no item that can be seen has that name`;
    throw refusal(path, problem, findsItems);
  }
  return choose({ what: 'work item', name: id, path, idWord: 'id' }, items).id;
}
