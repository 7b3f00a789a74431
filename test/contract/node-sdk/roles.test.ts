import { describe, expect, it } from 'vitest';
import { dataOf, type Sdk, startSdk } from './fixtures/sdk-client.js';

/** The sample base with advanced permissions on, as a path. */
async function startAdvanced(): Promise<Sdk & { base: { app_token: string } }> {
  const sdk = await startSdk();
  const base = { app_token: sdk.sample.app_token };
  const data = { is_advanced: true };
  const { app } = await dataOf(sdk.client.bitable.v1.app.update({ path: base, data }));
  expect(app).toMatchObject(data);
  return { ...sdk, base };
}

const roleId = expect.stringMatching(/^rol[A-Za-z0-9]{7}$/);

describe('roles, through the SDK', () => {
  it('are created, listed, updated and deleted (A41-A44)', async () => {
    const { client, base, sample } = await startAdvanced();
    const { appRole } = client.bitable.v1;
    const table = { table_id: sample.table_id, table_perm: 2, field_perm: { 工时: 2 } };
    const data = { role_name: '自定义角色1', table_roles: [table] };
    const { role } = await dataOf(appRole.create({ path: base, data }));
    expect(role).toMatchObject({ role_id: roleId, ...data });
    const path = { ...base, role_id: role!.role_id! };
    const renamed = { role_name: '自定义角色2', table_roles: [{ ...table, table_perm: 1 }] };
    const updated = await dataOf(appRole.update({ path, data: renamed }));
    expect(updated.role).toMatchObject({ role_name: '自定义角色2' });
    expect(await dataOf(appRole.list({ path: base }))).toMatchObject({
      has_more: false,
      total: 1,
      items: [{ role_id: path.role_id, table_roles: [{ table_name: '任务', table_perm: 1 }] }],
    });
    expect(await dataOf(appRole.delete({ path }))).toEqual({});
    expect((await dataOf(appRole.list({ path: base }))).items).toEqual([]);
  });

  it('of base/v2 are the same roles in their finer form', async () => {
    const { client, base, sample } = await startAdvanced();
    const { appRole } = client.base.v2;
    const table = {
      table_id: sample.table_id,
      table_perm: 2,
      rec_rule: { conditions: [{ field_name: '' }], other_perm: 0 },
      other_rec_rule: { conditions: [{ field_name: '负责人' }] },
      field_perm: { 任务名称: 3, 工时: 2 },
      view_perm: 2,
      field_action_rules: { select_option_edit: { 状态: 1 } },
    };
    const data = { role_name: '普通用户', table_roles: [table], base_rule: { copy: 0 } };
    const { role } = await dataOf(appRole.create({ path: base, data }));
    expect(role).toMatchObject({
      role_id: roleId,
      base_rule: { copy: 0 },
      table_roles: [
        {
          rec_rule: { perm: 2, conditions: [{ field_name: '', field_type: 1003 }] },
          other_rec_rule: { perm: 1, conditions: [{ field_name: '负责人', field_type: 11 }] },
          field_perm: { 任务名称: 3, 工时: 2 },
        },
      ],
    });
    const path = { ...base, role_id: role!.role_id! };
    const reset = { role_name: '普通用户', table_roles: [], base_rule: {} };
    const updated = await dataOf(appRole.update({ path, data: reset }));
    expect(updated.role).not.toHaveProperty('base_rule');
    const { items } = await dataOf(appRole.list({ path: base }));
    expect(items).toMatchObject([{ role_id: path.role_id, table_roles: [{ view_perm: 2 }] }]);
    const old = await dataOf(client.bitable.v1.appRole.list({ path: base }));
    expect(old.items).toMatchObject([
      { role_id: path.role_id, table_roles: [{ field_perm: { 任务名称: 2, 工时: 1 } }] },
    ]);
  });

  it('are refused with HTTP 200 while advanced permissions are off', async () => {
    const { client, sample } = await startSdk();
    const path = { app_token: sample.app_token };
    expect(await client.bitable.v1.appRole.list({ path })).toMatchObject({ code: 1254301 });
    expect(await client.base.v2.appRole.list({ path })).toMatchObject({ code: 1254301 });
  });
});

describe('members of a role, through the SDK', () => {
  it('are added, listed and removed, alone and together (A45-A49)', async () => {
    const { client, base, sandbox } = await startAdvanced();
    const { appRole, appRoleMember } = client.bitable.v1;
    const made = await dataOf(
      appRole.create({ path: base, data: { role_name: '读者', table_roles: [] } }),
    );
    const path = { ...base, role_id: made.role!.role_id! };
    const [, li, wang] = sandbox.world.bitable.directory.people;
    const chat_id = 'oc_7b3d9e5a0c1f4286b5d8a2e6c4f70b92';

    const params = { member_id_type: 'union_id' as const };
    const one = { path, params, data: { member_id: li!.union_id } };
    expect(await dataOf(appRoleMember.create(one))).toEqual({});
    const member_list = [
      { id: wang!.open_id },
      { type: 'chat_id' as const, id: chat_id },
      { type: 'department_id' as const, id: 'h121921' },
    ];
    expect(await dataOf(appRoleMember.batchCreate({ path, data: { member_list } }))).toEqual({});
    const names = async () => {
      const { items } = await dataOf(appRoleMember.list({ path }));
      return items!.map(({ member_type, member_name }) => `${member_type} ${member_name}`);
    };
    expect(await names()).toEqual([
      'user 李四',
      'user 王五',
      'chat Customer Success',
      'department 设计中心',
    ]);
    const gone = { path: { ...path, member_id: li!.union_id }, params };
    expect(await dataOf(appRoleMember.delete(gone))).toEqual({});
    expect(await dataOf(appRoleMember.batchDelete({ path, data: { member_list } }))).toEqual({});
    expect(await names()).toEqual([]);
    expect(await appRoleMember.delete(gone)).toMatchObject({ code: 1254048 });
  });

  it('are walked through by the iterator', async () => {
    const { client, base, sandbox } = await startAdvanced();
    const { appRole, appRoleMember } = client.bitable.v1;
    const made = await dataOf(
      appRole.create({ path: base, data: { role_name: '读者', table_roles: [] } }),
    );
    const path = { ...base, role_id: made.role!.role_id! };
    const ids = sandbox.world.bitable.directory.people.slice(0, 5).map(({ open_id }) => open_id);
    const member_list = ids.map((id) => ({ id }));
    await dataOf(appRoleMember.batchCreate({ path, data: { member_list } }));
    const walked: (string | undefined)[] = [];
    const pages = await appRoleMember.listWithIterator({ path, params: { page_size: 2 } });
    for await (const page of pages) walked.push(...page!.items!.map(({ open_id }) => open_id));
    expect(walked).toEqual(ids);
  });
});
