import { addFlow } from '../../enos/flows/flow-import.js';
import {
  type Enos,
  type EnosRelation,
  type EnosUser,
  type Flow,
  type FlowParameter,
  type FlowSettings,
  type FlowTask,
  nodeId,
} from '../../enos/model.js';
import { addInstance } from '../../enos/runs/triggers.js';
import { dayText } from '../../enos/schedule/time-text.js';

interface SampleFlow {
  readonly name: string;
  readonly desc: string;
  /** 0 manual, 1 periodic. */
  readonly type: 0 | 1;
  readonly freq: string;
  readonly cycle: string;
  readonly parameters: readonly FlowParameter[];
  /** One after the other. */
  readonly tasks: readonly (readonly [name: string, cmd: string])[];
}

const daily = { type: 0, freq: '0 0 2 * * ? *', cycle: 'D' } as const;

/** What the sample has, by what becomes of it. */
const sampleFlows = {
  succeeds: {
    ...daily,
    name: 'daily_power_report',
    desc: '汇总前一天的发电量，生成日报',
    parameters: [
      { key: 'SITE', value: 'all' },
      { key: 'OUTPUT', value: '/reports/daily' },
    ],
    tasks: [
      ['extract', 'echo "reading meters of site $SITE"; sleep 2; echo "1440 rows read"'],
      ['transform', 'echo "aggregating by hour"; sleep 1; echo "24 rows"'],
      ['load', 'echo "writing $OUTPUT/$SITE.csv"; sleep 1; echo "done"'],
    ],
  },
  fails: {
    ...daily,
    name: 'meter_data_import',
    desc: '从电表数据库导入读数',
    parameters: [{ key: 'SOURCE', value: 'meter-db-01' }],
    tasks: [
      ['check', 'echo "source $SOURCE is reachable"'],
      [
        'import',
        'echo "connecting to jdbc:mysql://$SOURCE:3306/meters as etl"; sleep 2; echo "ERROR 1045 (28000): Access denied for user \'etl\'@\'$SOURCE\' (using password: YES)"; exit 1',
      ],
      ['notify', 'echo "import finished"'],
    ],
  },
  timesOut: {
    ...daily,
    name: 'archive_history',
    desc: '归档历史数据，通常要超过五分钟的上限',
    parameters: [],
    tasks: [['archive', 'echo "copying partition 2019"; sleep 600; echo "done"']],
  },
  empty: {
    ...daily,
    name: 'new_flow_draft',
    desc: '尚未配置任务',
    parameters: [],
    tasks: [],
  },
  periodic: {
    name: 'hourly_weather_sync',
    desc: '每小时同步气象数据',
    type: 1,
    freq: '0 0 * * * ? *',
    cycle: 'H',
    parameters: [{ key: 'REGION', value: 'east' }],
    tasks: [['sync', 'echo "syncing $REGION"; sleep 5; echo "ok"']],
  },
  reliesOnOther: {
    ...daily,
    name: 'weekly_summary',
    desc: '依赖日报',
    parameters: [],
    tasks: [['summarize', 'echo "summarizing seven reports"; sleep 1']],
  },
} satisfies Readonly<Record<string, SampleFlow>>;

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

function taskOf(name: string, cmd: string, index: number, { newTaskId }: Enos): FlowTask {
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
function chained(tasks: readonly FlowTask[]): readonly EnosRelation[] {
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

function after(source: string, target: string): EnosRelation {
  return { source, target, cycleGap: 'D0', rerun: false };
}
