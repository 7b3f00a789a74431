import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Facts, ServerFixture } from '../../support/server-fixture.js';
import { addTables, newTable, title } from '../../support/table-fixture.js';

const tables = ['客户', '订单'];

/** A base behind advanced permissions with a role that may edit some records of one table, and read another. */
async function newRole(fixture: ServerFixture) {
  const tableRef = newTable(fixture.sandbox);
  const { app_token, table_id } = tableRef;
  addTables(fixture.sandbox, tableRef, tables);
  await fixture.call('bitable_apps_update', { app_token, is_advanced: true });
  const table_roles = [
    {
      table_id,
      table_perm: 2,
      allow_delete_record: false,
      field_perm: { [title]: 2 },
      rec_rule: { conditions: [{ field_name: '' }], other_perm: 1 },
    },
    { table_id: '客户', table_perm: 1 },
  ];
  const block_roles = [{ block_id: 'blknkqrP3RqUkcAW', block_perm: 1 }];
  const args = { app_token, role_name: '编辑', table_roles, block_roles };
  const created = await fixture.call('bitable_roles_create', args);
  const update = (more: object) =>
    fixture.call('bitable_roles_update', { app_token, role_id: '编辑', ...more });
  const inFull = (more: object) =>
    fixture.call('bitable_base_roles_update', { app_token, role_id: '编辑', ...more });
  return { app_token, table_id, created, update, inFull };
}

const rightsIn = ({ role }: Facts, name: string) =>
  role.table_roles.find((rights: Facts) => rights['table_name'] === name);

describe.each(['replace', 'merge'] as const)(
  'a change of a role, of a vendor that updates by %s,',
  (roleUpdate) => {
    let fixture: ServerFixture;

    beforeAll(async () => {
      fixture = await ServerFixture.start({
        args: ['--toolsets', 'all'],
        sandbox: { options: { roleUpdate } },
      });
    });

    afterAll(() => fixture.end());

    it('keeps the tables, dashboards and rights that it does not name', async () => {
      const { created, update } = await newRole(fixture);
      const { role } = await update({
        role_name: '编辑',
        table_roles: [{ table_id: '订单', table_perm: 1 }],
      });
      expect(role.table_roles).toEqual([
        ...created['role'].table_roles,
        expect.objectContaining({ table_name: '订单', table_perm: 1 }),
      ]);
      expect(role.block_roles).toEqual(created['role'].block_roles);
    });

    it('keeps of a table what it does not name in it', async () => {
      const { created, table_id, update } = await newRole(fixture);
      const change = { table_id, allow_add_record: false, field_perm: { 数量: 1 } };
      const { role, changes } = await update({ table_roles: [change] });
      expect(rightsIn({ role }, '表')).toEqual({
        ...rightsIn(created, '表'),
        allow_add_record: false,
        field_perm: { [title]: 2, 数量: 1 },
      });
      expect(changes.rows).toEqual([
        ['table_roles.表.allow_add_record', true, false],
        ['table_roles.表.field_perm.数量', null, 1],
      ]);
    });

    it('keeps the rule for records when the right of the table changes, as long as it means something', async () => {
      const { created, table_id, update } = await newRole(fixture);
      const read = await update({ table_roles: [{ table_id, table_perm: 1 }] });
      expect(rightsIn(read, '表').rec_rule.conditions).toEqual(
        rightsIn(created, '表').rec_rule.conditions,
      );
      const { notes } = await update({ table_roles: [{ table_id, table_perm: 4 }] });
      expect(notes[0]).toContain('rec_rule of 表 goes');
    });

    it('says in a dry run as well that fields which were hidden can be read, where the new right has no use for field_perm', async () => {
      const { table_id, update } = await newRole(fixture);
      const change = { table_roles: [{ table_id, table_perm: 1 }] };
      const tried = await update({ ...change, dry_run: true });
      expect(tried['notes'][0]).toBe(
        'field_perm of 表 goes: with table_perm 1 its fields can all be read, and no record can be changed',
      );
      expect(tried['would_send'].body.table_roles[0]).not.toHaveProperty('field_perm');
      const { notes, changes } = await update(change);
      expect(notes).toContain(tried['notes'][0]);
      expect(changes.rows).toContainEqual(['table_roles.表.field_perm', { [title]: 2 }, null]);
    });

    it('takes away what it names for that: a table, a field, a rule, a dashboard', async () => {
      const { table_id, update } = await newRole(fixture);
      const answer = await update({
        table_roles: [
          { table_id, field_perm: { [title]: 0, 数量: 2 }, rec_rule: { conditions: [] } },
          { table_id: '客户', table_perm: 0 },
        ],
        block_roles: [{ block_id: 'blknkqrP3RqUkcAW', block_perm: 0 }],
      });
      expect(rightsIn(answer, '表')).not.toHaveProperty('rec_rule');
      expect(rightsIn(answer, '表').field_perm).toEqual({ 数量: 2 });
      expect(rightsIn(answer, '客户').table_perm).toBe(0);
      expect(answer['role'].block_roles[0].block_perm).toBe(0);
    });

    it('that is so already sends nothing', async () => {
      const { update } = await newRole(fixture);
      const before = fixture.sent('bitable_roles_update');
      const { notes } = await update({ table_roles: [{ table_id: '客户', table_perm: 1 }] });
      expect(notes).toContain('already so: nothing was changed');
      expect(fixture.sent('bitable_roles_update')).toBe(before);
    });

    it('in its finer form keeps views, actions and the rights of the base, until they are reset', async () => {
      const { table_id, inFull } = await newRole(fixture);
      await inFull({ table_roles: [{ table_id, view_perm: 1 }], base_rule: { copy: 0 } });
      const kept = await inFull({ base_rule: { base_complex_edit: 0 } });
      expect(kept['role'].base_rule).toEqual({ copy: 0, base_complex_edit: 0 });
      expect(rightsIn(kept, '表').view_perm).toBe(1);
      const reset = await inFull({ base_rule: {}, table_roles: [{ table_id, rec_rule: {} }] });
      expect(reset['role']).not.toHaveProperty('base_rule');
      expect(rightsIn(reset, '表')).not.toHaveProperty('rec_rule');
    });

    it('refuses to write in the older form a role whose finer rights that would lose', async () => {
      const { app_token, table_id, inFull } = await newRole(fixture);
      await inFull({ table_roles: [{ table_id, view_perm: 1 }] });
      const args = { app_token, role_id: '编辑', role_name: '新' };
      const text = await fixture.failure('bitable_roles_update', args);
      expect(text).toContain('view_perm of 表');
      expect(text).toContain('bitable_base_roles_update');
    });

    it('says that it could not see the finer rights, where those cannot be read', async () => {
      const { update } = await newRole(fixture);
      fixture.sandbox.faults.add({
        kind: 'code',
        code: 1254302,
        endpoint: 'bitable_base_roles_list',
      });
      const { notes } = await update({ role_name: '新' });
      expect(notes[0]).toContain('finer rights that the role might have could not be read');
    });

    it('shows in a dry run the whole role that would be sent', async () => {
      const { update } = await newRole(fixture);
      const { would_send } = await update({ role_name: '新', dry_run: true });
      expect(would_send.body).toMatchObject({
        role_name: '新',
        table_roles: [{ table_name: '表' }, { table_name: '客户' }],
        block_roles: [{ block_perm: 1 }],
      });
    });

    it('sends nothing when the role cannot be read, and says why', async () => {
      const { app_token, created } = await newRole(fixture);
      const before = fixture.sent('bitable_roles_update');
      fixture.sandbox.faults.add({ kind: 'code', code: 1254302, endpoint: 'bitable_roles_list' });
      const { role_id } = created['role'];
      const args = { app_token, role_id, role_name: '新' };
      const text = await fixture.failure('bitable_roles_update', args);
      expect(text).toContain('Nothing was sent: the role could not be read first');
      expect(fixture.sent('bitable_roles_update')).toBe(before);
    });
  },
);

describe('the answer about a role', () => {
  let fixture: ServerFixture;

  beforeAll(async () => {
    fixture = await ServerFixture.start({ args: ['--toolsets', 'all'] });
  });

  afterAll(() => fixture.end());

  it('says what it gives in the tables that were not named', async () => {
    const { created, update } = await newRole(fixture);
    expect(created['other_tables']).toEqual({ 订单: 'no access' });
    const changed = await update({ table_roles: [{ table_id: '客户', table_perm: 2 }] });
    expect(changed['other_tables']).toEqual({ 表: 'edit records', 订单: 'no access' });
  });

  it('refuses rights in a new table without table_perm, and a map of fields that would hide none', async () => {
    const { app_token } = await newRole(fixture);
    const table_roles = [
      { table_id: '订单', allow_add_record: false },
      { table_id: '客户', field_perm: { [title]: 0 } },
    ];
    const args = { app_token, role_id: '编辑', table_roles };
    const text = await fixture.failure('bitable_roles_update', args);
    expect(text).toContain('table_roles[0].table_perm is required');
    expect(text).toContain('table_roles[1].field_perm would name no field');
  });

  it('refuses rights that the vendor would drop, which gives more than was named', async () => {
    const { app_token, table_id, update } = await newRole(fixture);
    const rec_rule = { conditions: [{ field_name: '' }] };
    const create = (tool: string, rights: object) =>
      fixture.failure(tool, { app_token, role_name: '新', table_roles: [{ table_id, ...rights }] });
    const readsOne = { table_perm: 1, field_perm: { [title]: 1 } };
    const text = await create('bitable_roles_create', readsOne);
    expect(text).toContain('table_roles[0].field_perm means nothing with table_perm 1');
    expect(text).toContain('Allowed: table_perm 2, with 1 for each field to read');
    const managed = { table_perm: 4, rec_rule, allow_delete_record: false };
    const narrowed = await create('bitable_base_roles_create', managed);
    expect(narrowed).toContain('rec_rule means nothing with table_perm 4');
    expect(narrowed).toContain('allow_delete_record means nothing with table_perm 4');
    await update({ table_roles: [{ table_id, table_perm: 4 }] });
    const kept = { app_token, role_id: '编辑', table_roles: [{ table_id, rec_rule }] };
    const refused = await fixture.failure('bitable_roles_update', kept);
    expect(refused).toContain('rec_rule means nothing with table_perm 4');
  });

  it('takes field_perm beside table_perm 1 where the finer form has a use for it', async () => {
    const { app_token, table_id } = await newRole(fixture);
    const table_roles = [{ table_id, table_perm: 1, field_perm: { [title]: 1 } }];
    const args = { app_token, role_name: '读者', table_roles };
    const { role } = await fixture.call('bitable_base_roles_create', args);
    expect(role.table_roles[0].field_perm).toEqual({ [title]: 1 });
  });

  it('takes table_perm in a word, and names the values beside another word', async () => {
    const { app_token } = await newRole(fixture);
    const roleOf = (table_perm: string) => ({
      app_token,
      role_name: table_perm,
      table_roles: [{ table_name: '订单', table_perm }],
    });
    const { role } = await fixture.call('bitable_roles_create', roleOf('可编辑'));
    expect(role.table_roles[0].table_perm).toBe(2);
    expect(await fixture.failure('bitable_roles_create', roleOf('write'))).toContain(
      'table_perm was "write". Allowed: one of 0, 1, 2, 4',
    );
  });
});
