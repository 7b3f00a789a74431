import type { EndpointSteps } from '../../context/operation.js';

/** Builds the steps of an import: the vendor makes up another id where the wished one is taken. */
export function importSteps(): EndpointSteps {
  return {
    async after({ facts, notes }, { flowId: wished }) {
      const { flowId } = facts;
      return wished === undefined || String(wished) === String(flowId)
        ? { facts, notes }
        : { facts, notes: [...notes, `the id ${wished} is taken; the new flow is ${flowId}`] };
    },
  };
}
