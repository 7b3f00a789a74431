import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Args, type Facts, ServerFixture } from '../../support/server-fixture.js';
import { idsAt, newTable, numbered, redefine, title } from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start();
});

afterEach(() => {
  expect(fixture.sandbox.faults.pending()).toBe(0);
});

afterAll(() => fixture.end());

const readers = ['bitable_records_search', 'bitable_records_list'];

const idsOf = ({ rows }: Facts): string[] => rows.map(([id]: [string]) => id);

/** Goes from cursor to cursor, with one limit after the other; gives every answer. */
async function walk(tool: string, args: Args, limits: readonly number[] = []): Promise<Facts[]> {
  const pages: Facts[] = [];
  let cursor: string | undefined;
  do {
    const limit = limits[pages.length % limits.length];
    const page = await fixture.call(tool, { ...args, ...(limit && { limit }), cursor });
    expect(page.has_more).toBe('next_cursor' in page);
    pages.push(page);
    cursor = page.next_cursor;
  } while (cursor);
  return pages;
}

describe('reading records, end to end', () => {
  it('answers a question by filter, sort and columns', async () => {
    const tableRef = newTable(fixture.sandbox, [
      { [title]: '少', 数量: 1 },
      { [title]: '多', 数量: 30 },
      { [title]: '中', 数量: 20 },
    ]);
    const { columns, rows, total } = await fixture.call('bitable_records_search', {
      ...tableRef,
      field_names: ['数量', title],
      filter: {
        conjunction: 'and',
        conditions: [{ field_name: '数量', operator: 'isGreater', value: ['10'] }],
      },
      sort: [{ field_name: '数量' }],
    });
    expect(columns).toEqual(['record_id', '数量', title]);
    expect(rows.map(([, ...cells]: unknown[]) => cells)).toEqual([
      [20, '中'],
      [30, '多'],
    ]);
    expect(total).toBe(2);
  });

  it('gives the same cells whichever tool reads them', async () => {
    const tableRef = newTable(fixture.sandbox, [{ [title]: '一', 数量: 2.5 }]);
    const [record_id] = idsAt(fixture.sandbox, tableRef);
    const found = await fixture.call('bitable_records_search', tableRef);
    const byId = await fixture.call('bitable_records_batch_get', {
      ...tableRef,
      record_ids: [record_id],
    });
    expect(byId).toMatchObject({ columns: found.columns, rows: found.rows });
    const single = await fixture.call('bitable_records_get', { ...tableRef, record_id });
    expect(single.columns).toEqual(found.columns);
  });

  it('gives each of many callers its own rows', async () => {
    const tableRefs = Array.from({ length: 20 }, (_, index) =>
      newTable(fixture.sandbox, numbered(1, index)),
    );
    const pages = await Promise.all(
      tableRefs.map((tableRef) => fixture.call('bitable_records_search', tableRef)),
    );
    expect(pages.map(({ rows }) => rows[0][1])).toEqual(tableRefs.map((_, index) => `行${index}`));
  });

  it('reads what models write as text, and says how it was read', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(3));
    const args = {
      ...tableRef,
      limit: '2',
      field_names: `["${title}"]`,
      automatic_fields: 'false',
    };
    const { rows, notes } = await fixture.call('bitable_records_search', args);
    expect(rows).toHaveLength(2);
    expect(notes.sort()).toEqual([
      'automatic_fields: text was read as a boolean',
      'field_names: text was read as a list',
      'limit: text was read as a number',
    ]);
  });

  it('says of an empty table that it is empty', async () => {
    const tableRef = newTable(fixture.sandbox);
    for (const tool of readers) {
      expect(await fixture.call(tool, tableRef)).toMatchObject({
        rows: [],
        total: 0,
        has_more: false,
      });
    }
  });

  it.each([
    [1, [1]],
    [499, [499]],
    [500, [500]],
    [501, [500, 1]],
    [1000, [500, 500]],
    [1001, [500, 500, 1]],
  ])('asks for %i records in pages of %j', async (limit, sizes) => {
    const tableRef = newTable(fixture.sandbox, numbered(1_200));
    const before = fixture.sent();
    const page = await fixture.call('bitable_records_search', { ...tableRef, limit });
    expect(idsOf(page)).toEqual(idsAt(fixture.sandbox, tableRef).slice(0, limit));
    expect(page).toMatchObject({ total: 1_200, has_more: true });
    const asked = fixture.requests().slice(before);
    expect(asked.map(({ query }) => Number(new URLSearchParams(query).get('page_size')))).toEqual(
      sizes,
    );
  });

  it.each(readers)('%s ends with the last page when that is exactly full', async (tool) => {
    const tableRef = newTable(fixture.sandbox, numbered(1_000));
    const pages = await walk(tool, tableRef, [500]);
    expect(pages.map(({ rows }) => rows.length)).toEqual([500, 500]);
    expect(pages.at(-1)).toMatchObject({ has_more: false, total: 1_000 });
    expect(pages.flatMap(idsOf)).toEqual(idsAt(fixture.sandbox, tableRef));
  });

  it.each(readers)('%s goes on where it stopped, also with another limit', async (tool) => {
    const tableRef = newTable(fixture.sandbox, numbered(1_203));
    const pages = await walk(tool, tableRef, [1, 500, 3, 501]);
    expect(pages.map(({ rows }) => rows.length)).toEqual([1, 500, 3, 501, 1, 197]);
    expect(pages.flatMap(idsOf)).toEqual(idsAt(fixture.sandbox, tableRef));
  });

  it.each(readers)(
    '%s answers within 40,000 characters, and its cursor loses and doubles nothing',
    async (tool) => {
      const long = numbered(300).map((row) => ({ [title]: row[title].padEnd(900, '长') }));
      const tableRef = newTable(fixture.sandbox, long);
      const pages = await walk(tool, tableRef, [300, 100, 300]);
      expect(pages.length).toBeGreaterThan(6);
      for (const page of pages) {
        expect(JSON.stringify(page.rows).length).toBeLessThanOrEqual(40_000);
      }
      expect(pages[0]?.notes).toEqual([expect.stringMatching(/holds \d+ of 300,/)]);
      expect(pages.flatMap(idsOf)).toEqual(idsAt(fixture.sandbox, tableRef));
    },
  );

  it('gives a row that is larger than an answer alone rather than never', async () => {
    const rows = ['甲', '乙', '丙'].map((name) => ({ [title]: name.repeat(60_000) }));
    const tableRef = newTable(fixture.sandbox, rows);
    const pages = await walk('bitable_records_search', tableRef);
    expect(pages.map((page) => page.rows.length)).toEqual([1, 1, 1]);
    expect(pages.flatMap(idsOf)).toEqual(idsAt(fixture.sandbox, tableRef));
    const [{ columns, rows: [first] = [], notes } = {}] = pages;
    expect(first).toHaveLength(columns.length);
    const shown = first[1].indexOf('…');
    expect(first[1].slice(shown)).toBe('… (60000 characters)');
    const rest = `the rest: the same call with part "rows[0][1]" and offset ${shown}`;
    expect(notes.at(-1)).toBe(`rows[0][1] holds characters 0 to ${shown - 1} of 60000; ${rest}`);
    const part = { ...tableRef, part: 'rows[0][1]', offset: shown };
    const more = await fixture.call('bitable_records_search', part);
    expect(more.rows[0][1]).toMatch(/^\(60000 characters\) …甲{5000,}/);
    const back = { ...tableRef, records: { columns, rows: [first] } };
    expect(await fixture.failure('bitable_records_batch_update', back)).toContain(
      'records[0].fields.标题 is a part of a value that an answer cut short, and would replace the whole',
    );
    const beyond = await fixture.failure('bitable_records_search', { ...part, offset: 60_000 });
    expect(beyond).toContain('offset was 60000, but rows[0][1] ends at 59999');
    const alone = await fixture.failure('bitable_records_search', { ...tableRef, offset: 5 });
    expect(alone).toContain('offset needs part');
  });

  it('takes 10,000 as a limit, and says how much of that the answer holds', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(10_050));
    const ids = idsAt(fixture.sandbox, tableRef);
    const first = await fixture.call('bitable_records_search', { ...tableRef, limit: 10_000 });
    expect(first).toMatchObject({ total: 10_050, has_more: true });
    const held = first.rows.length;
    expect(first.notes[0]).toContain(`holds ${held} of 10000`);
    expect(idsOf(first)).toEqual(ids.slice(0, held));
    const cursor = first.next_cursor;
    const next = await fixture.call('bitable_records_search', { ...tableRef, limit: 500, cursor });
    expect(idsOf(next)).toEqual(ids.slice(held, held + 500));
  });

  it.each([
    [100, 1],
    [101, 2],
  ])(
    'reads %i records by id with %i requests, and names those that are absent',
    async (count, requests) => {
      const tableRef = newTable(fixture.sandbox, numbered(count - 1));
      const ids = idsAt(fixture.sandbox, tableRef);
      const before = fixture.sent();
      const record_ids = [...ids, 'recNobody000'];
      const got = await fixture.call('bitable_records_batch_get', { ...tableRef, record_ids });
      expect(idsOf(got)).toEqual(ids);
      expect(got.absent_record_ids).toEqual(['recNobody000']);
      expect(fixture.sent()).toBe(before + requests);
    },
  );

  it.each([
    ['a formula that is none', 'bitable_records_list', { filter: 'CurrentValue.[标题' }, /1254018/],
    ['a view', 'bitable_records_list', { view_id: 'vewNobody0' }, /1254042/],
    ['a record', 'bitable_records_get', { record_id: 'recNobody000' }, /1254043.*\n.*search/],
  ])('says that there is no such thing as %s', async (_, tool, args, words) => {
    const tableRef = newTable(fixture.sandbox, numbered(1));
    expect(await fixture.failure(tool, { ...tableRef, ...args })).toMatch(words);
  });

  it.each([
    [
      'the filter',
      { filter: { conjunction: 'and', conditions: [{ field_name: '标提', operator: 'isEmpty' }] } },
      'filter.conditions[0].field_name',
    ],
    ['the filter in words', { filter: '标提 is empty' }, 'filter is wrong at character 1'],
    ['field_names', { field_names: [title, '标提'] }, 'field_names[1]'],
    ['sort', { sort: [{ field_name: '标提' }] }, 'sort[0].field_name'],
  ])(
    'refuses a field in %s that the table does not have, with the nearest',
    async (_, args, path) => {
      const tableRef = newTable(fixture.sandbox, numbered(1));
      const before = fixture.sent();
      const text = await fixture.failure('bitable_records_search', { ...tableRef, ...args });
      expect(text).toContain(path);
      expect(text).toMatch(/Did you mean "?标题"?\?/);
      expect(fixture.sent()).toBe(before);
    },
  );

  it('looks at a base and at a table once, whatever is asked of them from then on', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(3));
    const [record_id] = idsAt(fixture.sandbox, tableRef);
    const before = fixture.sandbox.requests.length;
    await fixture.call('bitable_records_search', tableRef);
    await fixture.call('bitable_records_get', { ...tableRef, record_id });
    await fixture.call('bitable_records_create', { ...tableRef, fields: { 数量: '7' } });
    await fixture.call('bitable_records_search', { ...tableRef, filter: '数量 > 5' });
    expect(fixture.sandbox.requests.slice(before).map(({ name }) => name)).toEqual([
      'bitable_apps_get',
      'bitable_fields_list',
      'bitable_records_search',
      'bitable_records_get',
      'bitable_records_create',
      'bitable_records_search',
    ]);
  });

  it('looks at a table again after a call that changed its fields', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(1));
    await fixture.call('bitable_records_search', tableRef);
    await fixture.call('bitable_fields_create', { ...tableRef, field_name: '新', type: 5 });
    const before = fixture.sent('bitable_fields_list');
    await fixture.call('bitable_records_create', { ...tableRef, fields: { 新: '2026-11-21' } });
    expect(fixture.sent('bitable_fields_list')).toBe(before + 1);
  });

  it('shows a column that somebody renamed in the meantime, by its type', async () => {
    const fields = [
      { field_name: title, type: 1 },
      { field_name: '日期', type: 5 },
    ];
    const tableRef = newTable(
      fixture.sandbox,
      [{ [title]: '一', 日期: 1_764_000_000_000 }],
      fields,
    );
    const [record_id] = idsAt(fixture.sandbox, tableRef);
    const calls = [
      ['bitable_records_search', tableRef],
      ['bitable_records_get', { ...tableRef, record_id }],
      ['bitable_records_batch_get', { ...tableRef, record_ids: [record_id] }],
    ] as const;
    let name = '日期';
    for (const [index, [tool, args]] of calls.entries()) {
      await fixture.call('bitable_records_search', tableRef);
      redefine(fixture.sandbox, tableRef, name, { field_name: `日期${index}`, type: 5 });
      name = `日期${index}`;
      const { columns, rows } = await fixture.call(tool, args);
      expect(columns).toEqual(['record_id', title, name]);
      expect(rows).toEqual([[record_id, '一', '2025-11-25']]);
    }
  });

  it.each([
    ['a reset connection', { kind: 'reset' }],
    ['an answer that was cut off', { kind: 'cut' }],
    ['half of a JSON text', { kind: 'truncate' }],
    ['a proxy page in an HTTP 200', { kind: 'html', status: 200 }],
    ['a write conflict', { kind: 'code', code: 1254291 }],
  ] as const)('reads in spite of %s on its second page', async (_, fault) => {
    const tableRef = newTable(fixture.sandbox, numbered(750));
    const endpoint = 'bitable_records_search';
    fixture.sandbox.faults.add({ ...fault, endpoint, skip: 1 });
    const page = await fixture.call(endpoint, { ...tableRef, limit: 750 });
    expect(idsOf(page)).toEqual(idsAt(fixture.sandbox, tableRef));
    expect(page.notes).toEqual([expect.stringMatching(/^sent again after .*, 2 attempts$/)]);
  });

  it('reads compressed answers', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(3));
    fixture.sandbox.faults.add({ kind: 'gzip', endpoint: 'bitable_records_search' });
    expect((await fixture.call('bitable_records_search', tableRef)).rows).toHaveLength(3);
  });

  it('gives up on an answer that inflates beyond all measure, and stays well', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(3));
    const bytes = 64 * 1024 * 1024;
    const endpoint = 'bitable_records_search';
    fixture.sandbox.faults.add({ kind: 'oversize', endpoint, bytes, gzip: true });
    expect(await fixture.failure(endpoint, tableRef)).toContain('larger than');
    expect((await fixture.call(endpoint, tableRef)).rows).toHaveLength(3);
  });

  it('ends, and says so, when the vendor comes back to a page it had given before', async () => {
    const tableRef = newTable(fixture.sandbox);
    const endpoint = 'bitable_records_search';
    const items = [{ record_id: 'recSame00001', fields: { [title]: '同' } }];
    const body = JSON.stringify({ code: 0, data: { items, has_more: true, page_token: 'same' } });
    fixture.sandbox.faults.add({ kind: 'reply', status: 200, body, endpoint, times: 2 });
    const page = await fixture.call(endpoint, tableRef);
    expect(page.rows).toHaveLength(2);
    expect(page.has_more).toBe(true);
    expect(page.notes).toEqual([expect.stringContaining('a page it had given before')]);
  });

  it('does not take a cursor once the vendor has forgotten it for an end', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(10));
    const endpoint = 'bitable_records_search';
    const { next_cursor } = await fixture.call(endpoint, { ...tableRef, limit: 5 });
    fixture.sandbox.faults.add({ kind: 'code', code: 1254030, msg: 'InvalidPageToken', endpoint });
    const text = await fixture.failure(endpoint, { ...tableRef, limit: 5, cursor: next_cursor });
    expect(text).toContain('1254030: InvalidPageToken');
    expect(text).toContain('start over');
  });
});
