import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Facts, ServerFixture } from '../../support/server-fixture.js';
import {
  addBlocks,
  addRole,
  addTables,
  fieldIdsAt,
  newTable,
  numbered,
  type TableRef,
  tableAt,
  title,
} from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start({ args: ['--toolsets', 'all'] });
});

afterAll(() => fixture.end());

const search = 'bitable_records_search';
const tables = 'bitable_tables_list';

/** A base of three tables, with views, a form, a dashboard, an automation and a role. */
function namedBase() {
  const tableRef = newTable(fixture.sandbox, numbered(3));
  const [orders = '', customers = ''] = addTables(fixture.sandbox, tableRef, [
    'Orders 2026',
    '客户列表',
  ]);
  const blocks = addBlocks(fixture.sandbox, tableRef);
  const { role_id } = addRole(fixture.sandbox, tableRef, true);
  return { ...blocks, place: tableRef, app_token: tableRef.app_token, orders, customers, role_id };
}

describe('a name in the place of an id', () => {
  it.each([
    ['as it is', 'Orders 2026'],
    ['in another case', 'orders 2026'],
    ['in full width, with blanks around it', ' Ｏｒｄｅｒｓ ２０２６ '],
  ])('of a table is taken %s', async (_, table_id) => {
    const { app_token, orders } = namedBase();
    const args = { app_token, table_id, name: '订单' };
    await fixture.call('bitable_tables_update', args);
    expect(tableAt(fixture.sandbox, { app_token, table_id: orders }).name).toBe('订单');
  });

  it.each(['bitable_records_search', 'bitable_records_list'])(
    'of a field is taken by %s with a blank behind it, as it is in a filter',
    async (tool) => {
      const { place: tableRef } = namedBase();
      const found = await fixture.call(tool, { ...tableRef, field_names: [`${title} `] });
      expect(found['columns']).toEqual(['record_id', title]);
    },
  );

  it('of a table and of a view in it are taken together', async () => {
    const { app_token, form_id } = namedBase();
    const args = { app_token, table_id: '表', view_id: '表单' };
    const { view } = await fixture.call('bitable_views_get', args);
    expect(view.view_id).toBe(form_id);
  });

  it('of a form, a dashboard, an automation, a role and a field is taken', async () => {
    const { place: tableRef, app_token, role_id } = namedBase();
    const form = await fixture.call('bitable_forms_get', { ...tableRef, form_id: '表单' });
    expect(form).toMatchObject({ form: { name: '表单' } });
    const copy = { app_token, block_id: '总览', name: '总览二' };
    expect(await fixture.call('bitable_dashboards_copy', copy)).toMatchObject({ name: '总览二' });
    const automation = { app_token, workflow_id: '提醒', status: 'Disable' };
    await fixture.call('bitable_workflows_update', automation);
    const { workflows } = await fixture.call('bitable_workflows_list', { app_token });
    expect(workflows).toMatchObject([{ title: '提醒', status: 'Disable' }]);
    const { items } = await fixture.call('bitable_role_members_list', {
      app_token,
      role_id: '读者',
    });
    expect(items).toMatchObject([{ member_name: '张三' }]);
    const rename = {
      app_token,
      role_id: '读者',
      role_name: '访客',
      table_roles: [],
      dry_run: true,
    };
    const { would_send } = await fixture.call('bitable_roles_update', rename);
    expect(would_send.path).toContain(role_id);
    await fixture.call('bitable_fields_delete', { ...tableRef, field_id: '数量' });
    expect(fieldIdsAt(fixture.sandbox, tableRef)).toHaveLength(1);
  });

  it('costs one listing, and none where an id is given', async () => {
    const { place: tableRef, app_token } = namedBase();
    await fixture.call(search, tableRef);
    const before = fixture.sandbox.requests.length;
    await fixture.call(search, tableRef);
    await fixture.call(search, { app_token, table_id: '表' });
    const names = fixture.sandbox.requests.slice(before).map(({ name }) => name);
    expect(names).toEqual([search, tables, search]);
  });

  it('that is nearly right is refused with the one that was meant, and all there are', async () => {
    const { app_token, customers } = namedBase();
    const text = await fixture.failure(search, { app_token, table_id: '客户列' });
    expect(text).toContain('nothing was sent');
    expect(text).toContain('table_id is "客户列", and there is no table of that id or name.');
    expect(text).toContain('Did you mean 客户列表?');
    expect(text).toContain(`客户列表 (${customers})`);
    expect(text).toContain('Orders 2026 (tbl');
  });

  it('that is nothing like any is refused without a guess', async () => {
    const { app_token } = namedBase();
    const text = await fixture.failure(search, { app_token, table_id: 'x' });
    expect(text).toContain('there is no table of that id or name. Allowed: 表 (tbl');
  });

  it('that several have is refused with their ids; one that is exactly so wins', async () => {
    const { place: tableRef, app_token } = namedBase();
    const ids = addTables(fixture.sandbox, tableRef, ['Stock', 'STOCK']);
    const text = await fixture.failure(search, { app_token, table_id: 'stock' });
    expect(text).toContain('table_id is "stock", which could be 2 tables');
    for (const id of ids) expect(text).toContain(id);
    const { notes } = await fixture.call('bitable_tables_update', {
      app_token,
      table_id: 'STOCK',
      name: 'Goods',
    });
    expect(notes).toBeUndefined();
    expect(tableAt(fixture.sandbox, { app_token, table_id: ids[1]! }).name).toBe('Goods');
  });

  it('of a grid view is no form', async () => {
    const { place: tableRef } = namedBase();
    const text = await fixture.failure('bitable_forms_get', { ...tableRef, form_id: '表格' });
    expect(text).toContain('there is no form of that id or name. Did you mean 表单?');
  });
});

describe('a name within an argument', () => {
  it('of the table that a link field leads to is taken', async () => {
    const { place: tableRef, customers } = namedBase();
    const { field } = await fixture.call('bitable_fields_create', {
      ...tableRef,
      field_name: '客户',
      type: 18,
      property: { table_id: '客户列表' },
    });
    expect(field.property.table_id).toBe(customers);
  });

  it('of fields in the settings of a view is taken', async () => {
    const { place: tableRef } = namedBase();
    const [, number] = fieldIdsAt(fixture.sandbox, tableRef);
    const conditions = [{ field_id: '数量', operator: 'is', value: ['3'] }];
    const { view } = await fixture.call('bitable_views_update', {
      ...tableRef,
      view_id: '表格',
      property: { hidden_fields: ['数量'], filter_info: { conditions } },
    });
    expect(view.property.hidden_fields).toEqual([number]);
    expect(view.property.filter_info.conditions[0].field_id).toBe(number);
  });

  it.each<[string, (base: ReturnType<typeof namedBase>) => Facts, (sent: Facts) => unknown]>([
    [
      'bitable_tables_batch_delete',
      ({ app_token }) => ({ app_token, table_ids: ['客户列表'] }),
      ({ body }) => body.table_ids[0],
    ],
    [
      'bitable_roles_create',
      ({ app_token }) => ({
        app_token,
        role_name: '新',
        table_roles: [{ table_id: '客户列表', table_perm: 1 }],
      }),
      ({ body }) => body.table_roles[0].table_id,
    ],
  ])('of a table is taken by %s', async (tool, args, idIn) => {
    const base = namedBase();
    const { would_send } = await fixture.call(tool, { ...args(base), dry_run: true });
    expect(idIn(would_send)).toBe(base.customers);
  });

  it('of a question of a form and of a field in a group is taken', async () => {
    const { place: tableRef } = namedBase();
    const [first, second] = fieldIdsAt(fixture.sandbox, tableRef);
    const question = { ...tableRef, form_id: '表单', field_id: '数量', pre_field_id: title };
    const asked = await fixture.call('bitable_form_fields_update', { ...question, dry_run: true });
    expect(asked.would_send).toMatchObject({
      path: expect.stringContaining(String(second)),
      body: { pre_field_id: first },
    });
    const field_groups = [{ name: '组', children: [{ id: '数量' }] }];
    const grouped = { ...tableRef, field_groups, dry_run: true };
    const { would_send } = await fixture.call('bitable_field_groups_create', grouped);
    expect(would_send.body.field_groups[0].children[0].id).toBe(second);
  });

  it('that there is not is refused at its place, with the nearest', async () => {
    const { place: tableRef } = namedBase();
    const property = { hidden_fields: [title, '数'] };
    const args = { ...tableRef, view_id: '表格', property };
    const text = await fixture.failure('bitable_views_update', args);
    expect(text).toContain('property.hidden_fields[1] is "数"');
    expect(text).toContain('Did you mean 数量?');
  });
});

describe('a link in the place of a base', () => {
  const linked = (host: string, { app_token, table_id }: TableRef, path = 'base') =>
    `https://${host}/${path}/${app_token}?table=${table_id}`;

  it.each(['acme.feishu.cn', 'acme.larksuite.com', 'acme.sg.larksuite.com', 'acme.larkoffice.com'])(
    'of %s is taken with the table in it, and the answer says so',
    async (host) => {
      const tableRef = newTable(fixture.sandbox, numbered(2));
      const found = await fixture.call(search, { app_token: linked(host, tableRef) });
      expect(found.total).toBe(2);
      expect(found.notes).toEqual([`app_token: the link was read as ${JSON.stringify(tableRef)}`]);
    },
  );

  it('to a wiki page that holds a base is resolved, and a table of it is found by name', async () => {
    const { wiki } = fixture.sandbox.sampleLinks;
    const found = await fixture.call(search, { app_token: wiki, table_id: '任务', limit: 1 });
    expect(found.total).toBe(25);
    expect(fixture.sent('wiki_nodes_get')).toBeGreaterThan(0);
  });

  it('takes the table of the link by its name as well, and refuses another one', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(2));
    const [other = ''] = addTables(fixture.sandbox, tableRef, ['另一']);
    const app_token = linked('acme.feishu.cn', tableRef);
    const text = await fixture.failure(search, { app_token, table_id: '另一' });
    expect(text).toContain(
      `table_id is "${other}", but the link in app_token shows ${tableRef.table_id}`,
    );
  });

  it('to a document that holds no base itself is refused, with the tool that looks inside', async () => {
    const { docx } = fixture.sandbox.sampleLinks;
    const before = fixture.sandbox.requests.length;
    const text = await fixture.failure(tables, { app_token: docx });
    expect(text).toContain('is a link to a docx, which is no base');
    expect(text).toContain('bitable_resolve_link');
    expect(fixture.sandbox.requests).toHaveLength(before);
    const { bases } = await fixture.call('bitable_resolve_link', { url: docx });
    const [{ app_token, table_id }] = bases;
    expect((await fixture.call(search, { app_token, table_id })).total).toBe(0);
  });

  it('to a wiki page that is gone is reported as such', async () => {
    const app_token = 'https://acme.feishu.cn/wiki/Nobody00000000000000000xx';
    expect(await fixture.failure(tables, { app_token })).toMatch(/131005.*\n.*no such wiki page/);
  });

  it('of a foreign host is refused before anything is sent', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(1));
    const before = fixture.sandbox.requests.length;
    const app_token = linked('feishu.cn.evil.example', tableRef);
    expect(await fixture.failure(search, { app_token })).toContain('feishu.cn.evil.example');
    expect(fixture.sandbox.requests).toHaveLength(before);
  });
});
