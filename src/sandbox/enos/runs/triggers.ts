import type { JsonObject } from '../../../core/json.js';
import { refuse } from '../../feishu/refusal.js';
import { readParameters } from '../flows/parameters.js';
import { ownedFlow } from '../gateway/access.js';
import { bodyInteger } from '../gateway/request.js';
import type { EnosHandlers } from '../handlers.js';
import type { Enos, EnosUser, Flow } from '../model.js';
import { addInstance, type Trigger } from './instance-store.js';
import { downstreamOf } from './plan.js';

export const triggerHandlers = {
  enos_flows_trigger: ({ body, user }, enos) => {
    const flow = runnableFlow(body, user, enos);
    return trigger(flow, { triggerTime: bodyInteger(body, 'triggerTime') }, enos);
  },

  enos_flows_update_and_trigger: ({ body, user }, enos) => {
    const flow = runnableFlow(body, user, enos);
    const triggerTime = bodyInteger(body, 'triggerTime');
    const parameters = readParameters(body['parameters'] ?? null);
    return trigger(flow, { triggerTime, parameters }, enos);
  },

  enos_flows_trigger_from_task: ({ body, user }, enos) => {
    if (!['flowId', 'taskId', 'triggerTime'].every((name) => isWhole(body[name]))) {
      refuse(62102, 'Invalid request body.');
    }
    const flowId = bodyInteger(body, 'flowId');
    if (!enos.flows.has(flowId)) cannotCreate();
    const flow = ownedFlow(flowId, user, enos);
    const taskIds = downstreamOf(bodyInteger(body, 'taskId'), flow.settings);
    if (taskIds.size === 0) cannotCreate();
    return trigger(flow, { triggerTime: bodyInteger(body, 'triggerTime'), taskIds }, enos);
  },
} satisfies Partial<EnosHandlers>;

function runnableFlow(body: JsonObject, user: EnosUser, enos: Enos): Flow {
  const flow = ownedFlow(bodyInteger(body, 'flowId'), user, enos);
  if (flow.settings.tasks.length > 0) return flow;
  return refuse(62104, 'This workflow has no task. You cannot trigger it.');
}

function trigger(flow: Flow, how: Trigger, enos: Enos): JsonObject {
  const { clock, options, triggeredAt } = enos;
  const last = triggeredAt.get(flow.flowId) ?? Number.NEGATIVE_INFINITY;
  if (clock.now() - last < options.triggerGapMs) cannotCreate();
  const { instanceId } = addInstance(flow, how, enos);
  triggeredAt.set(flow.flowId, clock.now());
  return { flowInstanceId: instanceId };
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value) || (typeof value === 'string' && /^\d+$/.test(value));
}

/** The page "Trigger Flow From Task". */
function cannotCreate(): never {
  return refuse(
    62102,
    'Cannot create workflow instance. Please check if the workflow or task exist, and do not trigger the same workflow repeatedly in 1 minute.',
  );
}
