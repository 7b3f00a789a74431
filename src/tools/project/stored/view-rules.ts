import type { Json, JsonObject } from '../../../core/json.js';
import { isFailure } from '../../answer/failure-text.js';
import { objectsIn } from '../resolve/reply-values.js';
import { hasDelta, withListsAfter } from '../resolve/set-values.js';
import { placeOf } from './config-rules.js';
import { people } from './display.js';
import { withNames } from './named-values.js';
import { ask, namedSet, ofOne, type ProjectWrite, type StoredRule } from './stored-rule.js';

/** The items of a fixed view, and who works on it: items are put in or taken out one by one. */
export const fixedViewRule: StoredRule = {
  needsStored: (args) => hasDelta(args['cooperation_user_keys']),
  read: readView,
  merge: mergeView,
  shown: shownView,
};

/** The conditions of a view, which nothing reads out, and who works on it. */
export const conditionViewRule: StoredRule = {
  ...fixedViewRule,
  needsStored: (args) =>
    hasDelta(args['cooperation_user_keys']) || args['search_group'] !== undefined,
  unseen: ({ search_group: group }) =>
    group === undefined
      ? undefined
      : 'the conditions were replaced; they cannot be read out, so that old and new are not shown',
};

async function readView(write: ProjectWrite): Promise<JsonObject> {
  const asked = { ...placeOf(write), view_ids: [write.args['view_id'] ?? null] };
  const { data } = await ask(write, 'project_views_list', { ...asked, page_num: 1, page_size: 1 });
  const items = write.context.answers === 'full' ? await itemsOf(write) : undefined;
  return { ...objectsIn(data)[0], ...(items !== undefined && { items }) };
}

/** As many as one request brings. */
const maxItems = 200;

/** The items that a view shows, or how many where there are more; undefined where they cannot be read. */
async function itemsOf(write: ProjectWrite): Promise<Json | undefined> {
  const { project_key = null, view_id = null } = write.args;
  const asked = { project_key, view_id, page_num: 1, page_size: maxItems };
  try {
    const { work_item_id_list: ids, total } = await ask(write, 'project_fixed_views_get', asked);
    const isAll = Array.isArray(ids) && (ids.length < maxItems || total === ids.length);
    return isAll ? ids : total;
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    return undefined;
  }
}

function mergeView(view: JsonObject, { args, resolution }: ProjectWrite): JsonObject {
  const { cooperation_user_keys: members, search_group: group } = args;
  const stored = { cooperation_user_keys: view['collaborators'] ?? [] };
  const set = namedSet('view', resolution);
  if (hasDelta(members) && args['cooperation_mode'] === undefined) {
    resolution.notes.note('teams and mode of a view cannot be read: those of before may be gone');
  }
  return {
    ...args,
    ...(group !== undefined && { name: args['name'] ?? view['name'] ?? null }),
    ...(members !== undefined && withListsAfter(stored, { cooperation_user_keys: members }, set)),
  };
}

async function shownView(view: JsonObject, { resolution }: ProjectWrite) {
  const { name = null, collaborators, items } = view;
  const [members = []] = await withNames([people(collaborators)], resolution);
  return ofOne({ name, cooperation_users: members, ...(items !== undefined && { items }) });
}
