import { describe, expect, it } from 'vitest';
import type { WireObject } from '../../../src/sandbox/project/gateway/wire.js';
import { ProjectFixture, someFriday } from './fixtures/project-fixture.js';

const story = { work_item_type_key: 'story' };

describe('work item types', () => {
  it('tell how their items flow, and are changed by administrators', () => {
    const fixture = new ProjectFixture();
    const path = { work_item_type_key: 'issue' };
    expect(fixture.data('project_work_item_types_get', { path })).toMatchObject({
      flow_mode: 'stateflow',
      belong_roles: [{ id: 'reporter', name: '报告人' }, { id: 'operator' }],
    });
    const ask = { path, body: { is_disabled: true } };
    expect(fixture.code('project_work_item_types_update', { ...ask, as: '李四' })).toBe(10005);
    fixture.call('project_work_item_types_update', ask);
    expect(fixture.code('project_work_items_meta', { path })).toBe(20044);
  });

  it('give the options of a field for one item, and all fields of a space', () => {
    const fixture = new ProjectFixture();
    const body = {
      project_key: 'xinghe',
      work_item_type_key: 'story',
      work_item_id: fixture.number('points'),
      field_key: 'priority',
    };
    const { options } = fixture.data('project_fields_list_options', { body });
    expect(options.at(-1)).toMatchObject({ value: '3', is_disabled: 1 });
    const { agg_resource_items: all } = fixture.data('project_fields_list_aggregated', { body });
    expect(all).toContainEqual(expect.objectContaining({ key: 'field_84b1c7', label: '风险清单' }));
  });
});

describe('comments and files', () => {
  it('keep files apart from words', () => {
    const fixture = new ProjectFixture();
    const path = fixture.path('points');
    const file = { name: '草图.png', mediaType: 'image/png', bytes: Buffer.from([1, 2, 3]) };
    const url: string = fixture.data('project_attachments_upload_to_space', { file });
    const file_token = url.split('/').at(-1)!;
    const id = fixture.data('project_file_comments_create', { path, body: { file_token } });
    expect(fixture.data('project_comments_list', { path })).toEqual([]);
    expect(fixture.data('project_file_comments_list', { path })).toMatchObject([
      { id, comment_file: { file_name: '草图.png', file_size: 3, file_type: 'image/png' } },
    ]);
    expect(fixture.code('project_file_comments_create', { path, body: { file_token: 'x' } })).toBe(
      30019,
    );
  });

  it('of what does not exist are refused with codes of their own', () => {
    const fixture = new ProjectFixture();
    const path = { ...story, work_item_id: '404' };
    expect(fixture.code('project_comments_list', { path })).toBe(1000051135);
    expect(
      fixture.code('project_comments_list', { path: fixture.path('payroll'), as: '王五' }),
    ).toBe(1000051256);
    const nowhere = { project_key: 'nowhere' };
    expect(fixture.code('project_attachments_upload_to_space', { path: nowhere })).toBe(30016);
    expect(
      fixture.code('project_attachments_upload_to_field', { path: { ...path, ...nowhere } }),
    ).toBe(1000050255);
  });

  it('of the newer endpoints are changed by who wrote them', () => {
    const fixture = new ProjectFixture();
    const object = { type: 'WORKITEM', work_item_id: fixture.number('points') };
    const body = { project_key: 'xinghe', object, content: { type: 'TEXT', text: '一' } };
    const { comment_id } = fixture.data('project_comments_create_v2', { body });
    const change = { ...body, comment_id, content: { type: 'TEXT', text: '二' } };
    expect(fixture.code('project_comments_update_v2', { body: change, as: '李四' })).toBe(10001);
    expect(fixture.data('project_comments_update_v2', { body: change })).toEqual({ comment_id });
    const { comments } = fixture.data('project_comments_list_v2', { body });
    expect(comments).toMatchObject([{ content: '二' }]);
  });
});

describe('relations across spaces', () => {
  it('of stories are made and listed by the ids of both ends', () => {
    const fixture = new ProjectFixture();
    const story_relations = [
      {
        local_work_item_id: fixture.number('points'),
        remote_work_item_id: fixture.number('events'),
      },
    ];
    fixture.call('project_story_relations_create', { body: { story_relations } });
    const body = { work_item_ids: [fixture.number('points')] };
    expect(fixture.data('project_story_relations_list', { body })).toEqual({
      work_item_project_map: {
        [fixture.id('points')]: fixture.sample.spaces.mall,
        [fixture.id('events')]: fixture.sample.spaces.data,
      },
      value: { [fixture.id('points')]: [fixture.number('events')] },
    });
  });

  it('between types are overwritten', () => {
    const fixture = new ProjectFixture();
    const [{ id: relation_id }] = fixture.data('project_relations_list');
    const details = [{ project_key: fixture.sample.projectKey, work_item_type_key: 'issue' }];
    const body = {
      project_key: 'xinghe',
      relation_id,
      work_item_type_key: 'story',
      name: '改名',
      relation_details: details,
    };
    expect(fixture.code('project_relations_update', { body, as: '李四' })).toBe(10005);
    fixture.call('project_relations_update', { body });
    expect(fixture.data('project_relations_list')[0]).toMatchObject({
      name: '改名',
      relation_details: [{ work_item_type_name: '缺陷' }],
    });
  });
});

describe('a work item', () => {
  it('has a multiple signal that is as good as the worst of its details', () => {
    const fixture = new ProjectFixture();
    const path = fixture.path('installments');
    const detail = (id: string, status: string) => ({ id, title: id, status });
    const update = (...details: WireObject[]) => ({
      path,
      body: { field_alias: 'pipelines', details },
    });
    const statusOf = (...details: WireObject[]) =>
      fixture.data('project_multi_signals_update', update(...details)).status;
    expect(statusOf(detail('a', 'passed'), detail('b', 'processing'))).toBe('processing');
    expect(statusOf(detail('a', 'passed'), detail('b', 'rejected'))).toBe('rejected');
    expect(statusOf(detail('a', 'passed'))).toBe('passed');
    expect(fixture.value('installments', 'pipelines')).toMatchObject({ status: 'passed' });
    expect(fixture.code('project_multi_signals_update', update(detail('a', 'green')))).toBe(20067);
  });

  it('takes actual times for its nodes', () => {
    const fixture = new ProjectFixture();
    const ask = (node_id: string) => ({
      body: {
        project_key: 'xinghe',
        work_item_id: fixture.number('installments'),
        node_id,
        actual_time_info: { actual_start_time: someFriday },
      },
    });
    fixture.call('project_nodes_update_actual_time', ask('doing'));
    const times = fixture.read('installments').state_times;
    expect(times).toContainEqual(
      expect.objectContaining({ state_key: 'doing', start_time: someFriday }),
    );
    expect(fixture.code('project_nodes_update_actual_time', ask('state_99'))).toBe(20018);
  });

  it('has no chat to invite bots to, and nothing to deliver', () => {
    const fixture = new ProjectFixture();
    const path = { work_item_id: fixture.id('points') };
    const invite = (app_ids: string[]) =>
      fixture.code('project_work_items_invite_bots', {
        path,
        body: { work_item_type_key: 'story', app_ids },
      });
    expect([invite([]), invite(Array(6).fill('cli_a')), invite(['cli_a'])]).toEqual([
      20020, 20019, 20021,
    ]);
    const body = { project_key: 'xinghe', work_item_ids: [1] };
    expect(fixture.code('project_deliverables_get', { body })).toBe(1000053287);
  });

  it('lists the labels that a review can have', () => {
    const fixture = new ProjectFixture();
    const body = {
      project_key: 'xinghe',
      work_item_id: fixture.number('points'),
      node_ids: ['state_1'],
    };
    const [node] = fixture.data('project_reviews_list_options', { body });
    expect(node).toMatchObject({
      node_id: 'state_1',
      finished_conclusion_option: [{ label: '通过' }, {}, {}],
    });
    const issue = { ...body, work_item_id: fixture.number('crash') };
    expect(fixture.code('project_reviews_list_options', { body: issue })).toBe(1000051120);
  });
});

describe('views and charts', () => {
  it('by condition are changed by who made them', () => {
    const fixture = new ProjectFixture();
    const view_id = fixture.sample.views.condition;
    const param = { param_key: 'priority', operator: '=', value: ['99'] };
    const body = {
      project_key: fixture.sample.projectKey,
      work_item_type_key: 'story',
      view_id,
      search_group: { conjunction: 'AND', search_params: [param] },
    };
    expect(fixture.code('project_condition_views_update', { body, as: '李四' })).toBe(10001);
    fixture.call('project_condition_views_update', { body });
    const { work_item_id_list: ids } = fixture.data('project_fixed_views_get', {
      path: { view_id },
    });
    expect(ids).toEqual([fixture.number('search')]);
  });

  it('have charts that count', () => {
    const fixture = new ProjectFixture();
    const body = { project_key: 'xinghe', view_id: fixture.sample.views.condition };
    const { chart_list: list, chart_page } = fixture.data('project_charts_list', { body });
    expect(chart_page).toMatchObject({ total: 1 });
    const chart = fixture.data('project_charts_get', { path: { chart_id: list[0].chart_id } });
    expect(chart.chart_data_list[0][0]).toMatchObject({ dim: { 0: '需求' }, value: { 0: '10' } });
    expect(fixture.code('project_charts_get', { path: { chart_id: '1' } })).toBe(30001);
  });
});

it('the low-level search gives its items as text', () => {
  const fixture = new ProjectFixture();
  const data_sources = [{ project_key: 'xinghe', work_item_type_keys: 'release' }];
  const reply = fixture.call('project_work_items_integrate_search', { body: { data_sources } });
  expect(JSON.parse(reply.data)).toEqual([{ id: fixture.number('release32') }]);
  expect(fixture.code('project_work_items_integrate_search')).toBe(20005);
});

it('people of the tenant are found by the ids of their own system', () => {
  const fixture = new ProjectFixture();
  const [{ out_id }] = fixture.data('project_users_search', { body: { query: '李四' } });
  const body = { out_users: [{ out_user_id: out_id, login_platform_type: 'lark' }] };
  expect(fixture.data('project_users_query_tenant', { body })).toMatchObject([{ name_cn: '李四' }]);
});

it('the page of an item has its path in links', () => {
  const { sample } = new ProjectFixture();
  expect(sample.pathOf('installments')).toBe(
    `/xinghe/story/detail/${sample.items['installments']}`,
  );
  expect(sample.pathOf('release32')).toMatch(/^\/xinghe\/release\/detail\/\d+$/);
});
