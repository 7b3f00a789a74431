import { addFlow } from '../../enos/flows/flow-import.js';
import type { Enos, EnosUser, Flow, FlowSettings, Relation, Task } from '../../enos/model.js';
import { addInstance } from '../../enos/runs/instance-store.js';
import { nodeId } from '../../enos/runs/plan.js';
import { dayText } from '../../enos/schedule/time-text.js';
import { type SampleFlow, sampleFlows } from './flows.js';

const orgId = 'o15475450989191';

/** Who the sample flows belong to, and who calls by default. */
export const enosOwner: EnosUser = {
  userId: 'u15426865866571',
  orgId,
  userName: 'wang.min',
  isLocked: false,
};

/** Sees the flows and may not run them; cannot act at all; belongs elsewhere. */
export const enosUsers: readonly EnosUser[] = [
  enosOwner,
  { userId: 'u15426865866572', orgId, userName: 'zhou.tao', isLocked: false },
  { userId: 'u15426865866573', orgId, userName: 'sun.lei', isLocked: true },
  { userId: 'u15426865866574', orgId: 'o15475450989192', userName: 'guest', isLocked: false },
];

const dayMs = 24 * 60 * 60 * 1_000;
const hourMs = 60 * 60 * 1_000;

/** Adds flows to try things on: their directories, what they did lately, and what they depend on. */
export function addEnosSample(enos: Enos): Readonly<Record<keyof typeof sampleFlows, Flow>> {
  const root = addDirectory('Workflow', undefined, enos);
  const dirId = addDirectory('电站数据', root, enos);
  addDirectory('归档', root, enos);
  const flows = {
    succeeds: addSampleFlow(sampleFlows.succeeds, dirId, enos),
    fails: addSampleFlow(sampleFlows.fails, dirId, enos),
    timesOut: addSampleFlow(sampleFlows.timesOut, dirId, enos),
    empty: addSampleFlow(sampleFlows.empty, root, enos),
    periodic: addSampleFlow(sampleFlows.periodic, dirId, enos),
    reliesOnOther: addSampleFlow(sampleFlows.reliesOnOther, dirId, enos),
  };
  dependOn(flows.reliesOnOther, flows.succeeds);
  const now = enos.clock.now();
  for (const flow of [flows.succeeds, flows.fails]) {
    const yesterday = now - dayMs;
    addInstance(flow, { triggerTime: yesterday, createdAt: yesterday }, enos);
  }
  flows.periodic.scheduledUntil = now - 6 * hourMs;
  return flows;
}

function addDirectory(name: string, parentId: string | undefined, enos: Enos): string {
  const dirId = enos.newDirId();
  enos.directories.push({ dirId, orgId, name, parentId });
  return dirId;
}

function addSampleFlow(sample: SampleFlow, dirId: string, enos: Enos): Flow {
  const tasks = sample.tasks.map(([name, cmd], index) => taskOf(name, cmd, index, enos));
  const settings: FlowSettings = {
    name: sample.name,
    type: sample.type,
    freq: sample.freq,
    cycle: sample.cycle,
    parameters: sample.parameters,
    alertMode: 1,
    doAs: 'data_power',
    owners: [enosOwner.userName, 'sun.lei'],
    visitors: ['zhou.tao'],
    startTime: dayText(enos.clock.now() - 30 * dayMs),
    active: sample.type,
    desc: sample.desc,
    queue: '',
    tasks,
    links: [],
    relations: chained(tasks),
  };
  return addFlow({ flowId: enos.newFlowId(), dirId, settings }, enosOwner, enos);
}

function taskOf(name: string, cmd: string, index: number, { newTaskId }: Enos): Task {
  const runMode = { taskMode: 1, cpu: 0.5, memory: 1, maxParallel: 0, keyType: 0 };
  return {
    taskId: newTaskId(),
    name,
    type: 'COMMAND',
    cmd,
    timeoutS: 300,
    retryLimit: 0,
    runMode: JSON.stringify({ ...runMode, datasourceId: 0, path: '', content: '' }),
    position: { x: 0.002, y: Number((0.002 + index * 0.006).toFixed(3)) },
  };
}

/** Each task after the one before it. */
function chained(tasks: readonly Task[]): readonly Relation[] {
  return tasks.slice(1).flatMap((task, index) => {
    const before = tasks[index];
    return before === undefined ? [] : [after(nodeId(before), nodeId(task))];
  });
}

function dependOn(flow: Flow, source: Flow): void {
  const { settings } = flow;
  const links = [{ flowId: source.flowId, position: { x: 0.02, y: 0.002 } }];
  const first = settings.tasks[0];
  const waits = first === undefined ? [] : [after(`f_${source.flowId}`, nodeId(first))];
  flow.settings = { ...settings, links, relations: [...settings.relations, ...waits] };
}

function after(source: string, target: string): Relation {
  return { source, target, cycleGap: 'D0', rerun: false };
}
