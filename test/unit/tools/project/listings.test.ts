import { describe, expect, it } from 'vitest';
import { type Facts, ProjectToolFixture } from './fixtures/project-fixture.js';

const stories = { project_key: 'xinghe', work_item_type_keys: ['需求'] };

/** The row of that name, by column. */
function rowNamed({ columns, rows }: Facts, name: string): Facts {
  const found = rows.find((row: readonly unknown[]) => row[columns.indexOf('name')] === name);
  return Object.fromEntries(columns.map((column: string, at: number) => [column, found[at]]));
}

describe('a listing of work items', () => {
  it('is columns and rows with names and ISO dates, and tells once what all rows share', async () => {
    const fixture = await ProjectToolFixture.start();
    const facts = await fixture.answer('project_work_items_filter', stories);
    expect(facts['in_all_rows']).toEqual({ project: '星河商城', type: '需求' });
    const row = rowNamed(facts, '支持微信支付分期付款');
    expect(row['current_nodes'][0]).toBe('后端开发（李四）');
    expect(row['优先级']).toBe('P0');
    expect(row['updated_at']).toMatch(/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\+08:00)?$/);
    expect(facts['names']).toMatchObject({ story: '需求', '7314205896013401038': '李四' });
    expect(JSON.stringify(facts['rows']).length / facts['rows'].length).toBeLessThan(200);
  });

  it('shows the fields that are named, and refuses those that there are not', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { ...stories, fields: ['业务线', 'created_by', 'acceptance'] };
    const facts = await fixture.answer('project_work_items_filter', args);
    expect(facts['columns']).toEqual(['id', 'name', '业务线', 'created_by', '验收标准']);
    expect(rowNamed(facts, '支持微信支付分期付款')['业务线']).toBe('线上商城');
    const wrong = { ...stories, fields: ['业务先', '没有'] };
    const text = await fixture.failure('project_work_items_filter', wrong);
    expect(text).toContain('fields[0] is "业务先"');
    expect(text).toContain('fields[1] is "没有"');
    expect(text).toContain('nothing was sent');
  });

  it('shows the fields that a search selects, with roles and people by name', async () => {
    const fixture = await ProjectToolFixture.start();
    const facts = await fixture.answer('project_work_items_universal_search', {
      project_key: 'xinghe',
      work_item_type_key: '需求',
      search_group: {
        conjunction: 'AND',
        search_params: [{ param_key: 'name', operator: '~', value: '导购' }],
      },
      field_selected: ['角色与人员'],
    });
    expect(facts['columns']).toEqual(['id', 'name', '角色与人员']);
    expect(facts['rows'][0][2]).toEqual({ 产品经理: '周芭', 后端研发: '黄磊' });
  });

  it('is the reply of the vendor where raw asks for it', async () => {
    const fixture = await ProjectToolFixture.start();
    const { items } = await fixture.answer('project_work_items_filter', { ...stories, raw: true });
    expect(items[0]).toMatchObject({ project_key: fixture.sample.projectKey, pattern: 'Node' });
  });
});

describe('fields of a listing', () => {
  it('with "-" before each are left out', async () => {
    const fixture = await ProjectToolFixture.start();
    const fields = ['-优先级', '-current_nodes'];
    const facts = await fixture.answer('project_work_items_filter', { ...stories, fields });
    expect(facts['columns']).toContain('status');
    expect(facts['columns']).not.toContain('优先级');
    expect(facts['columns']).not.toContain('current_nodes');
  });

  it('that are misspelt are refused with the field whose name holds them', async () => {
    const fixture = await ProjectToolFixture.start();
    const wrong = { ...stories, fields: ['名称', '负责人'] };
    const text = await fixture.failure('project_work_items_filter', wrong);
    expect(text).toContain('Did you mean 需求名称?');
    expect(text).toContain('Did you mean 当前负责人?');
  });
});

describe('other listings', () => {
  it('of a workflow have a row for each node, with what its form lacks, and connections by name', async () => {
    const fixture = await ProjectToolFixture.start();
    const facts = await fixture.answer('project_workflows_get', fixture.item('installments'));
    const row = rowNamed(facts, '后端开发');
    expect(row).toMatchObject({ id: 'doing', status: 'under way', owners: '李四' });
    expect(row['fields']).toHaveProperty('Sentry 链接');
    const lacking = await fixture.answer('project_workflows_get', fixture.item('points'));
    expect(rowNamed(lacking, '后端开发')['empty_fields']).toEqual(['Sentry 链接 (field_658c22)']);
    expect(rowNamed(lacking, '需求评审')['requires']).toEqual([
      '评审结论 (field_9c41e7) empty',
      '需求文档 (field_a3e690) empty',
      'owners',
    ]);
    expect(facts['connections'].rows).toContainEqual(['后端开发', '测试验证']);
  });

  it('of a workflow with states need no flow_type, and a state is refused for an item with nodes', async () => {
    const fixture = await ProjectToolFixture.start();
    const issues = { project_key: 'xinghe', work_item_type_keys: ['缺陷'] };
    const { rows } = await fixture.answer('project_work_items_filter', issues);
    const [work_item_id] = rows[0];
    const issue = { project_key: 'xinghe', work_item_type_key: '缺陷', work_item_id };
    expect(rowNamed(await fixture.answer('project_workflows_get', issue), '处理中')).toHaveProperty(
      'roles',
    );
    const story = { ...fixture.item('points'), transition_id: '已修复', dry_run: true };
    expect(await fixture.failure('project_states_change', story)).toContain(
      'is an item with nodes, not states',
    );
  });

  it('of fields have options with their ids, those of the status too', async () => {
    const fixture = await ProjectToolFixture.start();
    const facts = await fixture.answer('project_fields_list', {
      project_key: 'xinghe',
      work_item_type_key: '缺陷',
    });
    expect(rowNamed(facts, '优先级')['options']).toContain('P0 (0)');
    expect(rowNamed(facts, '状态')['options']).toContain('已修复 (RESOLVED)');
    expect(JSON.stringify(facts).length).toBeLessThan(6_000);
  });

  it('of a template have a row for each node, with what its form and its completion require', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { project_key: 'xinghe', template_id: '标准研发流程' };
    const facts = await fixture.answer('project_templates_get', args);
    expect(rowNamed(facts, '需求评审')).toMatchObject({
      after: '需求提出',
      roles: '产品经理',
      needs_when_done: 'owners',
    });
    expect(rowNamed(facts, '需求评审')['fields']).toContain('评审结论 (field_9c41e7) required');
    expect(facts['connections'].rows).toContainEqual(['需求提出', '需求评审']);
    const states = await fixture.answer('project_templates_get', {
      ...args,
      template_id: '缺陷流程',
    });
    expect(states['rows_of']).toBe('state_flow_confs');
    expect(rowNamed(states, '处理中')['roles']).toBe('经办人');
  });

  it('of reviews, sub-tasks and links name nodes, conclusions and items beside their ids', async () => {
    const fixture = await ProjectToolFixture.start();
    const { project_key, work_item_id } = fixture.item('installments');
    const nodes = { project_key, work_item_id, node_ids: ['后端开发'] };
    const reviews = await fixture.answer('project_reviews_list', nodes);
    expect(reviews['rows']).toEqual([['doing', '后端开发']]);
    const options = await fixture.answer('project_reviews_list_options', nodes);
    expect(options['rows'][0].slice(0, 2)).toEqual(['doing', '后端开发']);
    expect(options['rows'][0][2]).toContain('通过 (pass)');
    const tasks = await fixture.answer('project_subtasks_search', { project_keys: ['xinghe'] });
    expect(rowNamed(tasks, '接口设计')).toMatchObject({ node: '后端开发', node_id: 'doing' });
  });

  it('of searches that answer ids alone have names where no field is named', async () => {
    const fixture = await ProjectToolFixture.start();
    const search_group = {
      conjunction: 'AND',
      search_params: [{ param_key: 'name', operator: '~', value: '导购' }],
    };
    const args = { project_key: 'xinghe', work_item_type_key: '需求', search_group };
    const universal = await fixture.answer('project_work_items_universal_search', args);
    expect(rowNamed(universal, '导购提成核算接口')['current_nodes']).toBe('需求评审（周芭）');
    const named = { ...args, fields: ['name'] };
    const names = await fixture.answer('project_work_items_universal_search', named);
    expect(names['rows'][0][1]).toBe('导购提成核算接口');
    const several = await fixture.answer('project_work_items_integrate_search', {
      data_sources: [{ project_key: 'xinghe', work_item_type_keys: ['需求'] }],
    });
    expect(rowNamed(several, '门店自提')['current_nodes']).toBe('需求评审（林小雨）');
  });

  it('of operations say what changed by the labels of options', async () => {
    const fixture = await ProjectToolFixture.start();
    const update_fields = { 优先级: 'P0', 影响端: ['iOS'] };
    await fixture.answer('project_work_items_update', { ...fixture.item('points'), update_fields });
    const { project_key, work_item_id } = fixture.item('points');
    const args = { project_key, work_item_ids: [work_item_id] };
    const { columns, rows } = await fixture.answer('project_op_records_list', args);
    const changes = rows.map((row: readonly unknown[]) => row[columns.indexOf('changes')]);
    expect(changes).toContain('优先级: P1 (1) → P0 (0)');
    expect(changes).toContain('影响端: iOS (ios)');
  });

  it('of work hours say who, and have a total', async () => {
    const fixture = await ProjectToolFixture.start();
    const item = fixture.item('points');
    const working_hour_records = [
      { resource_type: 'node', resource_id: '需求评审', work_time: 1.5, work_description: '评审' },
    ];
    const days = { work_begin_date: '2026-11-09', work_end_date: '2026-11-10' };
    await fixture.answer('project_work_hours_create', { ...item, ...days, working_hour_records });
    const facts = await fixture.answer('project_work_hours_list', item);
    expect(facts['totals']).toEqual({ hours: 3 });
    expect(facts['rows'][0]).toContain('2026-11-09');
    const part = await fixture.answer('project_work_hours_list', { ...item, limit: 1 });
    expect(part).not.toHaveProperty('totals');
    expect(part['totals_of_these_rows']).toEqual({ hours: 1.5 });
    const last = { ...item, limit: 1, cursor: part['next_cursor'] };
    const rest = await fixture.answer('project_work_hours_list', last);
    expect(rest).toMatchObject({ has_more: false, totals_of_these_rows: { hours: 1.5 } });
  });

  it('of work hours that are registered are rows too, and a note says where there are none', async () => {
    const fixture = await ProjectToolFixture.start();
    const working_hour_records = [{ resource_type: 'node', resource_id: '需求评审', work_time: 1 }];
    const weekend = { work_begin_date: '2026-11-07', work_end_date: '2026-11-08' };
    const given = { ...fixture.item('points'), ...weekend, working_hour_records };
    const { rows, notes } = await fixture.answer('project_work_hours_create', given);
    expect(rows).toEqual([]);
    expect(notes).toContainEqual(expect.stringContaining('include_holidays true'));
    const all = { ...given, include_holidays: true };
    const { totals } = await fixture.answer('project_work_hours_create', all);
    expect(totals).toEqual({ hours: 2 });
  });

  it('of people find addresses with blanks around them', async () => {
    const fixture = await ProjectToolFixture.start();
    const emails = [' li.si@sandbox.invalid', 'nobody@sandbox.invalid'];
    const facts = await fixture.answer('project_users_query', { emails });
    expect(facts).toMatchObject({ not_found: { emails: ['nobody@sandbox.invalid'] } });
    expect(rowNamed(facts, '李四')).toBeDefined();
  });

  it('of the items of a view say their names', async () => {
    const fixture = await ProjectToolFixture.start();
    const { columns, rows } = await fixture.answer('project_fixed_views_get', {
      project_key: 'xinghe',
      view_id: '双十二重点需求',
    });
    expect(columns).toEqual(['id', 'name']);
    expect(rows[0]).toContain('支持微信支付分期付款');
  });

  it('of people, spaces and business lines have no picture, but names beside keys', async () => {
    const fixture = await ProjectToolFixture.start();
    const people = await fixture.answer('project_users_search', { query: '李四' });
    expect(people['rows'][0].slice(0, 2)).toEqual(['7314205896013401038', '李四']);
    const spaces = await fixture.answer('project_spaces_list', {});
    expect(spaces['rows'][0]).toEqual([fixture.sample.projectKey, '星河商城', 'xinghe']);
    const lines = await fixture.answer('project_business_lines_list', { project_key: 'xinghe' });
    expect(lines['rows'].map(([, name]: readonly string[]) => name)).toContain('零售业务/线上商城');
  });

  it('of comments keep links, and a comment says that a mention is only text', async () => {
    const fixture = await ProjectToolFixture.start();
    const item = fixture.item('points');
    const { notes } = await fixture.answer('project_comments_create', {
      ...item,
      content: '@张三 请看 a@b.c',
    });
    expect(notes).toEqual([expect.stringContaining('@张三 goes as text and notifies nobody')]);
    const link = { type: 'hyperlink', attrs: { title: '排期', url: 'https://example.com/plan' } };
    const rich_text = [{ type: 'paragraph', content: [{ type: 'text', text: '见' }, link] }];
    await fixture.answer('project_comments_create', { ...item, rich_text });
    const { rows } = await fixture.answer('project_comments_list', item);
    expect(rows.at(-1)).toContain('见[排期](https://example.com/plan)');
  });

  it('are told of in full by the tool that a refusal names where it has no room for all', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { ...fixture.item('points'), update_fields: { 没有这个: 'x' } };
    const text = await fixture.failure('project_work_items_update', args);
    expect(text).toMatch(/ and \d+ more; project_fields_list lists all\./);
  });

  it('show names that can be written back with their ids, and refusals have writable fields first', async () => {
    const fixture = await ProjectToolFixture.start();
    const item = fixture.item('points');
    const update_fields = { '预估收益（万元） (field_d95b3e)': 7, 优先级: 'P2 (2)' };
    const { would_send } = await fixture.answer('project_work_items_update', {
      ...item,
      update_fields,
      dry_run: true,
    });
    expect(JSON.stringify(would_send.body)).toContain('field_d95b3e');
    const text = await fixture.failure('project_work_items_update', {
      ...item,
      update_fields: { 预估收益: 6 },
    });
    expect(text).toContain('Did you mean 预估收益（万元）?');
    expect(text.indexOf('验收标准')).toBeLessThan(text.indexOf('需求名称'));
    const roles = await fixture.failure('project_nodes_update', {
      ...item,
      node_id: '后端开发',
      role_assignee: [],
    });
    expect(roles).toContain('names no role, and so would change nothing');
  });
});
