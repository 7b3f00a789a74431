import { isAdministrator } from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import { type NodeScope, nodeOwners } from './node-scope.js';
import { nodeRequirements } from './requirements.js';

/** What can be done to a node: "节点完成/回滚". */
export type NodeAction = 'confirm' | 'rollback';

/** The page has two texts for a terminated item and does not tell when which comes. */
export function checkAborted({ scope }: NodeScope, action: NodeAction): void {
  if (!scope.item.aborted) return;
  if (action === 'rollback') refuse(20007);
  refuse(20007, 'Unable to operate on terminated work items', 'Workitem is abort');
}

/** "等待2秒以上，确认节点最新状态后再发起请求". */
export function checkMoving({ node, world }: NodeScope): void {
  if (node.movingUntil <= world.clock.now()) return;
  refuse(50006, 'Node workflow transitioning', 'The current workflow is in transition');
}

export function checkStatus({ node }: NodeScope, action: NodeAction): void {
  if (action === 'rollback') {
    if (node.status !== 3) refuse(20037);
    return;
  }
  if (node.status === 1) refuse(20016);
  if (node.status === 3) refuse(20017);
}

/** The owners of a node operate it; where one is enough, also who has the whole item in hand. */
export function checkOperator({ scope, node, conf, userKey }: NodeScope): void {
  const { item, space } = scope;
  const owners = nodeOwners(item, node, conf);
  const inCharge = item.createdBy === userKey || isAdministrator(space, userKey);
  const isMany = conf.passMode === 3 && owners.length > 0;
  if (owners.includes(userKey) || (inCharge && !isMany)) return;
  refuse(10001, 'No Permission, only the owners can operate the node');
}

/** A node is confirmed once by each owner, and when nothing that it requires is missing. */
export function checkConfirmation(at: NodeScope): void {
  const { node, conf, userKey } = at;
  if (conf.passMode === 3 && node.confirmations.has(userKey)) {
    refuse(50006, 'Task has been finished', 'task has been finished');
  }
  for (const requirement of nodeRequirements(at)) {
    if (!requirement.finished) requirement.refuse();
  }
}
