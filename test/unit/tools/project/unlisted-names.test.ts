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
    const { items, notes } = await fixture.answer('project_work_items_search', args);
    expect(items).not.toEqual([]);
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
    expect(text).toContain(`is "${nobody}", a name that nobody has`);
  });

  it('cost no look where the vendor knows them', async () => {
    const fixture = await ProjectToolFixture.start();
    await fixture.answer('project_fixed_views_get', {
      project_key: fixture.sample.projectKey,
      view_id: fixture.sample.views.fixed,
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
