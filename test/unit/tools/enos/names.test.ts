import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.js';
import { estimateTokens } from '../../../../src/tools/answer/tokens.js';
import { type EnosName, EnosToolFixture } from './fixtures/enos-fixture.js';

let fixture: EnosToolFixture;

beforeEach(async () => {
  fixture = await EnosToolFixture.start({ enosOptions: { triggerGapMs: 0 } });
});
afterEach(() => fixture.sandbox.close());

const moment = { triggerTime: '2026-11-21T09:00:00+08:00' };
const flowNames = (which: keyof EnosToolFixture['flows'], name: string) => {
  const flow = fixture.flows[which];
  flow.settings = { ...flow.settings, name };
  return flow.flowId;
};

/** The directories of the sample by name. */
const dirId = (name: string) =>
  fixture.sandbox.enos.enos.directories.find((each) => each.name === name)!.dirId;

/** The tools that take a flow, with their other arguments. */
const flowTools = {
  enos_flows_get: {},
  enos_flows_load_for_edit: {},
  enos_flows_export: {},
  enos_flows_delete: {},
  enos_flows_enable: {},
  enos_flows_disable: {},
  enos_flows_trigger: moment,
  enos_flows_update_and_trigger: { ...moment, parameters: {} },
  enos_flows_trigger_from_task: { ...moment, taskId: 'load' },
} satisfies Partial<Record<EnosName, object>>;

describe('a flow', () => {
  it.each([
    ['its id', '3377'],
    ['its name', 'daily_power_report'],
    ['its name but for case and blanks', ' Daily_Power_Report '],
    ['its path', 'Workflow/电站数据/daily_power_report'],
    ['its path below the root', '电站数据/daily_power_report'],
  ])('goes by %s', async (_, flowId) => {
    expect(await fixture.answer('enos_flows_get', { flowId })).toMatchObject({ flowId: 3377 });
  });

  it('that is unknown is refused with those that there are, the nearest first', async () => {
    const text = await fixture.failure('enos_flows_delete', { flowId: 'daily_power_reprot' });
    expect(text).toMatch(/flowId is "daily_power_reprot", and there is no flow of that id or name/);
    expect(text).toMatch(
      /Did you mean daily_power_report\? There are: .*meter_data_import \(3378\)/,
    );
    expect(fixture.calls).not.toContain('enos_flows_delete');
  });

  it('of which two have the name is refused with their paths and ids', async () => {
    flowNames('empty', 'daily_power_report');
    const text = await fixture.failure('enos_flows_delete', { flowId: 'daily_power_report' });
    expect(text).toMatch(/"daily_power_report", which could be 2 flows/);
    expect(text).toContain('Workflow/电站数据/daily_power_report (3377)');
    expect(text).toContain('Workflow/daily_power_report (3380)');
    const path = 'Workflow/daily_power_report';
    expect(await fixture.answer('enos_flows_get', { flowId: path })).toMatchObject({
      flowId: 3380,
    });
  });

  it('that two names fit but for case is refused, and its own name is not', async () => {
    flowNames('empty', 'Weekly_Summary');
    expect(await fixture.failure('enos_flows_get', { flowId: 'WEEKLY_SUMMARY' })).toContain(
      'could be 2 flows',
    );
    expect(await fixture.answer('enos_flows_get', { flowId: 'weekly_summary' })).toMatchObject({
      flowId: 3382,
    });
  });

  it('whose name consists of digits is found by it', async () => {
    const flowId = flowNames('empty', '2024');
    for (const tool of ['enos_flows_get', 'enos_flows_enable'] as const) {
      const { notes } = await fixture.answer(tool, { flowId: '2024' });
      expect(notes).toContain(
        `flowId: 2024 was read as the name of the flow with the id ${flowId}`,
      );
    }
    expect(await fixture.answer('enos_flows_get', { flowId: '3377' })).toMatchObject({
      flowName: 'daily_power_report',
    });
  });

  it('of which one has digits as its id and another as its name is refused where it is changed', async () => {
    flowNames('empty', String(fixture.flows.succeeds.flowId));
    const text = await fixture.failure('enos_flows_disable', {
      flowId: fixture.flows.succeeds.flowId,
    });
    expect(text).toMatch(/could be 2 flows.*daily_power_report/s);
    expect(fixture.calls).not.toContain('enos_flows_disable');
  });

  it('that is not there is found out before it is run, so that nobody waits a minute', async () => {
    const { taskId = 0 } = fixture.flows.succeeds.settings.tasks[0] ?? {};
    const text = await fixture.failure('enos_flows_trigger_from_task', {
      ...{ flowId: 99_999, taskId, triggerTime: 'now' },
    });
    expect(text).toMatch(
      /"99999", and there is no flow of that id or name.*daily_power_report \(/s,
    );
    expect(text).not.toContain('Wait 60 s');
    expect(fixture.calls).not.toContain('enos_flows_trigger_from_task');
  });

  it('is named in the answer and in the refusal of what is done with its id', async () => {
    const { succeeds, empty } = fixture.flows;
    const done = await fixture.answer('enos_flows_trigger', { flowId: succeeds.flowId, ...moment });
    expect(done['flowName']).toBe('daily_power_report');
    const text = await fixture.failure('enos_flows_trigger', { flowId: empty.flowId, ...moment });
    expect(text).toContain(`The flow is new_flow_draft (${empty.flowId}).`);
  });

  it('is told apart from a run', async () => {
    const text = await fixture.failure('enos_flows_trigger', {
      flowId: '3377-20261121090000',
      ...moment,
    });
    expect(text).toMatch(/the id of a run and not of a flow\. Allowed: .*3377/);
    expect(fixture.calls).not.toContain('enos_flows_trigger');
  });

  it.each(Object.entries(flowTools))('is named in %s', async (name, args) => {
    const text = await fixture.failure(name as EnosName, { flowId: 'no such flow', ...args });
    expect(text).toMatch(/"no such flow", and there is no flow of that id or name/);
    expect(fixture.calls).not.toContain(name);
  });
});

describe('a task of a flow', () => {
  const triggered = (taskId: unknown) =>
    fixture.answer('enos_flows_trigger_from_task', {
      flowId: 'daily_power_report',
      taskId,
      ...moment,
    });

  it.each(['load', 'LOAD', 104_445, '104445'])('goes by its name or id: %j', async (taskId) => {
    await triggered(taskId);
    expect([...fixture.sandbox.enos.enos.instances.at(-1)!.taskIds]).toEqual([104_445]);
  });

  it('that is unknown in it is refused with those that it has', async () => {
    const text = await fixture.failure('enos_flows_trigger_from_task', {
      ...{ flowId: 'daily_power_report', taskId: 'import', ...moment },
    });
    expect(text).toMatch(/no task in flow daily_power_report of that id or name/);
    expect(text).toContain('extract (104443), transform (104444), load (104445)');
  });
});

describe('a directory', () => {
  const created = (parentId: string) =>
    fixture.answer('enos_directories_create', { parentId, dirName: '月报' });
  const parentOf = ({ dirId: id }: JsonObject) =>
    fixture.sandbox.enos.enos.directories.find((each) => each.dirId === id)?.parentId;

  it('goes by its id, its name or its path', async () => {
    expect(parentOf(await created('归档'))).toBe(dirId('归档'));
    expect(parentOf(await created('Workflow/电站数据'))).toBe(dirId('电站数据'));
    expect(parentOf(await created(dirId('Workflow')))).toBe(dirId('Workflow'));
  });

  it('that is unknown, or could be two, is refused with ids and paths', async () => {
    await created('归档');
    await created('电站数据');
    const args = { parentId: '月报', dirName: 'a' };
    const text = await fixture.failure('enos_directories_create', args);
    expect(text).toMatch(
      /could be 2 directories.*Workflow\/电站数据\/月报 \(.*Workflow\/归档\/月报 \(/,
    );
    const more = { flowName: 'a', desc: '', dirId: '归挡', flowJson: {} };
    expect(await fixture.failure('enos_flows_import', more)).toContain('Did you mean 归档?');
    expect(fixture.calls).not.toContain('enos_flows_import');
  });
});

describe('a run', () => {
  const run = (flowInstId: unknown) => fixture.run('enos_flow_instances_get', { flowInstId });

  it('goes by its flow where the flow has one, and the answer says which', async () => {
    const { structured, isError } = await run('daily_power_report');
    expect(isError).toBe(false);
    expect(structured).toMatchObject({ flowId: 3377 });
    expect(structured?.['notes']).toEqual([
      expect.stringMatching(/"daily_power_report" was read as 3377-\d+, the only run of the flow/),
    ]);
  });

  it('of a flow that has several, or none, is refused with those that there are', async () => {
    await fixture.answer('enos_flows_trigger', { flowId: 3377, ...moment });
    expect((await run(3377)).text).toMatch(
      /has 2 runs, the newest first\. Allowed: 3377-2026112109/,
    );
    expect((await run('new_flow_draft')).text).toContain('which has no run');
    expect((await run('no such flow')).text).toContain('there is no flow of that id or name');
  });

  it('that is cancelled by its flow is the one that is not over', async () => {
    const cancel = () =>
      fixture.run('enos_flow_instances_cancel', { flowInstId: 'archive_history' });
    expect((await cancel()).text).toContain('which has no run that is not over');
    await fixture.answer('enos_flows_trigger', { flowId: 'archive_history', ...moment });
    expect(await cancel()).toMatchObject({
      isError: false,
      structured: { changes: { rows: [['status', expect.any(String), 'CANCEL']] } },
    });
    expect(fixture.sandbox.enos.enos.instances.at(-1)?.cancelledAt).toBeDefined();
  });

  it('of a flow is told apart from the run of a task, and the other way round', async () => {
    const args = { flowId: 'daily_power_report', ...moment, wait: true };
    const { flowInstanceId } = await fixture.answer('enos_flows_trigger', args);
    const flowRun = String(flowInstanceId);
    const taskRun = `104443-${flowRun.split('-')[1]}`;
    const log = await fixture.failure('enos_task_instances_get_log', { taskInstId: flowRun });
    expect(log).toContain(`${flowRun} is the run of a flow`);
    expect(log).toContain(`extract ${taskRun} (SUCCESS)`);
    expect((await run(taskRun)).text).toContain(
      `${taskRun} is the run of a task; the run of its flow is ${flowRun}.`,
    );
  });
});

describe('a run that is over', () => {
  it('cannot be cancelled, and the answer says how it ended', async () => {
    const { instanceId } = fixture.sandbox.enos.enos.instances[0]!;
    const args = { flowInstId: instanceId };
    const { notes } = await fixture.answer('enos_flow_instances_cancel', args);
    expect(notes).toEqual([
      'nothing was cancelled: the run of daily_power_report was over already (SUCCESS)',
    ]);
    expect(fixture.calls).not.toContain('enos_flow_instances_cancel');
  });
});

describe('a search of runs', () => {
  const search = { type: 2, fromTriggerTime: 0, toTriggerTime: '2026-12-01T00:00:00Z' };

  it('that finds nothing says which types of flows it left out', async () => {
    const { notes } = await fixture.answer('enos_flow_instances_search', search);
    expect(notes).toEqual([expect.stringMatching(/2 temporary.*without type, all are searched/)]);
  });

  it('without a type finds those of every type, the newest first, page by page', async () => {
    const search = { fromTriggerTime: 0, toTriggerTime: '2026-12-01' };
    const all = await fixture.answer('enos_flow_instances_search', search);
    const times = (all['rows'] as string[][]).map((row) => String(row[4]));
    expect(times).toEqual(times.toSorted().reverse());
    expect(new Set((all['rows'] as string[][]).map((row) => row[1])).size).toBeGreaterThan(1);
    const found: unknown[] = [];
    for (let cursor: unknown; ; ) {
      const page = await fixture.answer('enos_flow_instances_search', {
        ...search,
        limit: 2,
        ...(cursor !== undefined && { cursor }),
      });
      found.push(...(page['rows'] as unknown[]));
      cursor = page['next_cursor'];
      if (cursor === undefined) {
        break;
      }
    }
    expect(found).toEqual(all['rows']);
  });

  it('answers columns and rows with names, words and ISO times; raw gives what the vendor sends', async () => {
    const search = { type: 0, fromTriggerTime: '2026-11-01', toTriggerTime: 'today' };
    const { columns, rows, notes } = await fixture.answer('enos_flow_instances_search', search);
    const row = (rows as Json[][]).find(([, name]) => name === 'meter_data_import');
    expect(columns).toEqual([
      ...['instanceId', 'flowName', 'flowId', 'status', 'triggerTime', 'startTime', 'endTime'],
      'owner',
    ]);
    expect(row?.slice(1, 5)).toEqual([
      ...['meter_data_import', fixture.flows.fails.flowId, 'FAIL'],
      expect.stringMatching(/^2026-11-\d\dT\d\d:\d\d:\d\d\+08:00$/),
    ]);
    expect(estimateTokens(JSON.stringify(row))).toBeLessThan(120);
    expect(notes).toEqual([
      'fromTriggerTime: 2026-11-01 was read as 2026-11-01T00:00:00+08:00, on the clock of EnOS',
      'toTriggerTime: today was read as 2026-11-21T23:59:59+08:00, on the clock of EnOS',
    ]);
    const { items } = await fixture.answer('enos_flow_instances_search', { ...search, raw: true });
    expect((items as JsonObject[])[0]).toHaveProperty('graph');
  });

  it('from a time to one before it is refused', async () => {
    const reversed = { ...search, fromTriggerTime: '2026-12-02T00:00:00Z' };
    const text = await fixture.failure('enos_flow_instances_search', reversed);
    expect(text).toContain('toTriggerTime is before fromTriggerTime');
    expect(fixture.calls).toEqual([]);
  });
});
