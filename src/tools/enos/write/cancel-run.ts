import { finalStatuses, statusName } from '../../../endpoints/enos/statuses.js';
import { reportChanges } from '../../answer/changes.js';
import type { EndpointSteps } from '../../context/operation.js';
import { type Args, callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { ifReadable } from '../read/if-readable.js';

/** A run as it stands. */
interface RunState {
  readonly status: string;
  readonly flowName: string;
}

/** Builds the steps of a cancel: EnOS accepts it for a run that is over as well, which stays as it ended; nothing is sent then. */
export function cancelSteps(): EndpointSteps {
  let before: RunState | undefined;
  return {
    async before(args, context) {
      before = await stateNow(context, args);
      return args;
    },
    async unsent() {
      if (before === undefined || !finalStatuses.has(before.status)) {
        return undefined;
      }
      const { status, flowName } = before;
      const note = `nothing was cancelled: the run of ${flowName} was over already (${status})`;
      return { facts: { updated: false, flowName }, notes: [note] };
    },
    async after({ facts, notes }, args, context) {
      const flowName = before === undefined ? {} : { flowName: before.flowName };
      const after =
        before === undefined || context.answers === 'short'
          ? undefined
          : await stateNow(context, args);
      const changes =
        before === undefined || after === undefined || before.status === after.status
          ? []
          : [{ field: 'status', old: before.status, new: after.status }];
      return { facts: { ...facts, ...flowName, ...reportChanges(changes).facts }, notes };
    },
  };
}

/** Undefined where the run cannot be read. */
async function stateNow(context: ToolContext, { flowInstId }: Args): Promise<RunState | undefined> {
  const run = await ifReadable(callEndpoint(context, 'enos_flow_instances_get', { flowInstId }));
  return run && { status: statusName(run['status']), flowName: String(run['flowName']) };
}
