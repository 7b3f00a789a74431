import { serviceOf } from '../../core/endpoint.js';
import type { ServiceName } from '../../core/service.js';
import { catalogue, type EndpointName } from '../../endpoints/catalogue.js';
import type { Extension } from '../context/operation.js';
import { enosExtension } from '../enos/extensions.js';
import { projectExtension } from '../project/extensions.js';

/** What the tool of an endpoint takes, answers and does beyond its request, by vendor. */
const extensions: Partial<
  Readonly<Record<ServiceName, (name: EndpointName) => Extension | undefined>>
> = {
  project: projectExtension,
  enos: enosExtension,
};

export function extensionOf(name: EndpointName): Extension | undefined {
  return extensions[serviceOf(catalogue[name])]?.(name);
}
