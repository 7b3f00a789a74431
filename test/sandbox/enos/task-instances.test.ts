import { describe, expect, it } from 'vitest';
import { enosFixture, userNamed } from './fixtures/enos-fixture.js';

const second = 1_000;

function failedImport(options: Parameters<typeof enosFixture>[0] = {}) {
  const fixture = enosFixture(options);
  fixture.trigger(fixture.flows.fails.flowId);
  fixture.clock.advance(60 * second);
  return fixture;
}
const checked = { taskInstId: '104446-20261121093000' };
const failed = { taskInstId: '104447-20261121093000' };
const neverBegun = { taskInstId: '104448-20261121093000' };

describe('a task instance', () => {
  it('tells how its task ended, and what it was to do', () => {
    const { call } = failedImport();
    const { cmd, runMode, ...facts } = call('enos_task_instances_get', failed);
    expect(facts).toMatchObject({
      instanceId: '104447-20261121093000',
      taskId: 104_447,
      taskName: 'import',
      status: -1,
      stsDesc: 'FAIL',
      startTime: '2026-11-21 09:30:13',
      endTime: '2026-11-21 09:30:16',
      flowInstId: '3378-20261121093000',
    });
    expect(cmd).toContain('exit 1');
    expect(JSON.parse(runMode)).toMatchObject({ taskMode: 1 });
  });

  it('has no times before it begins', () => {
    const { call } = failedImport();
    expect(call('enos_task_instances_get', neverBegun)).toMatchObject({
      stsDesc: 'INIT',
      startTime: null,
      endTime: null,
    });
  });
});

describe('the log of a task', () => {
  it('tells why it failed, below its command and its parameters filled in', () => {
    const { log } = failedImport().call('enos_task_instances_get_log', failed);
    expect(log).toMatch(/^=+\nrun {2}num:\t1\ninstance:\t104447-20261121093000\ncmdline:\techo/);
    expect(log).toContain('current time:\tSat Nov 21 01:30:13 UTC 2026');
    expect(log).toContain('as etl\nERROR 1045 (28000): Access denied');
    expect(log).toMatch(/exit code: 1$/);
  });

  it('grows while the task runs', () => {
    const { call, clock, flows, trigger } = enosFixture();
    trigger(flows.succeeds.flowId);
    const taskInstId = '104443-20261121093000';
    clock.advance(2 * second);
    const early = call('enos_task_instances_get_log', { taskInstId }).log;
    clock.advance(2 * second);
    const later = call('enos_task_instances_get_log', { taskInstId }).log;
    expect(early).toMatch(/=\nreading meters of site all\n$/);
    expect(later).toContain('reading meters of site all\n1440 rows read');
  });

  it.each([
    ['head', '====='],
    ['tail', 'de: 1'],
  ] as const)('is cut to maxLength, keeping its %s', (logKeeps, log) => {
    const { call } = failedImport({ logKeeps });
    expect(call('enos_task_instances_get_log', { ...failed, maxLength: 5 })).toEqual({ log });
    expect(call('enos_task_instances_get_log', { ...failed, maxLength: '' }).log).toContain(
      'ERROR',
    );
  });

  it.each([
    ['older', [62102, 'Instance not found'], [62109, 'No log found']],
    [
      'newer',
      [62102, 'Invalid taskInstId or it has no log'],
      [62102, 'Invalid taskInstId or it has no log'],
    ],
  ] as const)('is refused as the %s pages say', (logErrors, unknown, none) => {
    const { refused } = failedImport({ logErrors });
    expect(refused('enos_task_instances_get_log', { taskInstId: '1-2' })).toEqual(unknown);
    expect(refused('enos_task_instances_get_log', neverBegun)).toEqual(none);
  });

  it('is for the own organization', () => {
    const { refused } = failedImport();
    expect(refused('enos_task_instances_get_log', checked, userNamed('guest'))[0]).toBe(62103);
  });
});
