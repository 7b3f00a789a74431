import { describe, expect, it } from 'vitest';
import { Gateway } from '../../../support/sandbox-client.js';

describe('the sample base', () => {
  it('holds tasks of many field types and the customers that they link to', async () => {
    const gateway = await Gateway.start();
    const { items } = await gateway.data('GET', `${gateway.table}/fields?page_size=100`);
    const types = items.map((field: { type: number }) => field.type);
    expect(types).toEqual([1, 3, 4, 11, 5, 2, 7, 22, 15, 13, 1001, 1005, 18, 20]);
    const { total } = await gateway.data('POST', `${gateway.table}/records/search`, {});
    expect(total).toBe(25);
  });

  it('reads as a person wrote it', async () => {
    const gateway = await Gateway.start();
    const body = { view_id: '', filter: is('任务名称', '接口联调') };
    const { items } = await gateway.data('POST', `${gateway.table}/records/search`, body);
    expect(items).toHaveLength(1);
    expect(items[0].fields).toMatchObject({
      任务名称: [{ text: '接口联调', type: 'text' }],
      状态: '进行中',
      标签: ['开发', '紧急'],
      负责人: [{ name: '李四' }, { name: '王五' }],
      截止日期: Date.parse('2026-11-25T00:00:00+08:00'),
      工时: 36,
      已验收: false,
      联系电话: '13900139000',
      编号: 'T-006',
      客户: { link_record_ids: [expect.stringMatching(/^rec/)] },
      人天: { type: 2, value: [4.5] },
    });
  });

  it('has the gaps and signs of real tables', async () => {
    const gateway = await Gateway.start();
    const { items } = await gateway.data('GET', `${gateway.table}/records?page_size=100`);
    const names = items.map(({ fields }: { fields: { 任务名称: string } }) => fields.任务名称);
    expect(names).toContain('多行说明\n第二行');
    expect(names).toContain('巡检 "A 区" 🌙');
    expect(Object.keys(items.at(-1).fields)).not.toContain('状态');
  });

  it('has a second view that shows fewer rows', async () => {
    const gateway = await Gateway.start();
    const [base] = gateway.sandbox.world.bitable.bases.values();
    const [tasks] = base!.tables.values();
    const [, running] = tasks!.views;
    const { items } = await gateway.data('POST', `${gateway.table}/records/search`, {
      view_id: running!.viewId,
    });
    const states = items.map(({ fields }: { fields: { 状态: string } }) => fields.状态);
    expect(states.length).toBeGreaterThan(0);
    expect(new Set(states)).toEqual(new Set(['进行中']));
  });
});

function is(field_name: string, value: string) {
  return { conjunction: 'and', conditions: [{ field_name, operator: 'is', value: [value] }] };
}
