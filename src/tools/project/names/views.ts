import type { Candidate } from '../../../core/choose.js';
import type { JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { unless } from '../resolve/issues.js';
import { objectsIn, textOf, textsIn } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { idAmong, isIdForm } from './listed.js';

/** Gives the id of a view of the space by id or name. */
export async function viewId(
  resolution: ResolutionContext,
  text: string,
  path: string,
): Promise<string> {
  if (isIdForm(text) && (resolution.trusts('silent') || (await isView(resolution, text)))) {
    return text;
  }
  const asked = { project_keys: [...resolution.spaceKeys], query_type: 'view', query: text };
  const listing = resolution.names.list('project_work_items_full_text', asked);
  const found = await unless(listing, 'permission');
  const views = found?.map(({ ID, name }) => ({ id: textOf(ID), name: textOf(name) }));
  const wanted = { what: 'view', name: text, path, idWord: 'id' as const };
  const isNone = views?.length === 0;
  return idAmong(wanted, isNone ? await someViews(resolution) : views, resolution);
}

/** Types whose views a refusal shows. */
const shownTypes = 5;

/** Views of the types of the call, or of the first types of the space: the first page of each. */
async function someViews(resolution: ResolutionContext): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for (const place of (await resolution.placesOrAll()).slice(0, shownTypes)) {
    const args = { ...place, page_num: 1, page_size: 10 };
    const { data } = await resolution.names.now('project_views_list', args);
    found.push(...objectsIn(data).map(viewOf));
  }
  return found;
}

function viewOf({ view_id, name }: JsonObject): Candidate {
  return { id: textOf(view_id), name: textOf(name) };
}

/** Panorama views are refused, and so are there. */
async function isView({ names, space }: ResolutionContext, view_id: string): Promise<boolean> {
  const args = { project_key: space, view_id, page_num: 1, page_size: 1 };
  const asking = unless(names.now('project_fixed_views_get', args), 'not_found');
  const found = unless(
    asking.then((view) => view !== undefined),
    'invalid',
    'permission',
    'unknown',
  );
  return (await found) ?? true;
}

/** Gives the ids of views of the type of a call, by id or name. */
export async function viewIds(
  resolution: ResolutionContext,
  given: unknown,
  path: string,
): Promise<string[]> {
  const texts = textsIn(given);
  const byId = texts.some(isIdForm) ? await viewsOfType(resolution, { view_ids: texts }) : [];
  return resolution.issues.attemptAll(texts, async (text, index) => {
    if (byId?.some(({ id }) => id === text)) {
      return text;
    }
    const views = byId && (await viewsOfType(resolution, { view_name: text }));
    const wanted = { what: 'view', name: text, path: `${path}[${index}]`, idWord: 'id' as const };
    return idAmong(wanted, views, resolution);
  });
}

/** Undefined where they cannot be listed. */
async function viewsOfType(
  { names, space, type }: ResolutionContext,
  which: JsonObject,
): Promise<readonly Candidate[] | undefined> {
  const args = { project_key: space, work_item_type_key: type, ...which };
  const views = await unless(names.list('project_views_list', args), 'permission');
  return views?.map(viewOf);
}

/** Gives the id of a quick filter of a view, by id or name. */
export async function quickFilterId(
  resolution: ResolutionContext,
  text: string,
  path: string,
  view: string,
): Promise<string> {
  if (isIdForm(text) && resolution.trusts('silent')) {
    return text;
  }
  const found: Candidate[] = [];
  for (const place of resolution.places(await resolution.itemTypeKeys())) {
    const asked = { ...place, view_ids: [view], is_query_quick_filter: true };
    const views = await resolution.names.list('project_views_list', asked);
    found.push(...views.flatMap(({ quick_filters }) => objectsIn(quick_filters)).map(filterOf));
  }
  return choose({ what: 'quick filter', name: text, path, idWord: 'id' }, found).id;
}

function filterOf({ quick_filter_id, quick_filter_name }: JsonObject): Candidate {
  return { id: textOf(quick_filter_id), name: textOf(quick_filter_name) };
}
