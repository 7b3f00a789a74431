import { describe, expect, it } from 'vitest';
import type { OperationName } from '../../../../src/tools/catalog/operations.js';
import { ProjectToolFixture } from './fixtures/project-fixture.js';

const schedule = '{"start":"2026-12-01","end":"2026-12-05","points":null}';
const span = {
  estimate_start_date: Date.parse('2026-12-01T00:00+08:00'),
  estimate_end_date: Date.parse('2026-12-06T00:00+08:00') - 1,
};

async function start() {
  const fixture = await ProjectToolFixture.start();
  return { fixture, node: { ...fixture.item('installments'), node_id: 'doing' } };
}

describe('a schedule as JSON text', () => {
  const calls: readonly (readonly [tool: OperationName, args: object, argument: string])[] = [
    ['project_nodes_update', {}, 'node_schedule'],
    ['project_subtasks_create', { name: '联调' }, 'schedule'],
    ['project_subtasks_update', { task_id: '接口设计' }, 'schedule'],
  ];
  it.each(calls)('is read by %s, with its short names', async (tool, more, argument) => {
    const { fixture, node } = await start();
    const args = { ...node, ...more, [argument]: schedule };
    const { body } = await fixture.wouldSend(tool, args);
    expect(body[argument]).toEqual(span);
  });

  it('is read by what completes a node, also where each owner has one', async () => {
    const { fixture, node } = await start();
    const { node_id, ...item } = node;
    for (const given of [schedule, `[${schedule}]`]) {
      const args = { ...item, node: node_id, schedule: given };
      const text = await fixture.failure('project_nodes_complete', args);
      expect(text).toContain('schedule.points is required');
      expect(text).not.toContain('not an argument here');
    }
    const operated = { ...node, action: 'confirm', node_schedule: schedule };
    const text = await fixture.failure('project_nodes_operate', operated);
    expect(text).toContain('node_schedule.points is required');
    expect(text).not.toContain('node_schedule is required');
  });

  it('is refused where it ends before it begins', async () => {
    const { fixture, node } = await start();
    const node_schedule = '{"start":"2026-12-05","end":"2026-12-01"}';
    const text = await fixture.failure('project_nodes_update', { ...node, node_schedule });
    expect(text).toContain('before its start');
  });
});

describe('people of one role', () => {
  it.each([
    ['one name', '李四'],
    ['a list', ['李四']],
  ])('stand without a list around them: %s', async (_, owners) => {
    const { fixture, node } = await start();
    const role_assignee = { role: '测试', owners };
    const { body } = await fixture.wouldSend('project_nodes_update', { ...node, role_assignee });
    const person = fixture.sample.userKeyOf('李四');
    expect(body.role_assignee).toEqual([{ role: 'QA', owners: [person] }]);
  });
});

describe('a span without ends', () => {
  it.each([{}, { start: null, end: null }, { start: '', end: '' }])(
    'asks for nothing: %j',
    async (created_at) => {
      const { fixture } = await start();
      const args = { project_key: 'xinghe', work_item_type_keys: ['story'], limit: 1 };
      const plain = await fixture.answer('project_work_items_filter', args);
      const empty = await fixture.answer('project_work_items_filter', { ...args, created_at });
      expect(empty['total']).toBe(plain['total']);
    },
  );
});
