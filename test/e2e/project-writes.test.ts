import { afterAll, describe, expect, it } from 'vitest';
import type { ProjectOptions } from '../../src/sandbox/project/options.js';
import type { RunningSandbox } from '../../src/sandbox/server.js';
import { ServerFixture } from '../support/server-fixture.js';

const project = ({ url, project: { access } }: RunningSandbox) => ({
  FEISHU_PROJECT_BASE_URL: url,
  FEISHU_PROJECT_PLUGIN_ID: access.pluginId,
  FEISHU_PROJECT_PLUGIN_SECRET: access.pluginSecret,
  FEISHU_PROJECT_USER_KEY: access.userKey,
});

/** One server for each way to start it; each test has the sample as it was at first. */
const running = new Map<string, Promise<ServerFixture>>();

afterAll(async () => {
  for (const fixture of await Promise.all(running.values())) {
    await fixture.end();
  }
});

async function start(options: Partial<ProjectOptions> = {}, ...args: readonly string[]) {
  const key = JSON.stringify([options, args]);
  const starting =
    running.get(key) ??
    ServerFixture.start({
      args: ['--toolsets', 'all', ...args],
      env: project,
      sandbox: { projectOptions: { batchItemMs: 0, rateLimits: false, ...options } },
    });
  running.set(key, starting);
  const fixture = await starting;
  fixture.sandbox.reset();
  const { world, sample } = fixture.sandbox.project;
  const stored = (handle: string) => world.items.get(sample.items[handle] ?? '');
  const item = (handle: string) => ({
    project_key: 'xinghe',
    work_item_type_key: '需求',
    work_item_id: sample.items[handle],
  });
  const keysOf = (...names: readonly string[]) => names.map((name) => sample.userKeyOf(name));
  return { fixture, world, sample, stored, item, keysOf };
}

/** Both readings of what the pages leave open. */
const readings = ['cleared', 'kept'] as const;

const type = { project_key: 'xinghe', work_item_type_key: '需求' };

describe('a set of a work item', () => {
  it('keeps who watches it already when somebody is added, and shows old and new by name', async () => {
    const { fixture, stored, item, keysOf } = await start();
    const { updated, changes } = await fixture.call('project_work_items_update', {
      ...item('installments'),
      update_fields: { 关注人: { add: ['王五'] } },
    });
    expect(updated).toBe(true);
    expect(stored('installments')?.values.get('watchers')).toEqual(keysOf('赵六', '孙琪', '王五'));
    expect(changes).toEqual({
      columns: ['field', 'old', 'new'],
      rows: [['关注人', ['赵六', '孙琪'], ['赵六', '孙琪', '王五']]],
    });
  });

  it('keeps both of two adds at once', async () => {
    const { fixture, stored, item, keysOf } = await start();
    const add = (name: string) =>
      fixture.call('project_work_items_update', {
        ...item('installments'),
        update_fields: { 关注人: { add: [name] } },
      });
    await Promise.all(['王五', '吴久', '李四'].map(add));
    const watchers = stored('installments')?.values.get('watchers');
    const names = ['赵六', '孙琪', '王五', '吴久', '李四'];
    expect(watchers).toEqual(expect.arrayContaining(keysOf(...names)));
    expect(watchers).toHaveLength(names.length);
  });

  it('says of what was to be removed that it was not there', async () => {
    const { fixture, item } = await start();
    const { notes } = await fixture.call('project_work_items_update', {
      ...item('installments'),
      update_fields: { 关注人: { remove: ['李四'] }, 影响端: { add: ['Web'], remove: ['iOS'] } },
    });
    expect(notes).toContainEqual('关注人: "李四" was not in it, so there was nothing to remove');
  });

  it('takes a plain list as the whole of it', async () => {
    const { fixture, stored, item, keysOf } = await start();
    const update_fields = { 关注人: ['王五'] };
    await fixture.call('project_work_items_update', { ...item('installments'), update_fields });
    expect(stored('installments')?.values.get('watchers')).toEqual(keysOf('王五'));
  });

  it.each(readings)(
    'keeps the owners of roles that are not named, where they are %s',
    async (unnamedParts) => {
      const { fixture, stored, item, keysOf } = await start({ unnamedParts });
      const before = new Map(stored('installments')?.roleOwners);
      await fixture.call('project_work_items_update', {
        ...item('installments'),
        update_fields: { 角色与人员: { 产品经理: { add: ['张三'] } } },
      });
      const after = stored('installments')?.roleOwners;
      expect(after?.get('PM')).toEqual([...(before.get('PM') ?? []), ...keysOf('张三')]);
      expect(after?.get('BE')).toEqual(before.get('BE'));
    },
  );

  it('is refused where a field holds one value', async () => {
    const { fixture, item } = await start();
    const text = await fixture.failure('project_work_items_update', {
      ...item('installments'),
      update_fields: { 优先级: { add: ['P1'] } },
    });
    expect(text).toContain('update_fields.优先级 was {add, remove}, and holds one value');
  });

  it('is changed item by item in a batch, and the answer shows each', async () => {
    const { fixture, stored, keysOf, sample } = await start();
    const { changes, notes, success_total } = await fixture.call(
      'project_work_items_batch_update',
      {
        ...type,
        work_item_ids: [sample.items['installments'], sample.items['coupons']],
        field_key: '关注人',
        after_field_value: { add: ['王五'], remove: ['孙琪'] },
      },
    );
    expect(success_total).toBe(2);
    expect(stored('installments')?.values.get('watchers')).toEqual(keysOf('赵六', '王五'));
    expect(stored('coupons')?.values.get('watchers')).toEqual(keysOf('王五'));
    expect(changes.columns).toEqual(['work_item_id', 'field', 'old', 'new']);
    expect(changes.rows).toHaveLength(2);
    expect(notes).toContain('2 different lists written');
  });

  it('is rehearsed with the lists that items would get', async () => {
    const { fixture, keysOf, sample } = await start();
    const { would_send: sent, notes } = await fixture.call('project_work_items_batch_update', {
      ...type,
      work_item_ids: [sample.items['installments'], sample.items['coupons']],
      field_key: '关注人',
      after_field_value: { add: ['王五'] },
      dry_run: true,
    });
    const { work_item_ids, update_mode, after_field_value: list } = sent.body;
    expect([work_item_ids, update_mode]).toEqual([
      [Number(sample.items['installments'])],
      'UPDATE',
    ]);
    expect(list).toEqual(keysOf('赵六', '孙琪', '王五'));
    expect(notes.join()).toContain(
      `a further request would give ${sample.items['coupons']} the list ${JSON.stringify(keysOf('王五'))}`,
    );
  });

  it('keeps the roles that a batch does not name', async () => {
    const { fixture, stored, sample, keysOf } = await start();
    const rolesNow = () => new Map(stored('installments')?.roleOwners);
    const before = rolesNow();
    const update = (owners: unknown) =>
      fixture.call('project_work_items_batch_update', {
        ...type,
        work_item_ids: [sample.items['installments']],
        field_key: '角色与人员',
        after_field_value: [{ role: '后端研发', owners }],
      });
    await update(['王五']);
    expect(rolesNow()).toEqual(new Map([...before, ['BE', keysOf('王五')]]));
    const { changes } = await update({ add: ['李四'] });
    expect(rolesNow()).toEqual(new Map([...before, ['BE', keysOf('王五', '李四')]]));
    expect(changes.rows).toHaveLength(1);
  });

  it('sends nothing of a batch that adds to an item of another type', async () => {
    const { fixture, stored, sample, keysOf } = await start();
    const text = await fixture.failure('project_work_items_batch_update', {
      ...type,
      work_item_ids: [sample.items['installments'], sample.items['crash']],
      field_key: '关注人',
      after_field_value: { add: ['王五'] },
    });
    expect(text).toContain('names items of another type, or that cannot be seen');
    expect(stored('installments')?.values.get('watchers')).toEqual(keysOf('赵六', '孙琪'));
  });

  it('names the items of a batch whose old values cannot be read', async () => {
    const { fixture, sample } = await start();
    const { notes } = await fixture.call('project_work_items_batch_update', {
      ...type,
      work_item_ids: [sample.items['installments'], sample.items['crash']],
      field_key: '优先级',
      after_field_value: 'P1',
    });
    expect(notes).toEqual([
      `no item of this type that can be seen: ${sample.items['crash']}; what is stored there is not shown`,
    ]);
  });
});

describe('a set of a node or a sub-task', () => {
  it.each([
    ['project_nodes_update', { node_id: '测试用例设计' }],
    ['project_nodes_operate', { node_id: '需求评审', action: 'rollback', rollback_reason: '重审' }],
  ] as const)(
    'keeps the owners of a role that the node of %s is not bound to',
    async (tool, node) => {
      const { fixture, stored, item, keysOf } = await start();
      const { changes } = await fixture.call(tool, {
        ...item('installments'),
        ...node,
        role_assignee: [{ role: '后端研发', owners: { add: ['王五'] } }],
      });
      expect(stored('installments')?.roleOwners.get('BE')).toEqual(keysOf('李四', '王五'));
      expect(changes.rows).toContainEqual(['后端研发', ['李四'], ['李四', '王五']]);
    },
  );

  it('keeps the owners of a node when one is added', async () => {
    const { fixture, stored, item, keysOf } = await start();
    const { changes } = await fixture.call('project_nodes_update', {
      ...item('installments'),
      node_id: '前端开发',
      node_owners: { add: ['李四'] },
    });
    const node = stored('installments')?.nodes.find(({ key }) => key === 'state_2');
    expect(node?.owners).toEqual(keysOf('王五', '黄磊', '李四'));
    expect(changes.rows).toEqual([['owners', ['王五', '黄磊'], ['王五', '黄磊', '李四']]]);
  });

  it('keeps the assignees of a sub-task when one is added', async () => {
    const { fixture, stored, item, keysOf } = await start();
    const task = stored('installments')?.nodes.find(({ key }) => key === 'doing')?.subTasks[0];
    const place = { ...item('installments'), node_id: 'doing', task_id: task?.id };
    await fixture.call('project_subtasks_update', { ...place, assignee: ['王五'] });
    await fixture.call('project_subtasks_update', { ...place, assignee: { add: ['吴久'] } });
    const after = stored('installments')?.nodes.find(({ key }) => key === 'doing')?.subTasks[0];
    expect(after?.assignee).toEqual(keysOf('王五', '吴久'));
  });
});

describe('an update that the vendor takes as a whole', () => {
  it.each(readings)(
    'keeps the settings of a field that are not named, where they are %s',
    async (unnamedParts) => {
      const { fixture, world } = await start({ unnamedParts });
      const { data: field_key } = await fixture.call('project_fields_create', {
        ...type,
        field_name: '渠道',
        field_type_key: 'multi_select',
        help_description: '来源渠道',
        field_alias: 'channel',
        field_value: [{ label: '客服' }, { label: '运营' }],
      });
      const { changes } = await fixture.call('project_fields_update', {
        ...type,
        field_key,
        field_name: '销售渠道',
      });
      const story = world.spaces[0]?.types.find(({ key }) => key === 'story');
      const field = story?.fields.find(({ key }) => key === field_key);
      expect(field).toMatchObject({ name: '销售渠道', help: '来源渠道', alias: 'channel' });
      expect(field?.options.map(({ label }) => label)).toEqual(['客服', '运营']);
      expect(changes.rows).toEqual([['field_name', '渠道', '销售渠道']]);
    },
  );

  it('adds, renames and removes options, and deletes none that a list leaves out', async () => {
    const { fixture } = await start();
    const { data: field_key } = await fixture.call('project_fields_create', {
      ...type,
      field_name: '渠道',
      field_type_key: 'multi_select',
      field_value: [{ label: '客服' }, { label: '运营' }],
    });
    const update = (options: object) =>
      fixture.call('project_fields_update', { ...type, field_key, options });
    const { changes, notes } = await update({
      add: ['门店'],
      rename: { 客服: '客户服务' },
      remove: ['运营'],
    });
    expect(changes.rows).toEqual([['options', ['客服', '运营'], ['客户服务', '门店']]]);
    expect(notes).toContain('the option 运营 was in use by 0 work items');
    const listed = await update(['官网']);
    expect(listed.changes.rows[0]?.[2]).toEqual(['客户服务', '门店', '官网']);
    expect(listed.notes.join()).toContain('options that the list leaves out stay: 客户服务, 门店');
  });

  it('reads texts as labels of the options of a new field', async () => {
    const { fixture } = await start();
    const { data: field_key } = await fixture.call('project_fields_create', {
      ...type,
      field_name: '渠道',
      field_type_key: 'select',
      field_value: ['客服', '运营'],
    });
    const { changes } = await fixture.call('project_fields_update', {
      ...type,
      field_key,
      options: { add: ['门店'] },
    });
    expect(changes.rows).toEqual([['options', ['客服', '运营'], ['客服', '运营', '门店']]]);
  });

  it('takes a default value by the label of its option, and refuses one that is no option', async () => {
    const { fixture, world } = await start();
    const update = { ...type, field_key: '影响端', default_value: ['iOS'] };
    await fixture.call('project_fields_update', update);
    const story = world.spaces[0]?.types.find(({ key }) => key === 'story');
    expect(story?.fields.find(({ name }) => name === '影响端')?.defaultValue).toEqual(['ios']);
    const wrong = await fixture.failure('project_fields_update', {
      ...update,
      default_value: '鸿蒙',
    });
    expect(wrong).toMatch(/default_value is "鸿蒙".*iOS \(ios\)/);
    const created = await fixture.failure('project_fields_create', {
      ...type,
      field_name: '渠道',
      field_type_key: 'select',
      field_value: ['客服', '运营'],
      default_value: '门店',
    });
    expect(created).toMatch(/default_value is "门店".*客服.*运营/);
  });

  it('refuses options for a field of a type that has none', async () => {
    const { fixture } = await start();
    const text = await fixture.failure('project_fields_update', {
      ...type,
      field_key: 'Sentry 链接',
      options: { add: ['甲'] },
    });
    expect(text).toContain('options cannot be set: Sentry 链接 is of the type text');
  });

  it('refuses to give an option the label of another one', async () => {
    const { fixture } = await start();
    const before = fixture.sent('project_fields_update');
    const text = await fixture.failure('project_fields_update', {
      ...type,
      field_key: '影响端',
      options: { rename: { iOS: 'Android' } },
    });
    expect(text).toContain('options.rename.iOS is to become Android, which is there already');
    expect(fixture.sent('project_fields_update')).toBe(before);
  });

  it.each(readings)(
    'keeps the settings of a role and a type, where unnamed ones are %s',
    async (unnamedParts) => {
      const { fixture, world, keysOf } = await start({ unnamedParts });
      const story = world.spaces[0]?.types.find(({ key }) => key === 'story');
      const role = { members: ['王五'], member_assign_mode: 2 };
      await fixture.call('project_roles_update', { ...type, role_id: '产品经理', role });
      await fixture.call('project_roles_update', {
        ...type,
        role_id: '产品经理',
        role: { members: { add: ['李四'] } },
      });
      expect(story?.roles.find(({ id }) => id === 'PM')).toMatchObject({
        memberAssignMode: 2,
        members: keysOf('王五', '李四'),
      });
      await fixture.call('project_work_item_types_update', { ...type, is_pinned: true });
      expect(story).toMatchObject({ description: '产品需求从提出到上线', pinned: true });
    },
  );

  it.each(readings)(
    'keeps the parts of a schedule that are not named, where they are %s',
    async (unnamedParts) => {
      const { fixture, stored, item } = await start({ unnamedParts });
      const place = { ...item('installments'), node_id: '前端开发' };
      const node_schedule = { start: '2026-12-01', end: '2026-12-05', points: 3 };
      await fixture.call('project_nodes_update', { ...place, node_schedule });
      await fixture.call('project_nodes_update', {
        ...place,
        node_schedule: { actual_work_time: 4 },
      });
      const node = stored('installments')?.nodes.find(({ key }) => key === 'state_2');
      expect(node?.schedule).toMatchObject({
        points: 3,
        actualHours: 4,
        start: Date.parse('2026-12-01T00:00+08:00'),
      });
    },
  );

  it.each(readings)(
    'keeps the text of work hours whose number changes, where it is %s',
    async (unnamedParts) => {
      const { fixture, world, item } = await start({ unnamedParts });
      const hours = { resource_type: 'node', resource_id: 'doing', work_time: '2' };
      const { rows } = await fixture.call('project_work_hours_create', {
        ...item('installments'),
        work_begin_date: '2026-11-30',
        work_end_date: '2026-11-30',
        working_hour_records: [{ ...hours, work_description: '联调' }],
      });
      const { changes } = await fixture.call('project_work_hours_update', {
        ...item('installments'),
        working_hour_records: [{ id: rows[0][0], work_time: 3 }],
      });
      expect(world.workHours[0]).toMatchObject({ hours: 3, description: '联调' });
      expect(changes.rows).toEqual([[rows[0][0], 'work_time', 2, 3]]);
    },
  );

  it.each(readings)(
    'keeps what a node of a process has beside its name, where that is %s',
    async (unnamedParts) => {
      const { fixture, world } = await start({ unnamedParts });
      const template = world.spaces[0]?.types.find(({ key }) => key === 'story')?.templates[0];
      const before = template?.nodes.find(({ key }) => key === 'doing');
      const { changes } = await fixture.call('project_templates_update', {
        project_key: 'xinghe',
        template_id: template?.id,
        workflow_confs: [
          { action: 3, state_key: 'doing', name: '后端', owner_roles: { add: ['FE'] } },
        ],
      });
      expect(template?.nodes.find(({ key }) => key === 'doing')).toEqual({
        ...before,
        name: '后端',
        ownerRoles: ['BE', 'FE'],
      });
      expect(changes.rows).toEqual([
        ['doing', 'name', '后端开发', '后端'],
        ['doing', 'owner_roles', ['BE'], ['BE', 'FE']],
      ]);
    },
  );

  it('adds what a relation leads to, and keeps its name', async () => {
    const { fixture, world } = await start();
    const relation = world.spaces[0]?.relations[0];
    const before = relation?.details ?? [];
    const added = { project_key: world.spaces[0]?.key, work_item_type_key: 'story' };
    await fixture.call('project_relations_update', {
      project_key: 'xinghe',
      relation_id: relation?.id,
      relation_details: { add: [added] },
    });
    expect(relation?.details).toHaveLength(before.length + 1);
    expect(relation?.name).toBe('需求-版本');
  });

  it('sends the call as it is given where replace is true', async () => {
    const { fixture, world } = await start();
    const args = { ...type, is_pinned: true, replace: true };
    await fixture.call('project_work_item_types_update', args);
    const story = world.spaces[0]?.types.find(({ key }) => key === 'story');
    expect(story).toMatchObject({ description: '', pinned: true });
  });

  it('sends nothing where what is stored cannot be read, and says why', async () => {
    const { fixture, stored, item } = await start();
    fixture.sandbox.faults.add({
      kind: 'reply',
      endpoint: 'project_work_items_get',
      status: 403,
      body: JSON.stringify({ err_code: 10001, err_msg: 'No Permission', err: {} }),
      times: 1,
    });
    const before = stored('installments')?.values.get('watchers');
    const text = await fixture.failure('project_work_items_update', {
      ...item('installments'),
      update_fields: { 关注人: { add: ['王五'] } },
    });
    expect(text).toContain('Nothing was sent: what is stored could not be read');
    expect(text).toContain('whole lists in place of {add, remove}');
    expect(stored('installments')?.values.get('watchers')).toEqual(before);
  });
});

describe('the answer to a write', () => {
  it('shows the node that was completed, and what was filled in on the way', async () => {
    const { fixture, item } = await start();
    const { changes } = await fixture.call('project_nodes_operate', {
      ...item('installments'),
      node_id: '前端开发',
      action: 'confirm',
      node_owners: { remove: ['黄磊'] },
      node_schedule: { start: '2026-12-01', end: '2026-12-05', points: 3 },
    });
    expect(changes.rows).toEqual([
      ['前端开发', 'under way', 'done'],
      ['owners', ['王五', '黄磊'], ['王五']],
      ['schedule.start', null, '2026-12-01'],
      ['schedule.end', null, '2026-12-05'],
      ['schedule.points', 0, 3],
    ]);
  });

  it('shows the state, the form and the role owners of a transition', async () => {
    const { fixture, sample } = await start();
    const { changes } = await fixture.call('project_states_change', {
      project_key: 'xinghe',
      work_item_type_key: '缺陷',
      work_item_id: sample.items['crash'],
      transition_id: '已修复',
      fields: { 解决方案: '已修复' },
      role_owners: { 经办人: { add: ['王五'] } },
    });
    expect(changes.rows).toEqual([
      ['state', '处理中', '已修复'],
      ['解决方案', null, '已修复'],
      ['角色与人员.经办人', ['李四'], ['李四', '王五']],
    ]);
  });

  it('names business lines, linked items, and what a relation leads to', async () => {
    const { fixture, item, sample, world } = await start();
    const of = { project_key: 'xinghe', work_item_type_key: '缺陷' };
    const line = await fixture.call('project_work_items_update', {
      ...item('installments'),
      update_fields: { 业务线: '供应链' },
    });
    expect(line['changes'].rows).toEqual([['业务线', '零售业务/线上商城', '供应链']]);
    const { changes } = await fixture.call('project_work_items_update', {
      ...of,
      work_item_id: sample.items['crash'],
      update_fields: { 关联需求: '门店自提' },
    });
    const [before, after] = ['installments', 'pickup'].map((handle) => sample.items[handle]);
    expect(changes.rows).toEqual([
      ['关联需求', `支持微信支付分期付款 (${before})`, `门店自提 (${after})`],
    ]);
    const relation = await fixture.call('project_relations_update', {
      project_key: 'xinghe',
      relation_id: world.spaces[0]?.relations[0]?.id,
      relation_details: { add: [of] },
    });
    expect(relation['changes'].rows).toEqual([
      ['relation_details', ['星河商城/版本'], ['星河商城/版本', '星河商城/缺陷']],
    ]);
  });

  it('shows the rows of a compound field', async () => {
    const { fixture, item } = await start();
    const { changes } = await fixture.call('project_compound_fields_update', {
      ...item('points'),
      field_key: '风险清单',
      action: 'add',
      fields: [{ 风险描述: '渠道', 跟进人: '李四' }],
    });
    expect(changes.rows).toEqual([['风险清单', null, [{ 风险描述: '渠道', 跟进人: '李四' }]]]);
  });

  it('shows the text of a comment before and after', async () => {
    const { fixture, item } = await start();
    const place = item('installments');
    const { data: comment_id } = await fixture.call('project_comments_create', {
      ...place,
      content: '旧',
    });
    const args = { ...place, comment_id, content: '新' };
    const { changes } = await fixture.call('project_comments_update', args);
    expect(changes.rows).toEqual([['content', '旧', '新']]);
  });

  it('says that nothing changed where the value was so before', async () => {
    const { fixture, item } = await start();
    const { notes, changes } = await fixture.call('project_work_items_update', {
      ...item('installments'),
      update_fields: { 优先级: 'P0' },
    });
    expect(changes).toBeUndefined();
    expect(notes).toContain('nothing changed: what is stored is as it was before');
  });

  it('leaves changes out, and their reads, with --answers short', async () => {
    const { fixture, item } = await start({}, '--answers', 'short');
    const facts = await fixture.call('project_work_items_update', {
      ...item('installments'),
      update_fields: { 优先级: 'P1' },
    });
    expect(facts).toEqual({ updated: true });
    expect(fixture.sent('project_work_items_get')).toBe(0);
  });
});

describe('a change of a list that is empty', () => {
  it('leaves the list as it is', async () => {
    const { fixture, stored, item, keysOf } = await start();
    const { notes } = await fixture.call('project_nodes_update', {
      ...item('installments'),
      node_id: '前端开发',
      node_owners: { add: [] },
    });
    const node = stored('installments')?.nodes.find(({ key }) => key === 'state_2');
    expect(node?.owners).toEqual(keysOf('王五', '黄磊'));
    expect(notes).toContain('nothing changed: what is stored is as it was before');
  });
});

describe('a value that is not given', () => {
  it.each([
    ['project_work_items_update', { update_fields: [{ field_key: '优先级' }] }],
    ['project_nodes_update', { node_id: '后端开发', fields: [{ field_key: '优先级' }] }],
  ] as const)('clears no field in %s, which says what clears it', async (tool, args) => {
    const { fixture, stored, item } = await start();
    const before = stored('installments')?.values.get('priority');
    const text = await fixture.failure(tool, { ...item('installments'), ...args });
    expect(text).toMatch(/优先级 has no field_value.*null clears it/);
    expect(stored('installments')?.values.get('priority')).toEqual(before);
  });
});

describe('what a write of a view changed', () => {
  const view = { ...type, view_id: '双十二重点需求' };

  it('shows the items of a fixed view, old and new', async () => {
    const { fixture, sample } = await start();
    const ids = ['installments', 'coupons', 'firstScreen'].map((handle) =>
      Number(sample.items[handle]),
    );
    const { changes, notes } = await fixture.call('project_fixed_views_update', {
      ...view,
      add_work_item_ids: ['商品详情页首屏提速'],
    });
    expect(changes.rows).toEqual([['items', ids.slice(0, -1), ids]]);
    expect(notes).toBeUndefined();
  });

  it('says of conditions, which cannot be read, that they were replaced', async () => {
    const { fixture } = await start();
    const group = (label: string) => ({
      conjunction: 'AND',
      search_params: [{ param_key: '优先级', operator: 'HAS ANY OF', value: [label] }],
    });
    await fixture.call('project_condition_views_create', {
      ...type,
      name: '重点',
      search_group: group('P0'),
    });
    const { changes, notes } = await fixture.call('project_condition_views_update', {
      ...type,
      view_id: '重点',
      search_group: group('P1'),
    });
    expect(changes.rows.map(([field]: readonly string[]) => field)).toEqual(['items']);
    expect(notes).toEqual([
      'the conditions were replaced; they cannot be read out, so that old and new are not shown',
    ]);
  });
});

describe('the number format of a field', () => {
  it('keeps the part that is not named', async () => {
    const { fixture } = await start();
    const update = (number_config: object) =>
      fixture.call('project_fields_update', {
        ...type,
        field_key: '预估收益（万元）',
        number_config,
      });
    await update({ display_digits: 2 });
    const { changes } = await update({ thousandth: true });
    expect(changes.rows).toEqual([
      ['number_config', { display_digits: 2 }, { display_digits: 2, thousandth: true }],
    ]);
  });
});
