import { describe, expect, it } from 'vitest';
import { type Facts, ProjectToolFixture } from './fixtures/project-fixture.js';

const stories = { project_key: 'xinghe', work_item_type_key: '需求' };

function and(...search_params: readonly object[]) {
  return { search_group: { conjunction: 'AND', search_params } };
}

async function found(fixture: ProjectToolFixture, args: object): Promise<string[]> {
  const { rows } = await fixture.answer('project_work_items_search', { ...stories, ...args });
  return rows.map(([, name]: readonly string[]) => name);
}

describe('conditions of a search', () => {
  it('name fields, options, people and days as people do', async () => {
    const fixture = await ProjectToolFixture.start();
    const urgent = { param_key: '优先级', operator: 'HAS ANY OF', value: 'P0' };
    expect(await found(fixture, and(urgent))).toEqual([
      '优惠券叠加规则改造',
      '支持微信支付分期付款',
    ]);
    const manager = { param_key: '产品经理', operator: '=', value: ['孙琪'] };
    expect(await found(fixture, and(manager))).toEqual(['会员积分过期提醒']);
    const person = { param_key: 'people', operator: 'HAS ANY OF', value: ['陈晨'] };
    const late = { param_key: 'created_at', operator: '>=', value: '2026-11-15' };
    expect(await found(fixture, and(person, late))).toEqual(['搜索结果支持 "仅看有货" 筛选']);
  });

  it('compare with the end of a day where they include it', async () => {
    const fixture = await ProjectToolFixture.start();
    const to = { param_key: 'created_at', operator: '<=', value: '2026-11-12' };
    const from = { param_key: 'created_at', operator: '>', value: '2026-11-11' };
    expect(await found(fixture, and(to, from))).toEqual(['会员积分过期提醒']);
  });

  it('reach into groups and sub-fields', async () => {
    const fixture = await ProjectToolFixture.start();
    const level = { param_key: '风险等级', operator: 'HAS ANY OF', value: ['高'] };
    const inner = { conjunction: 'AND', search_params: [level] };
    const risky = { param_key: '风险清单', operator: 'MEET', value_search_groups: inner };
    const search_group = {
      conjunction: 'OR',
      search_groups: [{ conjunction: 'AND', search_params: [risky] }],
    };
    expect(await found(fixture, { search_group })).toContain('支持微信支付分期付款');
  });

  it('are refused with what there is where they name nothing', async () => {
    const fixture = await ProjectToolFixture.start();
    const text = await fixture.failure('project_work_items_search', {
      ...stories,
      ...and(
        { param_key: '优先极', operator: '=', value: 'P0' },
        { param_key: '优先级', operator: 'HAS ANY OF', value: ['P9'] },
        { param_key: 'created_at', operator: '>', value: 'someday' },
      ),
    });
    expect(text).toContain('search_group.search_params[0].param_key is "优先极"');
    expect(text).toContain('Did you mean 优先级?');
    expect(text).toContain('search_params[1].value[0] is "P9"');
    expect(text).toContain('search_params[2].value was "someday"');
  });
});

describe('the fields of an answer', () => {
  it('are asked for by name, and left out by name', async () => {
    const fixture = await ProjectToolFixture.start();
    const { work_item_id } = fixture.item('points');
    const fieldsOf = async (fields: readonly string[]) => {
      const args = { ...stories, work_item_ids: [work_item_id], fields, raw: true };
      const { data } = await fixture.answer('project_work_items_get', args);
      return data[0].fields.map(({ field_key }: Facts) => field_key);
    };
    expect(await fieldsOf(['标签'])).toEqual(['tags']);
    expect(await fieldsOf(['-标签'])).not.toContain('tags');
  });
});

describe('a search group', () => {
  const param = { param_key: 'priority', operator: '=', value: ['P0'] };
  const nested = { search_groups: { search_params: [param] } };
  const both = { conjunction: 'AND', search_params: [param, param] };

  it.each([
    ['one condition alone', param],
    ['a list of one', [param]],
    ['without its conjunction', { search_params: [param] }],
    ['with one condition in the place of its list', { search_params: param }],
    ['with one group in the place of its list', nested],
    ['in full', both],
  ])('may be %s', async (_, search_group) => {
    const fixture = await ProjectToolFixture.start();
    const stored = found(fixture, and(param));
    expect(await found(fixture, { search_group })).toEqual(await stored);
  });

  it('says how several conditions belong together', async () => {
    const fixture = await ProjectToolFixture.start();
    const text = await fixture.failure('project_work_items_search', {
      ...stories,
      search_group: { search_params: [param, param] },
    });
    expect(text).toContain('search_group.conjunction is required');
  });
});

describe('a condition view', () => {
  const view = (value: unknown) => ({
    ...stories,
    name: '近期',
    search_group: { param_key: 'created_at', operator: '>=', value },
    dry_run: true,
  });

  it('keeps days as text, as the vendor does', async () => {
    const fixture = await ProjectToolFixture.start();
    for (const value of ['2026-11-15', 'today - 6', Date.parse('2026-11-15T00:00+08:00')]) {
      const { body } = await fixture.wouldSend('project_condition_views_create', view(value));
      const [param] = body.search_group.search_params;
      expect(param.value).toBe('2026-11-15T00:00:00+08:00');
    }
    const { dry_run: _, ...created } = view('2026-11-15');
    expect(await fixture.answer('project_condition_views_create', created)).toHaveProperty(
      'view_id',
    );
  });

  it('refuses a time of day, which it cannot keep', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = view('2026-11-15T09:30');
    expect(await fixture.failure('project_condition_views_create', args)).toContain(
      'and a condition view keeps days. Allowed: a day such as 2026-11-21',
    );
  });
});
