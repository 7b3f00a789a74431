import { describe, expect, it } from 'vitest';
import { enosOwner } from '../../../src/sandbox/sample/enos/sample.js';
import { enosFixture, NOW, userNamed } from './fixtures/enos-fixture.js';

describe('searching flows', () => {
  it('finds by part of the name or of the id, and everything without a word', () => {
    const { call } = enosFixture();
    const names = (expression: string) =>
      call('enos_flows_search', { expression }).map(
        ({ flowName }: { flowName: string }) => flowName,
      );
    expect(names('IMPORT')).toEqual(['meter_data_import']);
    expect(names('3377')).toEqual(['daily_power_report']);
    expect(names('')).toHaveLength(6);
    expect(call('enos_flows_search')[0]).toEqual({
      flowId: '3377',
      flowName: 'daily_power_report',
    });
  });

  it('gives pages from 1 without a total, the last one short, and nothing behind it', () => {
    const { call } = enosFixture();
    const page = (pageNo: number) =>
      call('enos_flows_search', { pagination: { pageNo, pageSize: 4 } }).length;
    expect([page(1), page(2), page(3)]).toEqual([4, 2, 0]);
  });

  it('sorts by the fields of the page and no other', () => {
    const { call, refused, flows, clock } = enosFixture();
    clock.advance(1_000);
    call('enos_flows_save', saved(call('enos_flows_get', { flowId: flows.fails.flowId })));
    const pagination = (field: string, order?: string) => ({
      pagination: { pageNo: 1, pageSize: 1, sorters: [{ field, ...(order && { order }) }] },
    });
    const [latest] = call('enos_flows_search', pagination('updateTime', 'DESC'));
    expect(latest.flowId).toBe(String(flows.fails.flowId));
    expect(refused('enos_flows_search', pagination('flowName'))).toEqual([
      62102,
      'The sorters field parameter is invalid',
    ]);
  });

  it.each([{ pageNo: 0, pageSize: 10 }, { pageNo: 1, pageSize: 0 }, { pageNo: 1 }, 'all'])(
    'refuses %j as a page',
    (pagination) => {
      expect(enosFixture().refused('enos_flows_search', { pagination })).toEqual([
        62102,
        'Incorrect parameter',
      ]);
    },
  );

  it('says of my flows what may be edited', () => {
    const { call } = enosFixture();
    const [mine] = call('enos_flows_get_mine', { expression: 'power' });
    expect(mine).toEqual({
      flowId: '3377',
      flowName: 'daily_power_report',
      cycle: 'D',
      editable: true,
    });
    const [seen] = call('enos_flows_get_mine', {}, userNamed('zhou.tao'));
    expect(seen.editable).toBe(false);
  });
});

describe('a flow', () => {
  it('shows its parameters and its graph as JSON text', () => {
    const { call, flows } = enosFixture();
    const flow = call('enos_flows_get', { flowId: flows.succeeds.flowId });
    expect(flow).toMatchObject({
      flowId: 3377,
      owner: ';wang.min;sun.lei;',
      visitor: ';zhou.tao;',
      createTime: '2026-11-21 09:30:10.0',
      hasEditPri: true,
      locked: false,
    });
    expect(JSON.parse(flow.parameters)).toEqual([
      { key: 'SITE', value: 'all' },
      { key: 'OUTPUT', value: '/reports/daily' },
    ]);
    const { tasks, relations, parameters } = JSON.parse(flow.graph);
    expect(tasks[0]).toMatchObject({ taskName: 'extract', taskId: '104443', nodeId: 't_104443' });
    expect(relations[0]).toMatchObject({ source: 't_104443', target: 't_104444', cycleGap: 'D0' });
    expect(parameters).toBe(flow.parameters);
  });

  it('that was loaded, changed and saved is as it was saved', () => {
    const { call, flows } = enosFixture();
    const { flowId } = flows.succeeds;
    const loaded = call('enos_flows_load_for_edit', { flowId });
    expect(loaded.queue).toBe('');
    const graph = JSON.parse(loaded.graph);
    const body = {
      ...saved(loaded),
      name: 'renamed',
      parameters: '[{"key":"SITE","value":"north"}]',
      tasks: graph.tasks.slice(0, 2),
      relations: graph.relations.slice(0, 1),
    };
    expect(call('enos_flows_save', body)).toEqual({ flowId });
    const after = call('enos_flows_get', { flowId });
    expect(after).toMatchObject({ flowName: 'renamed', parameters: body.parameters });
    expect(JSON.parse(after.graph).tasks).toHaveLength(2);
  });

  it.each([
    ['clear', '[]', 0],
    ['keep', expect.stringContaining('OUTPUT'), 3],
  ] as const)('that is saved without its optional parts: %s', (saveOmitted, parameters, tasks) => {
    const { call, flows } = enosFixture({ saveOmitted });
    const { flowId } = flows.succeeds;
    const {
      parameters: _,
      tasks: __,
      relations: ___,
      ...body
    } = saved(call('enos_flows_get', { flowId }));
    call('enos_flows_save', body);
    const after = call('enos_flows_get', { flowId });
    expect(after.parameters).toEqual(parameters);
    expect(JSON.parse(after.graph).tasks).toHaveLength(tasks);
  });

  it.each([
    ['replace', { SITE: 'bj' }],
    ['merge', { OUTPUT: '/reports/daily', SITE: 'bj' }],
  ] as const)('runs with the parameters that a trigger gives: %s', (runParameters, expected) => {
    const { call, flows, enos } = enosFixture({ runParameters });
    const parameters = [{ key: 'SITE', value: 'bj' }];
    const { flowId } = flows.succeeds;
    call('enos_flows_update_and_trigger', { flowId, triggerTime: NOW, parameters });
    const sent = enos.instances.at(-1)?.settings.parameters ?? [];
    expect(Object.fromEntries(sent.map(({ key, value }) => [key, value]))).toEqual(expected);
  });

  it.each([
    ['no name', { name: '' }],
    ['a first day that there is not', { startTime: '2026-02-30' }],
    ['an unknown cycle', { cycle: 'Y' }],
    ['a cron of five fields', { freq: '0 2 * * ?' }],
    ['parameters that are no texts', { parameters: [{ key: 'SITE', value: 1 }] }],
    ['a task of another flow', { tasks: [{ taskId: '104446', taskName: 'check' }] }],
    [
      'a parameter twice',
      {
        parameters: [
          { key: 'A', value: '1' },
          { key: 'A', value: '2' },
        ],
      },
    ],
    ['no owner', { owners: ';' }],
    ['nobody to run as', { doAs: ' ' }],
    ['a task twice', { tasks: [{ taskId: 104443 }, { taskId: 104443 }] }],
    ['itself to wait for', { flows: [{ flowId: 3377 }] }],
    ['a flow to wait for that waits for it', { flows: [{ flowId: 3382 }] }],
    [
      'a gap that is no cycle',
      { relations: [{ source: 't_104443', target: 't_104444', cycleGap: 'one day' }] },
    ],
    ['a relation to nowhere', { relations: [{ source: 't_104443', target: 't_1' }] }],
    [
      'tasks that wait for each other',
      {
        relations: [
          { source: 't_104443', target: 't_104444' },
          { source: 't_104444', target: 't_104443' },
        ],
      },
    ],
  ])('is not saved with %s', (_, change) => {
    const { call, refused, flows } = enosFixture();
    const flow = call('enos_flows_get', { flowId: flows.succeeds.flowId });
    expect(refused('enos_flows_save', { ...saved(flow), ...change })).toEqual([
      62102,
      'Incorrect parameter',
    ]);
    expect(call('enos_flows_get', { flowId: flows.succeeds.flowId })).toEqual(flow);
  });

  it('is deleted by its owner alone, and not while another flow waits for it', () => {
    const { call, refused, flows } = enosFixture();
    const { flowId } = flows.succeeds;
    expect(refused('enos_flows_delete', { flowId })).toEqual([
      62104,
      'This workflow is relied on by other workflows and cannot be deleted.',
    ]);
    expect(refused('enos_flows_delete', { flowId }, userNamed('zhou.tao'))[0]).toBe(62103);
    expect(call('enos_flows_delete', { flowId: flows.reliesOnOther.flowId })).toBe('');
    expect(call('enos_flows_delete', { flowId })).toBe('');
    expect(refused('enos_flows_get', { flowId })).toEqual([62102, 'Incorrect parameter']);
  });
});

describe('who calls', () => {
  const nobody = { ...enosOwner, userId: 'u1' };
  const elsewhere = { ...enosOwner, orgId: 'o15475450989192' };

  it.each([nobody, elsewhere])('must be known in the organization: %j', (user) => {
    expect(enosFixture().refused('enos_flows_get_mine', {}, user)[0]).toBe(62101);
  });

  it('sees the flows of the own organization only', () => {
    const { call, refused, flows } = enosFixture();
    const guest = userNamed('guest');
    expect(call('enos_flows_search', {}, guest)).toEqual([]);
    expect(refused('enos_flows_get', { flowId: flows.fails.flowId }, guest)[0]).toBe(62103);
  });

  it('is refused everything that changes where the account is locked', () => {
    const { call, refused, flows } = enosFixture();
    const locked = userNamed('sun.lei');
    const { flowId } = flows.succeeds;
    const flow = call('enos_flows_get', { flowId });
    expect(refused('enos_flows_save', saved(flow), locked)[0]).toBe(62105);
    expect(refused('enos_flows_trigger', { flowId, triggerTime: NOW }, locked)[0]).toBe(62105);
    expect(call('enos_flows_get', { flowId }, locked).isUserLocked).toBe(true);
  });

  it('may not change a flow that is locked', () => {
    const { refused, flows } = enosFixture();
    flows.fails.isLocked = true;
    expect(refused('enos_flows_enable', { flowId: flows.fails.flowId })[0]).toBe(62103);
  });
});

/** The body of a save that changes nothing, from what was read. */
function saved(flow: Record<string, string | number>) {
  const { flowId, flowName, owner, visitor, ...rest } = flow;
  const keys = ['type', 'freq', 'cycle', 'alertMode', 'doAs', 'startTime', 'active', 'desc'];
  const same = Object.fromEntries(keys.map((key) => [key, rest[key]]));
  const parameters = String(rest['parameters']);
  const { queue, tasks, flows, relations } = JSON.parse(String(rest['graph']));
  const graph = { queue, tasks, flows, relations };
  return {
    id: flowId,
    name: flowName,
    owners: owner,
    visitors: visitor,
    parameters,
    ...same,
    ...graph,
  };
}
