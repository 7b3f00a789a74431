import { describe, expect, it } from 'vitest';
import { type Facts, ProjectToolFixture } from './fixtures/project-fixture.js';

const name = 'project_nodes_complete';
const review = { 评审结论: '通过', 需求文档: 'https://example.com/prd' };
const keysOf = (nodes: readonly Facts[]) => nodes.map(({ key }) => key);

describe('project_nodes_complete', () => {
  it('fills in what the one node under way requires, completes it and tells what opened', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { project_key: fixture.link('points'), fields: review };
    const facts = await fixture.answer(name, args);
    expect(facts['node']).toEqual({
      key: 'state_1',
      name: '需求评审',
      status: 'done',
      owners: ['林小雨'],
    });
    expect(facts['completed']).toBe(true);
    expect(keysOf(facts['opened'])).toEqual(['doing', 'state_2', 'state_3']);
    expect(fixture.node('points', 'state_1')?.status).toBe(3);
  });

  it('says all that lacks at once, in names and types', async () => {
    const fixture = await ProjectToolFixture.start();
    const text = await fixture.failure(name, { project_key: fixture.link('points') });
    expect(text).toContain('fields.评审结论 is required. Allowed: an option: 通过, 有条件通过');
    expect(text).toContain('fields.需求文档 is required. Allowed: a URL');
    const doing = { project_key: fixture.link('installments'), node: '后端开发' };
    const more = await fixture.failure(name, doing);
    expect(more).toContain('schedule.points is required');
    expect(more).toContain('schedule is required. Allowed: {start, end}');
    expect(more).toContain('schedule.actual_work_time is required');
    expect(more).toMatch(/sub-task 接口设计 \(\d+\) is not completed/);
    expect(more).toContain('project_subtasks_operate with node_id doing');
    expect(fixture.calls).not.toContain('project_nodes_operate');
  });

  it('counts what was given, and tells wrong values beside what lacks', async () => {
    const fixture = await ProjectToolFixture.start();
    const text = await fixture.failure(name, {
      project_key: fixture.link('installments'),
      node: 'doing',
      schedule: { start: '2026-11-23', end: '2026-11-27', points: 3, actual_work_time: '8' },
      fields: { 'Sentry 链接': true },
      owners: ['李四', '某某'],
    });
    expect(text).not.toContain('schedule');
    expect(text).toContain('fields.Sentry 链接 was true');
    expect(text).toContain('owners[1] is "某某"');
    expect(text).toContain('接口设计');
  });

  it('takes a schedule for each owner, and people for roles', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { project_key: fixture.link('installments'), node: '前端开发' };
    fixture.stored('installments').roleOwners.set('QA', []);
    const text = await fixture.failure(name, args);
    expect(text).toContain('role_owners.测试 is held by nobody');
    expect(text).toContain('schedule.points is required of ');
    const span = { start: '2026-11-23', end: '2026-11-27', points: 2 };
    const facts = await fixture.answer(name, {
      ...args,
      role_owners: { 测试: '吴久' },
      owners: ['王五', '黄磊'],
      schedule: [
        { owner: '王五', ...span },
        { owner: '黄磊', ...span },
      ],
    });
    expect(facts['completed']).toBe(true);
    expect(fixture.node('installments', 'state_2')?.schedules).toHaveLength(2);
  });

  it('wants a signal to be passed, and the rows of a compound field', async () => {
    const fixture = await ProjectToolFixture.start();
    const stored = fixture.stored('firstScreen');
    stored.groups.delete('field_84b1c7');
    const args = { project_key: fixture.link('firstScreen') };
    const text = await fixture.failure(name, args);
    expect(text).toContain(
      'fields.风险清单 is required, with 风险描述 in each row. Allowed: a list of rows',
    );
    expect(text).toContain('fields.自动化测试结果 must be passed');
    const risks = [{ 风险描述: '无', 风险等级: '低' }];
    const fields = { 自动化测试结果: true, 风险清单: risks };
    const facts = await fixture.answer(name, { ...args, fields });
    expect(facts['completed']).toBe(true);
    expect(facts['group_uuids']).toHaveLength(1);
  });

  it('shows the plan and stops before the write in a dry run', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { project_key: fixture.link('points'), fields: review, dry_run: true };
    const facts = await fixture.answer(name, args);
    expect(facts).toMatchObject({
      dry_run: true,
      node: { name: '需求评审', status: 'under way' },
      would_send: { method: 'POST', body: { action: 'confirm' } },
    });
    expect(fixture.node('points', 'state_1')?.status).toBe(2);
  });

  it('asks which node where several are under way, and refuses one that is not reached', async () => {
    const fixture = await ProjectToolFixture.start();
    const { work_item_type_key: _, ...item } = fixture.item('installments');
    const text = await fixture.failure(name, item);
    expect(text).toContain('node is needed: 3 nodes are under way');
    expect(text).toContain('后端开发 (doing), 前端开发 (state_2)');
    const early = await fixture.failure(name, { ...item, node: '测试验证' });
    expect(early).toContain('is 测试验证, which is not reached yet. Allowed: under way: 后端开发');
    expect(await fixture.failure(name, { ...item, node: '测试验收' })).toContain('Did you mean');
  });

  it('has nothing to do where the node is done, and writes nothing into it', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { project_key: fixture.link('points'), node: '需求提出' };
    const { completed, notes } = await fixture.answer(name, args);
    expect(completed).toBe(true);
    expect(notes.join()).toContain('done already; nothing was sent');
    const text = await fixture.failure(name, { ...args, fields: review });
    expect(text).toContain('fields cannot be filled in: 需求提出 is done already');
  });

  it('tells who else must confirm', async () => {
    const fixture = await ProjectToolFixture.start({
      credentials: ({ project: { access, sample } }) => ({
        ...access,
        userKey: sample.userKeyOf('吴久'),
      }),
    });
    const args = { project_key: fixture.link('installments'), node: '测试用例设计' };
    const facts = await fixture.answer(name, args);
    expect(facts).toMatchObject({ completed: false, opened: [], waiting_for: ['陈晨'] });
    expect(facts['notes'].join()).toContain('once 陈晨 confirmed as well');
  });

  it('knows what became of it where the answer is lost', async () => {
    const fixture = await ProjectToolFixture.start();
    fixture.fault({ kind: 'reset', endpoint: 'project_nodes_operate', applied: true, times: 10 });
    const args = { project_key: fixture.link('points'), fields: review };
    const { completed, notes } = await fixture.answer(name, args);
    expect(completed).toBe(true);
    expect(notes.join()).toContain('the node is done');
  });

  it('leaves a refusal of the vendor as it is', async () => {
    const fixture = await ProjectToolFixture.start();
    fixture.stored('points').aborted = true;
    const args = { project_key: fixture.item('points').project_key, fields: review };
    const { work_item_id, work_item_type_key } = fixture.item('points');
    const text = await fixture.failure(name, { ...args, work_item_id, work_item_type_key });
    expect(text).toContain('20007');
  });

  it('is for items with nodes', async () => {
    const fixture = await ProjectToolFixture.start();
    const text = await fixture.failure(name, { project_key: fixture.link('crash') });
    expect(text).toContain('is an item with states, not nodes');
    expect(text).toContain('project_states_change');
  });

  it('needs an item', async () => {
    const fixture = await ProjectToolFixture.start();
    const text = await fixture.failure(name, { project_key: 'xinghe' });
    expect(text).toContain('work_item_id is needed, or the link of the item');
    expect(fixture.calls).toEqual([]);
  });
});
