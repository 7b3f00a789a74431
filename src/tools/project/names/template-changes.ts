import type { Candidate } from '../../../core/choose.js';
import type { Json, JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { unless } from '../resolve/issues.js';
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
  const given = objectsIn(changes);
  const added = given.filter(({ action }) => action === add).map(stepOf);
  const steps = template && [
    ...objectsIn(template['workflow_confs']).map(stepOf),
    ...objectsIn(template['state_flow_confs']).map(stepOf),
  ];
  return steps === undefined
    ? changes
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

function stepOf({ state_key, name }: JsonObject): Candidate {
  return { id: textOf(state_key), name: textOf(name) };
}
