import { isJsonObject } from '../../../core/json.js';
import { statusName } from '../../../endpoints/enos/statuses.js';
import type { Diagnosis } from '../../answer/render.js';
import { type Args, callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { type FailedCall, noDiagnosis } from '../../context/vendor.js';
import { graphOf, objectsIn } from '../read/flow.js';
import { ifReadable } from '../read/if-readable.js';
import { searchFlows } from '../resolve/flows.js';

/** Codes with which an id is refused that is not there; they have other meanings too. */
const codes: ReadonlySet<number | undefined> = new Set([62102, 62109]);
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

/** Says of an id that was refused what it is instead: unknown, a name, or the id of something else. */
export async function explainUnknownId(
  { args, cause }: FailedCall,
  context: ToolContext,
): Promise<Diagnosis> {
  if (!codes.has(cause.facts.code) || cause.facts.kind === 'conflict') {
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
  return [
    `there is no flow with the id ${id}.`,
    ...named.map((flow) => `The flow of that name has the id ${flow.id}.`),
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
    : [];
}

async function lookForFlowRun(context: ToolContext, id: string): Promise<readonly string[]> {
  const run = await ifReadable(
    callEndpoint(context, 'enos_flow_instances_get', { flowInstId: id }),
  );
  const tasks = objectsIn(graphOf(run ?? {})?.['tasks']).slice(0, maxTasks);
  if (run?.['instanceId'] !== id || tasks.length === 0) {
    return [];
  }
  const named = tasks.map((task) => {
    const name = String(task['taskName'] ?? task['task_name']);
    const taskRun = String(task['taskInstId'] ?? task['task_inst_id']);
    return `${name} ${taskRun} (${statusName(task['status'])})`;
  });
  return [`${id} is the run of a flow; the runs of its tasks are ${named.join(', ')}.`];
}
