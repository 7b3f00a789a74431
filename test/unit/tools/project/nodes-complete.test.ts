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
    const again = await fixture.answer(name, args);
    expect(again).toMatchObject({ confirmed_by: ['吴久'], waiting_for: ['陈晨'] });
    expect(again['notes'].join()).toContain('吴久 confirmed 测试用例设计 already');
    const sent = fixture.calls.filter((call) => call === 'project_nodes_operate');
    expect(sent).toHaveLength(1);
  });

  it('knows what became of it where the answer is lost', async () => {
    const fixture = await ProjectToolFixture.start();
    fixture.fault({ kind: 'reset', endpoint: 'project_nodes_operate', applied: true, times: 10 });
    const args = { project_key: fixture.link('points'), fields: review };
    const { completed, notes } = await fixture.answer(name, args);
    expect(completed).toBe(true);
    expect(notes.join()).toContain('the node is done');
  });

  it('names a terminated item, what lacks and who owns the node at once, in a dry run too', async () => {
    const fixture = await ProjectToolFixture.start();
    fixture.stored('points').aborted = true;
    const { work_item_id: id } = fixture.item('points');
    for (const dry_run of [true, false]) {
      const text = await fixture.failure(name, { ...fixture.item('points'), dry_run });
      expect(text).toContain(
        `work_item_id is 会员积分过期提醒 (${id}), which is terminated. Allowed`,
      );
      expect(text).toContain('project_work_items_abort with is_aborted false');
      expect(text).toContain('fields.评审结论 is required');
      expect(text).toContain('需求评审 is owned by 林小雨, and calls are made for 张三');
    }
    expect(fixture.calls).not.toContain('project_nodes_operate');
  });

  it('tells with a refusal whose node it is', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { project_key: fixture.link('installments'), node: '测试用例设计' };
    const text = await fixture.failure(name, args);
    expect(text).toContain('10001');
    expect(text).toContain('测试用例设计 is owned by 吴久, 陈晨, and calls are made for 张三');
    const { notes } = await fixture.answer(name, { ...args, dry_run: true });
    expect(notes.join()).toContain('the vendor may refuse it (10001)');
    expect(notes.join()).toContain('has 2 owners (吴久, 陈晨 not confirmed yet)');
    expect(notes.join()).toContain('whether the item is frozen cannot be read');
  });

  it('says of a finished item that nothing is left to do', async () => {
    const fixture = await ProjectToolFixture.start();
    const { completed, notes } = await fixture.answer(name, {
      project_key: fixture.link('archive'),
    });
    expect(completed).toBe(true);
    expect(notes.join()).toMatch(/历史订单归档 \(\d+\) is finished: all of its 8 nodes are done/);
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

describe('a write that depends on the state of its item', () => {
  const node = { node_id: '需求评审', action: 'rollback', rollback_reason: '返工' };

  it('shows before and after what a rollback resets', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { ...fixture.item('installments'), ...node };
    const rows = [
      ['需求评审', 'done', 'under way'],
      ['后端开发', 'under way', 'not reached'],
      ['前端开发', 'under way', 'not reached'],
      ['测试用例设计', 'under way', 'not reached'],
    ];
    const { would_change } = await fixture.answer('project_nodes_operate', {
      ...args,
      dry_run: true,
    });
    expect(would_change.rows).toEqual(rows);
    expect((await fixture.answer('project_nodes_operate', args))['changes'].rows).toEqual(rows);
    const { notes } = await fixture.answer('project_nodes_operate', args);
    expect(notes).toEqual(['需求评审 is under way already; nothing was sent']);
  });

  it('is refused in a dry run where the node is not reached', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { ...fixture.item('installments'), node_id: '测试验证', dry_run: true };
    const text = await fixture.failure('project_nodes_operate', { ...args, action: 'confirm' });
    expect(text).toContain(
      'node_id is 测试验证, which is not reached yet. Allowed: under way: 后端',
    );
    const back = { ...args, action: 'rollback', rollback_reason: '返工' };
    expect(await fixture.failure('project_nodes_operate', back)).toContain('nothing to roll back');
  });

  it('names all that completing a node lacks in the arguments that bring it', async () => {
    const fixture = await ProjectToolFixture.start();
    const text = await fixture.failure('project_nodes_operate', {
      ...fixture.item('installments'),
      node_id: 'doing',
      action: 'confirm',
      node_schedule: { points: 2 },
      fields: { 优先级: '很高' },
    });
    expect(text).toContain('node_schedule is required. Allowed: {start, end}');
    expect(text).toContain('node_schedule.actual_work_time is required');
    expect(text).toContain('sub-task 接口设计');
    expect(text).toContain('fields.优先级 is "很高"');
    expect(text).not.toContain('node_schedule.points');
  });

  it('names the fields and options that a transition requires, and takes them by name', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { ...fixture.item('crash'), transition_id: '已修复' };
    const text = await fixture.failure('project_states_change', { ...args, dry_run: true });
    expect(text).toContain(
      'fields.解决方案 is required. Allowed: an option: 已修复, 不予修复, 重复',
    );
    expect(text).toContain('items are moved on from 处理中 by 经办人 (李四)');
    const fields = { 解决方案: '已修复' };
    const plan = await fixture.answer('project_states_change', { ...args, fields, dry_run: true });
    expect(plan['would_change'].rows).toEqual([['state', '处理中', '已修复']]);
    expect(plan['names']).toEqual({ field_37dc84: '解决方案' });
    await fixture.answer('project_states_change', { ...args, fields });
    const { notes } = await fixture.answer('project_states_change', args);
    expect(notes).toEqual(['the item is in the state 已修复 already; nothing was sent']);
    const elsewhere = { ...args, transition_id: 21058413 };
    expect(await fixture.failure('project_states_change', elsewhere)).toContain(
      '(处理中 → 已修复), and the item is in the state 已修复. Allowed: to go to: 已关闭 (CLOSED), 重新打开',
    );
  });

  it('knows what a sub-task delivers, and which is completed already', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { ...fixture.item('installments'), node_id: 'doing', action: 'confirm' };
    const operate = (task_id: string) =>
      fixture.answer('project_subtasks_operate', { ...args, task_id });
    const text = await fixture.failure('project_subtasks_operate', {
      ...args,
      task_id: '接口联调',
      dry_run: true,
    });
    expect(text).toContain('deliverable.需求文档 is required. Allowed: a URL');
    expect((await operate('接口设计'))['changes'].rows).toEqual([['completed', false, true]]);
    const { notes } = await operate('接口设计');
    expect(notes).toEqual(['接口设计 was completed already; nothing was sent']);
  });

  it('shows whether an item is terminated or frozen, and leaves alone what is so already', async () => {
    const fixture = await ProjectToolFixture.start();
    const item = fixture.item('points');
    const end = { ...item, is_aborted: true, reason_option: 'cancel' };
    const plan = await fixture.answer('project_work_items_abort', { ...end, dry_run: true });
    expect(plan['would_change'].rows).toEqual([['terminated', false, true]]);
    await fixture.answer('project_work_items_abort', end);
    const { notes } = await fixture.answer('project_work_items_abort', end);
    expect(notes.join()).toContain('is terminated already; nothing was sent');
    const { work_item_type_key: _, ...of } = fixture.item('coupons');
    const frozen = await fixture.answer('project_work_items_freeze', { ...of, is_frozen: true });
    expect(frozen['changes'].rows).toEqual([['frozen', 'unknown', true]]);
    expect(frozen['notes'].join()).toContain('does not tell whether 优惠券叠加规则改造');
    const text = await fixture.failure('project_work_items_update', {
      ...fixture.item('coupons'),
      update_fields: { 优先级: 'P1' },
    });
    expect(text).toContain('project_work_items_freeze with is_frozen false thaws it');
  });
});
