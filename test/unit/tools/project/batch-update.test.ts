import { describe, expect, it } from 'vitest';
import { ProjectToolFixture } from './fixtures/project-fixture.js';

const update = {
  project_key: 'xinghe',
  work_item_type_key: '需求',
  field_key: '优先级',
  update_mode: 'UPDATE',
  after_field_value: 'P0',
};

function updateOf(fixture: ProjectToolFixture, ...handles: readonly string[]) {
  return { ...update, work_item_ids: handles.map((handle) => fixture.sample.items[handle]) };
}

describe('a batch update', () => {
  it('is followed to its end, with progress', async () => {
    const fixture = await ProjectToolFixture.start({ options: { batchItemMs: 1_500 } });
    const heard: (readonly [number, number | undefined])[] = [];
    const facts = await fixture.answer(
      'project_work_items_batch_update',
      updateOf(fixture, 'points', 'coupons'),
      { onProgress: (done, total) => heard.push([done, total]) },
    );
    expect(facts).toMatchObject({ task_status: 'SUCCESS', total: 2, success_total: 2 });
    expect(heard.at(-1)).toEqual([2, 2]);
    expect(heard.length).toBeGreaterThan(2);
    expect(fixture.stored('points').values.get('priority')).toMatchObject({ value: '0' });
  });

  it('is not where nobody waits', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { ...updateOf(fixture, 'points'), wait: false };
    const facts = await fixture.answer('project_work_items_batch_update', args);
    expect(Object.keys(facts)).toEqual(['task_id']);
    expect(fixture.calls).not.toContain('project_tasks_get_result');
  });

  it('says how to look again where it takes longer than anybody waits', async () => {
    const fixture = await ProjectToolFixture.start({ options: { batchItemMs: 120_000 } });
    const before = fixture.clock.now();
    const args = updateOf(fixture, 'points');
    const { task_id, task_status, notes } = await fixture.answer(
      'project_work_items_batch_update',
      args,
    );
    expect(task_status).toBe('RUNNING');
    expect(notes.join()).toContain(`project_tasks_get_result, task_id ${task_id}`);
    expect(fixture.clock.now() - before).toBeLessThan(50_000);
  });

  it('counts the items that were not updated', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = updateOf(fixture, 'points', 'pickup');
    const { error_total, notes } = await fixture.answer('project_work_items_batch_update', args);
    expect(error_total).toBe(1);
    expect(notes.join()).toContain('1 of 2 items were not updated');
  });

  it('fails where no item was updated, with the reasons', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = updateOf(fixture, 'pickup');
    const text = await fixture.failure('project_work_items_batch_update', args);
    expect(text).toContain('Updated 0 of 1 items.');
    expect(text).toContain(`Not updated: ${fixture.sample.items['pickup']}`);
  });

  it('goes on where its progress cannot be seen', async () => {
    const fixture = await ProjectToolFixture.start();
    const refused = { err_code: 10001, err_msg: 'No Permission', err: {} };
    fixture.reply('project_tasks_get_result', refused, 403);
    const args = updateOf(fixture, 'points');
    const text = await fixture.failure('project_work_items_batch_update', args);
    expect(text).toContain('was started, but how it goes cannot be seen');
    expect(text).toContain('project_tasks_get_result, task_id');
  });

  it('goes on where the caller stops waiting', async () => {
    const fixture = await ProjectToolFixture.start({ options: { batchItemMs: 5_000 } });
    const stop = new AbortController();
    const text = await fixture.failure(
      'project_work_items_batch_update',
      updateOf(fixture, 'points', 'coupons'),
      { signal: stop.signal, onProgress: () => stop.abort() },
    );
    expect(text).toContain('Only the waiting ended');
  });

  it('clears a field with null', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { ...updateOf(fixture, 'points'), after_field_value: null };
    await fixture.answer('project_work_items_batch_update', args);
    expect(fixture.stored('points').values.has('priority')).toBe(false);
  });
});
