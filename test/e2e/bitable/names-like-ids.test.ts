import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDashboard } from '../../../src/sandbox/feishu/bitable/bases/blocks.js';
import { type Args, type Facts, ServerFixture } from '../../support/server-fixture.js';
import { addTables, newTable, type TableRef, title } from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start({ args: ['--toolsets', 'all'] });
});

afterAll(() => fixture.end());

/** Names of which the vendor would take the first for malformed ids, and the second for ids that it does not know. */
const named = {
  table: ['tbl_users', 'tblUsersOfTheWest'],
  view: ['vewboard', 'vewBoard01'],
  form: ['vewform', 'vewForm001'],
  field: ['fld_status', 'fldStatus1'],
  dashboard: ['blkboard', 'blkDashboard001x'],
  role: ['role1', 'roleEditor'],
  automation: ['wkf-1', '73000000000000000'],
} as const;

type Kind = keyof typeof named;

/** Ids of a kind that nothing has. */
const foreign: Readonly<Record<Kind, string>> = {
  table: 'tblZq7Rk2xVb9QwLm',
  view: 'vewZq7Rk2x',
  form: 'vewZq7Rk2x',
  field: 'fldZq7Rk2x',
  dashboard: 'blkZq7Rk2xVb9QwL',
  role: 'rolZq7Rk2x',
  automation: '73999999999999999',
};

/** Makes something of that name; gives its id, and the call that names it. */
type Make = (
  tableRef: TableRef,
  name: string,
) => Promise<{ readonly id: string; readonly tool: string; naming(text: string): Args }>;

const makes: Readonly<Record<Kind, Make>> = {
  table: async ({ app_token }, name) => {
    const [id = ''] = addTables(fixture.sandbox, { app_token, table_id: '' }, [name]);
    return {
      id,
      tool: 'bitable_fields_list',
      naming: (table_id) => ({ app_token, table_id }),
    };
  },
  view: async (tableRef, view_name) => {
    const { view } = await fixture.call('bitable_views_create', { ...tableRef, view_name });
    const naming = (view_id: string) => ({ ...tableRef, view_id });
    return { id: view.view_id, tool: 'bitable_views_get', naming };
  },
  form: async (tableRef, view_name) => {
    const form = { ...tableRef, view_name, view_type: 'form' };
    const { view } = await fixture.call('bitable_views_create', form);
    const naming = (form_id: string) => ({ ...tableRef, form_id });
    return { id: view.view_id, tool: 'bitable_forms_get', naming };
  },
  field: async (tableRef, field_name) => {
    const made = { ...tableRef, field_name, type: 1 };
    const { field } = await fixture.call('bitable_fields_create', made);
    const naming = (field_id: string) => ({ ...tableRef, field_id });
    return { id: field.field_id, tool: 'bitable_fields_delete', naming };
  },
  dashboard: async ({ app_token }, name) => {
    const { bitable } = fixture.sandbox.world;
    const { blockId } = addDashboard(bitable, bitable.bases.get(app_token)!, name);
    const naming = (block_id: string) => ({ app_token, block_id, name: 'copy' });
    return { id: blockId, tool: 'bitable_dashboards_copy', naming };
  },
  role: async ({ app_token }, role_name) => {
    await fixture.call('bitable_apps_update', { app_token, is_advanced: true });
    const made = { app_token, role_name, table_roles: [] };
    const { role } = await fixture.call('bitable_roles_create', made);
    const naming = (role_id: string) => ({ app_token, role_id });
    return { id: role.role_id, tool: 'bitable_role_members_list', naming };
  },
  automation: async ({ app_token }, name) => {
    const { bitable } = fixture.sandbox.world;
    const workflowId = bitable.ids.newWorkflowId();
    bitable.bases.get(app_token)!.workflows.push({ workflowId, title: name, status: 'Enable' });
    const naming = (workflow_id: string) => ({ app_token, workflow_id, status: 'Disable' });
    return { id: workflowId, tool: 'bitable_workflows_update', naming };
  },
};

const kinds = Object.keys(named).filter((kind): kind is Kind => kind in named);

describe.each(kinds)('a %s whose name looks like an id', (kind) => {
  it.each([...named[kind]])('is found: %s', async (name) => {
    const made = await makes[kind](newTable(fixture.sandbox), name);
    await fixture.call(made.tool, made.naming(name));
    const [last] = fixture.requests(made.tool).slice(-1);
    expect(last?.path).toContain(made.id);
  });

  it('is refused with what there is, where nothing has that id or name', async () => {
    const [name] = named[kind];
    const made = await makes[kind](newTable(fixture.sandbox), name);
    const before = fixture.sent(made.tool);
    expect(await fixture.failure(made.tool, made.naming(`${name}x`))).toContain(
      `${name} (${made.id})`,
    );
    expect(fixture.sent(made.tool)).toBe(before);
    const text = await fixture.failure(made.tool, made.naming(foreign[kind]));
    expect(text).toContain(`"${foreign[kind]}", and there is no ${kind} of that id or name`);
    expect(text).toContain(`${name} (${made.id})`);
  });
});

describe('an id', () => {
  it('is sent at once, and outranks a thing of that name', async () => {
    const { app_token, table_id } = newTable(fixture.sandbox);
    const [other] = addTables(fixture.sandbox, { app_token, table_id }, [table_id]);
    expect(other).not.toBe(table_id);
    const before = fixture.requests().length;
    await fixture.call('bitable_fields_list', { app_token, table_id });
    expect(fixture.requests().slice(before)).toEqual([]);
    const [last] = fixture.requests('bitable_fields_list').slice(-1);
    expect(last?.path).toContain(table_id);
  });

  it('is looked up by a dry run, which would not hear of it otherwise', async () => {
    const tableRef = newTable(fixture.sandbox);
    const text = await fixture.failure('bitable_fields_delete', {
      ...tableRef,
      field_id: foreign.field,
      dry_run: true,
    });
    expect(text).toContain('there is no field of that id or name');
  });

  it('goes as it is where its kind cannot be listed, which is told', async () => {
    const tableRef = newTable(fixture.sandbox);
    const denied = { kind: 'code', code: 1254302, endpoint: 'bitable_tables_list' } as const;
    fixture.sandbox.faults.add(denied);
    const { notes } = await fixture.call('bitable_tables_update', {
      ...tableRef,
      name: '新',
      dry_run: true,
    });
    expect(notes).toContain(
      `table_id: the tables cannot be listed; ${tableRef.table_id} was sent as an id`,
    );
    fixture.sandbox.faults.add(denied);
    const named = { ...tableRef, table_id: 'tbl_users', name: '新' };
    expect(await fixture.failure('bitable_tables_update', named)).toContain('1254302');
  });
});

describe('a linked record', () => {
  const linked = async () => {
    const tableRef = newTable(fixture.sandbox, [
      { [title]: 'recording2024' },
      { [title]: 'receipt001' },
      { [title]: 'plan' },
    ]);
    const property = { table_id: tableRef.table_id };
    await fixture.call('bitable_fields_create', {
      ...tableRef,
      field_name: '父',
      type: 'link',
      property,
    });
    const { rows } = await fixture.call('bitable_records_search', tableRef);
    const ids = new Map<string, string>(rows.map(([id, name]: string[]) => [name, id]));
    return { tableRef, ids };
  };

  it('is found by a title that looks like a record id, in cells and in filters', async () => {
    const { tableRef, ids } = await linked();
    const record_id = ids.get('plan');
    const fields = { 父: ['recording2024', 'receipt001'] };
    await fixture.call('bitable_records_update', { ...tableRef, record_id, fields });
    const found = await fixture.call('bitable_records_search', {
      ...tableRef,
      filter: '父 contains receipt001',
    });
    expect(found.total).toBe(1);
    const [row] = found.rows;
    expect(row).toContainEqual([ids.get('recording2024'), ids.get('receipt001')]);
  });

  it('is refused where it is neither', async () => {
    const { tableRef, ids } = await linked();
    const update = { ...tableRef, record_id: ids.get('plan'), fields: { 父: ['recording2025'] } };
    expect(await fixture.failure('bitable_records_update', update)).toContain(
      'no record of the linked table is titled "recording2025"',
    );
  });
});

describe('an option whose name looks like an option id', () => {
  it('is found in cells, in filters, in views and in rules', async () => {
    const options = [{ name: 'optA' }, { name: 'optB' }];
    const fields = [
      { field_name: title, type: 1 },
      { field_name: '状态', type: 3, property: { options } },
    ];
    const tableRef = newTable(fixture.sandbox, [{ [title]: 'a', 状态: 'optA' }], fields);
    const found = await fixture.call('bitable_records_search', {
      ...tableRef,
      filter: '状态 = optA',
    });
    expect(found.total).toBe(1);
    const conditions = [{ field_id: '状态', value: 'optA' }];
    const { view }: Facts = await fixture.call('bitable_views_update', {
      ...tableRef,
      view_id: '表格',
      property: { filter_info: { conditions } },
    });
    const { items } = await fixture.call('bitable_fields_list', tableRef);
    const [{ id }] = items[1].property.options;
    expect(view.property.filter_info.conditions[0].value).toBe(JSON.stringify([id]));
  });
});
