import { finalStatuses, statusName } from '../../../endpoints/enos/statuses.js';
import { reportChanges } from '../../answer/changes.js';
import type { EndpointSteps } from '../../context/operation.js';
import { type Args, callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { ifReadable } from '../read/if-readable.js';

/** Builds the steps of a cancel: EnOS accepts it for a run that is over as well, which stays as it ended. */
export function cancelSteps(): EndpointSteps {
  let before: string | undefined;
  return {
    async before(args, context) {
      before = await statusNow(context, args);
      return args;
    },
    async after({ facts, notes }, args, context) {
      if (before !== undefined && finalStatuses.has(before)) {
        const note = `the run was over already (${before}): there was nothing to cancel`;
        return { facts, notes: [...notes, note] };
      }
      const after = before === undefined ? undefined : await statusNow(context, args);
      const changes =
        before === undefined || after === undefined || before === after
          ? []
          : [{ field: 'status', old: before, new: after }];
      return { facts: { ...facts, ...reportChanges(changes).facts }, notes };
    },
  };
}

/** The answer alone needs it: undefined where it cannot be read. */
async function statusNow(context: ToolContext, { flowInstId }: Args): Promise<string | undefined> {
  if (context.answers === 'short') {
    return undefined;
  }
  const run = await ifReadable(callEndpoint(context, 'enos_flow_instances_get', { flowInstId }));
  return run === undefined ? undefined : statusName(run['status']);
}
