import { describe, expect, it } from 'vitest';
import type { EndpointName } from '../../../../src/endpoints/catalogue.js';
import { ProjectToolFixture } from './fixtures/project-fixture.js';

const noRight = { err_code: 10001, err_msg: 'No Permission', err: { code: 10001, msg: '' } };

/** The user may not see these listings. */
async function startWithout(...listings: readonly EndpointName[]): Promise<ProjectToolFixture> {
  const fixture = await ProjectToolFixture.start();
  for (const listing of listings) {
    fixture.reply(listing, noRight, 403, 9);
  }
  return fixture;
}

function search(param_key: string, value: unknown) {
  const search_params = [{ param_key, operator: 'HAS ANY OF', value }];
  return {
    project_key: 'xinghe',
    work_item_type_key: 'issue',
    search_group: { conjunction: 'AND', search_params },
  };
}

describe('names where what they name cannot be listed', () => {
  it.each([
    ['status', 'project_templates_list', search('work_item_status', ['待处理'])],
    ['field', 'project_fields_list', search('优先级', ['0'])],
    ['value of', 'project_fields_list', search('priority', ['P0 紧急'])],
    ['template', 'project_templates_list', search('template_id', ['缺陷流程'])],
  ] as const)('are refused: %s', async (what, listing, args) => {
    const fixture = await startWithout(listing);
    const text = await fixture.failure('project_work_items_search', args);
    expect(text).toContain(what);
    expect(text).toContain('cannot be listed');
    expect(fixture.calls).not.toContain('project_work_items_search');
  });

  it.each([
    ['OPEN', 'project_templates_list', search('work_item_status', ['OPEN'])],
    ['severity', 'project_fields_list', search('severity', ['2'])],
  ] as const)('leave ids as they are, and the answer says so: %s', async (id, listing, args) => {
    const fixture = await startWithout(listing);
    const { rows, notes } = await fixture.answer('project_work_items_search', args);
    expect(rows).not.toEqual([]);
    expect(notes.join()).toContain(`${id} was taken for an id`);
  });

  it('leave the ids of roles as they are', async () => {
    const fixture = await startWithout('project_roles_list');
    const args = { project_key: 'xinghe', work_item_type_key: 'story', role_id: 'QA' };
    const { body } = await fixture.wouldSend('project_roles_delete', args);
    expect(body).toEqual({ role_id: 'QA' });
    const text = await fixture.failure('project_roles_delete', { ...args, role_id: '测试' });
    expect(text).toContain('the roles cannot be listed');
  });
});

describe('texts in the form of ids', () => {
  it('are looked up as names once the vendor does not know them, and the write is done', async () => {
    const fixture = await ProjectToolFixture.start();
    const view = fixture.world.views.get(fixture.sample.views.fixed);
    Object.assign(view ?? {}, { name: 'vewboard' });
    const args = { project_key: fixture.sample.projectKey, view_id: 'vewboard' };
    await fixture.answer('project_fixed_views_delete', args);
    expect(fixture.world.views.has(fixture.sample.views.fixed)).toBe(false);
  });

  it('are told with what there is where they mean nothing', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { ...fixture.item('installments'), node_id: 'state_99', action: 'confirm' };
    const text = await fixture.failure('project_nodes_operate', args);
    expect(text).toContain('20018');
    expect(text).toContain('node_id is "state_99", and there is no node of that key or name');
    expect(text).toContain('后端开发 (doing)');
  });

  it('are refused where a search that was to find their things finds nothing', async () => {
    const fixture = await ProjectToolFixture.start();
    const nobody = '7314205896013999000';
    const args = { ...search('people', [nobody]), work_item_type_key: 'story' };
    const text = await fixture.failure('project_work_items_search', args);
    expect(text).toContain(`is "${nobody}", and there is no person of that name`);
  });

  it('cost no look where the vendor knows them', async () => {
    const fixture = await ProjectToolFixture.start();
    await fixture.answer('project_fixed_views_get', {
      project_key: fixture.sample.projectKey,
      view_id: fixture.sample.views.fixed,
      fields: ['id'],
    });
    expect(fixture.calls).toEqual(['project_fixed_views_get']);
  });
});

describe('options that can be chosen no more', () => {
  it('can be searched, and cannot be written', async () => {
    const fixture = await ProjectToolFixture.start();
    const retired = 'P3（已停用）';
    await fixture.answer('project_work_items_search', search('优先级', [retired]));
    const update_fields = { 优先级: retired };
    const args = { ...fixture.item('crash'), update_fields };
    expect(await fixture.failure('project_work_items_update', args)).toContain(
      'there is no option of that key or name',
    );
  });
});

describe('several things of one name', () => {
  it('are told, and nothing is sent', async () => {
    const fixture = await ProjectToolFixture.start();
    Object.assign(fixture.stored('coupons'), { name: '会员积分过期提醒' });
    const text = await fixture.failure('project_work_items_delete', {
      ...fixture.item('points'),
      work_item_id: '会员积分过期提醒',
    });
    expect(text).toContain('which could be 2 work items');
    expect(text).toContain(String(fixture.sample.items['coupons']));
    expect(fixture.calls).not.toContain('project_work_items_delete');
  });

  it('are refused where an alias beside a key means another field', async () => {
    const fixture = await ProjectToolFixture.start();
    const text = await fixture.failure('project_multi_signals_update', {
      ...fixture.item('points'),
      field_key: '流水线检查',
      field_alias: 'risks',
      details: [{ id: '1', status: 'passed' }],
    });
    expect(text).toContain('field_alias means another one (field_84b1c7) than field_key');
  });
});

describe('names that few calls take', () => {
  it('are those of conclusions of a review', async () => {
    const fixture = await ProjectToolFixture.start();
    const { work_item_type_key: _, ...item } = fixture.item('installments');
    const review = { ...item, node_id: '后端开发', operation_type: 'node' };
    const { body } = await fixture.wouldSend('project_reviews_update', {
      ...review,
      finished_conclusion_option_key: '有条件通过',
    });
    expect(body.finished_conclusion_option_key).toBe('conditional_pass');
    expect(
      await fixture.failure('project_reviews_update', {
        ...review,
        finished_conclusion_option_key: '通过了',
      }),
    ).toContain('通过 (pass)');
    const operated = { ...fixture.item('installments'), node_id: '需求评审', action: 'rollback' };
    const finished_infos = { opinion: {}, conclusion: '有条件通过' };
    const args = { ...operated, rollback_reason: '漏评', finished_infos };
    const sent = await fixture.wouldSend('project_nodes_operate', args);
    expect(sent.body.finished_infos.conclusion).toEqual({
      finished_conclusion_result: { key: 'conditional_pass' },
    });
  });

  it('are those of items of other spaces that an item is associated with', async () => {
    const fixture = await ProjectToolFixture.start();
    const item = fixture.item('installments');
    const rule = { relation_rule_id: '商城需求-数据需求' };
    const instance = {
      project_key: '数据平台',
      work_item_type_key: '需求',
      work_item_id: '分期支付漏斗看板',
    };
    await fixture.answer('project_associations_bind', { ...item, ...rule, instances: [instance] });
    const unbind = { ...item, ...rule, relation_work_item_id: '分期支付漏斗看板' };
    await fixture.answer('project_associations_unbind', unbind);
    expect(fixture.world.bindings).toEqual([]);
    const remote_work_item_id = '分期支付漏斗看板';
    const text = await fixture.failure('project_story_relations_create', {
      project_key: item.project_key,
      story_relations: [{ local_work_item_id: '会员积分过期提醒', remote_work_item_id }],
    });
    expect(text).toContain('does not say which space it is in');
  });

  it('are those of departments in any language', async () => {
    const fixture = await ProjectToolFixture.start();
    const name = { zh_cn: '研发部', en_us: 'R&D' };
    const data = { departments: [{ department_meego_key: 'dep_1', name }] };
    fixture.reply('project_tenants_get', { data, err: {}, err_msg: '', err_code: 0 }, 200, 9);
    const args = { department_meego_key: 'R&D' };
    const { body } = await fixture.wouldSend('project_departments_delete', args);
    expect(body).toEqual({ department_meego_key: 'dep_1' });
    const wrong = { department_meego_key: '市场部' };
    const text = await fixture.failure('project_departments_delete', wrong);
    expect(text).toContain('研发部 (dep_1)');
  });

  it('are those of quick filters of a view', async () => {
    const fixture = await ProjectToolFixture.start();
    const quick_filters = [{ quick_filter_id: 'qf1', quick_filter_name: '我的' }];
    const view = { view_id: fixture.sample.views.condition, name: 'P0 需求', quick_filters };
    const reply = { data: [view], err: {}, err_msg: '', err_code: 0 };
    fixture.reply('project_views_list', reply, 200, 9);
    const args = { project_key: 'xinghe', view_id: 'P0 需求', quick_filter_id: '我的' };
    await fixture.answer('project_views_get_panorama', args);
    fixture.reply('project_views_list', reply, 200, 9);
    const text = await fixture.failure('project_views_get_panorama', {
      ...args,
      quick_filter_id: '别人的',
    });
    expect(text).toContain('我的 (qf1)');
  });

  it('are those of groups of people, also where they look like ids', async () => {
    const fixture = await ProjectToolFixture.start({
      credentials: ({ project: { tokens, sample } }) => ({
        userToken: tokens.grant(sample.userKey).token,
      }),
    });
    const { projectKey: project_key, userKeyOf } = fixture.sample;
    const group = { id: 'a'.repeat(24), projectKey: project_key, name: 'dev_group', members: [] };
    fixture.world.userGroups.push(group);
    const kind = { project_key, user_group_type: 'CUSTOMIZE' };
    await fixture.answer('project_user_groups_update_members', {
      ...kind,
      user_group_id: 'dev_group',
      add_users: [userKeyOf('李四')],
    });
    expect(group.members).toEqual([userKeyOf('李四')]);
    const { rows } = await fixture.answer('project_user_groups_list_members', {
      ...kind,
      user_group_ids: ['dev_group'],
    });
    expect(rows).toHaveLength(1);
    const text = await fixture.failure('project_user_groups_list_members', {
      ...kind,
      user_group_ids: ['dev_group', 'no_group'],
    });
    expect(text).toContain('user_group_ids[1] is "no_group"');
  });

  it('are not keys of fields that no listing has', async () => {
    const fixture = await ProjectToolFixture.start();
    const { work_item_id: _, ...type } = fixture.item('points');
    const text = await fixture.failure('project_work_items_get', {
      ...type,
      work_item_ids: ['会员积分过期提醒'],
      fields: ['field_zzzzzz'],
    });
    expect(text).toContain('fields[0] is "field_zzzzzz", and there is no field');
  });
});
