import type { EndpointName } from '../endpoints/catalogue.js';
import { deletion } from './enos/deletion.js';
import { following } from './enos/following.js';
import type { Extension } from './extension.js';
import { projectExtension } from './project/extending.js';

/** What some tools do beyond one request. */
const extensions: Partial<Readonly<Record<EndpointName, Extension>>> = {
  enos_flows_delete: deletion,
  enos_flows_trigger: following,
  enos_flows_trigger_from_task: following,
  enos_flows_update_and_trigger: following,
};

export function extensionOf(name: EndpointName): Extension | undefined {
  return name.startsWith('project_') ? projectExtension(name) : extensions[name];
}
