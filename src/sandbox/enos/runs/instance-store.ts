import type { Enos, Flow, FlowInstance, Parameter } from '../model.js';
import { timeDigits } from '../schedule/time-text.js';

export interface Trigger {
  readonly triggerTime: number;
  /** For this run, in place of the stored ones. */
  readonly parameters?: readonly Parameter[] | undefined;
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
