import { refuse } from '../gateway/refusal.js';
import { bodyBoolean, bodyInteger, bodyText, bodyTexts, requiredText } from '../gateway/request.js';
import type { WireObject } from '../gateway/wire.js';
import { type NodeConf, nodeConf, type StateConf, type Template } from '../model/process.js';

/** `action`: 1 add, 3 modify. */
const remove = 2;

/** 1, completed by itself, is left to one person here. */
const passModes: ReadonlyMap<number, NodeConf['passMode']> = new Map([
  [1, 2],
  [2, 2],
  [3, 3],
]);

/** The nodes and links after WorkflowConfInfos were applied. */
export function changedNodes(
  template: Template,
  changes: readonly WireObject[],
  keepsUnnamed: boolean,
): Pick<Template, 'nodes' | 'links'> {
  let { nodes, links } = template;
  for (const change of changes) {
    const key = requiredText(change, 'state_key');
    const old = nodes.find((node) => node.key === key);
    if (bodyInteger(change, 'action') === remove) {
      nodes = nodes.filter((node) => node.key !== key);
      links = links.filter((link) => !link.includes(key));
      continue;
    }
    const node = nodeOf(change, keepsUnnamed && old ? old : blankNode(key, old));
    nodes =
      old === undefined ? [...nodes, node] : nodes.map((each) => (each === old ? node : each));
    links = changedLinks(key, links, change, keepsUnnamed);
  }
  // "流程图至少需存在一个节点"
  return nodes.length === 0 ? refuse(10004) : { nodes, links };
}

/** The links after a change said which nodes come before this one. */
function changedLinks(
  key: string,
  links: Template['links'],
  change: WireObject,
  keepsUnnamed: boolean,
): Template['links'] {
  const before = bodyTexts(change, 'pre_node_state_key') ?? (keepsUnnamed ? undefined : []);
  return before === undefined
    ? links
    : [
        ...links.filter(([, target]) => target !== key),
        ...before.map((source) => [source, key] as const),
      ];
}

/** A node with nothing but its name, and what no change can give: its form, its sub-tasks, its signals. */
function blankNode(key: string, old: NodeConf | undefined): NodeConf {
  const { name = '', subStage = 'doing', form = [], tasks = [], signals = [] } = old ?? {};
  const { requiredFields = [], requiredRoles = [] } = old ?? {};
  return nodeConf(key, name, subStage, { form, tasks, signals, requiredFields, requiredRoles });
}

function nodeOf(change: WireObject, old: NodeConf): NodeConf {
  return {
    ...old,
    subStage: bodyText(change, 'belong_status') ?? old.subStage,
    name: bodyText(change, 'name') ?? old.name,
    ownerRoles: bodyTexts(change, 'owner_roles') ?? old.ownerRoles,
    owners: bodyTexts(change, 'owners') ?? old.owners,
    passMode: passModes.get(bodyInteger(change, 'pass_mode') ?? 0) ?? old.passMode,
    milestone: bodyBoolean(change, 'is_milestone') ?? old.milestone,
    differentSchedule: bodyBoolean(change, 'different_schedule') ?? old.differentSchedule,
    ...completionOf(change, old),
  };
}

function completionOf(change: WireObject, old: NodeConf) {
  return {
    needsOwner: bodyBoolean(change, 'done_allocate_owner') ?? old.needsOwner,
    needsSchedule: bodyBoolean(change, 'done_schedule') ?? old.needsSchedule,
    needsActualTime: bodyBoolean(change, 'done_actual_point') ?? old.needsActualTime,
    needsDueTime: bodyBoolean(change, 'done_finish_time') ?? old.needsDueTime,
  };
}

/** The states after StateFlowConfInfos were applied; a state that is gone takes its transitions along. */
export function changedStates(
  template: Template,
  changes: readonly WireObject[],
): Pick<Template, 'states' | 'transitions'> {
  let { states, transitions } = template;
  for (const change of changes) {
    const key = requiredText(change, 'state_key');
    if (bodyInteger(change, 'action') === remove) {
      states = states.filter((state) => state.key !== key);
      transitions = transitions.filter(({ source, target }) => source !== key && target !== key);
      continue;
    }
    const old = states.find((state) => state.key === key);
    const state = stateOf(change, old ?? { key, name: key, kind: 2 });
    states =
      old === undefined ? [...states, state] : states.map((each) => (each === old ? state : each));
  }
  return states.length === 0 ? refuse(10004) : { states, transitions };
}

function stateOf(change: WireObject, old: StateConf): StateConf {
  const kinds: readonly StateConf['kind'][] = [1, 2, 3];
  const asked = bodyInteger(change, 'state_type');
  return {
    key: old.key,
    name: bodyText(change, 'name') ?? old.name,
    kind: kinds.find((kind) => kind === asked) ?? old.kind,
  };
}
