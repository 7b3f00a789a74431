import { describe, expect, it } from 'vitest';
import type { WireObject } from '../../../src/sandbox/project/gateway/wire.js';
import { ProjectFixture } from './fixtures/project-fixture.js';

/** The id of the way from one state to another, as the workflow tells it. */
function way(fixture: ProjectFixture, source: string, target: string): number {
  const { connections } = workflow(fixture, 'crash');
  return connections.find(
    (each: WireObject) =>
      each['source_state_key'] === source && each['target_state_key'] === target,
  ).transition_id;
}

function workflow(fixture: ProjectFixture, handle: string) {
  return fixture.data('project_workflows_get', {
    path: fixture.path(handle),
    body: { flow_type: 1 },
  });
}

function change(fixture: ProjectFixture, handle: string, body: WireObject, as = '李四') {
  return fixture.refused('project_states_change', { path: fixture.path(handle), body, as });
}

const solved = [{ field_alias: 'solution', field_value: { value: 'fixed' } }];

describe('a state flow', () => {
  it('shows which state is current, which were left, and when', () => {
    const fixture = new ProjectFixture();
    const states = workflow(fixture, 'crash').state_flow_nodes;
    expect(states.map(({ id, status }: WireObject) => [id, status])).toEqual([
      ['OPEN', 3],
      ['IN_PROGRESS', 2],
      ['RESOLVED', 1],
      ['REOPENED', 1],
      ['CLOSED', 1],
    ]);
    expect(states[0].actual_finish_time).toBe(states[1].actual_begin_time);
    expect(states[1].actual_finish_time).toBe('');
  });

  it('goes on by a transition, with the fields that its form asks for', () => {
    const fixture = new ProjectFixture();
    const transition_id = way(fixture, 'IN_PROGRESS', 'RESOLVED');
    expect(change(fixture, 'crash', { transition_id })).toMatchObject({
      code: 20038,
      msg: '已修复(field_37dc84) Required',
    });
    expect(change(fixture, 'crash', { transition_id, fields: solved }).code).toBe(0);
    const { work_item_status: status, fields } = fixture.read('crash', { fields: ['solution'] });
    expect(status).toMatchObject({ state_key: 'RESOLVED', is_archived_state: false });
    expect(status.history).toHaveLength(3);
    expect(fields[0].field_value).toEqual({ label: '已修复', value: 'fixed' });
  });

  it.each<[string, number, (fixture: ProjectFixture) => WireObject]>([
    ['no transition', 20005, () => ({})],
    ['the transition 0', 20005, () => ({ transition_id: 0 })],
    ['a transition of no state', 30012, () => ({ transition_id: 7 })],
    [
      'a transition of another state',
      10002,
      (fixture) => ({ transition_id: way(fixture, 'RESOLVED', 'CLOSED') }),
    ],
    [
      'a field beside the form',
      50006,
      (fixture) => ({
        transition_id: way(fixture, 'IN_PROGRESS', 'RESOLVED'),
        fields: [...solved, { field_key: 'priority', field_value: { value: '1' } }],
      }),
    ],
    [
      'a field that does not exist',
      30009,
      (fixture) => ({
        transition_id: way(fixture, 'IN_PROGRESS', 'RESOLVED'),
        fields: [{ field_key: 'field_0', field_value: 1 }],
      }),
    ],
  ])('is refused for %s and stays where it is', (_, code, body) => {
    const fixture = new ProjectFixture();
    expect(change(fixture, 'crash', body(fixture)).code).toBe(code);
    expect(fixture.read('crash').sub_stage).toBe('IN_PROGRESS');
  });

  it('is moved on by those whose role may', () => {
    const fixture = new ProjectFixture();
    const transition_id = way(fixture, 'IN_PROGRESS', 'RESOLVED');
    expect(change(fixture, 'crash', { transition_id, fields: solved }, '王五').code).toBe(10001);
    expect(change(fixture, 'crash', { transition_id, fields: solved }, '张三').code).toBe(0);
  });

  it('is no node flow', () => {
    const fixture = new ProjectFixture();
    const flow = (handle: string, flow_type: number) =>
      fixture.code('project_workflows_get', { path: fixture.path(handle), body: { flow_type } });
    expect([flow('crash', 0), flow('installments', 1)]).toEqual([20026, 20027]);
    expect(change(fixture, 'installments', { transition_id: 1 }).code).toBe(30010);
    const expand = { need_workflow: true };
    const body = { work_item_ids: [fixture.number('crash')], expand };
    expect(fixture.code('project_work_items_get', { path: fixture.path('crash'), body })).toBe(
      20003,
    );
  });
});
