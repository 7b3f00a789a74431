import { describe, expect, it } from 'vitest';
import type { ProjectEndpointName } from '../../../src/endpoints/catalogue.js';
import type { WireObject } from '../../../src/sandbox/project/gateway/wire.js';
import { ProjectFixture, someFriday } from './fixtures/project-fixture.js';

const story = { work_item_type_key: 'story' };
const day = 24 * 60 * 60 * 1_000;

type Param = readonly [param_key: string, operator: string, value?: WireObject[string]];

function group(params: readonly Param[], conjunction = 'AND'): WireObject {
  return {
    conjunction,
    search_params: params.map(([param_key, operator, value]) => ({ param_key, operator, value })),
  };
}

/** The handles of what a search finds, in the order of the sample. */
function found(
  fixture: ProjectFixture,
  search_group: WireObject,
  path: Record<string, string> = story,
) {
  const items = fixture.data('project_work_items_search', {
    path,
    body: { search_group, page_size: 50 },
  });
  const handles = Object.entries(fixture.sample.items);
  return items
    .map(({ id }: WireObject) => handles.find(([, each]) => each === String(id))?.[0])
    .reverse();
}

describe('a search by conditions', () => {
  it.each<[Param, readonly string[]]>([
    [['name', '~', '分期'], ['installments']],
    [['name', '=', '门店自提'], ['pickup']],
    [['description', '~', '站内信'], ['points']],
    [
      ['priority', 'HAS ANY OF', ['0']],
      ['installments', 'coupons'],
    ],
    [['priority', '=', ['99']], ['search']],
    [['tags', 'CONTAINS', ['growth']], ['installments']],
    [['income', '>', 300], ['installments']],
    [['income', 'IS NOT NULL'], ['installments']],
    [['field_6e2f47', '=', true], ['coupons']],
    [['test_signal', '=', ['false']], ['firstScreen']],
    [
      ['test_signal', 'HAS ANY OF', ['true', 'false']],
      ['firstScreen', 'coupons', 'archive'],
    ],
    [['module', '=', ['pay']], ['installments']],
    [['linked_issues', 'CONTAINS', [6300041337]], ['installments']],
    [
      ['risks', 'IS NOT NULL'],
      ['installments', 'firstScreen'],
    ],
    [['current_nodes', 'HAS ANY OF', ['上线发布']], ['coupons']],
    [['work_item_status', '=', ['closed']], ['purchasing']],
    [
      ['work_item_status', 'HAS ANY OF', ['testing', 'releasing']],
      ['firstScreen', 'coupons'],
    ],
    [['work_item_id', '=', [6300041220]], ['points']],
    [['created_at', '>', someFriday - 5 * day], ['search']],
    [
      ['people', 'HAS ANY OF', ['7314205896013401149']],
      ['installments', 'points'],
    ],
    [['role_owners', '=', [{ role: 'BE', owners: ['7314205896013401371'] }]], ['payroll']],
    [
      ['node_owners', 'CONTAINS', [{ state_name: '前端开发', owners: ['7314205896013401371'] }]],
      ['installments'],
    ],
    [
      [
        'feature_state_time',
        '>',
        { state_name: '上线发布', state_timestamp: 1, state_condition: 1 },
      ],
      ['archive'],
    ],
  ])('finds by %j', (param, handles) => {
    expect(found(new ProjectFixture(), group([param]))).toEqual(handles);
  });

  it('joins conditions and groups by AND and OR', () => {
    const fixture = new ProjectFixture();
    const either = group(
      [
        ['priority', '=', ['0']],
        ['name', '~', '积分'],
      ],
      'OR',
    );
    expect(found(fixture, either)).toEqual(['installments', 'points', 'coupons']);
    const both = { ...group([['name', '!~', '优惠券']]), search_groups: [either] };
    expect(found(fixture, both)).toEqual(['installments', 'points']);
  });

  it('looks into the rows of compound fields', () => {
    const fixture = new ProjectFixture();
    const meet = (operator: string, params: readonly Param[], pre_operator = 'ANY') => ({
      conjunction: 'AND',
      search_params: [
        { param_key: 'risks', operator, pre_operator, value_search_groups: group(params) },
      ],
    });
    const high: Param = ['risk_level', '=', ['high']];
    const text: Param = ['risk_text', '~', '对账'];
    expect(found(fixture, meet('MEET', [high]))).toEqual(['installments', 'firstScreen']);
    expect(found(fixture, meet('MEET', [high, text]))).toEqual([]);
    expect(found(fixture, meet('MEET', [high], 'EVERY'))).toEqual([]);
    expect(found(fixture, meet('NOT MEET', [high]))).not.toContain('installments');
    expect(found(fixture, group([text]))).toEqual(['installments', 'firstScreen']);
  });

  it('takes pre_operator beside a compound field or a sub-field alone', () => {
    const fixture = new ProjectFixture();
    const quantified = (param: object) => ({ search_params: [{ ...param, pre_operator: 'ANY' }] });
    const code = (params: object) => {
      const search_group = { conjunction: 'AND', ...params };
      return fixture.code('project_work_items_search', { path: story, body: { search_group } });
    };
    const text = { param_key: 'risk_text', operator: '~', value: '对账' };
    const meet = { param_key: 'risks', operator: 'MEET' };
    expect(code(quantified(text))).toBe(0);
    expect(code(quantified({ param_key: 'name', operator: '~', value: 'x' }))).toBe(20063);
    const within = { ...meet, value_search_groups: { conjunction: 'AND', ...quantified(text) } };
    expect(code({ search_params: [within] })).toBe(20063);
  });

  it('leaves out what was terminated unless that is asked for', () => {
    const fixture = new ProjectFixture();
    expect(found(fixture, group([]))).not.toContain('purchasing');
    expect(found(fixture, group([['work_item_status', '!=', ['testing']]]))).not.toContain(
      'purchasing',
    );
  });

  it.each<[string, number, Param]>([
    ['an operator of another type', 20063, ['name', '>', 'x']],
    ['an operator that does not exist', 20063, ['name', 'LIKE', 'x']],
    ['a field that does not exist', 20068, ['field_0', '=', 'x']],
    ['a formula', 20068, ['field_formula', '=', 1]],
    ['a number as text', 20069, ['income', '>', '300']],
    ['one option instead of a list', 20069, ['priority', '=', '0']],
    ['one id instead of a list', 20069, ['linked_issues', '=', 6300041337]],
    ['51 options', 20064, ['priority', '=', Array.from({ length: 51 }, String)]],
    ['two signals to be equal', 20066, ['test_signal', '=', ['true', 'false']]],
    ['a signal that does not exist', 20067, ['test_signal', '=', ['green']]],
    ['terminated beside live', 20069, ['work_item_status', 'HAS ANY OF', ['closed', 'testing']]],
  ])('is refused for %s', (_, code, param) => {
    const body = { search_group: group([param]) };
    expect(new ProjectFixture().code('project_work_items_search', { path: story, body })).toBe(
      code,
    );
  });

  it.each<[string, number, Param]>([
    ['nodes', 20065, ['current_nodes', '=', ['x']]],
    ['people', 20071, ['people', '=', ['x']]],
  ])('has no %s for issues', (_, code, param) => {
    const path = { work_item_type_key: 'issue' };
    const body = { search_group: group([param]) };
    expect(new ProjectFixture().code('project_work_items_search', { path, body })).toBe(code);
  });

  it('has 50 conditions at most, and a conjunction', () => {
    const fixture = new ProjectFixture();
    const many = group(Array.from({ length: 51 }, () => ['name', '~', 'x'] as const));
    const code = (search_group: WireObject) =>
      fixture.code('project_work_items_search', { path: story, body: { search_group } });
    expect(code(many)).toBe(20064);
    expect(code(group([], 'NOT'))).toBe(20072);
    expect(fixture.code('project_work_items_search', { path: story })).toBe(20005);
  });
});

describe('pages', () => {
  const filter = { work_item_type_keys: ['story', 'issue'] };

  it('are counted from 1 and tell the total', () => {
    const fixture = new ProjectFixture();
    const page = (page_num: number) =>
      fixture.call('project_work_items_filter', { body: { ...filter, page_size: 5, page_num } });
    expect(page(3).pagination).toEqual({ page_num: 3, page_size: 5, total: 13 });
    expect(page(3).data).toHaveLength(3);
    expect(page(4).data).toEqual([]);
    const ids = [1, 2, 3].flatMap((number) => page(number).data.map(({ id }: WireObject) => id));
    expect(new Set(ids).size).toBe(13);
  });

  it.each<[ProjectEndpointName, number]>([
    ['project_work_items_filter', 201],
    ['project_work_items_filter_across', 51],
    ['project_work_items_search', 51],
    ['project_subtasks_search', 51],
    ['project_views_list', 11],
    ['project_work_hours_list', 201],
    ['project_op_records_list', 201],
  ])('of %s are smaller than %i', (name, page_size) => {
    const fixture = new ProjectFixture();
    const body = {
      ...filter,
      work_item_type_key: 'story',
      project_key: 'xinghe',
      work_item_id: fixture.number('points'),
      work_item_ids: [],
      search_group: group([]),
      page_size,
    };
    expect(fixture.code(name, { path: story, body })).toBe(20002);
    expect(fixture.code(name, { path: story, body: { ...body, page_size: page_size - 1 } })).toBe(
      0,
    );
  });

  it.each<[ProjectEndpointName, number]>([
    ['project_work_items_search', 20094],
    ['project_work_items_filter_across', 20094],
    ['project_work_items_search_by_relation', 20055],
    ['project_subtasks_search', 20094],
  ])('of %s are not given where too much was found', (name, code) => {
    const fixture = new ProjectFixture({ searchTotal: 1 });
    const body = {
      work_item_type_key: 'story',
      search_group: group([]),
      relation_work_item_type_key: 'issue',
      relation_key: 'field_98b4c6',
    };
    expect(fixture.code(name, { path: fixture.path('installments'), body })).toBe(code);
  });
});

describe('a filter', () => {
  const names = (fixture: ProjectFixture, body: WireObject) =>
    fixture
      .data('project_work_items_filter', { body: { work_item_type_keys: ['story'], ...body } })
      .map(({ name }: WireObject) => name);

  it('finds by name, people, status, priority, tags and time', () => {
    const fixture = new ProjectFixture();
    expect(names(fixture, { work_item_name: '首屏' })).toEqual(['商品详情页首屏提速']);
    expect(names(fixture, { user_keys: [fixture.key('周芭')] })).toEqual(['导购提成核算接口']);
    expect(names(fixture, { work_item_status: [{ state_key: 'testing' }] })).toHaveLength(1);
    expect(names(fixture, { priorities: ['0'], tags: ['growth'] })).toEqual([
      '支持微信支付分期付款',
    ]);
    expect(names(fixture, { businesses: ['66f5010000000000000000a2'] })).toHaveLength(1);
    const created_at = { start: someFriday - 10 * day, end: someFriday - 5 * day };
    expect(names(fixture, { created_at })).toEqual(['会员积分过期提醒']);
  });

  it.each<[string, number, WireObject]>([
    ['no types', 20003, { work_item_type_keys: [] }],
    ['a type that does not exist', 20003, { work_item_type_keys: ['epic'] }],
    ['11 people', 20004, { user_keys: Array.from({ length: 11 }, String) }],
    ['seconds for milliseconds', 20013, { created_at: { start: 1_798_000_000 } }],
    ['an end before the start', 20013, { created_at: { start: someFriday, end: someFriday - 1 } }],
  ])('is refused for %s', (_, code, body) => {
    const filter = { work_item_type_keys: ['story'], ...body };
    expect(new ProjectFixture().code('project_work_items_filter', { body: filter })).toBe(code);
  });

  it('reaches across spaces, by people in a field or in a role', () => {
    const fixture = new ProjectFixture();
    const across = (body: WireObject) => ({
      body: { work_item_type_key: 'story', project_keys: [fixture.sample.spaces.data], ...body },
    });
    const search_user = { user_keys: [fixture.key('黄磊')], role: 'BE' };
    const found = fixture.data('project_work_items_filter_across', across({ search_user }));
    expect(found.map(({ name }: WireObject) => name)).toEqual(['分期支付漏斗看板']);
    const code = (body: WireObject) =>
      fixture.code('project_work_items_filter_across', across(body));
    expect(code({ search_user: { ...search_user, field_key: 'owner' } })).toBe(20058);
    expect(code({ search_user: { role: 'BE' } })).toBe(20059);
    expect(code({ simple_names: Array.from({ length: 10 }, (_, index) => `s${index}`) })).toBe(
      20057,
    );
    expect(code({ work_item_ids: Array.from({ length: 51 }, (_, index) => index) })).toBe(20028);
  });
});

describe('searches by relation and by words', () => {
  it('follow a relation field to the items of its type', () => {
    const fixture = new ProjectFixture();
    const search = (body: WireObject) => ({
      path: fixture.path('installments'),
      body: { relation_work_item_type_key: 'issue', relation_key: 'field_98b4c6', ...body },
    });
    const items = fixture.data('project_work_items_search_by_relation', search({}));
    expect(items.map(({ id }: WireObject) => id).sort()).toEqual(
      [fixture.number('crash'), fixture.number('refund')].sort(),
    );
    const code = (body: WireObject) =>
      fixture.code('project_work_items_search_by_relation', search(body));
    expect(code({ relation_key: 'linked_issues', relation_type: 1 })).toBe(0);
    expect(code({ relation_key: 'linked_issues' })).toBe(30018);
    expect(code({ relation_key: 'priority' })).toBe(20061);
    expect(code({ relation_type: 2 })).toBe(20062);
    expect(code({ relation_work_item_type_key: 'release' })).toBe(20060);
  });

  it('find items and views by words, with keys in Pascal case', () => {
    const fixture = new ProjectFixture();
    const full = (body: WireObject) => ({
      body: { simple_names: ['xinghe'], query_type: 'workitem', query: '分期', ...body },
    });
    const hits = fixture.data('project_work_items_full_text', full({}));
    expect(hits).toEqual([
      expect.objectContaining({ name: '安卓 14 支付页偶现闪退', SearchHit: ['description'] }),
      expect.objectContaining({
        ID: fixture.id('installments'),
        WorkItemTypeKey: 'story',
        SearchHit: ['name', 'description'],
      }),
    ]);
    const views = fixture.data(
      'project_work_items_full_text',
      full({ query_type: 'view', query: 'p0' }),
    );
    expect(views).toMatchObject([{ ID: fixture.sample.views.condition, name: 'P0 需求' }]);
    const code = (body: WireObject) => fixture.code('project_work_items_full_text', full(body));
    expect([code({ query: '' }), code({ query: 'x'.repeat(201) })]).toEqual([20080, 20080]);
    expect(code({ query_type: 'doc' })).toBe(20081);
  });

  it('go on behind a cursor until everything was given', () => {
    const fixture = new ProjectFixture();
    const search = (search_after?: string) =>
      fixture.call('project_work_items_universal_search', {
        body: {
          project_key: 'xinghe',
          work_item_type_key: 'story',
          search_group: group([]),
          pagination: { page_size: 4, search_after },
        },
      });
    const ids: unknown[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 3; page += 1) {
      const reply = search(cursor);
      ids.push(...reply.datas.map(({ id }: WireObject) => id));
      expect(JSON.parse(reply.data)).toEqual(reply.datas);
      cursor = reply.pagination.search_after;
    }
    expect([new Set(ids).size, cursor]).toEqual([9, '']);
    expect(search().datas[0]).toEqual({ id: fixture.number('search') });
  });

  it('show the fields that are selected, at most 20', () => {
    const fixture = new ProjectFixture();
    const search = (field_selected: string[]) => ({
      body: {
        project_key: 'xinghe',
        work_item_type_key: 'story',
        search_group: group([['name', '~', '分期']]),
        field_selected,
      },
    });
    const { datas } = fixture.call('project_work_items_universal_search', search(['priority']));
    expect(datas[0].fields).toMatchObject([{ field_key: 'priority' }]);
    const many = Array.from({ length: 21 }, (_, index) => `field_${index}`);
    expect(fixture.code('project_work_items_universal_search', search(many))).toBe(20006);
  });
});
