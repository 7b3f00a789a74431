import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Progress, TaskFixture } from './fixtures/task-fixture.js';

const aggregate = 'bitable_records_aggregate';
const search = 'bitable_records_search';

let fixture: TaskFixture;
let tableId: string;
const states = ['开', '关'];
const cities = ['北京', '上海', '广州'];

/** 1,234 orders over 2026: three in a hundred without an amount. */
const orders = Array.from({ length: 1_234 }, (_, n) => ({
  名称: `单${n}`,
  ...(n % 33 !== 0 && { 金额: (n % 100) / 100 }),
  状态: states[n % 2]!,
  城市: cities.filter((_, at) => (n >> at) % 2 === 1),
  日期: Date.parse('2026-01-01T00:00:00+08:00') + (n % 365) * 86_400_000,
}));

beforeAll(async () => {
  fixture = await TaskFixture.start();
  const options = (names: readonly string[]) => ({ options: names.map((name) => ({ name })) });
  tableId = await fixture.table('orders', [
    { field_name: '名称', type: 1 },
    { field_name: '金额', type: 2 },
    { field_name: '状态', type: 3, property: options(states) },
    { field_name: '城市', type: 4, property: options(cities) },
    { field_name: '日期', type: 5 },
    { field_name: '备注', type: 1 },
  ]);
  await fixture.fill(tableId, orders);
});
afterAll(() => fixture.close());

function answer(args: object, onProgress?: (progress: Progress) => void) {
  return fixture.answer(aggregate, { table_id: 'orders', ...args }, onProgress && { onProgress });
}

/** In cents, to be exact. */
function total(list: readonly (typeof orders)[number][]): number {
  return list.reduce((sum, { 金额 = 0 }) => sum + Math.round(金额 * 100), 0) / 100;
}

describe('an aggregate', () => {
  it('is exact over all pages, and reads only what it needs', async () => {
    const mark = fixture.mark;
    const heard: Progress[] = [];
    const found = await answer(
      { group_by: ['状态'], measures: ['count', 'sum(金额)', 'count(金额)'] },
      (progress) => heard.push(progress),
    );
    const groupOf = (state: string) => orders.filter(({ 状态 }) => 状态 === state);
    expect(found).toEqual({
      columns: ['状态', 'count', 'sum(金额)', 'count(金额)'],
      rows: ['关', '开'].map((state) => {
        const own = groupOf(state);
        return [state, own.length, total(own), own.filter(({ 金额 }) => 金额 !== undefined).length];
      }),
      total: 1_234,
      groups: 2,
    });
    expect(fixture.calls(search, mark)).toBe(3);
    expect(heard).toEqual([
      { done: 500, total: 1_234, message: '500 records read' },
      { done: 1_000, total: 1_234, message: '1000 records read' },
      { done: 1_234, total: 1_234, message: '1234 records read' },
    ]);
  });

  it('groups dates on the clock of the base', async () => {
    const found = await answer({
      group_by: ['日期:quarter'],
      measures: ['count', 'min(日期)', 'max(日期)'],
      filter: '日期 < 2026-07-01',
    });
    const inSpan = (from: string, to: string) =>
      orders.filter(
        ({ 日期 }) =>
          日期 >= Date.parse(`${from}T00:00+08:00`) && 日期 < Date.parse(`${to}T00:00+08:00`),
      );
    expect(found['rows']).toEqual([
      ['2026-Q1', inSpan('2026-01-01', '2026-04-01').length, '2026-01-01', '2026-03-31'],
      ['2026-Q2', inSpan('2026-04-01', '2026-07-01').length, '2026-04-01', '2026-06-30'],
    ]);
  });

  it('counts what is in several groups in each, sorted and cut as asked for', async () => {
    const found = await answer({ group_by: ['城市', '状态'], sort: 'count desc', limit: 2 });
    expect(found).toMatchObject({ columns: ['城市', '状态', 'count'], groups: 6, total: 1_234 });
    expect(found['rows']).toHaveLength(2);
    expect(JSON.stringify(found['notes'])).toContain('城市 holds several values');
    expect(JSON.stringify(found['notes'])).toContain('rows holds 2 of 6 groups');
  });

  it('gives all groups, however many, from one offset to the next', async () => {
    const rows: unknown[] = [];
    let offset: number | undefined = 0;
    while (offset !== undefined) {
      const page: Record<string, unknown> = await answer({
        group_by: ['名称'],
        limit: 500,
        offset,
      });
      rows.push(...[page['rows']].flat());
      const next = /offset (\d+) gives the next/.exec(JSON.stringify(page['notes']));
      offset = next === null ? undefined : Number(next[1]);
    }
    const names = orders.map(({ 名称 }) => [名称, 1]);
    expect(rows).toHaveLength(orders.length);
    expect(rows).toEqual(expect.arrayContaining(names));
  });

  it('asks for one page where only the number of records is asked for', async () => {
    const mark = fixture.mark;
    expect(await answer({ filter: '状态 = 开' })).toEqual({
      columns: ['count'],
      rows: [[617]],
      total: 617,
      groups: 1,
    });
    expect(fixture.calls(search, mark)).toBe(1);
  });

  it('counts what only this side can filter', async () => {
    const found = await fixture.answer(aggregate, {
      table_id: '任务',
      filter: '人天 > 1',
      measures: ['count', 'max(人天)'],
    });
    const tasks = await fixture.answer(search, {
      table_id: '任务',
      filter: '人天 > 1',
      field_names: ['人天'],
    });
    const days = (Array.isArray(tasks['rows']) ? tasks['rows'] : []).map(([, value]) =>
      Number(value),
    );
    expect(days.length).toBeGreaterThan(0);
    expect(found).toMatchObject({ rows: [[days.length, Math.max(...days)]], total: days.length });
  });

  it('takes a formula as a filter, whose numbers come as text', async () => {
    const found = await answer({ filter: 'CurrentValue.[状态]="开"', measures: ['sum(金额)'] });
    expect(found['rows']).toEqual([[total(orders.filter(({ 状态 }) => 状态 === '开'))]]);
  });

  it('groups people and linked records as they are read', async () => {
    const found = await fixture.answer(aggregate, {
      table_id: '任务',
      group_by: ['负责人'],
      measures: ['distinct(客户)'],
    });
    const rows = Array.isArray(found['rows']) ? found['rows'] : [];
    expect(rows[0]?.[0]).toEqual({
      id: expect.stringMatching(/^ou_/),
      name: expect.any(String),
      email: expect.stringContaining('@'),
    });
  });

  it('names linked records that are groups by their titles, beside their ids', async () => {
    const mark = fixture.mark;
    const { rows } = await fixture.answer(aggregate, {
      table_id: '任务',
      group_by: ['客户', '状态'],
    });
    const list = Array.isArray(rows) ? rows : [];
    const labels = list.map((row) => (Array.isArray(row) ? row[0] : undefined));
    const linked = labels.filter((label) => label !== null);
    expect(linked.length).toBeGreaterThan(3);
    for (const label of linked) {
      expect(label).toMatch(/^\S.* \(rec\w+\)$/);
    }
    expect(fixture.calls('bitable_records_batch_get', mark)).toBe(1);
  });

  it('leaves bare the ids whose titles may not be seen, and says so', async () => {
    fixture.fault({ kind: 'code', code: 1254302, endpoint: 'bitable_records_batch_get' });
    const { rows, notes } = await fixture.answer(aggregate, {
      table_id: '任务',
      group_by: ['客户'],
    });
    fixture.sandbox.faults.clear();
    expect(JSON.stringify(rows)).toMatch(/^\[\["rec\w+",\d+\]/);
    expect(JSON.stringify(notes)).toContain('not seen: titles of 客户 (Feishu 1254302');
  });

  it('looks up the titles of 200 records at most', async () => {
    const count = 201;
    const parts = await fixture.table('parts', [{ field_name: '名', type: 1 }]);
    const wholes = await fixture.table('wholes', [
      { field_name: '名', type: 1 },
      { field_name: '件', type: 18, property: { table_id: parts, multiple: true } },
    ]);
    const ids = await fixture.fill(
      parts,
      [...Array(count).keys()].map((n) => ({ 名: `件${n}` })),
    );
    await fixture.fill(wholes, [{ 件: ids }]);
    const mark = fixture.mark;
    const args = { table_id: wholes, group_by: ['件'] };
    const most = await fixture.answer(aggregate, args);
    expect(JSON.stringify(most['rows'])).toContain(`件0 (${ids[0]})`);
    expect(fixture.calls('bitable_records_batch_get', mark)).toBe(2);
    const more = await fixture.answer(aggregate, { ...args, limit: 1_000 });
    expect(JSON.stringify(more['rows'])).not.toContain('件');
    expect(JSON.stringify(more['notes'])).toContain('件 has bare record ids');
    expect(fixture.calls('bitable_records_batch_get', mark)).toBe(2);
  });

  it('knows a field that came after the schema was read', async () => {
    await answer({});
    await fixture.sandbox.world.bitable.bases
      .get(fixture.appToken)!
      .tables.get(tableId)!
      .fields.splice(5, 1, {
        ...fixture.stored(tableId).fields[5]!,
        name: '说明',
      });
    expect(await answer({ measures: ['count(说明)'] })).toMatchObject({ rows: [[0]] });
  });

  it('is refused before a record is read where it asks for what is not there', async () => {
    const mark = fixture.mark;
    const text = await fixture.failure(aggregate, {
      table_id: tableId,
      group_by: ['状态', '日期:mounth'],
      measures: ['sum(金客)'],
    });
    expect(text).toContain(
      '- group_by[1] is by "mounth", which is no unit of time. Did you mean month?',
    );
    expect(text).toContain(
      '- measures[0] names "金客", which is no field of the table. Did you mean 金额?',
    );
    expect(fixture.calls(search, mark)).toBe(0);
  });

  it('fails whole where a page fails', async () => {
    fixture.fault({ kind: 'code', code: 1254302, endpoint: search, skip: 1 });
    expect(await fixture.failure(aggregate, { table_id: tableId, group_by: ['状态'] })).toContain(
      '1254302',
    );
  });
});
