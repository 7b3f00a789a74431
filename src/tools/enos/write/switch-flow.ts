import { reportChanges } from '../../answer/changes.js';
import type { EndpointSteps } from '../../context/operation.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { ifReadable } from '../read/if-readable.js';

/** Builds the steps of enabling a flow (1) or disabling it (0): the answer shows what it was. */
export function switchSteps(active: 0 | 1): () => EndpointSteps {
  return () => {
    let before: number | undefined;
    return {
      locked: true,
      async before(args, context) {
        before =
          context.answers === 'short' ? undefined : await readActive(context, args['flowId']);
        return args;
      },
      async after({ facts, notes }) {
        if (before === active) {
          const state = active === 1 ? 'enabled' : 'disabled';
          return { facts, notes: [...notes, `the flow was ${state} already`] };
        }
        const changes = before === undefined ? [] : [{ field: 'active', old: before, new: active }];
        return { facts: { ...facts, ...reportChanges(changes).facts }, notes };
      },
    };
  };
}

async function readActive(context: ToolContext, flowId: unknown): Promise<number | undefined> {
  const flow = await ifReadable(callEndpoint(context, 'enos_flows_get', { flowId }));
  const active = flow?.['active'];
  return typeof active === 'number' ? active : undefined;
}
