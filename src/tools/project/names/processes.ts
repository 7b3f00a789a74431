import type { Candidate } from '../../../core/choose.js';
import type { JsonObject } from '../../../core/json.js';
import { refusal, unless } from '../resolve/issues.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import type { ResolutionContext, TypePlace } from '../resolve/resolution-context.js';
import { idAmong, isIdForm } from './listed.js';

/** Gives the name of a node of the type, by which searches know it; by name or key. */
export async function nodeName(
  resolution: ResolutionContext,
  text: string,
  path: string,
): Promise<string> {
  const nodes = await stepsUntil(resolution, nodesOf, text);
  return idAmong({ what: 'node', name: text, path }, nodes, resolution);
}

/** Gives the key of a status that items of the types can have, by key or name. */
export async function statusKey(
  resolution: ResolutionContext,
  text: string,
  path: string,
): Promise<string> {
  const listed = await stepsUntil(resolution, statesOf, text);
  const isExact = listed?.some(({ id }) => id === text) === true;
  const states =
    listed === undefined || isExact
      ? listed
      : [...listed, ...(await statusOptions(resolution)), ...ended];
  await refuseNode(resolution, states, text, path);
  return idAmong({ what: 'status', plural: 'statuses', name: text, path }, states, resolution);
}

/** Gives the statuses that items of a type can have, from all of its templates. */
export async function statusesOf(
  resolution: ResolutionContext,
  place: TypePlace,
): Promise<readonly Candidate[] | undefined> {
  const templates = await templatesAt(resolution, place);
  const found = await Promise.all(
    (templates ?? []).map(async ({ template_id }) =>
      statesOf(await templateOf(resolution, place, textOf(template_id))),
    ),
  );
  const all = found.flat().map((status) => [status.id, status] as const);
  return templates && [...new Map(all).values()];
}

/** The statuses of what was terminated: of a node flow, and of a state flow. */
const ended: readonly Candidate[] = [
  { id: 'closed', name: '已终止（节点流）', others: [] },
  { id: 'systemEnded', name: '已终止（状态流）', others: [] },
];

/** Items of a node flow have nodes and statuses; the names are those of nodes. */
async function refuseNode(
  resolution: ResolutionContext,
  states: readonly Candidate[] | undefined,
  text: string,
  path: string,
): Promise<void> {
  const isStatus = states?.some(({ id, name }) => id === text || name === text) ?? true;
  const nodes = isStatus ? undefined : await stepsUntil(resolution, nodesOf, text);
  if (nodes?.some(({ name }) => name === text) === true) {
    const known = [...new Set(states?.map(({ id }) => id))].join(', ');
    const problem = `is ${JSON.stringify(text)}, which is a node, not a status`;
    throw refusal(path, problem, `param_key current_nodes of a search, or a status: ${known}`);
  }
}

/** Types whose fields are listed may list the options of their status. */
async function statusOptions(resolution: ResolutionContext): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for (const type of resolution.typeKeys) {
    const fields = (await resolution.fields(type)) ?? [];
    found.push(...fields.flatMap(({ id, options }) => (id === 'work_item_status' ? options : [])));
  }
  return found;
}

/** A search knows nodes by their names alone: a name stands for its id here. */
function nodesOf({ workflow_confs }: JsonObject): readonly Candidate[] {
  return objectsIn(workflow_confs).map(({ name, state_key }) => ({
    id: textOf(name),
    name: textOf(name),
    others: [textOf(state_key)],
  }));
}

/** The states of a state flow, or the statuses that the nodes of a node flow belong to. */
function statesOf({ state_flow_confs, workflow_confs }: JsonObject): readonly Candidate[] {
  const states = objectsIn(state_flow_confs).map(({ state_key, name }) => ({
    id: textOf(state_key),
    name: textOf(name),
  }));
  const stages = objectsIn(workflow_confs).map(({ belong_status: stage }) => textOf(stage));
  return [
    ...states,
    ...stages.filter((stage) => stage !== '').map((stage) => ({ id: stage, name: stage })),
  ];
}

/**
 * Gives the steps of all templates of the types of a call, or those up to the template that has one with exactly this
 * id; undefined where they cannot be listed.
 */
async function stepsUntil(
  resolution: ResolutionContext,
  stepsOf: (template: JsonObject) => readonly Candidate[],
  id: string,
): Promise<readonly Candidate[] | undefined> {
  const found: Candidate[] = [];
  for (const place of resolution.places()) {
    const templates = await templatesAt(resolution, place);
    if (templates === undefined) {
      return undefined;
    }
    for (const { template_id } of templates) {
      const steps = stepsOf(await templateOf(resolution, place, textOf(template_id)));
      found.push(...steps);
      if (steps.some((step) => step.id === id)) {
        return found;
      }
    }
  }
  return found;
}

async function templatesAt(
  { names }: ResolutionContext,
  place: TypePlace,
): Promise<readonly JsonObject[] | undefined> {
  return unless(names.list('project_templates_list', { ...place }), 'permission');
}

/** A template that went meanwhile has no steps. */
async function templateOf(
  { names }: ResolutionContext,
  { project_key }: TypePlace,
  template_id: string,
): Promise<JsonObject> {
  const asking = names.get('project_templates_get', { project_key, template_id });
  return (await unless(asking, 'permission', 'not_found')) ?? {};
}

/** Gives the id of a template of the types, by id, key or name. */
export async function templateId(
  resolution: ResolutionContext,
  text: string,
  path: string,
): Promise<string> {
  return idAmong({ what: 'template', name: text, path }, await templates(resolution), {
    notes: resolution.notes,
    idForm: /^\d+$/,
  });
}

/** Gives the key of a template of the space, by key, id or name. */
export async function templateKey(
  resolution: ResolutionContext,
  text: string,
  path: string,
): Promise<string> {
  if (isIdForm(text) && resolution.trusts()) {
    return text;
  }
  const byKey = (await templates(resolution))?.map(({ id, name, others }) => ({
    id: others[0] ?? '',
    name,
    others: [id],
  }));
  return idAmong({ what: 'template', name: text, path }, byKey, resolution);
}

interface TemplateCandidate extends Candidate {
  /** Its key. */
  readonly others: readonly string[];
}

/** Those of the types of the call, or of all types; undefined where they cannot be listed. */
async function templates(
  resolution: ResolutionContext,
): Promise<readonly TemplateCandidate[] | undefined> {
  const found: TemplateCandidate[] = [];
  for (const place of await resolution.placesOrAll()) {
    const listed = await templatesAt(resolution, place);
    if (listed === undefined) {
      return undefined;
    }
    found.push(...listed.map(templateCandidate));
  }
  return found;
}

function templateCandidate(template: JsonObject): TemplateCandidate {
  const { template_id, template_name, template_key } = template;
  return {
    id: textOf(template_id),
    name: textOf(template_name),
    others: [textOf(template_key)].filter((key) => key !== ''),
  };
}
