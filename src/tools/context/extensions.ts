import type { EndpointName } from '../../endpoints/catalogue.js';
import { enosExtension } from '../enos/extensions.js';
import { projectExtension } from '../project/follow/extending.js';
import type { Extension } from './extension.js';

/** What the tool of an endpoint does beyond one request. */
export function extensionOf(name: EndpointName): Extension | undefined {
  return name.startsWith('project_') ? projectExtension(name) : enosExtension(name);
}
