import { describe, expect, it } from 'vitest';
import { type Facts, ProjectToolFixture } from './fixtures/project-fixture.js';

/** What an update of the story `points` would send for these fields, in their order. */
async function sent(fixture: ProjectToolFixture, update_fields: unknown): Promise<unknown[]> {
  const args = { ...fixture.item('points'), update_fields };
  const { body } = await fixture.wouldSend('project_work_items_update', args);
  return body.update_fields.map(({ field_value }: { field_value: unknown }) => field_value);
}

function day(iso: string): number {
  return Date.parse(`${iso}T00:00:00+08:00`);
}

const cases: readonly (readonly [field: string, value: unknown, written: unknown])[] = [
  ['Sentry 链接', 'https://example.com', 'https://example.com'],
  ['需求名称', 2026, '2026'],
  ['验收标准', [{ type: 'paragraph' }], [{ type: 'paragraph' }]],
  ['评审结论', '通过', { value: 'pass' }],
  ['评审结论', 'later', { value: 'later' }],
  ['评审结论', { value: 'no', label: '不通过' }, { value: 'no', label: '不通过' }],
  ['优先级', 'p1', { value: '1' }],
  ['影响端', ['iOS', { value: 'web' }], [{ value: 'ios' }, { value: 'web' }]],
  ['影响端', 'Android', [{ value: 'android' }]],
  ['所属模块', '商城 / 支付', { value: 'mall', children: { value: 'pay', children: null } }],
  [
    '所属模块',
    ['会员', '积分'],
    { value: 'member', children: { value: 'points', children: null } },
  ],
  ['所属模块', '会员', { value: 'member', children: null }],
  ['涉及系统', ['CRM'], [{ value: 'side', children: { value: 'crm', children: null } }]],
  ['期望上线日期', '2026-12-01', day('2026-12-01')],
  ['期望上线日期', '2026-12-01T10:00Z', Date.parse('2026-12-01T10:00Z')],
  ['期望上线日期', 1_796_083_200_000, 1_796_083_200_000],
  [
    '灰度周期',
    ['2026-12-01', '2026-12-03'],
    { start_time: day('2026-12-01'), end_time: day('2026-12-04') - 1 },
  ],
  [
    '灰度周期',
    { start: '2026-12-01 08:00', end: '2026-12-01 20:00' },
    { start_time: day('2026-12-01') + 28_800_000, end_time: day('2026-12-01') + 72_000_000 },
  ],
  ['预估收益（万元）', '1,320.5', 1320.5],
  ['涉及资损', '是', true],
  ['自动化测试结果', 'passed', true],
  ['自动化测试结果', null, null],
  ['相关云文档', 'https://example.com/a', ['https://example.com/a']],
  ['业务线', '66f5010000000000000000a2', '66f5010000000000000000a2'],
  ['拉群方式', 'auto', 'auto'],
  ['评审结论', null, null],
  ['影响端', null, []],
  ['Sentry 链接', null, ''],
  ['期望上线日期', null, null],
];

describe('values of fields', () => {
  it('go as people write them', async () => {
    const fixture = await ProjectToolFixture.start();
    for (const [field, value, written] of cases) {
      expect(await sent(fixture, { [field]: value }), `${field}: ${String(value)}`).toEqual([
        written,
      ]);
    }
  });

  it('name people, items and business lines', async () => {
    const fixture = await ProjectToolFixture.start();
    const { userKeyOf, items } = fixture.sample;
    expect(
      await sent(fixture, {
        产品经理: '孙琪',
        评审人: ['li.si@sandbox.invalid', userKeyOf('吴久')],
        关联版本: fixture.link('release32'),
        关联缺陷: [items['crash']],
        角色与人员: { 产品经理: ['张三'] },
      }),
    ).toEqual([
      userKeyOf('孙琪'),
      [userKeyOf('李四'), userKeyOf('吴久')],
      Number(items['release32']),
      [Number(items['crash'])],
      expect.arrayContaining([
        { role: 'PM', owners: [userKeyOf('张三')] },
        { role: 'FE', owners: [userKeyOf('王五')] },
      ]),
    ]);
  });

  it('are taken by the vendor and stored', async () => {
    const fixture = await ProjectToolFixture.start();
    const update_fields = {
      评审结论: '有条件通过',
      所属模块: '会员/优惠券',
      灰度周期: ['2026-12-01', '2026-12-03'],
      涉及系统: ['交易中心', '周边系统/仓储 WMS'],
      优先级: 'P0',
    };
    await fixture.answer('project_work_items_update', { ...fixture.item('points'), update_fields });
    const { values } = fixture.stored('points');
    expect(values.get('field_9c41e7')).toEqual({ label: '有条件通过', value: 'later' });
    expect(values.get('field_7be3f4')).toMatchObject({ children: { value: 'coupon' } });
    expect(values.get('field_c0d216')).toHaveLength(2);
    expect(values.get('priority')).toEqual({ label: 'P0', value: '0' });
  });

  it('tell on which clock times without an offset were read, once', async () => {
    const fixture = await ProjectToolFixture.start();
    const update = (update_fields: object) =>
      fixture.answer('project_work_items_update', { ...fixture.item('points'), update_fields });
    const { notes } = await update({ 灰度周期: ['2026-12-01', '2026-12-03'] });
    expect(notes).toEqual(['times without an offset were read on the clock of Asia/Shanghai']);
    expect(await update({ 期望上线日期: '2026-12-01T10:00Z' })).not.toHaveProperty('notes');
  });

  it('are days and instants counted from now, each said with what it was read as', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { ...fixture.item('points'), dry_run: true };
    const update_fields = { 灰度周期: ['today', 'today + 1 week'], 期望上线日期: '明天' };
    const { would_send, notes } = await fixture.answer('project_work_items_update', {
      ...args,
      update_fields,
    });
    const values = would_send.body.update_fields.map((pair: Facts) => pair['field_value']);
    expect(values).toEqual([
      {
        start_time: Date.parse('2026-11-21T00:00+08:00'),
        end_time: Date.parse('2026-11-29T00:00+08:00') - 1,
      },
      Date.parse('2026-11-22T00:00+08:00'),
    ]);
    expect(notes).toContain('明天 was read as 2026-11-22, on the clock of Asia/Shanghai');
    const refused = await fixture.failure('project_work_items_update', {
      ...args,
      update_fields: { 期望上线日期: 'this week' },
    });
    expect(refused).toContain('was "this week"');
  });

  it('are all refused at once, with what goes there', async () => {
    const fixture = await ProjectToolFixture.start();
    const text = await fixture.failure('project_work_items_update', {
      ...fixture.item('points'),
      update_fields: {
        评审结论: '同意',
        影响端: ['iOS', '手表'],
        所属模块: '商城/退货',
        期望上线日期: '改天',
        灰度周期: '2026-12-01',
        '预估收益（万元）': '很多',
        涉及资损: '也许',
        关联版本: '3.2',
        附件: ['a.png'],
        流水线检查: true,
        优先级: 'P3（已停用）',
        产品经理: '小',
        风险清单: 'x',
      },
    });
    for (const part of [
      'update_fields.评审结论 is "同意"',
      '通过 (pass), 有条件通过 (later), 不通过 (no)',
      'update_fields.影响端[1] is "手表"',
      '商城/支付',
      'update_fields.期望上线日期 was "改天"',
      'a date: 2026-11-21',
      'a span: [start, end]',
      '预估收益（万元） was "很多"',
      'true or false',
      'is "3.2", and there is no work item of that id or name',
      'project_attachments_upload',
      'project_multi_signals_update',
      'P3（已停用）',
      '林小雨',
      'rows, each {风险描述 (text)',
    ]) {
      expect(text).toContain(part);
    }
    for (const [written, problem] of [
      ['1,500', '"1,500" could be 1500 or 1.5'],
      ['12,50', 'was "12,50"'],
    ]) {
      const update_fields = { '预估收益（万元）': written };
      const args = { ...fixture.item('points'), update_fields };
      expect(await fixture.failure('project_work_items_update', args)).toContain(problem);
    }
    expect(fixture.calls).not.toContain('project_work_items_update');
  });

  it('are refused where a field is named twice', async () => {
    const fixture = await ProjectToolFixture.start();
    const text = await fixture.failure('project_work_items_update', {
      ...fixture.item('points'),
      update_fields: [
        { field_key: '评审结论', field_value: '通过' },
        { field_alias: 'review_result', field_value: '不通过' },
      ],
    });
    expect(text).toContain('评审结论 is given more than once');
  });
});

describe('schedules and spans', () => {
  it('take dates, and the last day lasts to its end', async () => {
    const fixture = await ProjectToolFixture.start();
    const node_schedule = { start: '2026-12-01', end: '2026-12-03', points: '2.5' };
    const { body } = await fixture.wouldSend('project_nodes_update', {
      ...fixture.item('points'),
      node_id: 'doing',
      node_schedule,
    });
    expect(body.node_schedule).toEqual({
      estimate_start_date: day('2026-12-01'),
      estimate_end_date: day('2026-12-04') - 1,
      points: 2.5,
    });
  });

  it('are one for each owner where that is what the node has', async () => {
    const fixture = await ProjectToolFixture.start();
    const { userKeyOf } = fixture.sample;
    const { body } = await fixture.wouldSend('project_nodes_update', {
      ...fixture.item('installments'),
      node_id: '前端开发',
      schedules: [{ owner: '王五', start: '2026-12-01', end: '2026-12-01', points: 1 }],
    });
    expect(body.schedules[0].owners).toEqual([userKeyOf('王五')]);
  });

  it('are unset by name, and by nothing that a client sends for absence', async () => {
    const fixture = await ProjectToolFixture.start();
    const { body } = await fixture.wouldSend('project_nodes_update', {
      ...fixture.item('points'),
      node_id: 'doing',
      node_schedule: { start: null, end: '', points: 2 },
      clear: ['end'],
    });
    expect(body.node_schedule).toEqual({ points: 2, estimate_end_date: 0 });
  });

  it('bound what a filter finds', async () => {
    const fixture = await ProjectToolFixture.start();
    const { rows } = await fixture.answer('project_work_items_filter', {
      project_key: 'xinghe',
      work_item_type_keys: ['需求'],
      created_at: { start: '2026-11-10', end: '2026-11-12' },
      user_keys: '孙琪',
    });
    expect(rows.map(([, name]: readonly string[]) => name)).toEqual(['会员积分过期提醒']);
  });

  it('are refused where they are none', async () => {
    const fixture = await ProjectToolFixture.start();
    const text = await fixture.failure('project_nodes_update', {
      ...fixture.item('points'),
      node_id: 'doing',
      node_schedule: { start: 'soon' },
    });
    expect(text).toContain('node_schedule.estimate_start_date was "soon", which is no time');
    expect(fixture.calls).toEqual([]);
  });
});
