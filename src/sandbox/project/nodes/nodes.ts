import { nodeOwners } from '../fields/read-field.js';
import { checkFrozen, type ItemScope, itemOf, mayEdit, templateOf } from '../gateway/access.js';
import { bodyText } from '../gateway/body.js';
import type { ProjectHandlers, ProjectRequest } from '../gateway/handler.js';
import { refuse } from '../gateway/refusal.js';
import { onDraft } from '../model/draft.js';
import type { ProjectWorld } from '../model/model.js';
import { checkInterceptions } from './interceptions.js';
import { confirmNode, rollbackNode } from './node-flow.js';
import { type NodeScope, updateNode } from './node-update.js';

/** "更新节点/排期" and "节点完成/回滚". */
export const nodeHandlers = {
  project_nodes_update: (request, world) => {
    const scope = itemOf(request, world);
    changeNode(scope, request, world, (at) => {
      const { item, space } = at.scope;
      if (item.aborted) refuse(20007);
      const isOwner = nodeOwners(item, at.node, at.conf).includes(at.userKey);
      if (!isOwner && !mayEdit({ ...scope, item, space }, at.userKey)) refuse(10001);
      updateNode(request.body, at);
    });
    return { data: {} };
  },

  project_nodes_operate: (request, world) => {
    const scope = itemOf(request, world);
    const action = actionOf(request);
    changeNode(scope, request, world, (at) => {
      checkAborted(at, action);
      checkInterceptions(at.scope, at.node.key);
      checkMoving(at);
      checkStatus(at, action);
      updateNode(request.body, at);
      if (action === 'confirm') confirmNode(at);
      else rollbackNode(at, bodyText(request.body, 'rollback_reason') ?? '');
    });
    return { data: {} };
  },
} satisfies ProjectHandlers;

type Action = 'confirm' | 'rollback';

function actionOf({ body }: ProjectRequest): Action {
  const action = bodyText(body, 'action') ?? '';
  const reason = bodyText(body, 'rollback_reason') ?? '';
  if (action === '' || (action === 'rollback' && reason.trim() === '')) {
    refuse(20005, 'Missing Param，action || rollBackReason is nil', 'Missing Param');
  }
  if (action === 'confirm' || action === 'rollback') return action;
  return refuse(20006, 'Invalid Param, action is confirm or rollback');
}

function changeNode(
  scope: ItemScope,
  request: ProjectRequest,
  world: ProjectWorld,
  change: (at: NodeScope) => void,
): void {
  onDraft(scope, world, (draft) => change(nodeScope(draft, request, world)));
}

function nodeScope(scope: ItemScope, request: ProjectRequest, world: ProjectWorld): NodeScope {
  if (scope.type.flowMode !== 'workflow') refuse(20065, 'Not available for state flow');
  // "工作流错误，检查对应实例是否可正常使用": the process of the item is gone.
  const template = templateOf(scope) ?? refuse(50006, 'workflow err', 'workflow err');
  const key = request.path['node_id'] ?? '';
  const conf = template.nodes.find((each) => each.key === key) ?? refuse(20018);
  const node = scope.item.nodes.find((each) => each.key === key) ?? refuse(20018);
  checkFrozen(scope);
  return { scope, node, conf, userKey: request.identity.userKey, world };
}

/** The page has two texts for a terminated item and does not tell when which comes. */
function checkAborted({ scope }: NodeScope, action: Action): void {
  if (!scope.item.aborted) return;
  if (action === 'rollback') refuse(20007);
  refuse(20007, 'Unable to operate on terminated work items', 'Workitem is abort');
}

/** "等待2秒以上，确认节点最新状态后再发起请求". */
function checkMoving({ node, world }: NodeScope): void {
  if (node.movingUntil <= world.clock.now()) return;
  refuse(50006, 'Node workflow transitioning', 'The current workflow is in transition');
}

function checkStatus({ node }: NodeScope, action: Action): void {
  if (action === 'rollback') {
    if (node.status !== 3) refuse(20037);
    return;
  }
  if (node.status === 1) refuse(20016);
  if (node.status === 3) refuse(20017);
}
