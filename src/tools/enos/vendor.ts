import type { EndpointName } from '../../endpoints/catalogue.js';
import type { EndpointSteps } from '../context/operation.js';
import { plainTools, type VendorTools } from '../context/vendor.js';
import { settleDeletion } from './delete/settle-deletion.js';
import { followSteps } from './wait/follow-run.js';

const steps: Partial<Readonly<Record<EndpointName, () => EndpointSteps>>> = {
  // A second attempt answers like a wrong id does: whether the flow is gone is looked up.
  enos_flows_delete: () => ({ failed: settleDeletion }),
  enos_flows_trigger: followSteps,
  enos_flows_trigger_from_task: followSteps,
  enos_flows_update_and_trigger: followSteps,
};

/** EnOS: runs are followed to their end, and lost deletions settled. */
export const enosTools: VendorTools = { ...plainTools, stepsOf: (name) => steps[name]?.() };
