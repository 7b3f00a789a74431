import type { JsonObject } from '../../../src/core/json.js';
import type { EnosOperationName } from '../../../src/sandbox/enos/gateway/operations.js';
import { EnosRefusal } from '../../../src/sandbox/enos/gateway/refusal.js';
import { callOperation } from '../../../src/sandbox/enos/handlers.js';
import type { EnosUser } from '../../../src/sandbox/enos/model.js';
import { createEnos } from '../../../src/sandbox/enos/model.js';
import type { EnosOptions } from '../../../src/sandbox/enos/options.js';
import { manualClock } from '../../../src/sandbox/kernel/clock.js';
import { addEnosSample, enosOwner, enosUsers } from '../../../src/sandbox/sample/enos/sample.js';

/** 2026-11-21 09:30:10 in Shanghai. */
export const NOW = Date.parse('2026-11-21T09:30:10+08:00');

export function enosFixture(options: Partial<EnosOptions> = {}) {
  const clock = manualClock(NOW);
  const enos = createEnos({ clock, seed: 'test', options, users: enosUsers });
  const flows = addEnosSample(enos);
  /** Calls an operation as a user, with the same values in query and body: each reads its own. */
  // biome-ignore lint/suspicious/noExplicitAny: what comes back is asserted, not assumed.
  const call = (name: EnosOperationName, args: JsonObject = {}, user = enosOwner): any => {
    const { userId, orgId } = user;
    const texts = Object.entries(args).map(([key, value]): [string, string] => [
      key,
      String(value),
    ]);
    const query = new URLSearchParams([...texts, ['userId', userId], ['orgId', orgId]]);
    return callOperation(name, query, args, enos);
  };
  /** The code and the words of a refusal. */
  const refused = (name: EnosOperationName, args: JsonObject = {}, user = enosOwner) => {
    try {
      call(name, args, user);
    } catch (error) {
      if (error instanceof EnosRefusal) return [error.code, error.msg];
      throw error;
    }
    throw new Error(`${name} was not refused`);
  };
  const trigger = (flowId: number, more: JsonObject = {}): string =>
    call('enos_flows_trigger', { flowId, triggerTime: clock.now(), ...more }).flowInstanceId;
  const instance = (flowInstId: string) => call('enos_flow_instances_get', { flowInstId });
  /** The status of a flow's run, and of its tasks. */
  const statuses = (flowInstId: string): string => {
    const { statusDesc, graph } = instance(flowInstId);
    const tasks: { status: string }[] = JSON.parse(graph).tasks;
    return [statusDesc, ...tasks.map(({ status }) => status)].join(' ');
  };
  return { clock, enos, flows, call, refused, trigger, instance, statuses };
}

export function userNamed(name: string): EnosUser {
  return enosUsers.find(({ userName }) => userName === name)!;
}
