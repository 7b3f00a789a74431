import { describe, expect, it } from 'vitest';
import type { Flow } from '../../../src/sandbox/enos/model.js';
import { enosFixture } from './fixtures/enos-fixture.js';

function exporting(pick: (flows: ReturnType<typeof enosFixture>['flows']) => Flow) {
  const fixture = enosFixture();
  const [{ key: dirId }] = fixture.call('enos_directories_list');
  const flowJson = fixture.call('enos_flows_export', { flowId: pick(fixture.flows).flowId });
  return { ...fixture, flowJson, args: { flowName: 'copy', desc: '', dirId, flowJson } };
}

describe('an exported flow', () => {
  it('names its tasks and what follows what', () => {
    const { flowJson } = exporting(({ fails }) => fails);
    expect(flowJson).toMatchObject({
      name: 'meter_data_import',
      cron: '0 0 2 * * ? *',
      parameters: '[{"key":"SOURCE","value":"meter-db-01"}]',
      flowLinks: [],
    });
    expect(flowJson.tasks[1]).toMatchObject({ name: 'import', type: 'COMMAND', timeout: 300 });
    expect(flowJson.relations[0]).toEqual({
      sourceTaskName: 'check',
      targetTaskName: 'import',
      rerun: false,
    });
  });

  it('comes in again as another flow that does the same', () => {
    const { call, flowJson, args, trigger, clock, statuses } = exporting(({ fails }) => fails);
    const { flowId } = call('enos_flows_import', args);
    const again = call('enos_flows_export', { flowId });
    expect(again).toEqual({ ...flowJson, name: 'copy', desc: '' });
    expect(call('enos_flows_get', { flowId }).active).toBe(0);
    const id = trigger(flowId);
    clock.advance(60_000);
    expect(statuses(id)).toBe('FAIL SUCCESS FAIL INIT');
  });

  it('keeps what it waits for', () => {
    const { call, refused, args, flows } = exporting(({ reliesOnOther }) => reliesOnOther);
    expect(args.flowJson).toMatchObject({
      flowLinks: [{ linkId: '0', sourceFlowName: 'daily_power_report' }],
      linkRelations: [{ linkId: '0', targetTaskName: 'summarize', rerun: false }],
    });
    const { flowId } = call('enos_flows_import', args);
    call('enos_flows_delete', { flowId: flows.reliesOnOther.flowId });
    expect(refused('enos_flows_delete', { flowId: flows.succeeds.flowId })[0]).toBe(62104);
    const [link] = JSON.parse(call('enos_flows_get', { flowId }).graph).flows;
    expect(link).toMatchObject({ flowId: '3377', flowName: 'daily_power_report' });
  });
});

describe('an import', () => {
  it('takes the wished id where it is free, and another one where not', () => {
    const { call, args } = exporting(({ succeeds }) => succeeds);
    expect(call('enos_flows_import', { ...args, flowId: 9_000 })).toEqual({ flowId: 9_000 });
    const other = call('enos_flows_import', { ...args, flowName: 'copy 2', flowId: 9_000 });
    expect(other.flowId).not.toBe(9_000);
  });

  it.each([
    ['a name that is taken', { flowName: 'weekly_summary' }, 'Invalid parameter: flowName'],
    ['no name', { flowName: ' ' }, 'Invalid parameter: flowName'],
    ['an unknown directory', { dirId: 'x' }, 'Directory does not exist'],
    ['no flow', { flowJson: 'flow' }, 'Incorrect parameter'],
  ])('is refused with %s', (_, change, msg) => {
    const { refused, args } = exporting(({ succeeds }) => succeeds);
    expect(refused('enos_flows_import', { ...args, ...change })).toEqual([62102, msg]);
  });

  it.each([
    ['a relation to a task that is not there', { relations: [relation('extract', 'nowhere')] }],
    [
      'tasks that wait for each other',
      { relations: [relation('extract', 'load'), relation('load', 'extract')] },
    ],
    ['a cron of five fields', { cron: '0 2 * * ?' }],
    ['a flow to wait for that is not there', { flowLinks: [{ linkId: '0', sourceFlowName: 'x' }] }],
    ['a task without a name', { tasks: [{ name: '', type: 'COMMAND' }], relations: [] }],
  ])('fails validation with %s', (_, change) => {
    const { refused, args } = exporting(({ succeeds }) => succeeds);
    const flowJson = { ...args.flowJson, ...change };
    expect(refused('enos_flows_import', { ...args, flowJson })).toEqual([
      62102,
      'Workflow validation failed',
    ]);
  });
});

function relation(sourceTaskName: string, targetTaskName: string) {
  return { sourceTaskName, targetTaskName, rerun: false };
}
