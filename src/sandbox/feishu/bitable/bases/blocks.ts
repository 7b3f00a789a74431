import type { JsonObject } from '../../../../core/json.js';
import type { FeishuEndpointName } from '../../../../endpoints/catalogue.js';
import { page } from '../../paging.js';
import { invalidParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import type { Handlers } from '../../request.js';
import { requiredText } from '../body.js';
import { baseOf } from '../lookup.js';
import type { Base, Bitable, Dashboard, Workflow } from '../model.js';
import { dashboardsFor } from '../roles/access.js';
import { isBlockName } from '../views/view-store.js';
import { checkBlockRoom } from './base-store.js';

export const dashboardHandlers = {
  bitable_dashboards_list: (request, world) => {
    const base = baseOf(request, world);
    const rule = {
      listing: `dashboards of ${base.appToken}`,
      maxSize: 500,
      bitable: world.bitable,
    };
    const all = dashboardsFor(request.identity, world.bitable, base);
    // Unlike other lists, this one does not say how many there are.
    const { items, total: _, ...rest } = page(all, request.query, rule, ({ blockId }) => blockId);
    return { ...rest, dashboards: items.map(({ blockId, name }) => ({ block_id: blockId, name })) };
  },

  bitable_dashboards_copy: (request, world) => {
    const name = checkName(requiredText(request.body, 'name'));
    const base = baseOf(request, world);
    if (!base.dashboards.has(request.path['block_id'] ?? '')) refuse(1254050);
    const { blockId } = addDashboard(world.bitable, base, name);
    return { block_id: blockId, name };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `bitable_dashboards_${string}`>>;

export function addDashboard(bitable: Bitable, base: Base, name: string): Dashboard {
  const taken = [...base.dashboards.values()].some((dashboard) => dashboard.name === name);
  if (taken) refuse(1254039);
  checkBlockRoom(base);
  const dashboard = { blockId: bitable.ids.newBlockId(), name };
  base.dashboards.set(dashboard.blockId, dashboard);
  base.revision += 1;
  return dashboard;
}

/** A18: no square brackets, at most 100 characters. */
function checkName(text: string): string {
  const name = text.trim();
  return name !== '' && isBlockName(name) ? name : refuse(1254038);
}

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
