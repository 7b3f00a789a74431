import { describe, expect, it } from 'vitest';
import { ProjectToolFixture } from './fixtures/project-fixture.js';

describe('a deletion', () => {
  it('names the item that goes, in its dry run too', async () => {
    const fixture = await ProjectToolFixture.start();
    const item = fixture.item('points');
    const plan = await fixture.answer('project_work_items_delete', { ...item, dry_run: true });
    expect(plan).toMatchObject({ dry_run: true, name: '会员积分过期提醒' });
    const done = await fixture.answer('project_work_items_delete', item);
    expect(done).toMatchObject({ deleted: true, name: '会员积分过期提醒' });
  });

  it('of a comment shows its text and refuses one that is not there, in its dry run too', async () => {
    const fixture = await ProjectToolFixture.start();
    const item = fixture.item('points');
    const text = await fixture.failure('project_comments_delete', {
      ...item,
      comment_id: '999',
      dry_run: true,
    });
    expect(text).toContain('comment_id is 999, and the item has no such comment');
    const created = await fixture.answer('project_comments_create', { ...item, content: '误发' });
    const args = { ...item, comment_id: created['data'] };
    expect(await fixture.answer('project_comments_delete', args)).toMatchObject({ name: '误发' });
  });

  it('of hours names each of them, and refuses ids that nobody registered', async () => {
    const fixture = await ProjectToolFixture.start();
    const item = fixture.item('points');
    const { rows } = await fixture.answer('project_work_hours_create', {
      ...item,
      work_begin_date: '2026-11-09',
      work_end_date: '2026-11-09',
      working_hour_records: [{ resource_type: 'node', resource_id: '需求评审', work_time: 1.5 }],
    });
    const [id] = rows[0];
    const wrong = { ...item, working_hour_record_ids: [id, '999'], dry_run: true };
    expect(await fixture.failure('project_work_hours_delete', wrong)).toContain(
      'has 999, and no such hours are registered on the item',
    );
    const args = { ...item, working_hour_record_ids: [id] };
    const { names } = await fixture.answer('project_work_hours_delete', args);
    expect(names).toEqual({ [id]: '2026-11-09 张三 1.5 h 需求评审' });
  });
});

it.each([
  ['project_work_items_update', { update_fields: [{ field_key: '状态', field_value: 'end' }] }],
  [
    'project_nodes_update',
    { node_id: '需求评审', fields: [{ field_key: '状态', field_value: 'end' }] },
  ],
  ['project_nodes_complete', { fields: { 状态: 'end', 评审结论: '通过' } }],
] as const)(
  '%s refuses fields that the vendor sets, and says what sets them',
  async (name, args) => {
    const fixture = await ProjectToolFixture.start();
    const given = { ...fixture.item('points'), ...args, dry_run: true };
    const text = await fixture.failure(name, given);
    expect(text).toContain('状态 is set by Feishu Project and cannot be written');
    expect(text).toContain('project_states_change');
  },
);
