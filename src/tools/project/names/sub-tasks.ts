import { choose } from '../../input/choose.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';

/** Gives the id of a sub-task of the item by id or name; of one node, or of all. */
export async function subTaskId(
  resolution: ResolutionContext,
  text: string,
  path: string,
  node?: string,
): Promise<string> {
  if (/^\d{1,19}$/.test(text) && resolution.trusts()) {
    return text;
  }
  const { data } = await resolution.names.now('project_subtasks_list', {
    project_key: resolution.space,
    work_item_type_key: await resolution.knownType(),
    work_item_id: resolution.item,
  });
  const nodes = objectsIn(data);
  const isKey = nodes.some(({ state_key }) => state_key === node);
  const tasks = nodes
    .filter((each) => node === undefined || each[isKey ? 'state_key' : 'node_name'] === node)
    .flatMap(({ sub_tasks }) => objectsIn(sub_tasks))
    .map(({ id, name }) => ({ id: textOf(id), name: textOf(name) }));
  return choose({ what: 'sub-task', name: text, path, idWord: 'id' }, tasks).id;
}
