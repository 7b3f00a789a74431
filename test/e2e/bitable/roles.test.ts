import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServerFixture } from '../../support/server-fixture.js';
import { addRole, newTable, numbered } from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start({
    args: ['--toolsets', 'all'],
    sandbox: { options: { rolesReadyMs: 300 } },
  });
});

afterAll(() => fixture.end());

describe('roles, end to end', () => {
  it('bind a person once they are given one, and the refusal says what to do', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(3));
    const { app_token, table_id } = tableRef;
    const person = fixture.sandbox.world.bitable.directory.people[3]!;
    const visitor = await ServerFixture.start({
      env: () => ({
        FEISHU_USER_ACCESS_TOKEN: fixture.sandbox.userTokenOf(person.open_id),
        FEISHU_BASE_URL: fixture.sandbox.url,
      }),
    });
    try {
      await fixture.call('bitable_apps_update', { app_token, is_advanced: true });
      const refusal = await visitor.failure('bitable_records_search', { app_token, table_id });
      expect(refusal).toContain('1254302');
      expect(refusal).toContain('give its role the right');
      const { role } = await fixture.call('bitable_roles_create', {
        app_token,
        role_name: '读者',
        table_roles: [{ table_id, table_perm: 1 }],
      });
      const members = { app_token, role_id: role.role_id };
      await fixture.call('bitable_role_members_create', { ...members, member_id: person.open_id });
      const found = await visitor.call('bitable_records_search', { app_token, table_id });
      expect(found.total).toBe(3);
      const records = [{ fields: { 数量: 1 } }];
      const write = { app_token, table_id, records };
      expect(await visitor.failure('bitable_records_batch_create', write)).toContain('1254302');
    } finally {
      await visitor.end();
    }
  });

  it('say that advanced permissions have to be switched on first', async () => {
    const { app_token } = newTable(fixture.sandbox);
    const text = await fixture.failure('bitable_roles_list', { app_token });
    expect(text).toContain('1254301');
    expect(text).toContain('switch them on with bitable_apps_update, is_advanced true');
    expect(fixture.sent('bitable_roles_list')).toBe(1);
  });

  it('are waited for right after advanced permissions were switched on, and the answer says so', async () => {
    const { app_token, table_id } = newTable(fixture.sandbox);
    await fixture.call('bitable_apps_update', { app_token, is_advanced: true });
    const before = fixture.sent('bitable_roles_create');
    const { role, notes } = await fixture.call('bitable_roles_create', {
      app_token,
      role_name: '读者',
      table_roles: [{ table_id, table_perm: 1 }],
    });
    expect(role.role_name).toBe('读者');
    expect(fixture.sent('bitable_roles_create')).toBe(before + 2);
    expect(notes).toContain('waited 0.5 s until the roles of the base were ready');
  });

  it('take members a hundred at a time', async () => {
    const tableRef = newTable(fixture.sandbox);
    const { role_id } = addRole(fixture.sandbox, tableRef, true);
    const people = fixture.sandbox.world.bitable.directory.people;
    const member_list = Array.from({ length: 101 }, (_, index) => ({
      id: people[index % people.length]!.open_id,
    }));
    const before = fixture.sent('bitable_role_members_batch_create');
    const args = { app_token: tableRef.app_token, role_id, member_list };
    expect(await fixture.call('bitable_role_members_batch_create', args)).toEqual({ created: 101 });
    expect(fixture.sent('bitable_role_members_batch_create')).toBe(before + 2);
  });

  it('are refused before anything is sent, with the place of each fault and what belongs there', async () => {
    const tableRef = newTable(fixture.sandbox);
    const before = fixture.sent('bitable_roles_create');
    const text = await fixture.failure('bitable_roles_create', {
      app_token: tableRef.app_token,
      role_name: '读者',
      table_roles: [
        { table_id: tableRef.table_id, table_perm: 3, field_perms: { 数量: 1 } },
        { table_perm: 1 },
        { table_id: tableRef.table_id, table_perm: 2, rec_rule: { conditions: [{}] } },
      ],
    });
    expect(text).toContain('table_roles[0].table_perm was 3. Allowed: one of 0, 1, 2, 4.');
    expect(text).toContain('Did you mean field_perm?');
    expect(text).toContain('table_roles[1]');
    expect(text).toContain('with table_id or table_name');
    expect(text).toContain('table_roles[2].rec_rule.conditions[0].field_name is required');
    expect(fixture.sent('bitable_roles_create')).toBe(before);
  });

  it('are reset to their defaults by empty lists and objects', async () => {
    const tableRef = newTable(fixture.sandbox);
    const { app_token, table_id } = tableRef;
    const { role_id } = addRole(fixture.sandbox, tableRef, true);
    const blocks = [{ block_id: 'blknkqrP3RqUkcAW', block_perm: 1 }];
    const update = (more: object) =>
      fixture.call('bitable_base_roles_update', { app_token, role_id, role_name: '读者', ...more });
    const field_perm = { 数量: 1 };
    const table = { table_id, table_perm: 2 };
    const refined = { table_roles: [{ ...table, field_perm }], block_roles: blocks };
    expect((await update(refined)).role).toMatchObject(refined);
    const reset = { table_roles: [{ ...table, field_perm: {} }], block_roles: [] };
    const { role } = await update(reset);
    expect(role.block_roles).toEqual([]);
    expect(role.table_roles[0]).not.toHaveProperty('field_perm');
  });
});
