import { describe, expect, it } from 'vitest';
import { enosFixture, NOW, userNamed } from './fixtures/enos-fixture.js';

const second = 1_000;
const minute = 60 * second;

describe('a triggered flow', () => {
  it('goes through its states as time passes, one task after the other', () => {
    const { clock, flows, trigger, statuses } = enosFixture();
    const id = trigger(flows.succeeds.flowId);
    const seen = [statuses(id)];
    for (let passed = 0; passed < 12; passed += 1) {
      clock.advance(second);
      if (seen.at(-1) !== statuses(id)) seen.push(statuses(id));
    }
    expect(seen).toEqual([
      'INIT INIT INIT INIT',
      'WAIT INIT INIT INIT',
      'RUNNING RUNNING WAIT WAIT',
      'RUNNING SUCCESS RUNNING WAIT',
      'RUNNING SUCCESS SUCCESS RUNNING',
      'SUCCESS SUCCESS SUCCESS SUCCESS',
    ]);
  });

  it('has an id of its own and of the minute it was triggered for', () => {
    const { flows, trigger, instance } = enosFixture();
    const id = trigger(flows.succeeds.flowId);
    expect(id).toBe('3377-20261121093000');
    const { graph, ...facts } = instance(id);
    expect(facts).toMatchObject({
      instanceId: id,
      flowId: 3377,
      status: 0,
      statusDesc: 'INIT',
      triggerTime: '2026-11-21 09:30:10',
      calDt: '2026-11-20',
      startTime: null,
      endTime: null,
    });
    expect(JSON.parse(graph).tasks[0].taskInstId).toBe('104443-20261121093000');
  });

  it('tells when it began and ended, each once that has come', () => {
    const { clock, flows, trigger, instance } = enosFixture();
    const id = trigger(flows.succeeds.flowId);
    clock.advance(3 * second);
    expect(instance(id)).toMatchObject({ startTime: '2026-11-21 09:30:12', endTime: null });
    clock.advance(minute);
    expect(instance(id)).toMatchObject({ endTime: '2026-11-21 09:30:19' });
  });

  it('fails with its task, and does not begin what comes after it', () => {
    const { clock, flows, trigger, instance, statuses } = enosFixture();
    const id = trigger(flows.fails.flowId);
    clock.advance(minute);
    expect(statuses(id)).toBe('FAIL SUCCESS FAIL INIT');
    expect(instance(id).status).toBe(-1);
  });

  it('is stopped when a task takes longer than it may', () => {
    const { clock, flows, trigger, instance } = enosFixture();
    const id = trigger(flows.timesOut.flowId);
    clock.advance(5 * minute);
    expect(instance(id).statusDesc).toBe('RUNNING');
    clock.advance(2 * second);
    expect(instance(id)).toMatchObject({ status: 7, statusDesc: 'TIMEOUT' });
  });

  it('that is triggered for the past begins at once, for the future when that has come', () => {
    const { clock, flows, trigger, instance } = enosFixture();
    const past = trigger(flows.succeeds.flowId, { triggerTime: 1_574_385_824_000 });
    const future = trigger(flows.fails.flowId, { triggerTime: NOW + 10 * minute });
    clock.advance(3 * second);
    expect(instance(past)).toMatchObject({
      statusDesc: 'RUNNING',
      triggerTime: '2019-11-22 09:23:44',
      calDt: '2019-11-21',
    });
    expect(instance(future).statusDesc).toBe('INIT');
    clock.advance(10 * minute);
    expect(instance(future).statusDesc).toBe('RUNNING');
  });

  it('waits while another run of the same flow is under way', () => {
    const { clock, flows, trigger, instance } = enosFixture();
    const { flowId } = flows.timesOut;
    const first = trigger(flowId);
    clock.advance(2 * minute);
    const second = trigger(flowId);
    clock.advance(minute);
    expect([instance(first), instance(second)].map(({ statusDesc }) => statusDesc)).toEqual([
      'RUNNING',
      'WAIT',
    ]);
    clock.advance(3 * minute);
    expect([instance(first), instance(second)].map(({ statusDesc }) => statusDesc)).toEqual([
      'TIMEOUT',
      'RUNNING',
    ]);
  });

  it('is refused another trigger within a minute, by whichever way', () => {
    const { clock, call, refused, flows, trigger } = enosFixture();
    const { flowId } = flows.succeeds;
    trigger(flowId);
    clock.advance(minute - 1);
    const [code, msg] = refused('enos_flows_update_and_trigger', {
      flowId,
      triggerTime: clock.now(),
      parameters: [],
    });
    expect(code).toBe(62102);
    expect(msg).toContain('do not trigger the same workflow repeatedly in 1 minute');
    clock.advance(1);
    expect(trigger(flowId)).toBe('3377-20261121093100');
    expect(call('enos_flows_trigger', { flowId: flows.fails.flowId, triggerTime: NOW })).toEqual({
      flowInstanceId: '3378-20261121093000',
    });
  });

  it('gets another id when it is triggered later for the same time', () => {
    const { clock, flows, trigger } = enosFixture();
    const triggerTime = 1_574_385_824_000;
    expect(trigger(flows.succeeds.flowId, { triggerTime })).toBe('3377-20191122092300');
    clock.advance(minute);
    expect(trigger(flows.succeeds.flowId, { triggerTime })).toBe('3377-20191122092301');
  });

  it('must have a task', () => {
    const { refused, flows } = enosFixture();
    const empty = { flowId: flows.empty.flowId, triggerTime: NOW, parameters: [] };
    const expected = [62104, 'This workflow has no task. You cannot trigger it.'];
    expect(refused('enos_flows_trigger', empty)).toEqual(expected);
    expect(refused('enos_flows_update_and_trigger', empty)).toEqual(expected);
  });
});

describe('parameters of a run', () => {
  it.each([
    ['a list', [{ key: 'SITE', value: 'north' }]],
    ['the JSON text of a list', '[{"key":"SITE","value":"north"}]'],
    ['a map', { SITE: 'north' }],
  ])("given as %s are the run's alone, and reach its tasks", (_, parameters) => {
    const { clock, call, flows, instance } = enosFixture();
    const { flowId } = flows.succeeds;
    const before = call('enos_flows_get', { flowId });
    const { flowInstanceId } = call('enos_flows_update_and_trigger', {
      flowId,
      triggerTime: NOW,
      parameters,
    });
    expect(instance(flowInstanceId).parameters).toBe('[{"key":"SITE","value":"north"}]');
    expect(call('enos_flows_get', { flowId })).toEqual(before);
    clock.advance(minute);
    const log = call('enos_task_instances_get_log', { taskInstId: '104443-20261121093000' });
    expect(log.log).toContain('reading meters of site north');
  });

  it.each([undefined, 'SITE=north', 7, [['SITE', 'north']], [{ key: 'SITE' }], { SITE: 1 }])(
    'given as %j are refused',
    (parameters) => {
      const { refused, flows } = enosFixture();
      const args = { flowId: flows.succeeds.flowId, triggerTime: NOW };
      expect(
        refused('enos_flows_update_and_trigger', {
          ...args,
          ...(parameters !== undefined && { parameters }),
        }),
      ).toEqual([62102, 'Incorrect parameter']);
    },
  );
});

describe('a flow triggered from a task', () => {
  it('runs that task and what comes after it, and skips the others', () => {
    const { clock, call, flows, statuses } = enosFixture();
    const { flowInstanceId } = call('enos_flows_trigger_from_task', {
      flowId: flows.succeeds.flowId,
      taskId: 104_444,
      triggerTime: NOW,
    });
    clock.advance(minute);
    expect(statuses(flowInstanceId)).toBe('SUCCESS SKIP SUCCESS SUCCESS');
  });

  it('is refused in words of its own for a body or ids that are wrong', () => {
    const { refused, flows } = enosFixture();
    const args = { flowId: flows.succeeds.flowId, taskId: 104_443, triggerTime: NOW };
    const asked = (change: object) =>
      refused('enos_flows_trigger_from_task', { ...args, ...change })[1];
    expect(asked({ taskId: 'extract' })).toBe('Invalid request body.');
    expect(asked({ taskId: 1 })).toContain('Cannot create workflow instance.');
    expect(asked({ flowId: 1 })).toContain('Cannot create workflow instance.');
  });
});

describe('cancelling', () => {
  it('stops what runs and lets the next run begin', () => {
    const { clock, call, flows, trigger, instance, statuses } = enosFixture();
    const { flowId } = flows.timesOut;
    const first = trigger(flowId);
    clock.advance(minute);
    const next = trigger(flowId);
    clock.advance(10 * second);
    expect(call('enos_flow_instances_cancel', { flowInstId: first })).toBe('');
    expect(statuses(first)).toBe('CANCEL CANCEL');
    expect(instance(first)).toMatchObject({ status: 8, endTime: '2026-11-21 09:31:20' });
    clock.advance(second);
    expect(instance(next).statusDesc).toBe('RUNNING');
  });

  it('before a run began means that it never does', () => {
    const { clock, call, flows, trigger, instance } = enosFixture();
    const id = trigger(flows.succeeds.flowId);
    call('enos_flow_instances_cancel', { flowInstId: id });
    clock.advance(minute);
    expect(instance(id)).toMatchObject({ statusDesc: 'CANCEL', startTime: null });
  });

  it('changes nothing about a run that is over', () => {
    const { clock, call, flows, trigger, instance } = enosFixture();
    const id = trigger(flows.succeeds.flowId);
    clock.advance(minute);
    call('enos_flow_instances_cancel', { flowInstId: id });
    expect(instance(id)).toMatchObject({ statusDesc: 'SUCCESS', isCancelled: false });
  });

  it('is for owners, of instances that there are', () => {
    const { refused, flows, trigger } = enosFixture();
    const flowInstId = trigger(flows.succeeds.flowId);
    expect(refused('enos_flow_instances_cancel', { flowInstId }, userNamed('zhou.tao'))[0]).toBe(
      62103,
    );
    expect(refused('enos_flow_instances_cancel', { flowInstId: '1-2026' })[0]).toBe(62102);
  });
});

describe('searching instances', () => {
  const all = '-1,0,1,2,3,4,5,6,7,8,9,10';
  const day = 24 * 60 * minute;
  const lately = { owner: '', fromTriggerTime: NOW - 2 * day, toTriggerTime: NOW, status: all };

  it('finds by kind, status, time and words', () => {
    const { call } = enosFixture();
    const ids = (change: object) =>
      call('enos_flow_instances_search', { type: 0, ...lately, ...change }).flowInsts.map(
        ({ instanceId }: { instanceId: string }) => instanceId,
      );
    expect(ids({})).toEqual(['3377-20261120093000', '3378-20261120093000']);
    expect(ids({ status: '-1' })).toEqual(['3378-20261120093000']);
    expect(ids({ status: 1 })).toEqual(['3377-20261120093000']);
    expect(ids({ expression: 'Import' })).toEqual(['3378-20261120093000']);
    expect(ids({ owner: 'zhou.tao' })).toEqual([]);
    expect(ids({ fromTriggerTime: NOW - minute })).toEqual([]);
    expect(ids({ type: 1 })).toHaveLength(6);
  });

  it.each([
    ['page', 2],
    ['all', 6],
  ] as const)('counts the %s: %i', (instanceCount, count) => {
    const { call } = enosFixture({ instanceCount });
    const pagination = {
      pageNo: 1,
      pageSize: 2,
      sorters: [{ field: 'triggerTime', order: 'DESC' }],
    };
    const found = call('enos_flow_instances_search', { type: 1, ...lately, pagination });
    expect(found.count).toBe(count);
    expect(found.flowInsts[0].instanceId).toBe('3381-2026112109');
  });

  it.each([
    ['no status', { status: '' }, 'Incorrect parameter'],
    ['a status by name', { status: 'FAIL' }, 'Incorrect parameter'],
    ['no owner', { owner: null }, 'Incorrect parameter'],
    [
      'a sorter of its own',
      { pagination: { pageNo: 1, pageSize: 1, sorters: [{ field: 'start_time' }] } },
      'The sorters field parameter is invalid',
    ],
  ])('refuses %s', (_, change, msg) => {
    const { refused } = enosFixture();
    expect(refused('enos_flow_instances_search', { type: 0, ...lately, ...change })).toEqual([
      62102,
      msg,
    ]);
  });
});

describe('the schedule', () => {
  it('lets a flow that is enabled run at its times, and one that is disabled not', () => {
    const { clock, call, flows, enos } = enosFixture();
    const { flowId } = flows.periodic;
    const count = () => {
      call('enos_flows_get_mine');
      return enos.instances.filter(({ flow }) => flow === flows.periodic).length;
    };
    expect(count()).toBe(6);
    clock.advance(60 * minute);
    expect(count()).toBe(7);
    expect(call('enos_flows_disable', { flowId })).toBe('');
    clock.advance(120 * minute);
    expect(count()).toBe(7);
    expect(call('enos_flows_enable', { flowId })).toBe('');
    clock.advance(60 * minute);
    expect(count()).toBe(8);
    expect(enos.instances.at(-1)?.instanceId).toBe('3381-2026112113');
  });
});
