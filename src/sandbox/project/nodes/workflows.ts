import { bodyItem, type ItemScope, itemOf, templateOf } from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyBoolean,
  bodyInteger,
  bodyObject,
  bodyText,
  type ProjectHandlerGroup,
  type ProjectRequest,
  requiredText,
} from '../gateway/request.js';
import type { WireObject } from '../gateway/wire.js';
import { userDetails, wantedOf } from '../items/item-reply.js';
import type { ProjectWorld } from '../model/model.js';
import { nodeRequirements, type Requirement } from './requirements.js';
import { stateRequirements } from './state-flow.js';
import { nodeFlowReply, stateFlowReply } from './workflow-reply.js';

/** "获取工作流详情" and "获取指定节点/状态流转所需必填信息". */
export const workflowHandlers = {
  project_workflows_get: (request, world) => {
    const scope = itemOf(request, world);
    const flowType = bodyInteger(request.body, 'flow_type') ?? 0;
    const isNodeFlow = scope.type.flowMode === 'workflow';
    if (flowType === 0 && !isNodeFlow) refuse(20026);
    if (flowType !== 0 && isNodeFlow) refuse(20027);
    if (templateOf(scope) === undefined) refuse(50006, 'workflow err', 'workflow err');
    const expand = bodyObject(request.body, 'expand') ?? {};
    const details = bodyBoolean(expand, 'need_user_detail')
      ? { user_details: userDetails(scope, world) }
      : {};
    const { shows } = wantedOf(request);
    return {
      data: { ...(isNodeFlow ? nodeFlowReply(scope, shows) : stateFlowReply(scope)), ...details },
    };
  },

  project_transitions_get_required: (request, world) => {
    const scope = bodyItem(request, world);
    const key = requiredText(request.body, 'state_key');
    const all = requirementsOf(key, scope, request, world);
    const unfinishedOnly = bodyText(request.body, 'mode') === 'unfinished';
    const listed = unfinishedOnly ? all.filter(({ finished }) => !finished) : all;
    return {
      data: {
        form_items: entries(listed, 'form_items'),
        node_fields: entries(listed, 'node_fields'),
        tasks: entries(listed, 'tasks'),
        deliverables: [],
      },
    };
  },
} satisfies ProjectHandlerGroup;

function entries(requirements: readonly Requirement[], part: Requirement['part']): WireObject[] {
  return requirements
    .filter((requirement) => requirement.part === part)
    .map(({ entry, finished }) => ({ ...entry, finished }));
}

/** Of a node by its key, or of a state that can be reached from the current one. */
function requirementsOf(
  key: string,
  scope: ItemScope,
  { identity }: ProjectRequest,
  world: ProjectWorld,
): Requirement[] {
  const template = templateOf(scope) ?? refuse(50006, 'workflow err', 'workflow err');
  if (scope.type.flowMode === 'workflow') {
    const conf = template.nodes.find((each) => each.key === key);
    const node = scope.item.nodes.find((each) => each.key === key);
    if (conf === undefined || node === undefined) refuse(50006, 'Node no longer exists');
    return nodeRequirements({ scope, node, conf, userKey: identity.userKey, world });
  }
  const ways = template.transitions.filter(({ target }) => target === key);
  const way = ways.find(({ source }) => source === scope.item.status);
  return way === undefined
    ? refuse(50006, 'State can not be reached')
    : stateRequirements(way, scope);
}
