import { InputError, type InputIssue } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import type { NamedOption } from '../../../core/remedy.js';
import { catalogue } from '../../../endpoints/catalogue.js';
import { finalStatuses, listedStatuses, statusName } from '../../../endpoints/enos/statuses.js';
import { paginate } from '../../../http/lists/paginate.js';
import { callEndpoint, optionsOf, type ToolContext } from '../../context/tool-context.js';
import { serviceZone, timeText } from '../read/zone.js';
import { flowId } from './flows.js';
import type { GivenName } from './given-name.js';

const idForm = /^\d{1,19}-\d{4,17}$/;
/** Runs of a flow that are looked at, and named in a refusal. */
const maxRuns = 20;
/** Runs can be planned ahead. */
const farAhead = Date.parse('2100-01-01T00:00:00Z');

/** Finds the run that an argument names by its id, or by its flow where only one run can be meant. */
export async function runId(
  context: ToolContext,
  { tool, argument, given }: GivenName,
): Promise<string> {
  const text = String(given);
  if (idForm.test(text)) {
    return text;
  }
  const flow = await callEndpoint(context, 'enos_flows_get', {
    flowId: await flowId(context, { argument, given, checksIds: true }),
  });
  const all = await runsOf(context, flow);
  // What is over cannot be cancelled.
  const isCancel = tool === 'enos_flow_instances_cancel';
  const runs = isCancel ? all.filter((run) => !finalStatuses.has(statusOf(run))) : all;
  const [run, ...others] = runs;
  if (run === undefined || others.length > 0) {
    const zone = await serviceZone(context);
    throw new InputError([notOneRun(argument, { text, flow, runs, isCancel, zone })]);
  }
  const id = String(run['instanceId']);
  const which = isCancel ? 'the only run of the flow that is not over' : 'the only run of the flow';
  context.note(`${argument}: ${JSON.stringify(text)} was read as ${id}, ${which}`);
  return id;
}

/** The newest runs of a flow. */
export async function runsOf(
  context: ToolContext,
  flow: JsonObject,
): Promise<readonly JsonObject[]> {
  const query = {
    type: Number(flow['type'] ?? 0),
    owner: '',
    fromTriggerTime: 0,
    toTriggerTime: farAhead,
    status: listedStatuses.parse(undefined),
    expression: String(flow['flowName']),
    pagination: { sorters: [{ field: 'triggerTime', order: 'DESC' }] },
  };
  const options = { ...optionsOf(context), limit: maxRuns, cursor: undefined };
  const name = 'enos_flow_instances_search';
  const { items } = await paginate(context.client, name, catalogue[name], query, options);
  return items.filter((run) => String(run['flowId']) === String(flow['flowId']));
}

interface FlowRuns {
  readonly text: string;
  readonly flow: JsonObject;
  readonly runs: readonly JsonObject[];
  readonly isCancel: boolean;
  readonly zone: string | undefined;
}

function notOneRun(path: string, { text, flow, runs, isCancel, zone }: FlowRuns): InputIssue {
  const name = `${JSON.stringify(text)}, the flow ${String(flow['flowName'])} (${String(flow['flowId'])})`;
  if (runs.length === 0) {
    const lack = isCancel ? 'has no run that is not over' : 'has no run';
    return { path, problem: `is ${name}, which ${lack}` };
  }
  const count = runs.length < maxRuns ? `${runs.length}` : `${maxRuns} or more`;
  const problem = `is ${name}, which has ${count} ${isCancel ? 'runs that are not over' : 'runs'}, the newest first`;
  return { path, problem, options: runs.map((run) => optionOf(run, zone)), optionKind: 'item' };
}

function optionOf(run: JsonObject, zone: string | undefined): NamedOption {
  const { instanceId, triggerTime } = run;
  return { name: String(instanceId), id: `${statusOf(run)}, for ${timeText(triggerTime, zone)}` };
}

function statusOf({ status }: JsonObject): string {
  return statusName(status);
}
