import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Args, ServerFixture } from '../../support/server-fixture.js';
import {
  addBlocks,
  addRole,
  addTables,
  idsAt,
  newTable,
  numbered,
  type TableRef,
  title,
} from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start({ args: ['--toolsets', 'all'] });
});

afterAll(() => fixture.end());

const fields = [
  { field_name: title, type: 1 },
  { field_name: '数量', type: 2 },
  { field_name: '状态', type: 3, property: { options: [{ name: '新' }, { name: '旧' }] } },
  { field_name: '截止', type: 5 },
  { field_name: '完成', type: 7 },
  { field_name: '文件', type: 17 },
];

interface Place {
  readonly tableRef: TableRef;
  readonly form_id: string;
  readonly role_id: string;
  readonly recordIds: readonly string[];
}

/** A table with a grid view 表格 and a form, a second table 另一, and a role with one member. */
async function newPlace(): Promise<Place> {
  const tableRef = newTable(fixture.sandbox, numbered(2), fields);
  addTables(fixture.sandbox, tableRef, ['另一']);
  const link = { field_name: '上级', type: 18, property: { table_id: tableRef.table_id } };
  await fixture.call('bitable_fields_create', { ...tableRef, ...link });
  const { form_id } = addBlocks(fixture.sandbox, tableRef);
  const { role_id } = addRole(fixture.sandbox, tableRef, true);
  return { tableRef, form_id, role_id, recordIds: idsAt(fixture.sandbox, tableRef) };
}

const nobody = `ou_${'0'.repeat(32)}`;
const absent = 'recnBs7ncVwpOb';

function inView(property: Args): (place: Place) => Args {
  return ({ tableRef }) => ({ ...tableRef, view_id: '表格', property });
}

function filteredBy(condition: Args): (place: Place) => Args {
  return inView({ filter_info: { conditions: [condition] } });
}

function ruledBy(condition: Args): (place: Place) => Args {
  return ({ tableRef: { app_token, table_id } }) => ({
    app_token,
    role_name: '甲',
    table_roles: [{ table_id, table_perm: 2, rec_rule: { conditions: [condition] } }],
  });
}

const rule = 'table_roles[0].rec_rule.conditions[0]';

interface RefusedCall {
  readonly tool: string;
  readonly args: (place: Place) => Args;
  /** What the dry run says. */
  readonly says: string;
}

const condition = 'property.filter_info.conditions[0]';

const refused: Readonly<Record<string, RefusedCall>> = {
  'a new field with the name of another': {
    tool: 'bitable_fields_create',
    args: ({ tableRef }) => ({ ...tableRef, field_name: ' 状态', type: 'text' }),
    says: 'field_name is " 状态", and another field (fld',
  },
  'a back field with the name of another': {
    tool: 'bitable_fields_create',
    args: ({ tableRef }) => ({
      ...tableRef,
      field_name: '双向',
      type: 21,
      property: { table_id: tableRef.table_id, back_field_name: '状态' },
    }),
    says: 'property.back_field_name is "状态", and another field (fld',
  },
  'a replaced field with the name of another': {
    tool: 'bitable_fields_update',
    args: ({ tableRef }) => ({
      ...tableRef,
      field_id: '数量',
      field_name: '状态',
      type: 2,
      replace: true,
    }),
    says: 'field_name is "状态", and another field (fld',
  },
  'a replaced primary field of a type that it cannot have': {
    tool: 'bitable_fields_update',
    args: ({ tableRef }) => ({
      ...tableRef,
      field_id: title,
      field_name: title,
      type: 3,
      replace: true,
    }),
    says: 'type was 3: a select field cannot be the first field of a table',
  },
  'a link to a record that is not there': {
    tool: 'bitable_records_batch_create',
    args: ({ tableRef }) => ({
      ...tableRef,
      records: [{ fields: { 数量: 1 } }, { fields: { 上级: [absent] } }],
    }),
    says: `records[1].fields.上级 is "${absent}", and there is no such record in tbl`,
  },
  'a new table with the name of another': {
    tool: 'bitable_tables_create',
    args: ({ tableRef: { app_token } }) => ({ app_token, table: { name: '另一' } }),
    says: 'table.name is "另一", and another table (tbl',
  },
  'one of several new tables with the name of another': {
    tool: 'bitable_tables_batch_create',
    args: ({ tableRef: { app_token } }) => ({
      app_token,
      tables: [{ name: '第三' }, { name: '另一' }],
    }),
    says: 'tables[1].name is "另一", and another table (tbl',
  },
  'two new tables of one name': {
    tool: 'bitable_tables_batch_create',
    args: ({ tableRef: { app_token } }) => ({
      app_token,
      tables: [{ name: '第三' }, { name: '第三' }],
    }),
    says: 'tables[1].name is the same as tables[0].name',
  },
  'two groups with one field and one name': {
    tool: 'bitable_field_groups_create',
    args: ({ tableRef }) => ({
      ...tableRef,
      field_groups: [
        { name: '组', children: [{ type: 'field', id: '数量' }] },
        { name: '组', children: [{ type: 'field', id: '数量' }] },
      ],
    }),
    says: 'field_groups[1].children[0].id is the same as field_groups[0].children[0].id',
  },
  'a table that is renamed to another': {
    tool: 'bitable_tables_update',
    args: ({ tableRef }) => ({ ...tableRef, name: '另一' }),
    says: 'name is "另一", and another table (tbl',
  },
  'a new view with the name of another': {
    tool: 'bitable_views_create',
    args: ({ tableRef }) => ({ ...tableRef, view_name: '表格' }),
    says: 'view_name is "表格", and another view (vew',
  },
  'a form that is renamed to a view': {
    tool: 'bitable_forms_update',
    args: ({ tableRef, form_id }) => ({ ...tableRef, form_id, name: '表格' }),
    says: 'name is "表格", and another view (vew',
  },
  'a view that is renamed to another': {
    tool: 'bitable_views_update',
    args: ({ tableRef, form_id }) => ({ ...tableRef, view_id: form_id, view_name: '表格' }),
    says: 'view_name is "表格", and another view (vew',
  },
  'the last table of several': {
    tool: 'bitable_tables_batch_delete',
    args: ({ tableRef }) => ({
      app_token: tableRef.app_token,
      table_ids: [...fixture.sandbox.world.bitable.bases.get(tableRef.app_token)!.tables.keys()],
    }),
    says: 'table_ids leaves no table, and one has to stay',
  },
  'the last view of a table': {
    tool: 'bitable_views_delete',
    args: ({ tableRef }) => ({ ...tableRef, table_id: '另一', view_id: '表格' }),
    says: 'view_id leaves no view, and one has to stay',
  },
  'the deletion of the primary field': {
    tool: 'bitable_fields_delete',
    args: ({ tableRef }) => ({ ...tableRef, field_id: title }),
    says: `field_id is "${title}", the primary field, which cannot be deleted`,
  },
  'a view without its primary field': {
    tool: 'bitable_views_update',
    args: inView({ hidden_fields: { add: [title] } }),
    says: `property.hidden_fields has "${title}", the primary field, which cannot be hidden`,
  },
  'a hierarchy of what is no link': {
    tool: 'bitable_views_update',
    args: inView({ hierarchy_config: { field_id: '状态' } }),
    says: 'property.hierarchy_config.field_id is "状态", a select field that does not link to this table',
  },
  'an empty cell that is asked with a value': {
    tool: 'bitable_views_update',
    args: filteredBy({ field_name: '状态', operator: 'isEmpty', value: '新' }),
    says: `${condition}.value means nothing with isEmpty`,
  },
  'a comparison without a value': {
    tool: 'bitable_views_update',
    args: filteredBy({ field_name: '状态', operator: 'is', value: [] }),
    says: `${condition}.value is required with is`,
  },
  'two values where one is wanted': {
    tool: 'bitable_views_update',
    args: filteredBy({ field_name: '数量', operator: 'is', value: [1, 2] }),
    says: `${condition}.value has 2 values. Allowed: one value with is`,
  },
  'an operator that an option does not have': {
    tool: 'bitable_views_update',
    args: filteredBy({ field_name: '状态', operator: 'isGreater', value: '新' }),
    says: `${condition}.operator was "isGreater"`,
  },
  'an operator that a date does not have': {
    tool: 'bitable_views_update',
    args: filteredBy({ field_name: '截止', operator: 'isNot', value: 'today' }),
    says: `${condition}.operator was "isNot"`,
  },
  'an operator that a checkbox does not have': {
    tool: 'bitable_views_update',
    args: filteredBy({ field_name: '完成', operator: 'isEmpty' }),
    says: `${condition}.operator was "isEmpty"`,
  },
  'an operator that files do not have': {
    tool: 'bitable_views_update',
    args: filteredBy({ field_name: '文件', operator: 'contains', value: 'a' }),
    says: `${condition}.operator was "contains"`,
  },
  'more than several days': {
    tool: 'bitable_views_update',
    args: filteredBy({ field_name: '截止', operator: 'isGreater', value: 'last week' }),
    says: `${condition}.value is LastWeek, which means several days`,
  },
  'who fills in a form that is not shared': {
    tool: 'bitable_forms_update',
    args: ({ tableRef, form_id }) => ({ ...tableRef, form_id, shared_limit: 'tenant_editable' }),
    says: 'shared_limit means nothing while the form is not shared. Allowed: shared: true beside it',
  },
  'a change of a question that is hidden': {
    tool: 'bitable_form_fields_update',
    args: ({ tableRef, form_id }) => ({
      ...tableRef,
      form_id,
      field_id: '数量',
      visible: false,
      title: '多少',
    }),
    says: 'title cannot be changed while the question is hidden. Allowed: visible: true beside it',
  },
  'a member that does not have the role': {
    tool: 'bitable_role_members_delete',
    args: ({ tableRef: { app_token }, role_id }) => ({ app_token, role_id, member_id: nobody }),
    says: `member_id is "${nobody}", and no member of the role has that id`,
  },
  'members of which one does not have the role': {
    tool: 'bitable_role_members_batch_delete',
    args: ({ tableRef: { app_token }, role_id }) => ({
      app_token,
      role_id,
      member_list: [{ type: 'open_id', id: nobody }],
    }),
    says: `member_list[0].id is "${nobody}", and no member of the role has that id`,
  },
  'a rule that asks an empty cell with a value': {
    tool: 'bitable_roles_create',
    args: ruledBy({ field_name: '状态', operator: 'isEmpty', value: ['新'] }),
    says: `${rule}.value means nothing with isEmpty`,
  },
  'a rule that compares with nothing': {
    tool: 'bitable_roles_create',
    args: ruledBy({ field_name: '状态', operator: 'is', value: [] }),
    says: `${rule}.value is required with is`,
  },
  'a rule with two numbers': {
    tool: 'bitable_roles_create',
    args: ruledBy({ field_name: '数量', value: ['1', '2'] }),
    says: `${rule}.value has 2 values. Allowed: one value with is`,
  },
  'a rule with an operator that dates do not have': {
    tool: 'bitable_base_roles_create',
    args: ruledBy({ field_name: '截止', operator: 'isNot', value: ['today'] }),
    says: `${rule}.operator was "isNot"`,
  },
  'a change of a record that is not there': {
    tool: 'bitable_records_update',
    args: ({ tableRef }) => ({ ...tableRef, record_id: absent, fields: { 数量: 1 } }),
    says: `record_id is "${absent}", and there is no such record in tbl`,
  },
  'changes of records of which one is not there': {
    tool: 'bitable_records_batch_update',
    args: ({ tableRef, recordIds: [record_id] }) => ({
      ...tableRef,
      records: [
        { record_id, fields: { 数量: 1 } },
        { record_id: absent, fields: { 数量: 1 } },
      ],
    }),
    says: `records[1].record_id is "${absent}", and there is no such record`,
  },
  'the deletion of a record that is not there': {
    tool: 'bitable_records_delete',
    args: ({ tableRef }) => ({ ...tableRef, record_id: absent }),
    says: `record_id is "${absent}", and there is no such record in tbl`,
  },
  'the deletion of records of which one is not there': {
    tool: 'bitable_records_batch_delete',
    args: ({ tableRef, recordIds: [first] }) => ({ ...tableRef, records: [first, absent] }),
    says: `records[1] is "${absent}", and there is no such record in tbl`,
  },
};

describe('a dry run fails where the call would', () => {
  it.each(Object.entries(refused))('for %s', async (_, { tool, args, says }) => {
    const given = args(await newPlace());
    const rehearsed = await fixture.failure(tool, { ...given, dry_run: true });
    expect(rehearsed).toContain(says);
    expect(rehearsed).toContain('nothing was sent');
    await fixture.failure(tool, given);
  });

  it.each(['bitable_roles', 'bitable_base_roles'])(
    'for a role of %s with the name of another',
    async (family) => {
      const { tableRef } = await newPlace();
      const { app_token, table_id } = tableRef;
      const table_roles = [{ table_id, table_perm: 1 }];
      const create = { app_token, role_name: '甲', table_roles };
      const { role } = await fixture.call(`${family}_create`, create);
      const other = await fixture.call(`${family}_create`, { ...create, role_name: '乙' });
      const says = `role_name is "甲", and another role (${role.role_id}) has that name`;
      const rename = { app_token, role_id: other.role.role_id, role_name: '甲' };
      for (const [tool, args] of [
        [`${family}_create`, create],
        [`${family}_update`, rename],
      ] as const) {
        expect(await fixture.failure(tool, { ...args, dry_run: true })).toContain(says);
        await fixture.failure(tool, args);
      }
    },
  );
});

describe('a dry run passes where the call would', () => {
  it('for things that keep their own name', async () => {
    const { tableRef, form_id } = await newPlace();
    const { view } = await fixture.call('bitable_views_get', { ...tableRef, view_id: form_id });
    const calls: readonly (readonly [string, Args])[] = [
      ['bitable_views_update', { view_id: form_id, view_name: view.view_name }],
      ['bitable_forms_update', { form_id, name: view.view_name }],
      ['bitable_forms_update', { form_id, shared: true, shared_limit: 'tenant_editable' }],
    ];
    for (const [tool, args] of calls) {
      const { dry_run } = await fixture.call(tool, { ...tableRef, ...args, dry_run: true });
      expect(dry_run).toBe(true);
      await fixture.call(tool, { ...tableRef, ...args });
    }
  });
});

describe('the rule of a role', () => {
  it('takes several options, and a person field without a value', async () => {
    const place = await newPlace();
    const conditions = [
      { field_name: '状态', operator: 'is', value: ['新', '旧'] },
      { field_name: '', value: [] },
    ];
    const { role } = await fixture.call('bitable_roles_create', {
      app_token: place.tableRef.app_token,
      role_name: '甲',
      table_roles: [{ table_id: place.tableRef.table_id, table_perm: 2, rec_rule: { conditions } }],
    });
    const [kept, creator] = role.table_roles[0].rec_rule.conditions;
    expect(kept.value).toHaveLength(2);
    expect(creator.operator).toBe('contains');
  });
});

describe('a question that is hidden', () => {
  it('is changed while it is shown again, also in a dry run', async () => {
    const { tableRef, form_id } = await newPlace();
    const question = { ...tableRef, form_id, field_id: '数量' };
    const tool = 'bitable_form_fields_update';
    await fixture.call(tool, { ...question, visible: false });
    const hidden = await fixture.failure(tool, { ...question, title: '多少', dry_run: true });
    expect(hidden).toContain('title cannot be changed while the question is hidden');
    const shown = { ...question, title: '多少', visible: true };
    expect((await fixture.call(tool, { ...shown, dry_run: true })).dry_run).toBe(true);
    await fixture.call(tool, shown);
  });
});

describe('the conditions of a view', () => {
  it('name their field as searches and roles do', async () => {
    const place = await newPlace();
    const args = filteredBy({ field_name: '状态', value: ['新'] })(place);
    const { view } = await fixture.call('bitable_views_update', args);
    const [kept] = view.property.filter_info.conditions;
    expect(kept).toMatchObject({ field_type: 3, operator: 'is' });
    expect(kept.value).toMatch(/^\["opt/);
    const wrong = filteredBy({ field_name: '状况', value: ['新'] })(place);
    expect(await fixture.failure('bitable_views_update', wrong)).toContain('Did you mean 状态?');
  });
});

describe('the deletion of a document', () => {
  it('shows what a folder holds, and says in a dry run what is not there', async () => {
    const { token } = await fixture.call('drive_files_create_folder', { name: '旧资料' });
    const inner = { name: '2024', folder_token: token };
    const { token: innerToken } = await fixture.call('drive_files_create_folder', inner);
    const { app } = await fixture.call('bitable_apps_create', {
      name: '客户',
      folder_token: innerToken,
    });
    const held = { name: '旧资料', contents: ['2024 (folder)', '2024/客户 (bitable)'] };
    const doomed = { file_token: token, type: 'folder' };
    expect(await fixture.call('drive_files_delete', { ...doomed, dry_run: true })).toMatchObject({
      dry_run: true,
      ...held,
    });
    const mistaken = { file_token: token, type: 'bitable', dry_run: true };
    expect(await fixture.failure('drive_files_delete', mistaken)).toContain(
      'and there is no bitable of that token',
    );
    const base = { file_token: app.app_token, dry_run: true };
    expect(await fixture.call('drive_files_delete', base)).toMatchObject({ name: '客户' });
    expect(await fixture.call('drive_files_delete', doomed)).toMatchObject({
      deleted: true,
      ...held,
    });
  });
});

describe('the deletion of a field', () => {
  it('tells in a dry run which formulas use it, and a renamed formula shows its name alone', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(1), fields);
    const formula = { type: 20, property: { formula_expression: '[数量]*2' } };
    await fixture.call('bitable_fields_create', { ...tableRef, field_name: '倍', ...formula });
    const doomed = { ...tableRef, field_id: '数量', dry_run: true };
    const { notes } = await fixture.call('bitable_fields_delete', doomed);
    expect(notes).toContain('formulas of the table that use it, and would show nothing: "倍"');
    const renamed = { ...tableRef, field_id: '倍', field_name: '双倍' };
    const { changes } = await fixture.call('bitable_fields_update', renamed);
    expect(JSON.stringify(changes)).not.toContain('formatter');
  });
});
