import { describe, expect, it } from 'vitest';
import { bitablePath } from '../../../support/sandbox-client.js';
import { driveFixture, enforced } from './fixtures/drive-fixture.js';

describe('a base where sharing is enforced', () => {
  it('keeps out an app that nobody added, with the code of the document layer', async () => {
    const { gateway, app } = await driveFixture(enforced);
    for (const [method, path] of [
      ['GET', gateway.base],
      ['GET', `${gateway.base}/tables`],
      ['GET', `${gateway.table}/records`],
      ['POST', `${gateway.base}/copy`],
    ] as const) {
      const { status, body } = await app.call(method, bitablePath + path);
      expect({ path, status, body }).toEqual({
        path,
        status: 403,
        body: { code: 91403, msg: 'Forbidden', data: {} },
      });
    }
  });

  it.each([
    ['view', { read: 0, write: 91403, copy: 0 }],
    ['edit', { read: 0, write: 0, copy: 0 }],
  ])('lets a collaborator with %s do what that means', async (perm, expected) => {
    const { gateway, person, share } = await driveFixture(enforced);
    const li = person('李四');
    expect(await li.code('GET', bitablePath + gateway.base)).toBe(91403);
    await share(li.openId, perm);
    const records = `${bitablePath}${gateway.table}/records`;
    expect({
      read: await li.code('GET', records),
      write: await li.code('POST', records, { fields: { 任务名称: '新' } }),
      copy: await li.code('POST', `${bitablePath}${gateway.base}/copy`, {}),
    }).toEqual(expected);
  });

  it('is copied by whom the public settings let copy', async () => {
    const { gateway, permissions, owner, person, share } = await driveFixture(enforced);
    const li = person('李四');
    await share(li.openId, 'edit');
    const settings = { security_entity: 'only_full_access' };
    await owner.call('PATCH', `${permissions}/public?type=bitable`, settings);
    expect(await li.code('POST', `${bitablePath}${gateway.base}/copy`, {})).toBe(91403);
    await share(li.openId, 'full_access');
    expect(await li.code('POST', `${bitablePath}${gateway.base}/copy`, {})).toBe(0);
  });

  it('is open to the people of the tenant by a link of the tenant, and to apps by no such link', async () => {
    const { gateway, permissions, owner, app, person } = await driveFixture(enforced);
    const li = person('李四');
    const link = (link_share_entity: string) =>
      owner.call('PATCH', `${permissions}/public?type=bitable`, { link_share_entity });
    const reads = async () => [
      await li.code('GET', bitablePath + gateway.base),
      await app.code('GET', bitablePath + gateway.base),
    ];
    await link('tenant_readable');
    expect(await reads()).toEqual([0, 91403]);
    await link('anyone_readable');
    expect(await reads()).toEqual([0, 0]);
    await link('closed');
    expect(await reads()).toEqual([91403, 91403]);
  });

  it('lets members of a group in', async () => {
    const { gateway, members, owner, person } = await driveFixture(enforced);
    const chat = { member_type: 'openchat', member_id: 'oc_1f0c6a3e9b2d4785a1c0e5d7b8f93a61' };
    await owner.call('POST', `${members}?type=bitable`, { ...chat, perm: 'edit' });
    const path = bitablePath + gateway.base;
    expect(await person('王五').code('GET', path)).toBe(0);
    expect(await person('周芭').code('GET', path)).toBe(91403);
  });

  it('is the own of an app that made it', async () => {
    const { gateway } = await driveFixture(enforced);
    const { app } = await gateway.data('POST', '/apps', { name: '自己的' });
    expect(await gateway.code('GET', `/apps/${app.app_token}/tables`)).toBe(0);
  });

  it('lets the members of a role in as far as the role goes', async () => {
    const { gateway, base, owner, person } = await driveFixture(enforced);
    await owner.call('PUT', bitablePath + gateway.base, { is_advanced: true });
    const [tasks, customers] = base.tables.keys();
    const table_roles = [{ table_id: tasks, table_perm: 1 }];
    const roles = `${bitablePath}${gateway.base}/roles`;
    const { role } = await owner.data('POST', roles, { role_name: '读者', table_roles });
    const li = person('李四');
    await owner.call('POST', `${roles}/${role.role_id}/members`, { member_id: li.openId });
    const tables = `${bitablePath}${gateway.base}/tables`;
    expect(await li.code('GET', `${tables}/${tasks}/records`)).toBe(0);
    expect(await li.code('POST', `${tables}/${tasks}/records`, { fields: {} })).toBe(1254302);
    expect(await li.code('GET', `${tables}/${customers}/records`)).toBe(1254302);
    expect(await person('周芭').code('GET', tables)).toBe(91403);
  });
});

describe('a base that is open', () => {
  it('binds whom a right was given to, and nobody else, in what drive decides', async () => {
    const { files, person, share, app } = await driveFixture();
    const li = person('李四');
    const path = `${files}/subscribe?file_type=bitable`;
    expect(await li.code('POST', path)).toBe(0);
    await share(li.openId, 'edit');
    expect(await li.code('POST', path)).toBe(1069603);
    expect(await app.code('POST', path)).toBe(0);
  });
});

describe('advanced permissions', () => {
  it('do not bind who manages the base', async () => {
    const { gateway, person, share } = await driveFixture();
    await gateway.data('PUT', gateway.base, { is_advanced: true });
    const li = person('李四');
    const path = `${bitablePath}${gateway.table}/records`;
    await share(li.openId, 'edit');
    expect(await li.code('GET', path)).toBe(1254302);
    await share(li.openId, 'full_access');
    expect(await li.code('GET', path)).toBe(0);
  });

  it('show the dashboards that a role names and no others', async () => {
    const { gateway, base, person } = await driveFixture();
    await gateway.data('PUT', gateway.base, { is_advanced: true });
    const [first] = base.dashboards.keys();
    await gateway.data('POST', `${gateway.base}/dashboards/${first}/copy`, { name: '副本' });
    const [, second] = base.dashboards.keys();
    const addRole = async (name: string, role_name: string, block_roles: readonly object[]) => {
      const body = { role_name, table_roles: [], block_roles };
      const { role } = await gateway.data('POST', `${gateway.base}/roles`, body);
      const member = { member_id: person(name).openId };
      await gateway.data('POST', `${gateway.base}/roles/${role.role_id}/members`, member);
    };
    await addRole('李四', '看二', [
      { block_id: first, block_perm: 0 },
      { block_id: second, block_perm: 1 },
    ]);
    await addRole('王五', '不看', []);
    const seen = async (name: string) => {
      const path = `${bitablePath}${gateway.base}/dashboards`;
      const { dashboards } = await person(name).data('GET', path);
      return dashboards.map((dashboard: { name: string }) => dashboard.name);
    };
    expect(await seen('李四')).toEqual(['副本']);
    expect(await seen('王五')).toEqual([]);
    expect(await seen('张三')).toEqual(['项目总览', '副本']);
    await addRole('李四', '看一', [{ block_id: first, block_perm: 1 }]);
    expect(await seen('李四')).toEqual(['项目总览', '副本']);
  });
});
