import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TaskFixture } from './fixtures/task-fixture.js';

const upsert = 'bitable_records_upsert';
const update = 'bitable_records_batch_update';

let fixture: TaskFixture;
beforeAll(async () => {
  fixture = await TaskFixture.start();
});
afterAll(() => fixture.close());

let tableCount = 0;

async function goods(rows: readonly { readonly 名称: string; readonly 标签?: string[] }[]) {
  tableCount += 1;
  const options = ['新', '热', '旧'].map((name) => ({ name }));
  const tableId = await fixture.table(`sets ${tableCount}`, [
    { field_name: '名称', type: 1 },
    { field_name: '标签', type: 4, property: { options } },
  ]);
  return { tableId, ids: await fixture.fill(tableId, rows) };
}

const args = (tableId: string, ...rows: readonly object[]) => ({
  table_id: tableId,
  key_fields: ['名称'],
  rows,
});

describe('sets in an upsert', () => {
  it('are added to where the record is there, and are what is added where it is new', async () => {
    const { tableId, ids } = await goods([
      { 名称: '笔', 标签: ['新'] },
      { 名称: '纸', 标签: ['热'] },
    ]);
    const answer = await fixture.answer(
      upsert,
      args(
        tableId,
        { 名称: '笔', 标签: { add: ['热'], remove: ['旧'] } },
        { 名称: '纸', 标签: { add: ['热'] } },
        { 名称: '尺', 标签: { add: ['旧'], remove: ['新'] } },
      ),
    );
    expect(answer).toMatchObject({ inserted: 1, updated: 1, unchanged: 1 });
    expect(answer['changes']).toMatchObject({ rows: [[ids[0], '标签', ['新'], ['新', '热']]] });
    expect(answer['notes']).toEqual([
      'rows[0].标签: "旧" was not in it, so there was nothing to remove',
    ]);
    const records = await fixture.records(tableId);
    expect(records.map(({ 标签 }) => 标签)).toEqual([['新', '热'], ['热'], ['旧']]);
  });

  it('keep what another upsert adds at the same time', async () => {
    const { tableId } = await goods([{ 名称: '笔', 标签: ['新'] }]);
    const add = (name: string) =>
      fixture.answer(upsert, args(tableId, { 名称: '笔', 标签: { add: [name] } }));
    await Promise.all([add('热'), add('旧')]);
    const [record] = await fixture.records(tableId);
    expect([...String(record?.['标签'])].sort()).toEqual([...'新,热,旧'].sort());
  });

  it('are shown whole in a dry run, which sends nothing', async () => {
    const { tableId, ids } = await goods([{ 名称: '笔', 标签: ['新'] }]);
    const mark = fixture.mark;
    const row = { 名称: '笔', 标签: { add: ['热'] } };
    const { updates } = await fixture.answer(upsert, { ...args(tableId, row), dry_run: true });
    const changes = { 标签: [['新'], ['新', '热']] };
    expect(updates).toEqual([{ row: 0, record_id: ids[0], changes }]);
    expect(fixture.calls(update, mark)).toBe(0);
  });

  it('do not find records: a key is a whole value', async () => {
    const { tableId } = await goods([]);
    const row = { 名称: '笔', 标签: { add: ['热'] } };
    const text = await fixture.failure(upsert, { ...args(tableId, row), key_fields: ['标签'] });
    expect(text).toContain('rows[0].标签 is a key field, by whose whole value records are found');
  });
});

it('an upsert of more than 100 changed records counts the cells, and shows a few', async () => {
  const names = Array.from({ length: 120 }, (_, index) => `货${index}`);
  const { tableId } = await goods(names.map((name) => ({ 名称: name, 标签: ['新'] })));
  const rows = names.map((name) => ({ 名称: name, 标签: ['热'] }));
  const answer = await fixture.answer(upsert, args(tableId, ...rows));
  expect(answer).toMatchObject({ updated: 120, written_cells: { 标签: 120 } });
  expect(answer['changes']).toMatchObject({ rows: { length: 10 } });
  expect(answer['notes']).toEqual(['changes shows 10 of 120 records']);
});
