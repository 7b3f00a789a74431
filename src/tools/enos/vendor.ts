import { effects } from '../../core/effect.js';
import { isJsonObject } from '../../core/json.js';
import type { EndpointName } from '../../endpoints/catalogue.js';
import { mayBeApplied } from '../../http/policies/recovery.js';
import type { Outcome } from '../answer/result.js';
import type { EndpointSteps } from '../context/operation.js';
import { type Args, callEndpoint, type ToolContext } from '../context/tool-context.js';
import { plainTools, type VendorTools } from '../context/vendor.js';
import { explainEnosFailure, saysUnknownId } from './explain/enos-failure.js';
import { searchSteps } from './read/empty-search.js';
import { searchingEveryType } from './read/every-type.js';
import { readGiven } from './read/given-arguments.js';
import { clockSteps, isoSteps } from './read/iso-times.js';
import { enosListing } from './read/listing.js';
import { withServiceTimes } from './read/zone.js';
import { withEnosIds } from './resolve/arguments.js';
import { followSteps } from './wait/follow-run.js';
import { cancelSteps } from './write/cancel-run.js';
import { withFlowName } from './write/flow-name.js';
import { importSteps } from './write/import-flow.js';
import { runParameterSteps } from './write/run-parameters.js';
import { saveSteps } from './write/save-flow.js';
import { switchSteps } from './write/switch-flow.js';

const steps: Partial<Readonly<Record<EndpointName, () => EndpointSteps>>> = {
  // A second attempt answers like a wrong id does: whether the flow is gone is looked up.
  enos_flows_delete: () => ({ failed: settleDeletion }),
  enos_flows_get: isoSteps,
  enos_flows_load_for_edit: isoSteps,
  enos_task_instances_get: isoSteps,
  enos_time_get_current: clockSteps,
  enos_flow_instances_search: searchSteps,
  enos_flow_instances_cancel: cancelSteps,
  enos_flows_import: importSteps,
  enos_flows_save: saveSteps,
  enos_flows_enable: switchSteps(1),
  enos_flows_disable: switchSteps(0),
  enos_flows_trigger: followSteps,
  enos_flows_trigger_from_task: followSteps,
  enos_flows_update_and_trigger: runParameterSteps,
};

/** EnOS: runs are followed to their end, and lost deletions settled. */
export const enosTools: VendorTools = {
  ...plainTools,
  clientFor: searchingEveryType,
  read: async (operation, given, context) => ({
    input:
      operation.kind === 'endpoint'
        ? await withServiceTimes(readGiven(operation.name, given), operation.input.shape, context)
        : given,
    asRead: false,
  }),
  // What is changed or run is looked up first: the refusal of a wrong id reads as if it had come too soon.
  resolve: (operation, args, context, checksIds = effects[operation.effect].writes) =>
    operation.kind === 'endpoint'
      ? withEnosIds(context, operation.name, args, checksIds)
      : Promise.resolve(args),
  saysUnknownId,
  stepsOf: (name) => withFlowName(name, steps[name]?.() ?? {}),
  listing: async (_, listing, chosen, context) => enosListing(listing, chosen, context),
  explain: explainEnosFailure,
};

/** The look comes on top of the call, which hosts wait 60 s for. */
const lookMs = 8_000;

/** Tells a deletion whose answer was lost from one that failed. */
async function settleDeletion(
  error: unknown,
  { flowId }: Args,
  context: ToolContext,
): Promise<Outcome> {
  if (!mayBeApplied(error) || !(await isGone(String(flowId), context))) {
    throw error;
  }
  const note = 'the answer was lost, and may have said no; the flow is not there any more';
  return { facts: { deleted: true }, notes: [note] };
}

/** Looks the flow up; false where the look fails. */
async function isGone(flowId: string, context: ToolContext): Promise<boolean> {
  try {
    const args = { expression: flowId };
    const { data } = await callEndpoint(context, 'enos_flows_search', args, lookMs);
    const flows = Array.isArray(data) ? data.filter(isJsonObject) : [];
    return !flows.some((flow) => String(flow['flowId']) === flowId);
  } catch {
    return false;
  }
}
