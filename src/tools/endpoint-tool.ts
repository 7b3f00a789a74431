import { baseArgument, type Endpoint, serviceOf } from '../core/endpoint.js';
import { catalogue, type EndpointName } from '../endpoints/catalogue.js';
import { extensionOf } from './extensions.js';
import type { Operation } from './operation.js';
import { inputSchema, outputSchema } from './schema.js';

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
    seldom: endpoint.seldom,
    output: outputSchema(endpoint).extend(extension?.output ?? {}),
    base: baseArgument(endpoint),
    async run(args, desk) {
      const { runEndpoint } = await import('./run-endpoint.js');
      return runEndpoint(name, endpoint, args, desk);
    },
    async explain(args, desk, error) {
      const { diagnose } = await import('./diagnosis.js');
      return diagnose(desk, { endpoint, args, error });
    },
  };
}
