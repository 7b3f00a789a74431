import { bodyItem, type ItemScope } from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyBoolean,
  bodyText,
  bodyTexts,
  type ProjectHandlerGroup,
  type ProjectRequest,
  refuseMissing,
  refuseParameter,
} from '../gateway/request.js';
import { int64, type WireObject } from '../gateway/wire.js';
import { onDraft } from '../items/op-records.js';
import type { Review } from '../model/work-item.js';
import { nodeOwners, nodesOf } from './node-scope.js';

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
