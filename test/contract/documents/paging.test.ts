import { describe, expect, it } from 'vitest';
import { Gateway } from '../../support/sandbox-client.js';
import { type ContractRow, contract } from '../endpoints/contract-table.js';

const lists = /^bitable_(tables|fields|records)_/;
const rows = contract.flatMap((row) =>
  row.pageSize !== undefined && lists.test(row.name)
    ? [[row.name, row, row.pageSize] as const]
    : [],
);

/** More of everything than one page has by default. */
const many = 45;

describe.each(rows)('the pages of %s', (_name, row, { max, default: usual }) => {
  it(`have ${usual} entries unless asked for 1 to ${max}`, async () => {
    const { page } = await filled(row);
    expect((await page('')).body.data).toMatchObject({ has_more: true, total: many });
    expect((await page('')).body.data.items).toHaveLength(usual);
    expect((await page('page_size=1')).body.data.items).toHaveLength(1);
    expect((await page(`page_size=${max}`)).body.data.items).toHaveLength(many);
  });

  it('have more behind them up to the very last entry', async () => {
    const { page } = await filled(row);
    expect((await page(`page_size=${many - 1}`)).body.data).toMatchObject({ has_more: true });
    expect((await page(`page_size=${many}`)).body.data).toMatchObject({ has_more: false });
  });

  it.each([0, -1, max + 1])('refuse to have %d, and say which parameter is wrong', async (size) => {
    const { page } = await filled(row);
    const { status, body } = await page(`page_size=${size}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 99992402,
      error: { field_violations: [{ field: 'page_size', value: String(size) }] },
    });
  });

  it('are as large as they can be where more is asked for, when that is wanted', async () => {
    const { page } = await filled(row, { options: { largePage: 'clamp' } });
    expect((await page(`page_size=${max + 1}`)).body.data.items).toHaveLength(many);
    expect((await page('page_size=0')).body.code).toBe(99992402);
  });

  it('refuse a wrong size with 1254011 when that is wanted', async () => {
    const { page } = await filled(row, { options: { pageSizeCode: 1254011 } });
    expect((await page(`page_size=${max + 1}`)).body).toMatchObject({ code: 1254011 });
  });

  it('end by has_more, whether a page_token stands beside it or not, and hold each entry once', async () => {
    const { page } = await filled(row);
    const found: string[] = [];
    let query = 'page_size=20';
    for (;;) {
      const { data } = (await page(query)).body;
      found.push(...data.items.map((item: unknown) => JSON.stringify(item)));
      expect(data.total).toBe(many);
      expect('page_token' in data).toBe(data.has_more || row.method === 'GET');
      if (!data.has_more) break;
      query = `page_size=20&page_token=${encodeURIComponent(data.page_token)}`;
    }
    expect(new Set(found).size).toBe(many);
    expect(found).toHaveLength(many);
  });

  it.each([
    ['recn0hoyXL'],
    ['eyJsaXN0aW5nIjoieCIsImFmdGVyIjoieCIsImF0IjowfQ'],
    ['%00%ff'],
    ['a'.repeat(2_000)],
  ])('refuse the forged page_token %s', async (token) => {
    const { page } = await filled(row);
    const { body } = await page(`page_token=${token}`);
    expect(body).toMatchObject({ code: 1254030, msg: 'InvalidPageToken' });
  });
});

describe('a page_token', () => {
  it('of one listing is refused by another', async () => {
    const fields = await filled(rows.find(([name]) => name === 'bitable_fields_list')![1]);
    const { page_token } = (await fields.page('page_size=1')).body.data;
    const path = fields.path.replace(/fields$/, 'records');
    const { body } = await fields.gateway.api('GET', `${path}?page_token=${page_token}`);
    expect(body).toMatchObject({ code: 1254030 });
  });

  it.each(rows)('of %s is the plain id of the last item, unless it is a search', async (_, row) => {
    const { page } = await filled(row);
    const { items, page_token } = (await page('page_size=2')).body.data;
    const ids = Object.values(items[1]);
    expect(ids.includes(page_token)).toBe(row.method === 'GET');
  });

  it.each(['always', 'never'] as const)('can stand on the last page %s', async (shown) => {
    const options = { pageTokenOnLastPage: shown };
    const { page } = await filled(rows.at(-1)![1], { options });
    const { data } = (await page('page_size=100')).body;
    expect(data.has_more).toBe(false);
    expect('page_token' in data).toBe(shown === 'always');
  });
});

/** A base with a table that has as many tables, fields and records. */
async function filled(row: ContractRow, settings: Parameters<typeof Gateway.start>[0] = {}) {
  const gateway = await Gateway.start(settings);
  const { app } = await gateway.data('POST', '/apps', { name: '翻页' });
  const base = `/apps/${app.app_token}`;
  const fields = numbered(many, (name) => ({ field_name: name, type: 1 }));
  const { table_id } = await gateway.data('POST', `${base}/tables`, {
    table: { name: '数据', fields },
  });
  const tables = numbered(many - 2, (name) => ({ name }));
  await gateway.data('POST', `${base}/tables/batch_create`, { tables });
  const table = `${base}/tables/${table_id}`;
  const records = numbered(many, (name) => ({ fields: { 'No 0': name } }));
  await gateway.data('POST', `${table}/records/batch_create`, { records });
  const path = row.path
    .replace('/open-apis/bitable/v1', '')
    .replace('{app_token}', app.app_token)
    .replace('{table_id}', table_id);
  const body = row.method === 'GET' ? undefined : {};
  const page = (query: string) => gateway.api(row.method, `${path}?${query}`, body);
  return { gateway, path, page };
}

function numbered<Entry>(count: number, entry: (name: string) => Entry): Entry[] {
  return Array.from({ length: count }, (_, index) => entry(`No ${index}`));
}
