import { nodeOwners, nodesOf } from '../fields/read-field.js';
import {
  bodyItem,
  checkFrozen,
  type ItemScope,
  itemOf,
  mayEdit,
  templateOf,
} from '../gateway/access.js';
import type { ProjectHandlerGroup } from '../gateway/handler.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyBoolean,
  bodyInteger,
  bodyObject,
  bodyText,
  bodyTexts,
  type ProjectRequest,
  refuseMissing,
  refuseParameter,
  requiredText,
} from '../gateway/request.js';
import { int64, type WireObject } from '../gateway/wire.js';
import { onDraft } from '../items/op-records.js';
import type { ProjectWorld } from '../model/model.js';
import type { Review } from '../model/work-item.js';
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

  project_nodes_update_actual_time: (request, world) => {
    const { item, ...scope } = bodyItem(request, world);
    const key = requiredText(request.body, 'node_id');
    if (templateOf({ item, ...scope }) === undefined) refuse(50006, 'workflow err', 'workflow err');
    const node = item.nodes.find((each) => each.key === key) ?? refuse(20018);
    const info = bodyObject(request.body, 'actual_time_info') ?? refuseMissing('actual_time_info');
    node.beganAt = bodyInteger(info, 'actual_start_time') ?? node.beganAt;
    node.finishedAt = bodyInteger(info, 'actual_finish_time') ?? node.finishedAt;
    return {};
  },
} satisfies ProjectHandlerGroup;

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

const maxNodes = 10;

/** The labels that a conclusion can have. */
const labels = [
  { key: 'pass', label: '通过', origin_label: '通过' },
  { key: 'conditional_pass', label: '有条件通过', origin_label: '有条件通过' },
  { key: 'reject', label: '不通过', origin_label: '不通过' },
];

/** Opinions and conclusions of the owners of nodes. */
export const reviewHandlers = {
  project_reviews_list: (request, world) => {
    const scope = bodyItem(request, world);
    return {
      data: {
        project_key: scope.space.key,
        work_item_id: int64(scope.item.id),
        finished_infos: namedNodes(scope, request).map(({ node }) => ({
          node_id: node.key,
          summary_mode: 'independence',
          opinion: opinionReply(node.review),
          conclusion: conclusionReply(node.review),
        })),
      },
    };
  },

  project_reviews_update: (request, world) => {
    const scope = bodyItem(request, world);
    if (scope.item.aborted) refuse(20007);
    checkWorkflow(scope);
    onDraft(scope, world, (draft) => review(draft, request));
    return { data: {} };
  },

  project_reviews_list_options: (request, world) => {
    const scope = bodyItem(request, world);
    return {
      data: namedNodes(scope, request).map(({ node }) => ({
        node_id: node.key,
        finished_conclusion_option: labels,
        finished_owners_conclusion_option: labels,
        finished_overall_conclusion_option: labels,
      })),
    };
  },
} satisfies ProjectHandlerGroup;

function checkWorkflow({ type }: ItemScope): void {
  if (type.flowMode !== 'workflow') refuse(1000051120);
}

function namedNodes(scope: ItemScope, { body }: ProjectRequest) {
  checkWorkflow(scope);
  const ids = bodyTexts(body, 'node_ids') ?? refuseMissing('node_ids');
  if (ids.length > maxNodes) refuse(1000051280);
  return nodesOf(scope).filter(({ node }) => ids.includes(node.key));
}

function review(scope: ItemScope, { body, identity }: ProjectRequest): void {
  const key = bodyText(body, 'node_id') ?? refuseMissing('node_id');
  const found = nodesOf(scope).find(({ node }) => node.key === key);
  const { node, conf } = found ?? refuse(1000051814);
  if (!nodeOwners(scope.item, node, conf).includes(identity.userKey)) refuse(1000053219);
  if (bodyBoolean(body, 'reset')) {
    Object.assign(node.review, { opinion: '', conclusion: '' });
    node.review.owners.clear();
    return;
  }
  const target = targetOf(node.review, body, identity.userKey);
  target.opinion = bodyText(body, 'opinion') ?? target.opinion;
  target.conclusion = conclusionOf(body) ?? target.conclusion;
}

/** The review of the node, or one's own. */
function targetOf(whole: Review, body: WireObject, userKey: string) {
  const kind = bodyText(body, 'operation_type') ?? refuseMissing('operation_type');
  if (kind === 'node') return whole;
  if (kind !== 'owner') refuseParameter('operation_type', 'node or owner');
  const own = whole.owners.get(userKey) ?? { opinion: '', conclusion: '' };
  whole.owners.set(userKey, own);
  return own;
}

/** An empty key takes the conclusion back. */
function conclusionOf(body: WireObject): string | undefined {
  const key = bodyText(body, 'finished_conclusion_option_key');
  if (key === undefined || key === '') return key;
  return labels.some((label) => label.key === key) ? key : refuse(1000053308);
}

function opinionReply({ opinion, owners }: Review): WireObject {
  return {
    finished_opinion_result: opinion,
    owners_finished_opinion_result: [...owners].map(([owner, own]) => ({
      owner,
      finished_opinion_result: own.opinion,
    })),
  };
}

function conclusionReply({ conclusion, owners }: Review): WireObject {
  return {
    finished_conclusion_result: labelOf(conclusion),
    owners_finished_conclusion_result: [...owners].map(([owner, own]) => ({
      owner,
      owners_finished_conclusion_result: labelOf(own.conclusion),
    })),
  };
}

function labelOf(key: string): WireObject {
  return labels.find((label) => label.key === key) ?? { key: '', label: '', origin_label: '' };
}
