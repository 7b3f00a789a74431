import type { Candidate } from '../../../core/choose.js';
import type { Json, JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { unless } from '../resolve/issues.js';
import { personSet, roleKeys } from '../resolve/people.js';
import { objectsIn, textOf, textsIn } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';

const add = 1;

/** Puts keys for the names of nodes and states into changes of a template; what is added has a key of the caller's. */
export async function writeStepChanges(
  resolution: ResolutionContext,
  changes: Json,
  path: string,
  template_id: string,
): Promise<Json> {
  const { names, space: project_key } = resolution;
  const asking = names.get('project_templates_get', { project_key, template_id });
  const template = await unless(asking, 'permission');
  if (template !== undefined) {
    resolution.type ??= textOf(template['work_item_type_key']);
  }
  const given = await resolution.issues.attemptAll<JsonObject, JsonObject>(
    objectsIn(changes),
    (change, index) => withPeople(resolution, change, `${path}[${index}]`),
  );
  const added = given.filter(({ action }) => action === add).map(stepOf);
  const steps = template && [
    ...objectsIn(template['workflow_confs']).map(stepOf),
    ...objectsIn(template['state_flow_confs']).map(stepOf),
  ];
  return steps === undefined
    ? given
    : resolution.issues.attemptAll<JsonObject, Json>(given, (change, index) =>
        withKeys(change, `${path}[${index}]`, { steps, added }),
      );
}

interface TemplateSteps {
  readonly steps: readonly Candidate[];
  readonly added: readonly Candidate[];
}

function withKeys(change: JsonObject, path: string, { steps, added }: TemplateSteps): JsonObject {
  const { action, state_key, pre_node_state_key: before } = change;
  const keyOf = (name: string, place: string, among: readonly Candidate[]) =>
    choose({ what: 'step', name, path: place }, among).id;
  const key = textOf(state_key);
  return {
    ...change,
    ...(action !== add && { state_key: keyOf(key, `${path}.state_key`, steps) }),
    ...(Array.isArray(before) && {
      pre_node_state_key: textsIn(before).map((name, at) =>
        keyOf(name, `${path}.pre_node_state_key[${at}]`, [...steps, ...added]),
      ),
    }),
  };
}

/** Keys of a node or a state, or of a sub-task in one, that hold people or roles. */
const peopleKeys: ReadonlyMap<string, typeof personSet> = new Map([
  ['owners', personSet],
  ['owner_roles', roleKeys],
  ['deletable_operation_role', roleKeys],
  ['done_operation_role', roleKeys],
  ['authorized_roles', roleKeys],
]);

async function withPeople(
  resolution: ResolutionContext,
  given: JsonObject,
  path: string,
): Promise<JsonObject> {
  const found: [string, Json][] = [];
  for (const [key, value = null] of Object.entries(given)) {
    const resolve = peopleKeys.get(key);
    const place = `${path}.${key}`;
    if (resolve !== undefined) {
      found.push([key, await resolve(resolution, value, place)]);
    } else if (key === 'sub_tasks') {
      const tasks = objectsIn(value);
      const named = await resolution.issues.attemptAll<JsonObject, JsonObject>(
        tasks,
        (task, index) => withPeople(resolution, task, `${place}[${index}]`),
      );
      found.push([key, named]);
    }
  }
  return { ...given, ...Object.fromEntries(found) };
}

function stepOf({ state_key, name }: JsonObject): Candidate {
  return { id: textOf(state_key), name: textOf(name) };
}
