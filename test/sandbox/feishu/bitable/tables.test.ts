import { describe, expect, it } from 'vitest';
import { Gateway } from '../../../support/sandbox-client.js';

const tableId = expect.stringMatching(/^tbl[A-Za-z0-9]{14}$/);

/** A base of its own, with one table. */
async function newBase(settings?: Parameters<typeof Gateway.start>[0]) {
  const gateway = await Gateway.start(settings);
  const { app } = await gateway.data('POST', '/apps', { name: 'base' });
  const tables = `/apps/${app.app_token}/tables`;
  const create = (table: unknown) => gateway.api('POST', tables, { table });
  const names = async () => {
    const { items } = await gateway.data('GET', `${tables}?page_size=100`);
    return items.map((table: { name: string }) => table.name);
  };
  return { gateway, tables, create, names, firstId: app.default_table_id as string };
}

describe('listing tables', () => {
  it('tells id, name and revision in the order of creation', async () => {
    const gateway = await Gateway.start();
    const data = await gateway.data('GET', `${gateway.base}/tables`);
    expect(data).toEqual({
      has_more: false,
      page_token: data.items[1].table_id,
      total: 2,
      items: [
        { table_id: tableId, revision: expect.any(Number), name: '任务' },
        { table_id: tableId, revision: expect.any(Number), name: '客户' },
      ],
    });
  });

  it('pages by 20 unless it is told otherwise, and keeps its place when tables come and go', async () => {
    const { gateway, tables, names } = await newBase();
    const batch = Array.from({ length: 24 }, (_, index) => ({ name: `t${index}` }));
    const { table_ids } = await gateway.data('POST', `${tables}/batch_create`, { tables: batch });
    const first = await gateway.data('GET', tables);
    expect(first).toMatchObject({ has_more: true, total: 25 });
    expect(first.items).toHaveLength(20);
    await gateway.data('DELETE', `${tables}/${table_ids[0]}`);
    const query = `page_token=${encodeURIComponent(first.page_token)}`;
    const second = await gateway.data('GET', `${tables}?${query}`);
    expect(second).toMatchObject({ has_more: false, total: 24 });
    expect(second.page_token).toBe(second.items.at(-1).table_id);
    expect(second.items.map((table: { name: string }) => table.name)).toEqual(
      (await names()).slice(-5),
    );
  });

  it('goes on at the same position when the last table of a page was deleted', async () => {
    const { gateway, tables } = await newBase();
    const batch = ['a', 'b', 'c'].map((name) => ({ name }));
    const { table_ids } = await gateway.data('POST', `${tables}/batch_create`, { tables: batch });
    const first = await gateway.data('GET', `${tables}?page_size=2`);
    await gateway.data('DELETE', `${tables}/${table_ids[0]}`);
    const query = `page_size=2&page_token=${encodeURIComponent(first.page_token)}`;
    const second = await gateway.data('GET', `${tables}?${query}`);
    expect(second.items.map((table: { name: string }) => table.name)).toEqual(['c']);
  });

  it.each([
    ['0', 'the min value is 1'],
    ['101', 'the max value is 100'],
    ['many', 'page_size must be an integer'],
    ['1e1', 'page_size must be an integer'],
  ])('refuses a page_size of %s at the gateway', async (size, description) => {
    const { gateway, tables } = await newBase();
    const reply = await gateway.api('GET', `${tables}?page_size=${size}`);
    expect(reply).toMatchObject({ status: 400, body: { code: 99992402 } });
    expect(reply.body.error.field_violations).toEqual([
      { field: 'page_size', value: size, description },
    ]);
  });

  it("refuses a page_size with Bitable's own code when asked to", async () => {
    const { gateway, tables } = await newBase({ options: { pageSizeCode: 1254011 } });
    expect(await gateway.code('GET', `${tables}?page_size=101`)).toBe(1254011);
  });

  it('refuses a token that it did not give, or gave for another base', async () => {
    const { gateway, tables } = await newBase();
    const page = await gateway.data('GET', `${gateway.base}/tables?page_size=1`);
    const other = encodeURIComponent(page.page_token);
    expect(await gateway.code('GET', `${tables}?page_token=${other}`)).toBe(1254030);
    expect(await gateway.code('GET', `${tables}?page_token=made-up`)).toBe(1254030);
    expect(await gateway.code('GET', `${tables}?page_token=`)).toBe(0);
  });
});

describe('creating a table', () => {
  it('gives default fields, and no ids of them, when none are named', async () => {
    const { gateway, tables, create } = await newBase();
    const { data } = (await create({ name: ' 合同 ' })).body;
    expect(data).toEqual({ table_id: tableId });
    const fields = await gateway.data('GET', `${tables}/${data.table_id}/fields`);
    expect(fields.items.length).toBeGreaterThan(1);
    const list = await gateway.data('GET', tables);
    expect(list.items[1].name).toBe('合同');
  });

  it('makes the first of the named fields the primary one', async () => {
    const { gateway, tables, create } = await newBase();
    const fields = [
      { field_name: '编码', type: 2 },
      { field_name: '说明', type: 1 },
    ];
    const { data } = (await create({ name: 'n', default_view_name: '总览', fields })).body;
    expect(data).toEqual({
      table_id: tableId,
      default_view_id: expect.stringMatching(/^vew/),
      field_id_list: [expect.stringMatching(/^fld/), expect.stringMatching(/^fld/)],
    });
    const { items } = await gateway.data('GET', `${tables}/${data.table_id}/fields`);
    expect(items.map((field: { is_primary: boolean }) => field.is_primary)).toEqual([true, false]);
    const base = [...gateway.sandbox.world.bitable.bases.values()].at(-1);
    expect(base!.tables.get(data.table_id)!.views.map((view) => view.name)).toEqual(['总览']);
  });

  it.each([
    ['no table', {}, 99992402],
    ['a table that is no object', { table: 'n' }, 1254001],
    ['no name', { table: {} }, 99992402],
    ['a blank name', { table: { name: '  ' } }, 99992402],
    ['a name of 101 characters', { table: { name: '字'.repeat(101) } }, 99992402],
    ['a name that is a number', { table: { name: 1 } }, 1254001],
    ['a name that is taken', { table: { name: '数据表' } }, 1254013],
    ['a view name without fields', { table: { name: 'n', default_view_name: 'v' } }, 1254001],
    ['an empty list of fields', { table: { name: 'n', fields: [] } }, 99992402],
  ])('refuses %s', async (_, body, code) => {
    const { gateway, tables, names } = await newBase();
    expect(await gateway.code('POST', tables, body)).toBe(code);
    expect(await names()).toEqual(['数据表']);
  });

  it.each(['[', ']', ':', '\\', '/', '?', '*'])('refuses %s in a name', async (sign) => {
    const { create } = await newBase();
    const { body } = await create({ name: `a${sign}b` });
    expect(body.code).toBe(99992402);
    expect(body.error.field_violations[0].field).toBe('table.name');
  });

  it.each([
    ['', 1254021],
    ['a[b', 1254022],
    ['v'.repeat(101), 1254022],
  ])('refuses the view name %j', async (default_view_name, code) => {
    const { create } = await newBase();
    const fields = [{ field_name: 'f', type: 1 }];
    expect((await create({ name: 'n', default_view_name, fields })).body.code).toBe(code);
  });

  it('takes 300 fields and refuses one more', async () => {
    const { create } = await newBase();
    const fields = Array.from({ length: 301 }, (_, index) => ({
      field_name: `f${index}`,
      type: 1,
    }));
    expect((await create({ name: 'n', fields })).body.code).toBe(99992402);
    const { data } = (await create({ name: 'n', fields: fields.slice(1) })).body;
    expect(data.field_id_list).toHaveLength(300);
  });

  it('leaves nothing behind when one field is refused', async () => {
    const { gateway, tables, create, names, firstId } = await newBase();
    const fields = [
      { field_name: 'a', type: 1 },
      { field_name: 'b', type: 21, property: { table_id: firstId } },
      { field_name: 'a', type: 1 },
    ];
    const before = (await gateway.data('GET', `${tables}/${firstId}/fields`)).total;
    expect((await create({ name: 'n', fields })).body.code).toBe(1254014);
    expect(await names()).toEqual(['数据表']);
    expect((await gateway.data('GET', `${tables}/${firstId}/fields`)).total).toBe(before);
  });

  it('refuses a first field that cannot be the primary one', async () => {
    const { create } = await newBase();
    expect((await create({ name: 'n', fields: [{ field_name: 'a', type: 3 }] })).body.code).toBe(
      1254012,
    );
  });

  it('refuses a kind of person ids that does not exist', async () => {
    const { gateway, tables } = await newBase();
    const reply = await gateway.api('POST', `${tables}?user_id_type=email`, {
      table: { name: 'n' },
    });
    expect(reply.body.error.field_violations[0]).toMatchObject({
      field: 'user_id_type',
      value: 'email',
    });
  });
});

describe('creating several tables', () => {
  it('answers with their ids in order', async () => {
    const { gateway, tables, names } = await newBase();
    const body = { tables: [{ name: 'a' }, { name: 'b' }] };
    expect(await gateway.data('POST', `${tables}/batch_create`, body)).toEqual({
      table_ids: [tableId, tableId],
    });
    expect(await names()).toEqual(['数据表', 'a', 'b']);
  });

  it.each([
    ['a name comes twice', ['a', 'b', 'a'], 1254013],
    ['a name is taken', ['a', '数据表'], 1254013],
    ['a name is illegal', ['a', 'b/c'], 99992402],
    ['there are none', [], 99992402],
  ])('creates none when %s', async (_, wanted, code) => {
    const { gateway, tables, names } = await newBase();
    const body = { tables: wanted.map((name) => ({ name })) };
    expect(await gateway.code('POST', `${tables}/batch_create`, body)).toBe(code);
    expect(await names()).toEqual(['数据表']);
  });

  it('fills a base up to 100 tables and not beyond', async () => {
    const { gateway, tables, create, names } = await newBase();
    const wanted = Array.from({ length: 100 }, (_, index) => ({ name: `t${index}` }));
    const batch = (some: unknown) =>
      gateway.code('POST', `${tables}/batch_create`, { tables: some });
    expect(await batch(wanted)).toBe(1254100);
    expect(await names()).toHaveLength(1);
    expect(await batch(wanted.slice(1))).toBe(0);
    expect((await create({ name: 'one more' })).body.code).toBe(1254100);
  });
});

describe('renaming a table', () => {
  it('trims the new name and answers with it', async () => {
    const { gateway, tables, firstId, names } = await newBase();
    const path = `${tables}/${firstId}`;
    expect(await gateway.data('PATCH', path, { name: ' 新名 ' })).toEqual({ name: '新名' });
    expect(await names()).toEqual(['新名']);
  });

  it.each([[{}], [{ name: '' }], [{ name: '  ' }], [{ name: '数据表' }]])(
    'changes nothing and succeeds for %j',
    async (body) => {
      const { gateway, tables, firstId } = await newBase();
      const before = await gateway.data('GET', tables);
      expect(await gateway.data('PATCH', `${tables}/${firstId}`, body)).toEqual({ name: '数据表' });
      expect(await gateway.data('GET', tables)).toEqual(before);
    },
  );

  it('refuses a name that another table has, or that is illegal', async () => {
    const { gateway, tables, firstId, create } = await newBase();
    await create({ name: 'taken' });
    const path = `${tables}/${firstId}`;
    expect(await gateway.code('PATCH', path, { name: 'taken' })).toBe(1254013);
    expect(await gateway.code('PATCH', path, { name: 'a:b' })).toBe(99992402);
    expect(await gateway.code('PATCH', `${tables}/tblUnknown`, { name: 'x' })).toBe(1254041);
  });
});

describe('deleting tables', () => {
  it('deletes one, with the columns that link to it, but never the last', async () => {
    const gateway = await Gateway.start();
    const tables = `${gateway.base}/tables`;
    const [tasks, customers] = (await gateway.data('GET', tables)).items;
    expect(await gateway.data('DELETE', `${tables}/${customers.table_id}`)).toEqual({});
    const fields = await gateway.data('GET', `${tables}/${tasks.table_id}/fields`);
    expect(fields.items.map((field: { field_name: string }) => field.field_name)).not.toContain(
      '客户',
    );
    expect(await gateway.code('POST', `${gateway.table}/records/search`, {})).toBe(0);
    expect(await gateway.code('DELETE', `${tables}/${tasks.table_id}`)).toBe(1254034);
    expect(await gateway.code('DELETE', `${tables}/${customers.table_id}`)).toBe(1254041);
  });

  it('deletes several at once or none of them', async () => {
    const { gateway, tables, firstId, names } = await newBase();
    const { table_ids } = await gateway.data('POST', `${tables}/batch_create`, {
      tables: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    });
    const remove = (ids: unknown) =>
      gateway.code('POST', `${tables}/batch_delete`, { table_ids: ids });
    expect(await remove([table_ids[0], 'tblUnknown'])).toBe(1254041);
    expect(await remove([table_ids[0], 'a'])).toBe(1254004);
    expect(await remove([...table_ids, firstId])).toBe(1254034);
    expect(await names()).toHaveLength(4);
    expect(await remove([table_ids[0], table_ids[0], table_ids[1]])).toBe(0);
    expect(await names()).toEqual(['数据表', 'c']);
  });

  it('takes 50 ids and refuses one more, none, or what is no id', async () => {
    const { gateway, tables } = await newBase();
    const wanted = Array.from({ length: 51 }, (_, index) => ({ name: `t${index}` }));
    const { table_ids } = await gateway.data('POST', `${tables}/batch_create`, { tables: wanted });
    const remove = (ids: unknown) =>
      gateway.api('POST', `${tables}/batch_delete`, { table_ids: ids });
    const tooMany = await remove(table_ids);
    expect(tooMany.body).toMatchObject({ code: 99992402 });
    expect(tooMany.body.error.field_violations).toEqual([
      { field: 'table_ids', description: 'the max len is 50' },
    ]);
    expect((await remove([])).body.code).toBe(99992402);
    expect((await remove([1])).body.code).toBe(1254001);
    expect((await remove(undefined)).body.code).toBe(99992402);
    expect((await remove(table_ids.slice(1))).body.code).toBe(0);
  });
});
