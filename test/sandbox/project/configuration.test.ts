import { describe, expect, it } from 'vitest';
import type { ProjectEndpointName } from '../../../src/endpoints/catalogue.js';
import type { WireObject } from '../../../src/sandbox/project/gateway/wire.js';
import { ProjectFixture } from './fixtures/project-fixture.js';

const story = { work_item_type_key: 'story' };

describe('spaces', () => {
  it('are those that both a person and the plugin reach', () => {
    const fixture = new ProjectFixture();
    const list = (name: string) =>
      fixture.data('project_spaces_list', { body: { user_key: fixture.key(name) } });
    const { mall, data, people } = fixture.sample.spaces;
    expect(list('张三')).toEqual([mall, data]);
    expect(list('周芭')).toEqual([mall, data, people]);
    const user_key = '7314205896013499999';
    expect(fixture.code('project_spaces_list', { body: { user_key } })).toBe(10302);
    expect(fixture.code('project_spaces_list', { body: { user_key: '1' } })).toBe(30006);
  });

  it('tell their administrators to administrators only', () => {
    const fixture = new ProjectFixture();
    const get = (name: string) =>
      fixture.data('project_spaces_get', {
        body: { user_key: fixture.key(name), simple_names: ['xinghe', 'hr'] },
      });
    const key = fixture.sample.projectKey;
    const seen = { project_key: key, name: '星河商城', simple_name: 'xinghe' };
    expect(get('张三')).toEqual({ [key]: { ...seen, administrators: [fixture.key('张三')] } });
    expect(get('李四')).toEqual({ [key]: seen });
    const project_keys = Array.from({ length: 101 }, String);
    const body = { user_key: fixture.key('张三'), project_keys };
    expect(fixture.code('project_spaces_get', { body })).toBe(20001);
  });

  it('have business lines in a tree, and teams by offset', () => {
    const fixture = new ProjectFixture();
    const [retail] = fixture.data('project_business_lines_list');
    expect(retail).toMatchObject({
      name: '零售业务',
      level_id: 1,
      children: [{ name: '线上商城', level_id: 2, parent: retail.id }, { name: '门店' }],
    });
    const teams = fixture.call('project_teams_list', { query: { offset: '1', limit: '1' } });
    expect(teams).toMatchObject({ data: [{ team_name: '测试组' }], has_more: true });
    expect(typeof teams.data[0].team_id).toBe('bigint');
    expect(fixture.code('project_teams_list', { query: { limit: '301' } })).toBe(20002);
  });
});

describe('people', () => {
  it('are found by key, union id and e-mail, each once', () => {
    const fixture = new ProjectFixture();
    const [li] = fixture.data('project_users_search', { body: { query: '李四' } });
    const query = (body: WireObject, token?: 'virtual') => ({ body, ...(token ? { token } : {}) });
    const found = fixture.data(
      'project_users_query',
      query({
        user_keys: [li.user_key],
        out_ids: [li.out_id],
        emails: ['wang.wu@sandbox.invalid'],
      }),
    );
    expect(found.map(({ name_cn: name }: WireObject) => name)).toEqual(['李四', '王五']);
    expect(li.user_key).toMatch(/^\d{19}$/);
    expect(fixture.code('project_users_query', query({ emails: ['x@y.z'] }))).toBe(30006);
    expect(fixture.code('project_users_query', query({}))).toBe(20005);
    const many = query({ user_keys: Array.from({ length: 101 }, String) });
    expect(fixture.code('project_users_query', many)).toBe(20004);
  });

  it('are only the collaborators of the plugin for a virtual token', () => {
    const fixture = new ProjectFixture();
    const query = (name: string) =>
      fixture.code('project_users_query', {
        body: { user_keys: [fixture.key(name)] },
        token: 'virtual',
      });
    expect([query('李四'), query('王五')]).toEqual([0, 30006]);
  });

  it('are searched by a part of the name, in any language', () => {
    const fixture = new ProjectFixture();
    const search = (query: string) =>
      fixture
        .data('project_users_search', { body: { query, project_key: 'xinghe' } })
        .map(({ name_en: name }: WireObject) => name);
    expect([search('rain'), search('小雨'), search('郑石')]).toEqual([
      ['Rain Lin'],
      ['Rain Lin'],
      [],
    ]);
  });

  it('are grouped by who has a user token', () => {
    const fixture = new ProjectFixture();
    const body = { name: '评审委员会', users: [fixture.key('李四')] };
    expect(fixture.code('project_user_groups_create', { body })).toBe(10211);
    const { id } = fixture.data('project_user_groups_create', { body, token: 'user' });
    const change = {
      user_group_type: 'CUSTOMIZE',
      user_group_id: id,
      add_users: [fixture.key('王五')],
    };
    fixture.call('project_user_groups_update_members', { body: change, token: 'user' });
    const { list } = fixture.data('project_user_groups_list_members', {
      body: { user_group_type: 'CUSTOMIZE' },
      token: 'user',
    });
    expect(list).toMatchObject([{ name: '评审委员会', user_count: 2 }]);
  });
});

describe('work item types and fields', () => {
  it('have words or ids as keys', () => {
    const types = new ProjectFixture().data('project_work_item_types_list');
    expect(types.map(({ api_name, is_disable }: WireObject) => [api_name, is_disable])).toEqual([
      ['story', 2],
      ['issue', 2],
      ['release', 2],
      ['sub_task', 2],
      ['tech_debt', 1],
    ]);
    expect(types[2].type_key).toMatch(/^[0-9a-f]{24}$/);
  });

  it('include a field of every type that can be written', () => {
    const fixture = new ProjectFixture();
    const fields = fixture.data('project_fields_list', { body: story });
    const types = new Set(fields.map((field: WireObject) => field['field_type_key']));
    for (const type of [
      ...['text', 'multi_text', 'select', 'radio', 'multi_select', 'tree_select'],
      ...['tree_multi_select', 'user', 'multi_user', 'date', 'schedule', 'number', 'bool'],
      ...['signal', 'multi_signal', 'link', 'link_cloud_doc', 'work_item_related_select'],
      ...['work_item_related_multi_select', 'compound_field', 'multi_file', 'email'],
      ...['telephone', 'business', 'role_owners', 'group_type'],
    ]) {
      expect(types).toContain(type);
    }
    const risks = fields.find((field: WireObject) => field['field_alias'] === 'risks');
    expect(risks.compound_fields).toHaveLength(6);
  });

  it('are listed once for a whole space, with the types that have them', () => {
    const fixture = new ProjectFixture();
    const fields = fixture.data('project_fields_list');
    const priority = fields.filter((field: WireObject) => field['field_key'] === 'priority');
    expect(priority).toHaveLength(1);
    expect(priority[0].work_item_scopes).toContain('issue');
    const body = { work_item_type_key: 'epic' };
    expect(fixture.code('project_fields_list', { body })).toBe(30001);
  });

  it('tell what a new item needs', () => {
    const fixture = new ProjectFixture();
    const meta = fixture.data('project_work_items_meta', { path: { work_item_type_key: 'issue' } });
    const severity = meta.find((field: WireObject) => field['field_alias'] === 'severity');
    expect(severity).toMatchObject({
      is_required: 1,
      options: [{ label: '致命', is_disabled: 2 }, {}, {}, {}],
    });
    expect(meta.map((field: WireObject) => field['field_key'])).not.toContain('created_at');
    const path = { work_item_type_key: 'tech_debt' };
    expect(fixture.code('project_work_items_meta', { path })).toBe(20044);
  });

  it('are made and changed by administrators', () => {
    const fixture = new ProjectFixture();
    const body = {
      field_name: '需求来源',
      field_type_key: 'select',
      field_value: [{ label: '客服', value: 'cs' }],
    };
    const create = (as: string, more = {}) => ({ path: story, as, body: { ...body, ...more } });
    expect(fixture.code('project_fields_create', create('李四'))).toBe(10005);
    expect(fixture.code('project_fields_create', create('张三', { field_type_key: 'vote' }))).toBe(
      1000051750,
    );
    const field_key = fixture.data('project_fields_create', create('张三'));
    expect(fixture.code('project_fields_create', create('张三'))).toBe(1000051468);
    const field_value = [
      { action: 0, label: '运营', value: 'ops' },
      { action: 2, value: 'cs' },
    ];
    fixture.call('project_fields_update', { path: story, body: { field_key, field_value } });
    const update_fields = [{ field_key, field_value: { value: 'ops' } }];
    const path = fixture.path('installments');
    expect(fixture.code('project_work_items_update', { path, body: { update_fields } })).toBe(0);
    expect(fixture.value('installments', field_key)).toEqual({ label: '运营', value: 'ops' });
  });
});

describe('roles, processes and relations', () => {
  it('of a type are made, changed, and deleted while nobody needs them', () => {
    const fixture = new ProjectFixture();
    const roles = () => fixture.data('project_roles_list', { path: story });
    expect(roles().map(({ id, name }: WireObject) => [id, name])).toContainEqual([
      'PM',
      '产品经理',
    ]);
    const role = { name: '设计', role_alias: 'design' };
    const id = fixture.data('project_roles_create', { path: story, body: { role } });
    fixture.call('project_roles_update', {
      path: story,
      body: { role_alias: 'design', role: { name: '交互设计' } },
    });
    expect(roles().at(-1)).toMatchObject({ id, name: '交互设计' });
    const remove = (role_id: string) =>
      fixture.code('project_roles_delete', { path: story, body: { role_id } });
    expect([remove('PM'), remove(id), remove(id)]).toEqual([20093, 0, 20006]);
  });

  it('of a process tell what each node requires', () => {
    const fixture = new ProjectFixture();
    const [standard] = fixture.data('project_templates_list', { path: story });
    expect(standard).toMatchObject({ template_id: expect.any(String), is_disabled: 2 });
    const { template_id } = standard;
    const detail = fixture.data('project_templates_get', { path: { template_id } });
    expect(detail.template_id).toBe(Number(template_id));
    expect(detail.workflow_confs[2]).toMatchObject({
      state_key: 'doing',
      done_schedule: true,
      pre_node_state_key: ['state_1'],
      task_confs: [
        { name: '接口设计', node_pass_required_mode: 1 },
        { name: '接口联调', node_pass_required_mode: 2 },
      ],
    });
    expect(fixture.code('project_templates_get', { path: { template_id: '1' } })).toBe(30001);
  });

  it('of a process can be copied, changed and deleted, to its last node', () => {
    const fixture = new ProjectFixture();
    const body = { project_key: 'xinghe', work_item_type_key: 'story', template_name: '试点流程' };
    const template_id = fixture.data('project_templates_create', { body });
    expect(fixture.code('project_templates_create', { body })).toBe(50006);
    const update = (workflow_confs: WireObject[]) =>
      fixture.code('project_templates_update', {
        body: { project_key: 'xinghe', template_id, workflow_confs },
      });
    const detail = () =>
      fixture.data('project_templates_get', { path: { template_id: String(template_id) } });
    expect(update([{ action: 3, state_key: 'doing', name: '研发', pass_mode: 3 }])).toBe(0);
    expect(detail()).toMatchObject({
      version: 2,
      workflow_confs: [{}, {}, { name: '研发', pass_mode: 3 }, {}, {}, {}, {}, {}],
    });
    const all = detail().workflow_confs.map(({ state_key }: WireObject) => ({
      action: 2,
      state_key,
    }));
    expect(update(all)).toBe(10004);
    const path = { template_id: String(template_id) };
    expect(fixture.code('project_templates_delete', { path })).toBe(0);
    expect(fixture.code('project_templates_delete', { path })).toBe(9999);
  });

  it('between types are listed and made', () => {
    const fixture = new ProjectFixture();
    const relations = () => fixture.data('project_relations_list');
    expect(relations()[0]).toMatchObject({
      name: '需求-版本',
      relation_details: [{ work_item_type_name: '版本', project_name: '星河商城' }],
    });
    const body = { project_key: 'xinghe', work_item_type_key: 'story', name: '需求-数据' };
    const { relation_id } = fixture.data('project_relations_create', { body });
    expect(fixture.code('project_relations_create', { body })).toBe(50006);
    fixture.call('project_relations_delete', { body: { project_key: 'xinghe', relation_id } });
    expect(relations()).toHaveLength(2);
  });

  it('across spaces bind items once', () => {
    const fixture = new ProjectFixture();
    const [{ rules }] = fixture.data('project_associations_list_rules');
    const path = fixture.path('installments');
    const body = {
      relation_rule_id: rules[0].id,
      instances: [{ work_item_id: fixture.number('funnel') }],
    };
    expect(fixture.code('project_associations_bind', { path, body })).toBe(0);
    expect(fixture.code('project_associations_bind', { path, body })).toBe(1000051617);
    expect(fixture.data('project_associations_list', { path })).toMatchObject([
      { relation_work_item_name: '分期支付漏斗看板', relation_project_name: '数据平台' },
    ]);
    const gone = { ...body, relation_work_item_id: fixture.number('funnel') };
    expect(fixture.code('project_associations_unbind', { path, body: gone })).toBe(0);
    expect(fixture.code('project_associations_unbind', { path, body: gone })).toBe(20006);
  });
});

describe('views', () => {
  const list = (fixture: ProjectFixture, body: WireObject = {}) =>
    fixture.data('project_views_list', { body: { work_item_type_key: 'story', ...body } });

  it('are listed with their kind', () => {
    const fixture = new ProjectFixture();
    expect(list(fixture).map(({ name, view_type }: WireObject) => [name, view_type])).toEqual([
      ['双十二重点需求', 2],
      ['P0 需求', 1],
    ]);
    expect(list(fixture, { view_name: 'p0' })).toHaveLength(1);
    const view_ids = Array.from({ length: 11 }, String);
    expect(() => list(fixture, { view_ids })).toThrowError(
      expect.objectContaining({ code: 20043 }),
    );
    expect(() => list(fixture, { work_item_type_key: 'sub_task' })).toThrowError(
      expect.objectContaining({ code: 30014 }),
    );
  });

  it('give the ids of what they show, fixed or by condition', () => {
    const fixture = new ProjectFixture();
    const { fixed, condition } = fixture.sample.views;
    const ids = (view_id: string) =>
      fixture.data('project_fixed_views_get', { path: { view_id } }).work_item_id_list;
    expect(ids(fixed)).toEqual([fixture.number('installments'), fixture.number('coupons')]);
    expect(ids(condition)).toEqual([fixture.number('coupons'), fixture.number('installments')]);
    const path = { view_id: condition };
    const items = fixture.call('project_views_get_panorama', { path, body: { page_size: 1 } });
    expect(items).toMatchObject({
      data: [{ name: '优惠券叠加规则改造' }],
      pagination: { total: 2 },
    });
    expect(fixture.code('project_fixed_views_get', { path: { view_id: 'nowhere' } })).toBe(30004);
  });

  it('of fixed items grow, shrink and go', () => {
    const fixture = new ProjectFixture();
    const body = { name: '本周', work_item_id_list: [fixture.number('points')] };
    const { view_id } = fixture.data('project_fixed_views_create', {
      path: story,
      body,
      as: '李四',
    });
    const path = { ...story, view_id };
    const change = (more: WireObject, as = '李四') =>
      fixture.code('project_fixed_views_update', { path, body: more, as });
    const add = { add_work_item_ids: [fixture.number('coupons')] };
    expect(change(add, '王五')).toBe(10001);
    expect(change(add)).toBe(0);
    expect(change({ remove_work_item_ids: [fixture.number('points')] })).toBe(0);
    expect(change({ ...add, remove_work_item_ids: [1] })).toBe(20005);
    expect(change({})).toBe(20005);
    expect(change({ add_work_item_ids: [fixture.number('crash')] })).toBe(20010);
    expect(change({ add_work_item_ids: Array.from({ length: 201 }, (_, id) => id) })).toBe(
      1000053645,
    );
    const { work_item_id_list: ids } = fixture.data('project_fixed_views_get', { path });
    expect(ids).toEqual([fixture.number('coupons')]);
    expect(fixture.code('project_fixed_views_delete', { path, as: '李四' })).toBe(0);
    expect(fixture.code('project_fixed_views_delete', { path, as: '李四' })).toBe(30004);
  });

  it('by condition take days as text, and no simple_name for their space', () => {
    const fixture = new ProjectFixture();
    const param = { param_key: 'created_at', operator: '>', value: '2026-11-10T00:00:00+08:00' };
    const ask = (search_param: WireObject, project_key = fixture.sample.projectKey) => ({
      body: {
        project_key,
        work_item_type_key: 'story',
        name: '新需求',
        search_group: { conjunction: 'AND', search_params: [search_param] },
      },
    });
    const { view_id } = fixture.data('project_condition_views_create', ask(param));
    const { work_item_id_list: ids } = fixture.data('project_fixed_views_get', {
      path: { view_id },
    });
    expect(ids).toEqual([fixture.number('search'), fixture.number('points')]);
    const code = (search_param: WireObject, key?: string) =>
      fixture.code('project_condition_views_create', ask(search_param, key));
    expect(code({ ...param, param_key: 'current_nodes' })).toBe(20029);
    expect(code(param, 'xinghe')).toBe(1000052062);
  });
});

describe('reviews', () => {
  it('are given by the owners of a node, each for themselves or for the node', () => {
    const fixture = new ProjectFixture();
    const ask = (body: WireObject, as = '林小雨') => ({
      as,
      body: { project_key: 'xinghe', work_item_id: fixture.number('points'), ...body },
    });
    const review = (body: WireObject, as?: string) =>
      fixture.code('project_reviews_update', ask({ node_id: 'state_1', ...body }, as));
    const good = {
      operation_type: 'owner',
      opinion: '可行',
      finished_conclusion_option_key: 'pass',
    };
    expect(review(good, '李四')).toBe(1000053219);
    expect(review({ ...good, finished_conclusion_option_key: 'maybe' })).toBe(1000053308);
    expect(review({ ...good, node_id: 'state_9' })).toBe(1000051814);
    expect(review(good)).toBe(0);
    const { finished_infos: infos } = fixture.data(
      'project_reviews_list',
      ask({ node_ids: ['state_1'] }),
    );
    expect(infos).toMatchObject([
      {
        opinion: { owners_finished_opinion_result: [{ finished_opinion_result: '可行' }] },
        conclusion: { finished_conclusion_result: { key: '' } },
      },
    ]);
    const node_ids = Array.from({ length: 11 }, String);
    expect(fixture.code('project_reviews_list', ask({ node_ids }))).toBe(1000051280);
  });
});

it.each<[ProjectEndpointName, number]>([
  ['project_resources_get', 1000053507],
  ['project_wbs_drafts_get', 20089],
  ['project_accounts_stop', 10301],
])('%s is refused for what the tenant does not have', (name, code) => {
  expect(new ProjectFixture().code(name, { body: { project_key: 'xinghe' } })).toBe(code);
});
