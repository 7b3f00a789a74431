import { baseArgument, type Endpoint, serviceOf } from '../../core/endpoint.js';
import { catalogue, type EndpointName } from '../../endpoints/catalogue.js';
import { inputSchema, outputSchema } from '../answer/schema.js';
import { extensionOf } from '../context/extensions.js';
import type { Operation } from '../context/operation.js';

/** One endpoint as one tool. */
export function endpointOperation(name: EndpointName): Operation {
  const endpoint: Endpoint = catalogue[name];
  const extension = extensionOf(name);
  return {
    name,
    service: serviceOf(endpoint),
    title: endpoint.title,
    summary: endpoint.summary,
    effect: endpoint.effect,
    input: inputSchema(endpoint).extend(extension?.input ?? {}),
    hiddenArguments: endpoint.hiddenArguments,
    output: outputSchema(endpoint).extend(extension?.output ?? {}),
    base: baseArgument(endpoint),
    async run(args, context) {
      const { runEndpoint } = await import('../dispatch/call-endpoint.js');
      return runEndpoint(name, endpoint, args, context);
    },
    async explain(args, context, error) {
      const { diagnose } = await import('../bitable/explain/explain-failure.js');
      return diagnose(context, { endpoint, args, error });
    },
  };
}
