import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.js';
import { TaskFixture } from './fixtures/task-fixture.js';

/** A value as it reads, and one of the ways in which a person may write it. */
interface Cell {
  readonly read: Json;
  readonly written: Json;
}

const options = ['在售', '停售', '1'];
const people = [
  { id: 'ou_5ad573a6411d72b8305fda3a9c15c001', name: '张三', email: 'zhang.san@sandbox.invalid' },
  { id: 'ou_5ad573a6411d72b8305fda3a9c15c002', name: '李四', email: 'li.si@sandbox.invalid' },
];

function cell(read: Json, ...ways: readonly Json[]): fc.Arbitrary<Cell> {
  return fc.constantFrom(...[read, ...ways]).map((written) => ({ read, written }));
}

function dated(day: number): fc.Arbitrary<Cell> {
  const ms = Date.parse(`2026-11-0${day}T00:00:00+08:00`);
  const inUtc = new Date(ms).toISOString();
  return cell(`2026-11-0${day}`, `2026/11/${day}`, `2026年11月${day}日`, ms, inUtc);
}

/** Few values of each type, so that keys and cells often meet. */
const filled: Readonly<Record<string, fc.Arbitrary<Cell>>> = {
  名称: fc.constantFrom('a', 'A', ' b', '两\n行', '"').chain((text) => cell(text)),
  数: fc.constantFrom(0, 1, -2.5, 0.1).chain((n) => cell(n, String(n), `${n * 100}%`)),
  状态: fc.constantFrom(...options).chain((name) => cell(name, [name])),
  日期: fc.constantFrom(1, 2).chain(dated),
  人: fc.subarray(people, { minLength: 1 }).chain((list) =>
    cell(
      list,
      list.map(({ id }) => id),
      list.map(({ id }) => id).join(','),
      [...list].reverse().map(({ id }) => ({ id })),
    ),
  ),
  电话: fc.constantFrom('+8613800138000', '10086').chain((n) => cell(n, n.replace('138', '138 '))),
  勾: cell(true, 'yes', '是', 1),
};

const empty: Cell = { read: null, written: null };
const clearable = Object.fromEntries(
  Object.entries(filled).map(([name, arbitrary]) => [
    name,
    fc.option(arbitrary, { nil: empty, freq: 4 }),
  ]),
);

type Row = Readonly<Record<string, Cell | undefined>>;

const stored = fc.record(clearable, { requiredKeys: [] });
const upserts = fc
  .subarray(['名称', '数', '状态', '日期', '人', '电话'], { minLength: 1, maxLength: 3 })
  .chain((keys) =>
    fc.record({
      keys: fc.constant(keys),
      before: fc.array(stored, { maxLength: 12 }),
      rows: fc.array(
        fc.record(
          { ...clearable, ...Object.fromEntries(keys.map((key) => [key, filled[key]!])) },
          { requiredKeys: keys },
        ),
        { minLength: 1, maxLength: 12 },
      ),
    }),
  );

const read = (row: Row) => mapped(row, (each) => each.read);
const written = (row: Row) => mapped(row, (each) => each.written);

function mapped(row: Row, value: (each: Cell) => Json): JsonObject {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, each]) => (each ? [[name, value(each)]] : [])),
  );
}

/** People in any order are the same people; an unticked box is an empty one. */
function plain(value: Json | undefined): string {
  if (Array.isArray(value)) {
    return JSON.stringify(value.map((item) => JSON.stringify(item)).sort());
  }
  return JSON.stringify(value === false ? null : (value ?? null));
}

function keyOf(record: JsonObject, keys: readonly string[]): string {
  return keys.map((key) => plain(record[key])).join(' ');
}

/** What an upsert leaves, in the most simple-minded way. */
function model(before: readonly JsonObject[], rows: readonly Row[], keys: readonly string[]) {
  const after = before.map((record) => ({ ...record }));
  const counts = { inserted: 0, updated: 0, unchanged: 0, ambiguous: 0 };
  const reads = rows.map(read);
  for (const row of reads) {
    const key = keyOf(row, keys);
    const same = after.filter((_, at) => at < before.length && keyOf(before[at]!, keys) === key);
    if (same.length > 1 || reads.filter((other) => keyOf(other, keys) === key).length > 1) {
      counts.ambiguous += 1;
    } else if (same[0] === undefined) {
      counts.inserted += 1;
      after.push(row);
    } else {
      const differs = Object.keys(row).some((name) => plain(row[name]) !== plain(same[0]![name]));
      counts[differs ? 'updated' : 'unchanged'] += 1;
      Object.assign(same[0], row);
    }
  }
  return { after, counts };
}

describe('an upsert of any rows into any table', () => {
  let fixture: TaskFixture;
  beforeAll(async () => {
    fixture = await TaskFixture.start();
  });
  afterAll(() => fixture.close());

  it('leaves what a simple model leaves, and finds everything unchanged when it is repeated', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(upserts, async ({ keys, before, rows }) => {
        count += 1;
        const tableId = await fixture.table(`t${count}`, [
          { field_name: '名称', type: 1 },
          { field_name: '数', type: 2 },
          { field_name: '状态', type: 3, property: { options: options.map((name) => ({ name })) } },
          { field_name: '日期', type: 5 },
          { field_name: '人', type: 11 },
          { field_name: '电话', type: 13 },
          { field_name: '勾', type: 7 },
        ]);
        if (before.length > 0) {
          await fixture.fill(tableId, before.map(written));
        }
        const was = before.map(read);
        const { after, counts } = model(was, rows, keys);
        const args = { table_id: tableId, key_fields: keys, rows: rows.map(written) };

        const rehearsed = await fixture.answer('bitable_records_upsert', {
          ...args,
          dry_run: true,
        });
        expect(rehearsed).toMatchObject(counts);
        expect(await fixture.answer('bitable_records_upsert', args)).toMatchObject(counts);
        expect(shape(await fixture.records(tableId))).toEqual(shape(after));

        const again = await fixture.answer('bitable_records_upsert', args);
        expect(again).toMatchObject({
          inserted: 0,
          updated: 0,
          unchanged: rows.length - counts.ambiguous,
          ambiguous: counts.ambiguous,
        });
        await fixture.answer('bitable_tables_delete', { table_id: tableId });
      }),
      { numRuns: 60, seed: 20261121 },
    );
  });
});

function shape(records: readonly JsonObject[]): readonly string[] {
  return records.map((record) =>
    Object.keys(filled)
      .map((name) => plain(record[name]))
      .join(' '),
  );
}
