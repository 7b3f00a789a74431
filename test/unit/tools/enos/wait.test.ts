import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.js';
import type { FlowSettings } from '../../../../src/sandbox/enos/model.js';
import { EnosToolFixture } from './fixtures/enos-fixture.js';

let fixture: EnosToolFixture;

beforeEach(async () => {
  fixture = await EnosToolFixture.start();
});
afterEach(() => fixture.sandbox.close());

type Which = keyof EnosToolFixture['flows'];

const triggered = (flow: Which, more: object = {}) => ({
  flowId: fixture.flows[flow].flowId,
  triggerTime: '2026-11-21T09:00:00+08:00',
  ...more,
});

/** Trims the settings of a sample flow. */
function change(flow: Which, settings: Partial<FlowSettings>): void {
  fixture.flows[flow].settings = { ...fixture.flows[flow].settings, ...settings };
}

/** Gives the tasks of a sample flow another command. */
function doing(flow: Which, cmd: string): void {
  change(flow, { tasks: fixture.flows[flow].settings.tasks.map((task) => ({ ...task, cmd })) });
}

const notesOf = ({ notes }: JsonObject) => String(notes);

const wait = { wait: true };

describe('a trigger that waits', () => {
  it('follows the run to its success, telling how far it is', async () => {
    const told: (readonly unknown[])[] = [];
    const facts = await fixture.answer('enos_flows_trigger', triggered('succeeds', wait), {
      onProgress: (...progress) => told.push(progress),
    });
    expect(facts).toEqual({
      flowInstanceId: expect.stringMatching(/^\d+-\d{14}$/),
      flowName: 'daily_power_report',
      status: 'SUCCESS',
      tasks_done: 3,
      tasks_total: 3,
    });
    expect(told[0]).toEqual([0, 3, 'WAIT']);
    expect(told).toContainEqual([1, 3, 'RUNNING: transform']);
    expect(told.at(-1)).toEqual([3, 3, 'SUCCESS']);
  });

  it('looks less and less often', async () => {
    await fixture.answer('enos_flows_trigger', triggered('timesOut', wait));
    const looks = fixture.sandbox.requests.filter(({ name }) => name === 'enos_flow_instances_get');
    const gaps = looks.slice(1).map(({ time }, index) => time - (looks[index]?.time ?? 0));
    expect(gaps).toEqual([2_000, 3_000, 4_000, 5_000, 5_000, 5_000, 5_000, 5_000, 5_000, 5_000]);
  });

  it('names the task that failed, with the end of its log', async () => {
    const facts = await fixture.answer('enos_flows_trigger', triggered('fails', wait));
    expect(facts).toMatchObject({ status: 'FAIL', tasks_done: 2, tasks_total: 3 });
    expect(facts['failed_tasks']).toEqual([
      {
        taskInstId: expect.stringMatching(/^\d+-\d{14}$/),
        taskName: 'import',
        status: 'FAIL',
        log_tail: expect.stringMatching(/ERROR 1045 .*\nexit code: 1$/s),
      },
    ]);
    expect(facts['notes']).toBeUndefined();
  });

  it('names the task that took too long', async () => {
    const tasks = fixture.flows.timesOut.settings.tasks.map((task) => ({ ...task, timeoutS: 5 }));
    change('timesOut', { tasks });
    const facts = await fixture.answer('enos_flows_trigger', triggered('timesOut', wait));
    expect(facts).toMatchObject({
      status: 'TIMEOUT',
      failed_tasks: [
        {
          taskName: 'archive',
          status: 'TIMEOUT',
          log_tail: expect.stringMatching(/timeout of 5 s/),
        },
      ],
    });
  });

  it('shows of a long log what stands last, and no half of a character', async () => {
    doing('fails', `echo "${'a'.repeat(400)}${'😀'.repeat(800)}"; exit 3`);
    const { failed_tasks } = await fixture.answer('enos_flows_trigger', triggered('fails', wait));
    const [task] = failed_tasks as JsonObject[];
    const tail = String(task?.['log_tail']);
    expect(tail).toMatch(/^…(😀)+\nexit code: 3$/u);
    expect(tail.length).toBeGreaterThan(1_490);
    expect(tail.length).toBeLessThanOrEqual(1_501);
  });

  it('says that a log cannot be read, and still how the run ended', async () => {
    fixture.reply('enos_task_instances_get_log', { code: 62109, msg: 'No log found', data: null });
    expect(await fixture.answer('enos_flows_trigger', triggered('fails', wait))).toMatchObject({
      status: 'FAIL',
      failed_tasks: [{ taskName: 'import', no_log: 'EnOS answered 62109: No log found.' }],
    });
  });

  it('shows ten of many failures', async () => {
    const [task] = fixture.flows.fails.settings.tasks;
    const many = Array.from({ length: 12 }, (_, n) => ({
      ...task!,
      taskId: 1_000 + n,
      name: `part ${n}`,
      cmd: 'exit 1',
    }));
    change('fails', { tasks: many, relations: [] });
    const facts = await fixture.answer('enos_flows_trigger', triggered('fails', wait));
    expect(facts['failed_tasks']).toHaveLength(10);
    expect(notesOf(facts)).toBe('failed_tasks holds the first 10 of 12');
  });

  it('runs with the parameters of this time', async () => {
    const parameters = { SOURCE: 'meter-db-02' };
    const args = triggered('fails', { ...wait, parameters });
    const facts = await fixture.answer('enos_flows_update_and_trigger', args);
    expect(JSON.stringify(facts['failed_tasks'])).toContain("'etl'@'meter-db-02'");
  });

  it('counts the tasks that it leaves out as done', async () => {
    const taskId = fixture.flows.succeeds.settings.tasks[2]?.taskId;
    const args = triggered('succeeds', { ...wait, taskId });
    expect(await fixture.answer('enos_flows_trigger_from_task', args)).toMatchObject({
      status: 'SUCCESS',
      tasks_done: 3,
      tasks_total: 3,
    });
  });

  it('sends nothing in a dry run', async () => {
    const args = triggered('succeeds', { ...wait, wait_seconds: 9, dry_run: true });
    const { would_send } = await fixture.answer('enos_flows_trigger', args);
    expect(would_send).toEqual({
      method: 'POST',
      path: '/batch-processing-service/v2.1/flows',
      query: { action: 'trigger' },
      body: { flowId: fixture.flows.succeeds.flowId, triggerTime: 1_795_222_800_000 },
    });
    expect(fixture.sent).toEqual([]);
  });

  it('is refused without waiting where its flow was just triggered, and says how long to wait', async () => {
    await fixture.answer('enos_flows_trigger', triggered('succeeds'));
    const before = fixture.sent.length;
    const text = await fixture.failure('enos_flows_trigger', triggered('succeeds', wait));
    expect(text).toMatch(/62102.*repeatedly in 1 minute/);
    expect(text).toContain('wait until a minute after its last one');
    expect(text).toContain('Wait 60 s first.');
    expect(text).not.toContain('will fail again');
    expect(fixture.sent.length).toBe(before + 1);
    fixture.clock.pass(60_000);
    await fixture.answer('enos_flows_trigger', triggered('succeeds', wait));
  });

  it.each([
    ['nothing', {}, 1],
    ['no', { wait: false, wait_seconds: 9 }, 1],
    ['a time alone', { wait_seconds: 1 }, 2],
  ])('takes %s for what it says', async (_, wishes, requests) => {
    await fixture.answer('enos_flows_trigger', triggered('timesOut', wishes));
    expect(fixture.sent).toHaveLength(requests);
  });

  it.each([0, 51, 1.5])('waits for no %d seconds', async (wait_seconds) => {
    const args = triggered('succeeds', { ...wait, wait_seconds });
    expect(await fixture.failure('enos_flows_trigger', args)).toContain('wait_seconds');
    expect(fixture.sent).toEqual([]);
  });
});

describe('a run that is not over when the time is', () => {
  it.each([
    ['45 s', {}, 45_000],
    ['as long as was asked for', { wait_seconds: 12 }, 12_000],
  ])('was waited for %s; the answer says how to look again', async (_, wishes, waited) => {
    const startedAt = fixture.clock.now();
    const args = triggered('timesOut', { ...wait, ...wishes });
    const facts = await fixture.answer('enos_flows_trigger', args);
    expect(fixture.clock.now() - startedAt).toBe(waited);
    expect(facts).toMatchObject({ status: 'RUNNING', tasks_done: 0, tasks_total: 1 });
    expect(notesOf(facts)).toBe(
      `the time to wait is over; the run is RUNNING and goes on: look again with enos_flow_instances_get, flowInstId ${facts['flowInstanceId']}`,
    );
  });

  it('was waited for less where the trigger itself took long', async () => {
    fixture.fault({ kind: 'slow', endpoint: 'enos_flows_trigger', ms: 4_000 });
    const args = triggered('timesOut', { wait_seconds: 3 });
    expect(await fixture.answer('enos_flows_trigger', args)).toMatchObject({ status: 'RUNNING' });
    expect(fixture.sent).toHaveLength(2);
  });
});

describe('waiting', () => {
  it('that is cancelled leaves the run alone, and says so', async () => {
    const caller = new AbortController();
    const text = await fixture.failure('enos_flows_trigger', triggered('succeeds', wait), {
      signal: caller.signal,
      onProgress: () => caller.abort(),
    });
    const [flowInstId] = /\b\d+-\d{14}\b/.exec(text) ?? [];
    expect(text).toContain(`its run ${flowInstId} goes on at EnOS.`);
    expect(text).toContain('enos_flow_instances_cancel stops it');
    expect(fixture.calls).not.toContain('enos_flow_instances_cancel');
    fixture.clock.pass(60_000);
    const run = await fixture.answer('enos_flow_instances_get', { flowInstId });
    expect(run['statusDesc']).toBe('SUCCESS');
  });

  it('ends with a run that somebody cancels', async () => {
    const facts = await fixture.answer('enos_flows_trigger', triggered('timesOut', wait), {
      onProgress: () => {
        const last = fixture.sandbox.enos.enos.instances.at(-1);
        if (last !== undefined) {
          last.cancelledAt = fixture.clock.now();
        }
      },
    });
    expect(facts).toMatchObject({ status: 'CANCEL' });
    expect(facts['failed_tasks']).toBeUndefined();
    expect(facts['notes']).toBeUndefined();
  });

  const refusal = { code: 62102, msg: 'Incorrect parameter', data: null };

  it('goes on where the run does not show at once', async () => {
    fixture.reply('enos_flow_instances_get', refusal, 200, 2);
    const facts = await fixture.answer('enos_flows_trigger', triggered('succeeds', wait));
    expect(facts).toMatchObject({ status: 'SUCCESS', tasks_done: 3 });
    expect(facts['notes']).toBeUndefined();
  });

  it('ends where the run cannot be looked at, and never calls that a failed trigger', async () => {
    fixture.reply('enos_flow_instances_get', refusal, 200, 3);
    const facts = await fixture.answer('enos_flows_trigger', triggered('succeeds', wait));
    expect(Object.keys(facts)).toEqual(['flowInstanceId', 'flowName', 'notes']);
    expect(notesOf(facts)).toBe(
      `the flow was triggered, but its run could not be looked at (EnOS answered 62102: Incorrect parameter): look again with enos_flow_instances_get, flowInstId ${facts['flowInstanceId']}`,
    );
  });

  it('outlives a look whose connection broke', async () => {
    fixture.fault({ kind: 'reset', endpoint: 'enos_flow_instances_get', skip: 1, times: 2 });
    expect(await fixture.answer('enos_flows_trigger', triggered('succeeds', wait))).toMatchObject({
      status: 'SUCCESS',
    });
  });

  it('does not begin where nobody knows whether there is a run', async () => {
    fixture.fault({ kind: 'reset', endpoint: 'enos_flows_trigger', applied: true });
    const text = await fixture.failure('enos_flows_trigger', triggered('succeeds', wait));
    expect(text).toContain('It may have been applied');
    expect(fixture.sent).toHaveLength(1);
  });
});

describe('statuses', () => {
  const graph = (tasks: readonly object[]) => JSON.stringify({ tasks });
  const instance = (status: number, tasks: readonly object[]) => ({
    code: 0,
    msg: 'OK',
    data: { instanceId: '1-20261121090000', flowId: 1, status, graph: graph(tasks) },
  });

  it('are words, whether the service writes numbers or words', async () => {
    const tasks = [
      { taskInstId: '7-20261121090000', taskName: 'a', status: 7 },
      { taskInstId: '8-20261121090000', task_name: 'b', status: '-1' },
      { taskInstId: '9-20261121090000', taskName: 'c', status: 'success' },
    ];
    fixture.reply('enos_flow_instances_get', instance(4, tasks));
    const { failed_tasks, ...facts } = await fixture.answer(
      'enos_flows_trigger',
      triggered('fails', wait),
    );
    expect(facts).toMatchObject({ status: 'INTERNAL_ERROR', tasks_done: 3, tasks_total: 3 });
    expect(failed_tasks).toMatchObject([
      { taskName: 'a', status: 'TIMEOUT' },
      { taskName: 'b', status: 'FAIL' },
    ]);
  });

  it('that nobody documents are shown as they are, and waited through', async () => {
    fixture.reply('enos_flow_instances_get', instance(42, []));
    const args = triggered('succeeds', { wait_seconds: 1 });
    expect(await fixture.answer('enos_flows_trigger', args)).toMatchObject({ status: '42' });
  });

  it('of a failure without a failed task send the reader to the graph', async () => {
    fixture.reply('enos_flow_instances_get', instance(-1, []));
    const facts = await fixture.answer('enos_flows_trigger', triggered('succeeds', wait));
    expect(facts).toMatchObject({ status: 'FAIL', tasks_total: 0 });
    expect(notesOf(facts)).toContain('no task of the run is marked as failed');
  });
});
