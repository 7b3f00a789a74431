import { choose } from '../../input/choose.js';
import { readLink } from '../../input/links.js';
import { refusal } from '../resolve/issues.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';

/** The vendor gives this many items at once. */
const mostItems = 200;

const findsItems =
  'the id or the link of an item; project_work_items_full_text finds items by words';

/** Where an item can be: without a space in that of the call, without types of all types. */
interface ItemPlace {
  readonly types?: readonly string[];
  readonly space?: string;
}

/** Gives the id of a work item by id, link or its exact name. Terminated items are found by id and link alone. */
export async function workItemId(
  resolution: ResolutionContext,
  given: unknown,
  path: string,
  { types = [], space = resolution.space }: ItemPlace = {},
): Promise<string> {
  const text = idIn(resolution, given, path);
  if (isId(text)) {
    return text;
  }
  if (text === '' || space === undefined) {
    throw refusal(path, `was ${JSON.stringify(given)}`, findsItems);
  }
  const { data } = await resolution.names.now('project_work_items_filter', {
    project_key: space,
    work_item_type_keys:
      types.length > 0 ? [...types] : [...(await resolution.itemTypeKeys(space))],
    work_item_name: text,
    page_num: 1,
    page_size: mostItems,
  });
  const items = objectsIn(data).map(({ id, name }) => ({ id: textOf(id), name: textOf(name) }));
  if (items.length === 0) {
    const problem = `is ${JSON.stringify(text)}, and no item that can be seen has that name`;
    throw refusal(path, problem, findsItems);
  }
  return choose({ what: 'work item', name: text, path, idWord: 'id' }, items).id;
}

/** Gives the id of an item of another space that the item of the call is associated with, by id, link or name. */
export async function associatedItemId(
  resolution: ResolutionContext,
  given: unknown,
  path: string,
): Promise<string> {
  const text = idIn(resolution, given, path);
  if (isId(text)) {
    return text;
  }
  const { data } = await resolution.names.now('project_associations_list', {
    project_key: resolution.space,
    work_item_type_key: await resolution.knownType(),
    work_item_id: resolution.item,
  });
  const items = objectsIn(data).map(
    ({ relation_work_item_id: id, relation_work_item_name: name }) => ({
      id: textOf(id),
      name: textOf(name),
    }),
  );
  return choose({ what: 'associated item', name: text, path, idWord: 'id' }, items).id;
}

/** Gives the id of an item of a space that the call does not tell, by id or link. */
export async function foreignItemId(
  resolution: ResolutionContext,
  given: unknown,
  path: string,
): Promise<string> {
  const text = idIn(resolution, given, path);
  if (!isId(text)) {
    const problem = `was ${JSON.stringify(given)}, and the call does not say which space it is in`;
    throw refusal(path, problem, 'the id or the link of the item');
  }
  return text;
}

/** The id in a link, or else the text. */
function idIn({ linkHosts: hosts }: ResolutionContext, given: unknown, path: string): string {
  const text = textOf(given).trim();
  const link = readLink(text, { path, hosts });
  return link?.kind === 'project_work_item' ? link.token : text;
}

function isId(text: string): boolean {
  return /^\d{1,19}$/.test(text);
}
