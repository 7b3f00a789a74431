import type { EndpointName } from '../../endpoints/catalogue.js';
import { deletion } from '../enos/delete/deletion.js';
import { following } from '../enos/wait/following.js';
import { projectExtension } from '../project/follow/extending.js';
import type { Extension } from './extension.js';

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
