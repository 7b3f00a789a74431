import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.js';
import { published } from '../../../support/toolbox.js';
import { type EnosName, EnosToolFixture, enosNames } from './fixtures/enos-fixture.js';

let fixture: EnosToolFixture;

beforeAll(async () => {
  fixture = await EnosToolFixture.start({ enosOptions: { triggerGapMs: 0 } });
});
afterAll(() => fixture.sandbox.close());

const moment = '2026-11-21T09:00:00+08:00';

const dirIdOf = ({ data }: JsonObject) => {
  const [root] = Array.isArray(data) ? data : [];
  return String(root?.key);
};

const newDirectory = async (dirName: string) => ({
  parentId: dirIdOf(await fixture.answer('enos_directories_list', { raw: true })),
  dirName,
});

const exported = async () => ({
  flowName: '日报副本',
  desc: '',
  dirId: dirIdOf(await fixture.answer('enos_directories_list', { raw: true })),
  flowJson: await fixture.answer('enos_flows_export', { flowId: fixture.flows.succeeds.flowId }),
});

const saved = async () => {
  const { flowId, flowName, owner, visitor, graph, parameters, ...flow } = await fixture.answer(
    'enos_flows_load_for_edit',
    { flowId: fixture.flows.periodic.flowId },
  );
  const { freq, cycle, type, alertMode, doAs, startTime, active } = flow;
  const kept = { freq, cycle, type, alertMode, doAs, startTime, active };
  const { tasks, relations } = graph as JsonObject;
  return {
    ...kept,
    desc: '改过的说明',
    id: flowId,
    name: flowName,
    owners: owner,
    visitors: visitor,
    parameters,
    tasks,
    relations,
  };
};

const started = async () => {
  const { flowId } = fixture.flows.timesOut;
  const { flowInstanceId } = await fixture.answer('enos_flows_trigger', {
    flowId,
    triggerTime: moment,
  });
  return String(flowInstanceId);
};

const finishedTask = async () => {
  const { flowId, settings } = fixture.flows.succeeds;
  const { flowInstanceId } = await fixture.answer('enos_flows_trigger', {
    flowId,
    triggerTime: moment,
    wait: true,
  });
  return { taskInstId: `${settings.tasks[0]?.taskId}-${String(flowInstanceId).split('-')[1]}` };
};

const own = (flow: keyof typeof fixture.flows) => ({ flowId: fixture.flows[flow].flowId });

/** Arguments, and some facts of the answer. */
const scenarios: Readonly<
  Record<EnosName, readonly [args: () => object | Promise<object>, facts: object]>
> = {
  enos_flows_search: [
    () => ({ expression: 'daily' }),
    { columns: ['flowId', 'flowName'], rows: [[expect.anything(), 'daily_power_report']] },
  ],
  enos_flows_get_mine: [
    () => ({ expression: 'hourly' }),
    { rows: [[expect.anything(), 'hourly_weather_sync', 'H', true]] },
  ],
  enos_flows_get: [() => own('succeeds'), { graph: { tasks: [{ taskName: 'extract' }, {}, {}] } }],
  enos_flows_load_for_edit: [() => own('periodic'), { parameters: [{ key: 'REGION' }] }],
  enos_flows_save: [saved, { flowId: expect.anything() }],
  enos_flows_import: [exported, { flowId: expect.anything() }],
  enos_flows_export: [() => own('fails'), { tasks: [{ runMode: { taskMode: 1 } }, {}, {}] }],
  enos_flows_delete: [() => own('reliesOnOther'), { deleted: true }],
  enos_flows_enable: [() => own('periodic'), { updated: true }],
  enos_flows_disable: [() => own('periodic'), { updated: true }],
  enos_flows_trigger: [
    () => ({ ...own('fails'), triggerTime: moment }),
    { flowInstanceId: expect.stringMatching(/^\d+-\d{14}$/) },
  ],
  enos_flows_update_and_trigger: [
    () => ({ ...own('fails'), triggerTime: moment, parameters: { SOURCE: 'meter-db-02' } }),
    { flowInstanceId: expect.stringMatching(/^\d+-\d{14}$/) },
  ],
  enos_flows_trigger_from_task: [
    () => ({
      ...own('succeeds'),
      taskId: fixture.flows.succeeds.settings.tasks[2]?.taskId,
      triggerTime: moment,
    }),
    { flowInstanceId: expect.stringMatching(/^\d+-\d{14}$/) },
  ],
  enos_flow_instances_search: [
    () => ({
      type: 0,
      status: 'FAIL',
      fromTriggerTime: '2026-11-19T00:00:00+08:00',
      toTriggerTime: '2026-11-21T00:00:00+08:00',
    }),
    { rows: [expect.arrayContaining(['meter_data_import', 'FAIL'])] },
  ],
  enos_flow_instances_get: [
    async () => ({ flowInstId: await started() }),
    { flowName: 'archive_history', rows: [expect.arrayContaining(['archive'])] },
  ],
  enos_flow_instances_cancel: [async () => ({ flowInstId: await started() }), { updated: true }],
  enos_task_instances_get: [finishedTask, { taskName: 'extract', runMode: { taskMode: 1 } }],
  enos_task_instances_get_log: [finishedTask, { log: expect.stringContaining('1440 rows read') }],
  enos_directories_create: [() => newDirectory('月报'), { dirId: expect.any(String) }],
  enos_directories_list: [() => ({}), { columns: ['path', 'id', 'kind', 'editable'] }],
  enos_time_get_current: [() => ({}), { data: expect.any(Number) }],
  enos_time_get_zone: [() => ({}), { timezone: 'GMT+8' }],
};

/** What a write reads: the names in its arguments, what it keeps, and what it changed. */
const looks: ReadonlySet<string | undefined> = new Set([
  'enos_flows_get',
  'enos_flows_load_for_edit',
  'enos_flow_instances_get',
  'enos_flows_search',
  'enos_time_get_zone',
]);

describe('every tool of EnOS', () => {
  it('is visited, and is published', () => {
    expect(Object.keys(scenarios).sort()).toEqual([...enosNames].sort());
    const names = published.map(({ listed }) => listed.name);
    expect(names).toEqual(expect.arrayContaining(enosNames));
  });

  it.each(enosNames)('%s succeeds with one request beside those that look', async (name) => {
    const [argsFor, facts] = scenarios[name];
    const args = await argsFor();
    const before = fixture.calls.length;
    expect(await fixture.answer(name, args)).toMatchObject(facts);
    const calls = fixture.calls.slice(before);
    expect(calls).toContain(name);
    expect(calls.filter((call) => call !== name && !looks.has(call))).toEqual([]);
    expect(calls.filter((call) => call === name)).toHaveLength(1);
  });
});
