import type { JsonObject } from '../../../core/json.js';
import { readParameters } from '../flows/parameters.js';
import { ownedFlow } from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import { bodyInteger, type EnosHandlerGroup } from '../gateway/request.js';
import type { Enos, EnosUser, Flow, FlowInstance, FlowParameter } from '../model.js';
import { timeDigits } from '../schedule/time-text.js';
import { downstreamOf } from './plan.js';

export const triggerHandlers = {
  enos_flows_trigger: ({ body, user }, enos) => {
    const flow = runnableFlow(body, user, enos);
    return trigger(flow, { triggerTime: bodyInteger(body, 'triggerTime') }, enos);
  },

  enos_flows_update_and_trigger: ({ body, user }, enos) => {
    const flow = runnableFlow(body, user, enos);
    const triggerTime = bodyInteger(body, 'triggerTime');
    const given = readParameters(body['parameters'] ?? null);
    const parameters = runParameters(given, flow, enos);
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
} satisfies EnosHandlerGroup;

/** The parameters of one run, by the option of that name. */
function runParameters(
  given: readonly FlowParameter[],
  { settings }: Flow,
  { options }: Enos,
): readonly FlowParameter[] {
  if (options.runParameters === 'replace') return given;
  const keys = new Set(given.map(({ key }) => key));
  return [...settings.parameters.filter(({ key }) => !keys.has(key)), ...given];
}

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

export interface Trigger {
  readonly triggerTime: number;
  /** For this run, in place of the stored ones. */
  readonly parameters?: readonly FlowParameter[] | undefined;
  /** The tasks that take part; all when absent. */
  readonly taskIds?: ReadonlySet<number> | undefined;
  /** The part of its id behind the flow's; by the minute of the trigger time when absent. */
  readonly stamp?: string | undefined;
  /** Now when absent. */
  readonly createdAt?: number | undefined;
}

/** Adds a run of a flow, which its stored settings do not notice. */
export function addInstance(flow: Flow, trigger: Trigger, enos: Enos): FlowInstance {
  const { settings } = flow;
  const { triggerTime, createdAt = enos.clock.now() } = trigger;
  const stamp = freeStamp(flow, trigger.stamp ?? `${timeDigits(triggerTime).slice(0, 12)}00`, enos);
  const instance: FlowInstance = {
    instanceId: `${flow.flowId}-${stamp}`,
    stamp,
    flow,
    settings: { ...settings, parameters: trigger.parameters ?? settings.parameters },
    createdAt,
    triggerTime,
    plannedAt: Math.max(triggerTime, createdAt),
    taskIds: trigger.taskIds ?? new Set(settings.tasks.map(({ taskId }) => taskId)),
    cancelledAt: undefined,
  };
  enos.instances.push(instance);
  return instance;
}

/** An id never comes twice, though the same time may be triggered for again. */
function freeStamp({ flowId }: Flow, wished: string, { instances }: Enos): string {
  const taken = new Set(
    instances.filter(({ flow }) => flow.flowId === flowId).map(({ stamp }) => stamp),
  );
  let stamp = wished;
  while (taken.has(stamp)) stamp = String(BigInt(stamp) + 1n);
  return stamp;
}
