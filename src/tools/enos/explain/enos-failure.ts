import type { ApiError } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { statusName } from '../../../endpoints/enos/statuses.js';
import type { Diagnosis } from '../../answer/render.js';
import { type Args, callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { type FailedCall, noDiagnosis } from '../../context/vendor.js';
import { graphOf, objectsIn } from '../read/flow.js';
import { ifReadable } from '../read/if-readable.js';
import { readPeople } from '../read/stored-flow.js';
import { serviceZone, timeText } from '../read/zone.js';
import { flowKey, flowOptions, searchFlows } from '../resolve/flows.js';
import { runsOf } from '../resolve/runs.js';

/** Codes with which an id is refused that is not there; they have other meanings too. */
const codes: ReadonlySet<number | undefined> = new Set([62102, 62109]);
/** Flows that an explanation names. */
const maxFlows = 20;
/** Runs of tasks that an explanation names. */
const maxTasks = 20;

type Look = (context: ToolContext, id: string) => Promise<readonly string[]>;

/** Looks up what an id is that may have been refused, by the argument that holds it. */
const looks: Readonly<Record<string, Look>> = {
  flowId: lookForFlow,
  id: lookForFlow,
  flowInstId: lookForTaskRun,
  taskInstId: lookForFlowRun,
};

/** Tells whether a refusal may come of an id that is not there. */
export function saysUnknownId({ facts }: ApiError): boolean {
  return codes.has(facts.code) && facts.kind !== 'conflict';
}

/** Names the flow of a failed call, and says of an id that was refused what it is instead. */
export async function explainEnosFailure(
  failed: FailedCall,
  context: ToolContext,
): Promise<Diagnosis> {
  const { lines, outdated } = await explainUnknownId(failed, context);
  return { lines: [...(await flowLines(failed, context)), ...lines], outdated };
}

/** The code for a flow that others own. */
const noPrivilege = 62103;

async function flowLines(
  { args, cause }: FailedCall,
  context: ToolContext,
): Promise<readonly string[]> {
  const id = args['flowId'] ?? args['id'];
  const name = context.memory.names.get(flowKey(id));
  if (name === undefined) {
    return [];
  }
  const line = `The flow is ${name} (${String(id)}).`;
  if (cause.facts.code !== noPrivilege) {
    return [line];
  }
  const flow = await ifReadable(callEndpoint(context, 'enos_flows_get', { flowId: id }));
  const owners = readPeople(flow?.['owner']);
  return owners.length === 0 ? [line] : [`${line} Its owners are ${owners.join(', ')}.`];
}

/** Says of an id that was refused what it is instead: unknown, a name, or the id of something else. */
async function explainUnknownId(
  { args, cause }: FailedCall,
  context: ToolContext,
): Promise<Diagnosis> {
  if (!saysUnknownId(cause)) {
    return noDiagnosis;
  }
  for (const [argument, look] of Object.entries(looks)) {
    const id = idIn(args, argument);
    const lines = id === undefined ? [] : await look(context, id);
    if (lines.length > 0) {
      return { lines: lines.map((line) => `${argument}: ${line}`), outdated: false };
    }
  }
  return noDiagnosis;
}

function idIn(args: Args, argument: string): string | undefined {
  const value = args[argument];
  const isId = typeof value === 'number' || (typeof value === 'string' && /^\d[\d-]*$/.test(value));
  return isId ? String(value) : undefined;
}

async function lookForFlow(context: ToolContext, id: string): Promise<readonly string[]> {
  const flows = await searchFlows(context, id);
  if (flows.some((flow) => flow.id === id)) {
    return [];
  }
  const named = flows.filter(({ name }) => name === id);
  const known = named.length > 0 ? [] : (await flowOptions(context)).slice(0, maxFlows);
  return [
    `there is no flow with the id ${id}.`,
    ...named.map((flow) => `The flow of that name has the id ${flow.id}.`),
    ...(known.length > 0
      ? [`There are ${known.map((flow) => `${flow.name} (${flow.id})`).join(', ')}.`]
      : []),
  ];
}

async function lookForTaskRun(context: ToolContext, id: string): Promise<readonly string[]> {
  const run = await ifReadable(
    callEndpoint(context, 'enos_task_instances_get', { taskInstId: id }),
  );
  const { data, ...alone } = run ?? {};
  const found = Array.isArray(data) ? data.find(isJsonObject) : alone;
  const flowRun = found?.['flowInstId'];
  return typeof flowRun === 'string'
    ? [`${id} is the run of a task; the run of its flow is ${flowRun}.`]
    : newestRuns(context, id);
}

/** An id of a run begins with the id of its flow, whose newest runs may be meant. */
async function newestRuns(context: ToolContext, id: string): Promise<readonly string[]> {
  const [flowId = ''] = id.split('-');
  const flow = await ifReadable(callEndpoint(context, 'enos_flows_get', { flowId }));
  if (flow === undefined) {
    return [`there is no run ${id}, and no flow with the id ${flowId}.`];
  }
  const name = `${String(flow['flowName'])} (${flowId})`;
  const runs = (await ifReadable(runsOf(context, flow))) ?? [];
  const zone = await serviceZone(context);
  const shown = runs.slice(0, maxRuns).map((run) => runText(run, zone));
  const which = shown.length === 0 ? 'has none' : `has, newest first: ${shown.join(', ')}`;
  return [`there is no run ${id}; the flow ${name} ${which}.`];
}

/** Runs of a flow that an explanation names. */
const maxRuns = 5;

function runText({ instanceId, status, triggerTime }: JsonObject, zone?: string): string {
  return `${String(instanceId)} (${statusName(status)}, for ${timeText(triggerTime, zone)})`;
}

async function lookForFlowRun(context: ToolContext, id: string): Promise<readonly string[]> {
  const run = await ifReadable(
    callEndpoint(context, 'enos_flow_instances_get', { flowInstId: id }),
  );
  const tasks = objectsIn(graphOf(run ?? {})?.['tasks']).slice(0, maxTasks);
  if (run?.['instanceId'] !== id || tasks.length === 0) {
    return [`there is no run ${id} of a task; enos_flow_instances_get lists those of a run.`];
  }
  const named = tasks.map((task) => {
    const name = String(task['taskName'] ?? task['task_name']);
    const taskRun = String(task['taskInstId'] ?? task['task_inst_id']);
    return `${name} ${taskRun} (${statusName(task['status'])})`;
  });
  return [`${id} is the run of a flow; the runs of its tasks are ${named.join(', ')}.`];
}
