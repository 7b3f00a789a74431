import { effects } from '../../../core/effect.js';
import type { Endpoint } from '../../../core/endpoint.js';
import { catalogue, type EndpointName } from '../../../endpoints/catalogue.js';
import type { EndpointSteps } from '../../context/operation.js';
import { flowKey } from '../resolve/flows.js';

/** Adds the name of the flow to the answer of a write that has its id alone. */
export function withFlowName(name: EndpointName, steps: EndpointSteps): EndpointSteps | undefined {
  const { effect, query, body }: Endpoint = catalogue[name];
  const arguments_ = { ...query, ...body };
  if (!effects[effect].writes || !('flowId' in arguments_) || 'flowName' in arguments_) {
    return steps;
  }
  return {
    ...steps,
    async after(outcome, args, context, resend) {
      const done = (await steps.after?.(outcome, args, context, resend)) ?? outcome;
      const flowName = context.memory.names.get(flowKey(args['flowId']));
      return flowName === undefined ? done : { ...done, facts: { ...done.facts, flowName } };
    },
  };
}
