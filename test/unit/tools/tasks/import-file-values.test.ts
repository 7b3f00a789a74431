import { describe, expect, it } from 'vitest';
import { type SandboxFileFixture, sandboxFileFixture } from './fixtures/file-fixture.js';

const weights = 'Artikel;Gewicht kg;Preis\nA;1,500;12,50\nB;12,750;1.234,50\nC;2,250;3,00\n';

async function imported(it: SandboxFileFixture, args: Readonly<Record<string, unknown>>) {
  const { app_token } = it;
  const done = await it.fixture.call('bitable_import_file', { app_token, ...args });
  const { table_id } = done;
  const { columns, rows } = await it.fixture.call('bitable_records_search', {
    app_token,
    table_id,
  });
  return {
    done,
    types: done['created_fields']?.map(({ type }: { type: string }) => type),
    columns: columns.slice(1),
    rows: rows.map((row: unknown[]) => row.slice(1)),
  };
}

describe('numbers of a file', () => {
  it('are decided by all cells of their column; undecided ones are text until decimal decides', async () => {
    const it = await sandboxFileFixture();
    it.fixture.put('a.csv', weights);
    const undecided = await imported(it, { path: 'a.csv', new_table: 'undecided' });
    expect(undecided.types).toEqual(['text', 'text', 'number']);
    expect(undecided.rows).toEqual([
      ['A', '1,500', 12.5],
      ['B', '12,750', 1234.5],
      ['C', '2,250', 3],
    ]);
    expect(undecided.done['notes']).toEqual([
      'Gewicht kg: has "1,500" (line 2), which could be 1500 or 1.5. It is text; decimal: "." or "," makes it numbers',
    ]);
    const decided = await imported(it, { path: 'a.csv', new_table: 'decided', decimal: ',' });
    expect(decided.rows.map(([, weight]: readonly unknown[]) => weight)).toEqual([
      1.5, 12.75, 2.25,
    ]);
  });

  it('are refused for a number field where nobody can tell the decimal mark, and nothing is written', async () => {
    const it = await sandboxFileFixture();
    const args = {
      app_token: it.app_token,
      table_id: it.table_id,
      mapping: { Artikel: '任务名称', Preis: null, 'Gewicht kg': '工时' },
    };
    it.fixture.put('a.csv', weights);
    expect(await it.fixture.failure('bitable_import_file', { ...args, path: 'a.csv' })).toContain(
      'column Gewicht kg has "1,500" (line 2), which could be 1500 or 1.5. Allowed: decimal: "." or decimal: ","',
    );
    it.fixture.put('b.csv', '任务名称,工时\na,"12,50"\nb,"1,234.5"\n');
    const both = { app_token: it.app_token, table_id: it.table_id, path: 'b.csv' };
    expect(await it.fixture.failure('bitable_import_file', both)).toContain(
      'column 工时 has numbers with both decimal marks: "12,50" (line 2) and "1,234.5" (line 3)',
    );
    expect(it.sandbox.requests.map(({ name }) => name)).not.toContain(
      'bitable_records_batch_create',
    );
  });

  it('keep their thousands between commas, and take the decimal comma that one cell proves', async () => {
    const it = await sandboxFileFixture();
    it.fixture.put('a.csv', 'a,b\n"1,500","1,500"\n"12,750","12,50"\n');
    const { rows, done } = await imported(it, { path: 'a.csv', new_table: 'commas' });
    expect(done['notes']).toEqual(['b: read with a decimal comma, as in "12,50" (line 3)']);
    expect(rows).toEqual([
      [1500, 1.5],
      [12750, 12.5],
    ]);
  });

  it('of refused rows keep the mark of their file: the answer says it, and nothing is guessed without it', async () => {
    const it = await sandboxFileFixture();
    const { app_token, table_id } = it;
    it.fixture.put('a.csv', '任务名称,工时,状态\na,"12,50",进行中\nb,"1,500",x\n');
    const done = await it.fixture.call('bitable_import_file', {
      app_token,
      table_id,
      path: 'a.csv',
    });
    expect(done).toMatchObject({ inserted: 1, refused: 1 });
    expect(done['notes'].join()).toContain('import that file with decimal: ","');
    it.fixture.put('b.csv', it.fixture.read('a.refused.csv').replace(',x', ',进行中'));
    const again = { app_token, table_id, path: 'b.csv' };
    const refusal = await it.fixture.failure('bitable_import_file', again);
    expect(refusal).toContain('"1,500" (line 2), which could be 1500 or 1.5');
  });

  it('and dates may be missing in words, which are counted; texts keep them', async () => {
    const it = await sandboxFileFixture();
    it.fixture.put('a.csv', 'a,b,c\n-,1,N/A\nx,无,2026-12-01\nN/A,#N/A,--\n');
    const { done, types, rows } = await imported(it, { path: 'a.csv', new_table: 'missing' });
    expect(types).toEqual(['text', 'number', 'date']);
    expect(rows).toEqual([
      ['-', 1, null],
      ['x', null, '2026-12-01'],
      ['N/A', null, null],
    ]);
    expect(done).toMatchObject({ refused: 0, missing: { b: 2, c: 2 } });
    const off = await imported(it, { path: 'a.csv', new_table: 'off', missing: [] });
    expect(off.types).toEqual(['text', 'text', 'text']);
    const own = await imported(it, { path: 'a.csv', new_table: 'own', missing: ['无', '#N/A'] });
    expect(own).toMatchObject({ types: ['text', 'number', 'text'], done: { missing: { b: 2 } } });
  });

  it('of a column with odd cells are text, and the answer says which cell is odd', async () => {
    const it = await sandboxFileFixture();
    const cells = ['1', '2', '3', '4', 'tbd', '6'].map((cell) => `${cell},-${cell}%,0${cell}`);
    it.fixture.put('a.csv', `n,p,code\n${cells.join('\n')}\n`);
    const { done, types } = await imported(it, { path: 'a.csv', new_table: 'odd' });
    expect(types).toEqual(['text', 'text', 'text']);
    expect(done['notes']).toEqual([
      'n: is text, for 1 of 6 cells is no plain number, the first "tbd" (line 6)',
      'p: is text, for 1 of 6 cells is no plain number, the first "-tbd%" (line 6)',
    ]);
    it.fixture.put('b.csv', 'n,u\n"1,5",$5\n"1,234.5",€6\n');
    const several = await imported(it, { path: 'b.csv', new_table: 'several' });
    const why = 'is text, for its numbers are written in ways that do not go together';
    expect(several.done['notes']).toEqual([`n: ${why}`, `u: ${why}`]);
  });

  it('may be errors of a spreadsheet, which are missing values; totals and whole percents are told', async () => {
    const it = await sandboxFileFixture();
    const { app_token } = it;
    const rate = { field_name: 'rate', type: 2, property: { formatter: '0.00%' } };
    const fields = [{ field_name: 'name', type: 1 }, { field_name: 'n', type: 2 }, rate];
    const make = { app_token, table: { name: 'rates', fields } };
    const { table_id } = await it.fixture.call('bitable_tables_create', make);
    it.fixture.put('a.csv', 'name,n,rate\na,1,5%\nb,#DIV/0!,95\n合计：,1,\n');
    const { done, rows } = await imported(it, { path: 'a.csv', table_id });
    expect(rows).toEqual([
      ['a', 1, 0.05],
      ['b', null, 95],
      ['合计：', 1, null],
    ]);
    expect(done).toMatchObject({ missing: { n: 1 }, refused: 0 });
    expect(done['notes']).toEqual([
      'rows that look like totals of others: 1 (lines 4); they are rows like the others here',
      'rate: shows percents: 95 is stored as 9500%, "95%" or 0.95 as 95%',
    ]);
  });

  it('that are ids which a spreadsheet has changed are told by their line', async () => {
    const it = await sandboxFileFixture();
    it.fixture.put(
      'a.csv',
      'id,code,phone\n110101199001011234,A1,13800001111.0\n1.10101E+17,6901234567890.0,13900002222\n',
    );
    const { done, types, rows } = await imported(it, { path: 'a.csv', new_table: 'ids' });
    expect(types).toEqual(['text', 'text', 'phone']);
    expect(rows[0][2]).toBe('13800001111');
    expect(done['notes']).toEqual([
      expect.stringContaining(
        'id: "1.10101E+17" (line 3) looks like an id that a spreadsheet has rounded',
      ),
      expect.stringContaining('code: "6901234567890.0" (line 3) looks like an id'),
      'phone: .0 at the end of numbers was left out',
    ]);
  });
});

describe('dates of a file with the year at their end', () => {
  it('are read in the order that one cell of their column proves, with a note', async () => {
    const it = await sandboxFileFixture();
    const lines = [
      '03.04.2026,3/4/2026 9:05 AM,04/13/2026',
      '31.12.2026,3/14/2026 3:15 PM,13/04/2026',
    ];
    it.fixture.put('a.csv', `de,us,mixed\n${lines.join('\n')}\n`);
    const { done, types, rows } = await imported(it, { path: 'a.csv', new_table: 'orders' });
    expect(types).toEqual(['date', 'date', 'text']);
    expect(rows).toEqual([
      ['2026-04-03', '2026-03-04T09:05:00+08:00', '04/13/2026'],
      ['2026-12-31', '2026-03-14T15:15:00+08:00', '13/04/2026'],
    ]);
    expect(done['notes']).toEqual([
      'de: read as day, month, year, as in "03.04.2026" (line 2)',
      'us: read as month, day, year, as in "3/14/2026 3:15 PM" (line 3)',
      'mixed: is text, for its dates are written in ways that do not go together',
    ]);
  });

  it('are text in a new table and refused for a date field where nothing proves their order', async () => {
    const it = await sandboxFileFixture();
    const { app_token } = it;
    it.fixture.put('a.csv', 'n,d\na,03/04/2026\nb,05/05/2026\n');
    const { done, types } = await imported(it, { path: 'a.csv', new_table: 'open' });
    expect(types).toEqual(['text', 'text']);
    expect(done['notes'][0]).toContain(
      'd: has "03/04/2026" (line 2), which could be 2026-04-03 or 2026-03-04. It is text; ',
    );
    const fieldsWith = (date_formatter: string) => [
      { field_name: 'n', type: 1 },
      { field_name: 'd', type: 5, property: { date_formatter } },
    ];
    for (const [name, format, inserted] of [
      ['iso', 'yyyy-MM-dd', 0],
      ['us', 'MM/dd/yyyy', 2],
    ] as const) {
      const make = { app_token, table: { name, fields: fieldsWith(format) } };
      const { table_id } = await it.fixture.call('bitable_tables_create', make);
      const into = await imported(it, { path: 'a.csv', table_id });
      expect(into.done).toMatchObject({ inserted, refused: 2 - inserted });
    }
    expect(it.fixture.read('a.refused.csv')).toContain('could be 2026-04-03 or 2026-03-04');
  });
});

describe('objects of a JSON file', () => {
  const products = [
    { sku: 'A', product: { name: 'Widget', price: 5 }, tags: ['a', 'b'], m: [[1, 2], [3]] },
    { sku: 'B', product: { name: 'Gadget', price: 7.5, size: { w: 1 } }, tags: ['b'], m: [[4]] },
  ];

  it('become columns by their members in a new table; lists of lists are JSON text', async () => {
    const it = await sandboxFileFixture();
    it.fixture.put('a.json', JSON.stringify(products));
    const { columns, types, rows } = await imported(it, { path: 'a.json', new_table: 'members' });
    expect(columns).toEqual([
      'sku',
      'product.name',
      'product.price',
      'product.size.w',
      'tags',
      'm',
    ]);
    expect(types).toEqual(['text', 'text', 'number', 'number', 'multi-select', 'text']);
    expect(rows).toEqual([
      ['A', 'Widget', 5, null, ['a', 'b'], '[[1,2],[3]]'],
      ['B', 'Gadget', 7.5, 1, ['b'], '[[4]]'],
    ]);
  });

  it('go into the field of their own name, and are told where a member has the name of another column', async () => {
    const it = await sandboxFileFixture();
    const { app_token } = it;
    const fields = ['sku', 'a.b', 'a', 'size'].map((field_name) => ({ field_name, type: 1 }));
    const table = { name: 'whole', fields: [...fields, { field_name: 'site', type: 15 }] };
    const { table_id } = await it.fixture.call('bitable_tables_create', { app_token, table });
    const site = { text: 'x', link: 'https://x.cn' };
    it.fixture.put(
      'a.jsonl',
      JSON.stringify({ sku: 1, 'a.b': 2, a: { b: 3 }, size: { w: 1 }, site }),
    );
    const { done, rows } = await imported(it, { path: 'a.jsonl', table_id });
    expect(rows).toEqual([['1', '2', '{"b":3}', '{"w":1}', site]]);
    expect(done['notes'][0]).toBe(
      'a: its objects were kept whole, because a member has the name of another column',
    );
    const strange = { app_token, table_id, path: 'b.jsonl' };
    it.fixture.put('b.jsonl', JSON.stringify({ sku: 1, product: { name: 'x' } }));
    expect(await it.fixture.failure('bitable_import_file', strange)).toContain(
      'column product.name goes to "product.name", which is no field',
    );
    const mapped = await imported(it, { path: 'b.jsonl', table_id, mapping: { product: 'size' } });
    expect(mapped.rows[1][3]).toBe('{"name":"x"}');
  });
});
