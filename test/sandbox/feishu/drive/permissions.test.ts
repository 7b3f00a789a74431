import { describe, expect, it } from 'vitest';
import { owner } from '../../../../src/sandbox/feishu/tenant.js';
import { driveFixture, enforced } from './fixtures/drive-fixture.js';

const chatId = 'oc_1f0c6a3e9b2d4785a1c0e5d7b8f93a61';
const departmentId = 'od-4e6ac4d14bcd5071a37a39de902c7141';

describe('the collaborators of a base', () => {
  it('are added by any of their ids, changed, listed and removed', async () => {
    const { members, owner: zhang, person } = await driveFixture();
    const li = person('李四');
    const add = (member_type: string, member_id: string, perm: string) =>
      zhang.call('POST', `${members}?type=bitable`, { member_type, member_id, perm });
    const added = await add('email', 'li.si@sandbox.invalid', 'view');
    expect(added.body.data).toEqual({
      member: {
        member_type: 'email',
        member_id: 'li.si@sandbox.invalid',
        perm: 'view',
        perm_type: 'container',
        type: 'user',
      },
    });
    for (const [type, id] of [
      ['openchat', chatId],
      ['opendepartmentid', departmentId],
    ] as const) {
      expect((await add(type, id, 'edit')).body.code).toBe(0);
    }
    const change = { member_type: 'openid', perm: 'edit' };
    expect(await zhang.code('PUT', `${members}/${li.openId}?type=bitable`, change)).toBe(0);
    const { items } = await zhang.data('GET', `${members}?type=bitable&fields=name,type`);
    const shown = items.map((item: Record<string, unknown>) => [item.name, item.type, item.perm]);
    expect(shown).toEqual([
      ['张三', 'user', 'full_access'],
      ['李四', 'user', 'edit'],
      ['项目组', 'chat', 'edit'],
      ['设计中心', 'department', 'edit'],
    ]);
    const path = `${members}/${departmentId}?type=bitable&member_type=opendepartmentid`;
    expect(await zhang.data('DELETE', path)).toEqual({});
    expect(await zhang.code('DELETE', path)).toBe(1063001);
  });

  it('show only who they are and what they may do unless more is asked for', async () => {
    const { members, app } = await driveFixture();
    expect(await app.data('GET', `${members}?type=bitable`)).toEqual({
      items: [
        {
          member_type: 'openid',
          member_id: owner.open_id,
          perm: 'full_access',
          perm_type: 'container',
        },
      ],
    });
    const { items } = await app.data('GET', `${members}?type=bitable&fields=*`);
    expect(items[0]).toMatchObject({ name: '张三', type: 'user', external_label: false });
    expect(await app.code('GET', `${members}?type=bitable&fields=phone`)).toBe(1063001);
  });

  it.each([
    ['no type', '', {}, 99992402],
    ['a type that does not exist', '?type=base', {}, 99992402],
    ['a type that is not that of the token', '?type=docx', {}, 1063001],
    ['no kind of id', '?type=bitable', { member_type: undefined }, 99992402],
    ['a kind of id that does not exist', '?type=bitable', { member_type: 'phone' }, 99992402],
    ['no right', '?type=bitable', { perm: undefined }, 99992402],
    ['a right that does not exist', '?type=bitable', { perm: 'own' }, 99992402],
    ['an id of another kind', '?type=bitable', { member_type: 'unionid' }, 1063001],
    ['nobody', '?type=bitable', { member_id: 'ou_nobody' }, 1063001],
    ['a user group that is not there', '?type=bitable', { member_type: 'groupid' }, 1063001],
    [
      'members of a space, which only wiki pages have',
      '?type=bitable',
      { member_type: 'wikispaceid' },
      1063001,
    ],
    ['the owner', '?type=bitable', { member_id: owner.open_id }, 1063003],
    ['a notification that is no boolean', '?type=bitable&need_notification=yes', {}, 99992402],
  ])('cannot be added with %s', async (_, query, change, code) => {
    const { members, owner: zhang, person } = await driveFixture();
    const body = { member_type: 'openid', member_id: person('李四').openId, perm: 'view' };
    expect(await zhang.code('POST', members + query, { ...body, ...change })).toBe(code);
    expect((await zhang.data('GET', `${members}?type=bitable`)).items).toHaveLength(1);
  });

  it('that apps and outsiders do not see cannot be added by them', async () => {
    const { members, app, person } = await driveFixture();
    const path = `${members}?type=bitable`;
    const department = {
      member_type: 'opendepartmentid',
      member_id: departmentId,
      perm: 'view',
    };
    const chat = { member_type: 'openchat', member_id: chatId, perm: 'view' };
    expect(await app.code('POST', path, department)).toBe(1063001);
    expect(await person('周芭').code('POST', path, chat)).toBe(1063003);
    expect(await person('王五').code('POST', path, chat)).toBe(0);
  });

  it('give no right that they do not have, and change nobody', async () => {
    const { members, person, share } = await driveFixture();
    const [li, wang] = [person('李四'), person('王五')];
    await share(li.openId, 'edit');
    await share(wang.openId, 'view');
    const body = { member_type: 'openid', member_id: person('赵六').openId, perm: 'full_access' };
    expect(await li.code('POST', `${members}?type=bitable`, body)).toBe(1063002);
    expect(await li.code('POST', `${members}?type=bitable`, { ...body, perm: 'edit' })).toBe(0);
    const change = { member_type: 'openid', perm: 'edit' };
    expect(await li.code('PUT', `${members}/${wang.openId}?type=bitable`, change)).toBe(1063002);
  });

  it('are managed by whom the public settings say', async () => {
    const { members, permissions, owner: zhang, person, share } = await driveFixture();
    const li = person('李四');
    await share(li.openId, 'edit');
    const settings = { share_entity: 'only_full_access' };
    await zhang.call('PATCH', `${permissions}/public?type=bitable`, settings);
    const body = { member_type: 'openid', member_id: person('赵六').openId, perm: 'view' };
    expect(await li.code('POST', `${members}?type=bitable`, body)).toBe(1063004);
    expect(await li.code('GET', `${members}?type=bitable`)).toBe(1063002);
    expect(await zhang.code('POST', `${members}?type=bitable`, body)).toBe(0);
  });
});

describe('an owner', () => {
  const path = (members: string, query = '') => `${members}/transfer_owner?type=bitable${query}`;
  const to = (member_id: string) => ({ member_type: 'openid', member_id });

  it.each([
    ['', 'full_access'],
    ['&old_owner_perm=view', 'view'],
    ['&remove_old_owner=true', undefined],
  ])('hands a base over with "%s" and keeps %s', async (query, kept) => {
    const { members, base, owner: zhang, person } = await driveFixture();
    const li = person('李四');
    expect(await zhang.data('POST', path(members, query), to(li.openId))).toEqual({});
    expect(base.ownerId).toBe(li.openId);
    const { items } = await li.data('GET', `${members}?type=bitable`);
    const old = items.find((item: { member_id: string }) => item.member_id === zhang.openId);
    expect(old?.perm).toBe(kept);
  });

  it('is somebody who was told of nobody else: no collaborator, no group', async () => {
    const { members, base, person, owner: zhang, share } = await driveFixture();
    const li = person('李四');
    await share(li.openId, 'full_access');
    expect(await li.code('POST', path(members), to(li.openId))).toBe(1063002);
    const chat = { member_type: 'openchat', member_id: chatId };
    expect(await zhang.code('POST', path(members), chat)).toBe(99992402);
    expect(await zhang.code('POST', path(members), to('ou_nobody'))).toBe(1063001);
    expect(base.ownerId).toBe(zhang.openId);
  });
});

describe('the check of a right', () => {
  const every = ['view', 'edit', 'share', 'comment', 'export', 'copy', 'print', 'manage_public'];

  it.each([
    ['view', ['view', 'share', 'comment', 'export', 'copy', 'print']],
    ['edit', every.filter((action) => action !== 'manage_public')],
    ['full_access', every],
  ])('of a collaborator with %s allows what that means', async (perm, expected) => {
    const { members, person, share } = await driveFixture();
    const li = person('李四');
    await share(li.openId, perm);
    expect(await allowed(li, members)).toEqual(expected);
  });

  it('follows the public settings', async () => {
    const { members, permissions, owner: zhang, person, share } = await driveFixture();
    const li = person('李四');
    await share(li.openId, 'view');
    await zhang.call('PATCH', `${permissions}/public?type=bitable`, {
      security_entity: 'only_full_access',
      comment_entity: 'anyone_can_edit',
      share_entity: 'only_full_access',
    });
    expect(await allowed(li, members)).toEqual(['view']);
    expect(await allowed(zhang, members)).toEqual(every);
  });

  it('follows the base rule of a role where advanced permissions are on', async () => {
    const { gateway, members, person } = await driveFixture();
    await gateway.data('PUT', gateway.base, { is_advanced: true });
    const li = person('李四');
    const addRole = async (role_name: string, base_rule: object) => {
      const body = { role_name, table_roles: [], base_rule };
      const path = `/open-apis/base/v2${gateway.base}/roles`;
      const { role } = (await gateway.call('POST', path, { body })).body.data;
      const member = { member_id: li.openId };
      await gateway.data('POST', `${gateway.base}/roles/${role.role_id}/members`, member);
    };
    await addRole('不可复制', { copy: 0, base_complex_edit: 1 });
    expect(await allowed(li, members)).toEqual(
      every.filter((action) => !['copy', 'manage_public'].includes(action)),
    );
    await addRole('不可导出', { copy: 1, base_complex_edit: 0 });
    expect(await allowed(li, members)).toContain('copy');
  });

  it('says no to strangers where sharing is enforced, and refuses an unknown action', async () => {
    const { members, app } = await driveFixture(enforced);
    expect(await allowed(app, members)).toEqual([]);
    expect(await app.code('GET', `${members}/auth?type=bitable&action=delete`)).toBe(99992402);
  });

  async function allowed(
    caller: { data(method: string, path: string): Promise<{ auth_result: boolean }> },
    members: string,
  ): Promise<string[]> {
    const results = await Promise.all(
      every.map((action) => caller.data('GET', `${members}/auth?type=bitable&action=${action}`)),
    );
    return every.filter((_, index) => results[index]!.auth_result);
  }
});

describe('the public settings', () => {
  it('are changed one by one, and the reply shows what was changed', async () => {
    const { permissions, owner: zhang } = await driveFixture();
    const path = `${permissions}/public?type=bitable`;
    const before = (await zhang.data('GET', path)).permission_public;
    const changes = { link_share_entity: 'tenant_editable', external_access: true };
    expect(await zhang.data('PATCH', path, changes)).toEqual({
      permission_public: { ...changes, lock_switch: false },
    });
    expect((await zhang.data('GET', path)).permission_public).toEqual({ ...before, ...changes });
  });

  it.each([
    ['a value that does not exist', 'bitable', { comment_entity: 'only_full_access' }, 99992402],
    ['a text for a switch', 'bitable', { external_access: 'true' }, 99992402],
    ['a base called a document', 'docx', { external_access: true }, 1063001],
  ])('refuse %s', async (_, type, body, code) => {
    const { permissions, owner: zhang } = await driveFixture();
    expect(await zhang.code('PATCH', `${permissions}/public?type=${type}`, body)).toBe(code);
  });

  it('of a wiki page leave to the wiki who else may see it', async () => {
    const { sandbox, owner: zhang } = await driveFixture();
    const node = new URL(sandbox.sampleLinks.wiki).pathname.split('/').at(-1);
    const path = `/open-apis/drive/v1/permissions/${node}/public?type=wiki`;
    expect(await zhang.code('PATCH', path, { external_access: true })).toBe(1063001);
    expect(await zhang.code('PATCH', path, { link_share_entity: 'anyone_readable' })).toBe(1063001);
    expect(await zhang.code('PATCH', path, { link_share_entity: 'tenant_readable' })).toBe(0);
  });

  it('are changed by managers only', async () => {
    const { permissions, person, share } = await driveFixture();
    const li = person('李四');
    await share(li.openId, 'edit');
    const path = `${permissions}/public?type=bitable`;
    expect(await li.code('PATCH', path, { external_access: true })).toBe(1063002);
    expect(await li.code('GET', path)).toBe(0);
  });
});
