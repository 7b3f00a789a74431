import { baseArgument, type Endpoint, serviceOf } from '../../core/endpoint.js';
import { catalogue, type EndpointName } from '../../endpoints/catalogue.js';
import { inputSchema, outputSchema } from '../answer/schema.js';
import { extensionOf } from '../context/extensions.js';
import { type Operation, parseCall } from '../context/operation.js';

/** One endpoint as one tool. */
export function endpointOperation(name: EndpointName): Operation {
  const endpoint: Endpoint = catalogue[name];
  const extension = extensionOf(name);
  const input = inputSchema(endpoint).extend(extension?.input ?? {});
  return {
    name,
    service: serviceOf(endpoint),
    title: endpoint.title,
    summary: endpoint.summary,
    effect: endpoint.effect,
    input,
    hiddenArguments: endpoint.hiddenArguments,
    output: outputSchema(endpoint).extend(extension?.output ?? {}),
    base: baseArgument(endpoint),
    parse: (given) =>
      parseCall(input, given, async (args, context) => {
        const { runEndpoint } = await import('../dispatch/call-endpoint.js');
        return runEndpoint(name, endpoint, args, context);
      }),
    async explain(args, context, error) {
      const { diagnose } = await import('../bitable/explain/explain-failure.js');
      return diagnose(context, { endpoint, args, error });
    },
  };
}
