import type { JsonObject } from '../../../core/json.js';
import { objectsIn, textOf, textsIn } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { takenBy } from '../write/values.js';
import {
  alreadySo,
  change,
  type ForeseenWrite,
  type Foresight,
  firstGiven,
  nothingForeseen,
} from './foresight.js';
import {
  callerDoubt,
  type PersonNames,
  refuseTerminated,
  standingOf,
  templateBehind,
} from './standing.js';

const written = ['assignee', 'role_assignee', 'schedules', 'deliverable', 'note'];

/** Completing or rolling back a sub-task. */
export async function foreseeSubTask(write: ForeseenWrite): Promise<Foresight> {
  const { args, resolution, context } = write;
  refuseTerminated(await standingOf(resolution, context), resolution);
  const found = await taskOf(args, resolution);
  if (found === undefined) {
    return nothingForeseen;
  }
  const { task, node } = found;
  const name = textOf(task['name']);
  if (textOf(node['state_key']) !== args['node_id']) {
    const place = `${textOf(node['node_name'])} (${textOf(node['state_key'])})`;
    resolution.issues.add('task_id', `is ${name}, a sub-task of the node ${place}`);
    return nothingForeseen;
  }
  const completes = args['action'] === 'confirm';
  const isPassed = task['passed'] === true;
  if (completes === isPassed) {
    return soBefore(name, isPassed, write);
  }
  if (completes) {
    await refuseMissingDeliverable(task, textOf(node['state_key']), write);
  }
  return {
    changes: [change('completed', isPassed, completes)],
    notes: completes ? await ownerNotes(name, task, write) : [],
  };
}

interface FoundTask {
  readonly task: JsonObject;
  /** The node that it belongs to. */
  readonly node: JsonObject;
}

/** The sub-task of a call, among those of its item. */
export async function taskOf(
  { task_id }: JsonObject,
  resolution: ResolutionContext,
): Promise<FoundTask | undefined> {
  const { data } = await resolution.names.now('project_subtasks_list', {
    project_key: resolution.space,
    work_item_type_key: await resolution.knownType(),
    work_item_id: resolution.item,
  });
  return objectsIn(data)
    .flatMap((node) => objectsIn(node['sub_tasks']).map((task) => ({ task, node })))
    .find(({ task }) => textOf(task['id']) === textOf(task_id));
}

function soBefore(name: string, isPassed: boolean, write: ForeseenWrite): Foresight {
  const state = `${name} ${isPassed ? 'was completed already' : 'is not completed, so that there is nothing to roll back'}`;
  const other = firstGiven(write, written);
  if (other !== undefined) {
    const problem = `cannot be written on the way: ${state}`;
    write.resolution.issues.add(other, problem, 'project_subtasks_update');
  }
  return alreadySo({ sub_task: name, completed: isPassed }, state);
}

/** The process of the item says which field a sub-task delivers. */
async function refuseMissingDeliverable(
  task: JsonObject,
  nodeKey: string,
  { args, resolution }: ForeseenWrite,
): Promise<void> {
  const template = await templateBehind(await resolution.workflow(0), resolution);
  const confs = objectsIn(template?.['workflow_confs']);
  const conf = confs.find(({ state_key }) => state_key === nodeKey);
  const own = objectsIn(conf?.['task_confs']).find(({ name }) => name === task['name']);
  const key = textOf(own?.['deliverable_field_id']);
  const isGiven = [...objectsIn(args['deliverable']), ...objectsIn(task['deliverable'])].some(
    ({ field_key, field_value }) => field_key === key && Boolean(field_value),
  );
  const field = (await resolution.fields())?.find(({ id }) => id === key);
  if (
    key !== '' &&
    !isGiven &&
    field !== undefined &&
    !resolution.issues.has(`deliverable.${field.name}`)
  ) {
    resolution.issues.add(`deliverable.${field.name}`, 'is required', takenBy(field));
  }
}

async function ownerNotes(
  name: string,
  task: JsonObject,
  write: ForeseenWrite,
): Promise<readonly string[]> {
  const owners = textsIn(write.args['assignee'] ?? task['owners']);
  const fact = (nameOf: PersonNames) => `${name} is owned by ${owners.map(nameOf).join(', ')}`;
  const doubt = owners.length === 0 ? undefined : await callerDoubt(owners, fact, write);
  return doubt === undefined ? [] : [doubt];
}
