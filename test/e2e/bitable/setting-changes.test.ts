import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ServerFixture } from '../../support/server-fixture.js';
import {
  addBlocks,
  addColleague,
  addTables,
  fieldIdsAt,
  newTable,
  type TableRef,
  title,
} from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start({ args: ['--toolsets', 'all'] });
});

afterEach(() => {
  expect(fixture.sandbox.faults.pending()).toBe(0);
});

afterAll(() => fixture.end());

const fields = [title, '数量', '单价', '备注'].map((field_name) => ({ field_name, type: 1 }));

async function newView(tableRef: TableRef) {
  const { view } = await fixture.call('bitable_views_create', { ...tableRef, view_name: '网格' });
  return { ...tableRef, view_id: view.view_id };
}

async function hiddenIn(viewRef: TableRef) {
  const { view } = await fixture.call('bitable_views_get', viewRef);
  return view.property?.hidden_fields;
}

describe('the hidden fields of a view', () => {
  it('are added to and taken from by name, and the others stay', async () => {
    const tableRef = newTable(fixture.sandbox, [], fields);
    const [, amount, price, remark] = fieldIdsAt(fixture.sandbox, tableRef);
    const viewRef = await newView(tableRef);
    const hide = (hidden_fields: unknown) =>
      fixture.call('bitable_views_update', { ...viewRef, property: { hidden_fields } });
    await hide(['数量']);
    const { changes } = await hide({ add: ['单价'] });
    expect(changes.rows).toEqual([['property.hidden_fields', [amount], [amount, price]]]);
    const { notes } = await hide({ add: '备注', remove: ['数量', '数量'] });
    expect(notes).toBeUndefined();
    expect(await hiddenIn(viewRef)).toEqual([price, remark]);
    expect((await hide({ remove: ['数量'] })).notes).toEqual([
      `hidden_fields: "${amount}" was not in it, so there was nothing to remove`,
      'unchanged: all of this was stored already',
    ]);
  });

  it('keep both of two additions at once', async () => {
    const tableRef = newTable(fixture.sandbox, [], fields);
    const [, ...ids] = fieldIdsAt(fixture.sandbox, tableRef);
    const viewRef = await newView(tableRef);
    const hide = (name: string) =>
      fixture.call('bitable_views_update', {
        ...viewRef,
        property: { hidden_fields: { add: [name] } },
      });
    await Promise.all(['数量', '单价', '备注'].map(hide));
    expect([...(await hiddenIn(viewRef))].sort()).toEqual([...ids].sort());
  });

  it('are left alone where the view cannot be read', async () => {
    const viewRef = await newView(newTable(fixture.sandbox, [], fields));
    fixture.sandbox.faults.add({ kind: 'code', code: 1254302, endpoint: 'bitable_views_get' });
    const property = { hidden_fields: { add: ['数量'] } };
    const sent = fixture.sent('bitable_views_update');
    expect(await fixture.failure('bitable_views_update', { ...viewRef, property })).toContain(
      'Nothing was sent: the stored set could not be read first',
    );
    expect(fixture.sent('bitable_views_update')).toBe(sent);
  });
});

describe('a change of settings answers old and new', () => {
  const rowsOf = async (tool: string, args: object) =>
    (await fixture.call(tool, { ...args })).changes?.rows;

  it('of a table, a view, a base and an automation', async () => {
    const tableRef = newTable(fixture.sandbox);
    const { app_token } = tableRef;
    const { workflow_id } = addBlocks(fixture.sandbox, tableRef);
    const viewRef = await newView(tableRef);
    const renamed = { ...tableRef, name: '表二' };
    expect(await rowsOf('bitable_tables_update', renamed)).toEqual([['name', '表', '表二']]);
    expect(await rowsOf('bitable_views_update', { ...viewRef, view_name: '新' })).toEqual([
      ['view_name', '网格', '新'],
    ]);
    expect(await rowsOf('bitable_apps_update', { app_token, name: 'B' })).toEqual([
      ['name', 'e2e', 'B'],
    ]);
    const off = { app_token, workflow_id, status: 'Disable' };
    expect(await rowsOf('bitable_workflows_update', off)).toEqual([
      ['status', 'Enable', 'Disable'],
    ]);
  });

  it('of a form and of its questions', async () => {
    const tableRef = newTable(fixture.sandbox);
    const { form_id } = addBlocks(fixture.sandbox, tableRef);
    const form = { ...tableRef, form_id };
    expect(await rowsOf('bitable_forms_update', { ...form, name: '问卷', shared: true })).toEqual([
      ['name', '表单', '问卷'],
      ['shared', false, true],
    ]);
    const question = { ...form, field_id: title, title: '叫什么', required: true };
    expect(await rowsOf('bitable_form_fields_update', question)).toEqual([
      ['title', title, '叫什么'],
      ['required', false, true],
    ]);
  });

  it('of a question that moves, with the question that it stood behind', async () => {
    const tableRef = newTable(fixture.sandbox, [], fields);
    const [first, amount, , remark] = fieldIdsAt(fixture.sandbox, tableRef);
    const { form_id } = addBlocks(fixture.sandbox, tableRef);
    const move = (pre_field_id: string) =>
      fixture.call('bitable_form_fields_update', {
        ...tableRef,
        form_id,
        field_id: '单价',
        pre_field_id,
      });
    const stays = await move('数量');
    expect(stays).toMatchObject({ notes: ['unchanged: all of this was stored already'] });
    expect((await move('备注'))['changes'].rows).toEqual([['pre_field_id', amount, remark]]);
    expect((await move(''))['changes'].rows).toEqual([['pre_field_id', remark, '']]);
    expect((await move(String(first)))['changes'].rows).toEqual([['pre_field_id', '', first]]);
  });

  it('of the sharing of a base', async () => {
    const tableRef = newTable(fixture.sandbox);
    const { colleague } = addColleague(fixture.sandbox, tableRef);
    const document = { token: tableRef.app_token, type: 'bitable' };
    const open = { ...document, link_share_entity: 'tenant_readable' };
    expect(await rowsOf('drive_permission_public_update', open)).toEqual([
      ['link_share_entity', 'closed', 'tenant_readable'],
    ]);
    const raised = { ...document, member_type: 'openid', member_id: colleague, perm: 'edit' };
    expect(await rowsOf('drive_permission_members_update', raised)).toEqual([
      ['perm', 'view', 'edit'],
    ]);
  });

  it('or that nothing changed', async () => {
    const tableRef = newTable(fixture.sandbox);
    const answer = await fixture.call('bitable_tables_update', { ...tableRef, name: '表' });
    expect(answer).toEqual({ name: '表', notes: ['unchanged: all of this was stored already'] });
  });

  it('but not where it cannot be read, which does not stop the change', async () => {
    const tableRef = newTable(fixture.sandbox);
    fixture.sandbox.faults.add({ kind: 'code', code: 1254302, endpoint: 'bitable_tables_list' });
    const answer = await fixture.call('bitable_tables_update', { ...tableRef, name: '表二' });
    expect(answer).toMatchObject({
      name: '表二',
      notes: [expect.stringContaining('changes are not shown')],
    });
    expect(answer).not.toHaveProperty('changes');
  });

  it('names what was deleted', async () => {
    const tableRef = newTable(fixture.sandbox);
    const [one = '', two = ''] = addTables(fixture.sandbox, tableRef, ['一', '二', '三']);
    const { app_token } = tableRef;
    const viewRef = await newView(tableRef);
    expect(await fixture.call('bitable_views_delete', viewRef)).toEqual({
      deleted: true,
      name: '网格',
    });
    expect(
      await fixture.call('bitable_tables_batch_delete', { app_token, table_ids: [one, two] }),
    ).toEqual({ deleted: 2, names: { [one]: '一', [two]: '二' } });
    expect(await fixture.call('bitable_tables_delete', { app_token, table_id: '三' })).toEqual({
      deleted: true,
      name: '三',
    });
    const field = { ...tableRef, field_id: '数量' };
    expect(await fixture.call('bitable_fields_delete', field)).toMatchObject({ name: '数量' });
    await fixture.call('bitable_apps_update', { app_token, is_advanced: true });
    const role = { app_token, role_name: '读者', table_roles: [] };
    await fixture.call('bitable_roles_create', role);
    expect(await fixture.call('bitable_roles_delete', { app_token, role_id: '读者' })).toEqual({
      deleted: true,
      name: '读者',
    });
  });
});
