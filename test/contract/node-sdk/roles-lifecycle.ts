import type { Client } from '@larksuiteoapi/node-sdk';
import { expect } from 'vitest';
import { dataOf } from './sdk-client.js';

/** Every operation on the roles of a base and on their members. */
export async function runRolesLifecycle(
  { bitable, base }: Client,
  path: { readonly app_token: string },
  member_id: string,
) {
  const { app, appRole, appRoleMember } = bitable.v1;
  await dataOf(app.update({ path, data: { is_advanced: true } }));
  const data = { role_name: '读者', table_roles: [] };
  const made = await dataOf(appRole.create({ path, data }));
  const role = { ...path, role_id: made.role!.role_id! };
  await dataOf(appRole.update({ path: role, data: { ...data, role_name: '访客' } }));
  await dataOf(base.v2.appRole.create({ path, data }));
  await dataOf(base.v2.appRole.update({ path: role, data: { ...data, role_name: '来宾' } }));
  const { items } = await dataOf(appRole.list({ path }));
  expect(items!.map(({ role_name }) => role_name)).toEqual(['来宾', '读者']);
  expect((await dataOf(base.v2.appRole.list({ path }))).total).toBe(2);

  const member_list = [{ id: member_id }];
  await dataOf(appRoleMember.create({ path: role, data: { member_id } }));
  expect((await dataOf(appRoleMember.list({ path: role }))).total).toBe(1);
  await dataOf(appRoleMember.delete({ path: { ...role, member_id } }));
  await dataOf(appRoleMember.batchCreate({ path: role, data: { member_list } }));
  await dataOf(appRoleMember.batchDelete({ path: role, data: { member_list } }));
  await dataOf(appRole.delete({ path: role }));
}
