import { type Candidate, NameIndex } from '../../../core/choose.js';
import type { Json } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { refusal } from '../resolve/issues.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';

/** Gives the id of a sub-task of the item by id or name; of one node, or of all. */
export async function subTaskId(
  resolution: ResolutionContext,
  text: string,
  path: string,
  node?: Candidate,
): Promise<string> {
  if (/^\d{1,19}$/.test(text) && resolution.trusts()) {
    return text;
  }
  const { data } = await resolution.names.now('project_subtasks_list', {
    project_key: resolution.space,
    work_item_type_key: await resolution.knownType(),
    work_item_id: resolution.item,
  });
  const tasks = tasksIn(data);
  if (node === undefined) {
    return choose({ what: 'sub-task', name: text, path, idWord: 'id' }, tasks).id;
  }
  const within = tasks.filter((task) => task.node.id === node.id);
  refuseOtherNode(text, path, { node, within, tasks });
  const what = `sub-task in the node ${node.name} (${node.id})`;
  return choose({ what, name: text, path, idWord: 'id' }, within).id;
}

interface ListedTask extends Candidate {
  readonly node: Candidate;
}

function tasksIn(nodes: Json | undefined): readonly ListedTask[] {
  return objectsIn(nodes).flatMap(({ state_key, node_name, sub_tasks }) =>
    objectsIn(sub_tasks).map(({ id, name }) => ({
      ...{ id: textOf(id), name: textOf(name) },
      node: { id: textOf(state_key), name: textOf(node_name) },
    })),
  );
}

interface NodeTasks {
  readonly node: Candidate;
  readonly within: readonly ListedTask[];
  /** Those of all nodes. */
  readonly tasks: readonly ListedTask[];
}

/** Refuses a sub-task that only another node has. */
function refuseOtherNode(text: string, path: string, { node, within, tasks }: NodeTasks): void {
  const { found } = new NameIndex(tasks).choose(text);
  if (found !== undefined && new NameIndex(within).choose(text).fitting.length === 0) {
    const problem = `is ${JSON.stringify(text)}, a sub-task of the node ${found.node.name} (${found.node.id}), not of ${node.name} (${node.id})`;
    throw refusal(path, problem);
  }
}
