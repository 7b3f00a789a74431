import { describe, expect, it } from 'vitest';
import type { WireObject } from '../../../src/sandbox/project/gateway/wire.js';
import { ProjectFixture } from './fixtures/project-fixture.js';

const update = (fixture: ProjectFixture, handle: string, ...update_fields: WireObject[]) =>
  fixture.refused('project_work_items_update', {
    path: fixture.path(handle),
    body: { update_fields },
  });

describe('creating a work item', () => {
  const create = (fixture: ProjectFixture, body: WireObject, as = '王五') =>
    fixture.call('project_work_items_create', { body, as }).data;

  it('puts it at the beginning of the default process, in the hands of who creates it', () => {
    const fixture = new ProjectFixture();
    const id = create(fixture, { work_item_type_key: 'story', name: '到店核销' });
    const path = { work_item_type_key: 'story' };
    const [item] = fixture.data('project_work_items_get', { path, body: { work_item_ids: [id] } });
    expect(item).toMatchObject({
      name: '到店核销',
      pattern: 'Node',
      sub_stage: 'start',
      created_by: fixture.key('王五'),
      current_nodes: [{ id: 'start' }],
    });
  });

  it('takes a type by its api_name, a process, fields and role owners', () => {
    const fixture = new ProjectFixture();
    const templates = fixture.data('project_templates_list', {
      path: { work_item_type_key: 'story' },
    });
    const quick = templates.find((each: WireObject) => each['template_key'] === 'quick');
    const id = create(fixture, {
      work_item_type_key: 'story',
      name: '文案修改',
      template_id: Number(quick.template_id),
      field_value_pairs: [
        { field_key: 'priority', field_value: { value: '1' } },
        { field_key: 'role_owners', field_value: [{ role: 'BE', owners: [fixture.key('黄磊')] }] },
      ],
    });
    const path = { work_item_type_key: 'story', work_item_id: String(id) };
    const { workflow_nodes: nodes } = fixture.data('project_workflows_get', { path });
    expect(nodes.map((node: WireObject) => [node['state_key'], node['owners']])).toEqual([
      ['start', []],
      ['doing', [fixture.key('黄磊')]],
      ['end', []],
    ]);
    const release = create(fixture, { work_item_type_key: 'release', name: '3.3' });
    expect(fixture.world.items.get(String(release))!.typeKey).toBe(fixture.sample.releaseTypeKey);
  });

  it.each<[string, number, WireObject]>([
    ['no type', 30014, { name: 'x' }],
    ['a type that was disabled', 20044, { work_item_type_key: 'tech_debt', name: 'x' }],
    [
      'a name inside and beside the pairs',
      20083,
      {
        work_item_type_key: 'story',
        name: 'x',
        field_value_pairs: [{ field_key: 'name', field_value: 'y' }],
      },
    ],
    [
      'a required field left open',
      20038,
      { work_item_type_key: 'issue', name: 'x', required_mode: 1 },
    ],
    ['a process that does not exist', 50006, { work_item_type_key: 'story', template_id: 1 }],
    [
      'owners of a role that does not exist',
      50006,
      {
        work_item_type_key: 'story',
        field_value_pairs: [{ field_key: 'role_owners', field_value: [{ role: 'CTO' }] }],
      },
    ],
  ])('is refused with %s', (_, code, body) => {
    const fixture = new ProjectFixture();
    const { size } = fixture.world.items;
    expect(fixture.code('project_work_items_create', { body })).toBe(code);
    expect(fixture.world.items.size).toBe(size);
  });
});

describe('reading work items', () => {
  it('gives those that are there, by id', () => {
    const fixture = new ProjectFixture();
    const work_item_ids = [fixture.number('installments'), 404, fixture.number('points')];
    const path = { work_item_type_key: 'story' };
    const found = fixture.data('project_work_items_get', { path, body: { work_item_ids } });
    expect(found.map(({ name }: WireObject) => name)).toEqual([
      '支持微信支付分期付款',
      '会员积分过期提醒',
    ]);
  });

  it('shows the chosen fields, or all but some', () => {
    const fixture = new ProjectFixture();
    const keys = (fields: string[]) =>
      fixture
        .read('installments', { fields })
        .fields.map((field: WireObject) => field['field_key']);
    expect(keys(['priority', 'sentry_link'])).toEqual(['priority', 'field_658c22']);
    expect(keys(['-priority'])).not.toContain('priority');
    expect(keys(['-priority'])).toContain('field_658c22');
    const body = { work_item_ids: [fixture.number('points')], fields: ['priority', '-owner'] };
    expect(fixture.code('project_work_items_get', { path: fixture.path('points'), body })).toBe(
      20015,
    );
  });

  it('adds what is asked for beyond', () => {
    const fixture = new ProjectFixture();
    const expand = {
      need_workflow: true,
      need_multi_text: true,
      relation_fields_detail: true,
      need_user_detail: true,
    };
    const item = fixture.read('installments', { expand });
    expect(item.workflow_infos.workflow_nodes).toHaveLength(8);
    expect(item.multi_texts[0].field_value).toMatchObject({
      doc_text: expect.stringContaining('分期'),
      is_empty: false,
    });
    expect(item.relation_fields_detail[0].detail[0]).toMatchObject({
      story_id: fixture.number('crash'),
      work_item_type_key: 'issue',
    });
    expect(item.user_details).toContainEqual(
      expect.objectContaining({ name_cn: '李四', email: 'li.si@sandbox.invalid' }),
    );
  });

  it.each<[string, number, (fixture: ProjectFixture) => WireObject, string?]>([
    ['51 ids', 20028, () => ({ work_item_ids: Array.from({ length: 51 }, (_, id) => id) })],
    ['ids of nothing', 30005, () => ({ work_item_ids: [404] })],
    ['an id of another type', 30005, (fixture) => ({ work_item_ids: [fixture.number('crash')] })],
    ['an id of another space', 20014, (fixture) => ({ work_item_ids: [fixture.number('funnel')] })],
    ['an id as text', 9999, (fixture) => ({ work_item_ids: [fixture.id('points')] })],
    ['a type that does not exist', 30014, () => ({ work_item_ids: [1] }), 'epic'],
  ])('is refused for %s', (_, code, body, work_item_type_key = 'story') => {
    const fixture = new ProjectFixture();
    const path = { work_item_type_key };
    expect(fixture.code('project_work_items_get', { path, body: body(fixture) })).toBe(code);
  });
});

describe('who reaches what', () => {
  const get = (
    fixture: ProjectFixture,
    project_key: string,
    as: string,
    strict = true,
    token?: 'virtual',
  ) =>
    fixture.code('project_work_items_filter', {
      path: { project_key },
      body: { work_item_type_keys: ['story'] },
      as,
      headers: { 'x-auth-mode': strict ? '1' : undefined },
      ...(token ? { token } : {}),
    });

  it('a space by its id or its simple_name', () => {
    const fixture = new ProjectFixture();
    expect([
      get(fixture, 'xinghe', '张三'),
      get(fixture, fixture.sample.projectKey, '张三'),
    ]).toEqual([0, 0]);
    expect(get(fixture, 'nowhere', '张三')).toBe(1000052063);
    expect(get(fixture, '66f000000000000000000000', '张三')).toBe(1000052062);
  });

  it('spaces with the plugin, and only their members', () => {
    const fixture = new ProjectFixture();
    expect(get(fixture, 'finance', '赵六')).toBe(10301);
    expect(get(fixture, 'hr', '张三')).toBe(10404);
    expect(get(fixture, 'hr', '张三', false)).toBe(10404);
    expect(get(fixture, 'xinghe', '郑石')).toBe(10404);
    expect(get(fixture, 'datahub', '张三', true, 'virtual')).toBe(10404);
  });

  it('an item that is kept from somebody only where permissions are not strict', () => {
    const fixture = new ProjectFixture();
    const names = (as: string, mode: string | undefined) =>
      fixture
        .data('project_work_items_filter', {
          body: { work_item_type_keys: ['story'], work_item_name: '提成' },
          as,
          headers: { 'x-auth-mode': mode },
        })
        .map(({ name }: WireObject) => name);
    expect(names('王五', '1')).toEqual([]);
    expect(names('黄磊', '1')).toEqual(['导购提成核算接口']);
    expect(names('王五', undefined)).toEqual(['导购提成核算接口']);
    const path = fixture.path('payroll');
    expect(fixture.code('project_workflows_get', { path, as: '王五' })).toBe(10001);
  });
});

describe('writing fields', () => {
  /** "字段与属性解析格式": what is written, and what is read again. */
  it.each<[string, WireObject[string], WireObject[string]?]>([
    ['sentry_link', '两行\n文字'],
    ['acceptance', '验收：通过'],
    ['priority', { value: '1' }, { label: 'P1', value: '1' }],
    ['review_result', { value: 'pass', label: '任意' }, { label: '通过', value: 'pass' }],
    ['field_51aa08', [{ value: 'ios' }], [{ label: 'iOS', value: 'ios' }]],
    [
      'module',
      { value: 'mall', children: { value: 'cart', children: null } },
      {
        label: '商城',
        value: 'mall',
        children: { label: '购物车', value: 'cart', children: null },
      },
    ],
    ['field_3fa9b1', '7314205896013401001'],
    ['watchers', ['7314205896013401001']],
    ['expected_date', 1_798_000_000_000],
    ['field_ab04e5', { start_time: 1_798_000_000_000, end_time: 1_798_100_000_000 }],
    ['field_6e2f47', true],
    ['income', 12.5],
    ['test_signal', true],
    ['document', 'https://example.com/a?b=c'],
    ['field_f27c1b', ['https://example.com/doc']],
    ['linked_issues', [6300041337]],
    ['field_cb39f8', 'a@example.com'],
    ['field_72d5a4', '+86 138 0013 8000'],
    ['business', '66f5010000000000000000a3'],
    ['group_type', 'bind'],
  ])('keeps %s', (field_alias, field_value, read = field_value) => {
    const fixture = new ProjectFixture();
    const name = field_alias.startsWith('field_') ? { field_key: field_alias } : { field_alias };
    const plain = ['priority', 'watchers', 'business', 'group_type'].includes(field_alias);
    const pair = plain ? { field_key: field_alias, field_value } : { ...name, field_value };
    expect(update(fixture, 'installments', pair)).toMatchObject({ code: 0 });
    expect(fixture.value('installments', field_alias)).toEqual(read);
  });

  it.each<[string, WireObject[string], number]>([
    ['sentry_link', 5, 20006],
    ['priority', '1', 20006],
    ['priority', { value: 'p9' }, 20050],
    ['priority', { value: '3' }, 20050],
    ['module', { value: 'mall', children: { value: 'points' } }, 20050],
    ['watchers', '7314205896013401001', 20006],
    ['watchers', ['7000000000000000000'], 30006],
    ['expected_date', '2026-12-01', 20006],
    ['income', '12', 20006],
    ['document', 'example.com', 20006],
    ['field_cb39f8', 'a@b@c', 20006],
    ['field_72d5a4', '1'.repeat(55), 20006],
    ['business', 'nowhere', 30008],
    ['linked_issues', [404], 20051],
    ['created_at', 1_798_000_000_000, 20033],
    ['files', [], 20029],
    ['pipelines', {}, 20029],
    ['nothing', 1, 30009],
  ])('refuses %s as %j', (field, field_value, code) => {
    const fixture = new ProjectFixture();
    const known = fixture.data('project_fields_list', { body: { work_item_type_key: 'story' } });
    const isKey = known.some((each: WireObject) => each['field_key'] === field);
    const name = isKey ? { field_key: field } : { field_alias: field };
    expect(update(fixture, 'installments', { ...name, field_value }).code).toBe(code);
  });

  it('empties a field that is given null', () => {
    const fixture = new ProjectFixture();
    update(fixture, 'installments', { field_alias: 'sentry_link', field_value: null });
    expect(fixture.value('installments', 'sentry_link')).toBeUndefined();
  });

  it('writes all of a call or nothing', () => {
    const fixture = new ProjectFixture();
    const good = { field_alias: 'sentry_link', field_value: 'new' };
    expect(update(fixture, 'installments', good, { field_value: 1 }).code).toBe(20025);
    expect(fixture.value('installments', 'sentry_link')).toBe('https://example.com/sentry/pay');
  });

  it('is refused for what was terminated or frozen, and to strangers', () => {
    const fixture = new ProjectFixture();
    const pair = { field_key: 'name', field_value: '改名' };
    expect(update(fixture, 'purchasing', pair).code).toBe(20007);
    expect(update(fixture, 'pickup', pair).code).toBe(10002);
    const path = fixture.path('installments');
    const body = { update_fields: [pair] };
    expect(fixture.code('project_work_items_update', { path, body, as: 'Alice Meyer' })).toBe(
      10001,
    );
  });
});

describe('the life of a work item', () => {
  it('ends and begins again with a reason', () => {
    const fixture = new ProjectFixture();
    const path = fixture.path('points');
    const abort = (body: WireObject, handle = 'points') =>
      fixture.code('project_work_items_abort', { path: fixture.path(handle), body });
    expect(abort({ is_aborted: true })).toBe(20009);
    expect(abort({ is_aborted: true, reason_option: 'other' })).toBe(20009);
    expect(abort({ is_aborted: true, reason_option: 'restart' })).toBe(20006);
    expect(abort({ is_aborted: false, reason_option: 'restart' })).toBe(20008);
    expect(abort({ is_aborted: true, reason_option: 'cancel' })).toBe(0);
    expect(fixture.read('points').sub_stage).toBe('closed');
    expect(abort({ is_aborted: true, reason_option: 'cancel' })).toBe(20007);
    expect(abort({ is_aborted: false, reason_option: 'other', reason: '重新立项' })).toBe(0);
    expect(fixture.read('points').sub_stage).toBe('review');
    expect(abort({ is_aborted: true, reason: 'x' }, 'crash')).toBe(20056);
    expect(
      fixture.data('project_work_items_get', {
        path,
        body: { work_item_ids: [fixture.number('points')] },
      }),
    ).toHaveLength(1);
  });

  it('stands still while it is frozen', () => {
    const fixture = new ProjectFixture();
    const body = {
      project_key: 'xinghe',
      work_item_id: fixture.number('pickup'),
      is_frozen: false,
    };
    expect(fixture.data('project_work_items_freeze', { body })).toEqual({});
    const pair = { field_key: 'name', field_value: '门店自提 2.0' };
    expect(update(fixture, 'pickup', pair).code).toBe(0);
  });

  it('is over when it is deleted', () => {
    const fixture = new ProjectFixture();
    const path = fixture.path('search');
    expect(fixture.code('project_work_items_delete', { path, as: '王五' })).toBe(10001);
    expect(fixture.code('project_work_items_delete', { path, as: '陈晨' })).toBe(0);
    expect(fixture.code('project_work_items_delete', { path, as: '陈晨' })).toBe(30005);
  });
});

describe('a batch update', () => {
  const start = (fixture: ProjectFixture, body: WireObject) =>
    fixture.data('project_work_items_batch_update', {
      body: {
        project_key: 'xinghe',
        work_item_type_key: 'story',
        field_key: 'tags',
        work_item_ids: ['installments', 'points', 'purchasing'].map((each) => fixture.number(each)),
        ...body,
      },
    }).task_id;
  const result = (fixture: ProjectFixture, task_id: string) =>
    fixture.data('project_tasks_get_result', { query: { task_id } });
  const debt = [{ value: 'debt', label: '技术债' }];

  it('goes on item by item and tells of each', () => {
    const fixture = new ProjectFixture();
    const task = start(fixture, { update_mode: 'APPEND', after_field_value: debt });
    expect(result(fixture, task)).toMatchObject({
      task_status: 'IDLE',
      success_total: 0,
      total: 3,
    });
    fixture.clock.advance(300);
    expect(result(fixture, task)).toMatchObject({ task_status: 'RUNNING', success_total: 1 });
    fixture.clock.advance(600);
    expect(result(fixture, task)).toEqual({
      task_id: task,
      task_status: 'SUCCESS',
      total: 3,
      success_total: 2,
      error_total: 1,
      success_sub_task_list: [fixture.id('installments'), fixture.id('points')],
      fail_sub_task_list: [fixture.id('purchasing')],
      error_scenes: ['WorkItem Is Already Aborted'],
    });
    expect(fixture.value('installments', 'tags')).toHaveLength(2);
  });

  it('overwrites, or replaces one value by another', () => {
    const fixture = new ProjectFixture();
    start(fixture, { update_mode: 'UPDATE', after_field_value: debt });
    fixture.clock.advance(900);
    expect(fixture.value('points', 'tags')).toEqual(debt);
    const before = {
      before_field_value: [{ value: 'debt' }],
      after_field_value: [{ value: 'growth' }],
    };
    start(fixture, { update_mode: 'REPLACE', ...before });
    fixture.clock.advance(900);
    expect(fixture.value('points', 'tags')).toEqual([{ label: '增长', value: 'growth' }]);
  });

  it.each<[string, number, WireObject]>([
    ['51 items', 50006, { work_item_ids: Array.from({ length: 51 }, (_, id) => id) }],
    ['another mode', 20006, { update_mode: 'SET' }],
    ['nothing to replace', 20005, { update_mode: 'REPLACE' }],
    ['something to append to one value', 20029, { update_mode: 'APPEND', field_key: 'priority' }],
    ['a field that does not exist', 30009, { update_mode: 'UPDATE', field_key: 'field_0' }],
  ])('is refused for %s', (_, code, body) => {
    const fixture = new ProjectFixture();
    expect(() => start(fixture, body)).toThrowError(expect.objectContaining({ code }));
  });

  it('that nobody started does not exist', () => {
    expect(result(new ProjectFixture(), '404')).toMatchObject({ task_status: 'NOT_EXIST' });
  });
});
