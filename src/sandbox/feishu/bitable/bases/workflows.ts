import type { JsonObject } from '../../../../core/json.js';
import type { FeishuEndpointName } from '../../../../endpoints/catalogue.js';
import { refuse } from '../../../kernel/refusal.js';
import type { Handlers } from '../../handler.js';
import { requiredText } from '../body.js';
import { baseOf } from '../fields/lookup.js';
import { invalidParameter } from '../invalid-parameter.js';
import type { Workflow } from '../model.js';

const statuses: readonly Workflow['status'][] = ['Enable', 'Disable'];

export const workflowHandlers = {
  bitable_workflows_list: (request, world) => ({
    workflows: baseOf(request, world).workflows.map(workflowReply),
  }),

  bitable_workflows_update: (request, world) => {
    const asked = requiredText(request.body, 'status');
    const status = statuses.find((each) => each === asked) ?? refuseStatus();
    const base = baseOf(request, world);
    const wanted = request.path['workflow_id'];
    // The page has no code of its own for an automation that does not exist.
    const workflow = base.workflows.find(({ workflowId }) => workflowId === wanted);
    if (workflow === undefined) refuse(1254002);
    workflow.status = status;
    base.revision += 1;
    return {};
  },

  bitable_block_workflows_list: (request, world) => ({
    workflows: baseOf(request, world).blockWorkflows.map(workflowReply),
  }),
} satisfies Pick<
  Handlers,
  Extract<FeishuEndpointName, `bitable_${'block_' | ''}workflows_${string}`>
>;

function workflowReply({ workflowId, status, title }: Workflow): JsonObject {
  return { workflow_id: workflowId, status, title };
}

function refuseStatus(): never {
  return refuse(1254001, undefined, invalidParameter('status', 'status is Enable or Disable'));
}
