import { withUserAccessToken } from '@larksuiteoapi/node-sdk';
import { expect, it } from 'vitest';
import { owner } from '../../../src/sandbox/feishu/tenant.js';
import { contract } from '../endpoints/contract-table.js';
import { dataOf, startSdk } from './fixtures/sdk-client.js';

const type = 'bitable' as const;
const member_type = 'openid' as const;

it('the SDK performs every documented operation on files and on their permissions', async () => {
  const { client, sandbox, sample } = await startSdk();
  const { file, permissionMember, permissionPublic } = client.drive.v1;
  const [, li] = sandbox.world.bitable.directory.people;

  const folder_token = new URL(sandbox.sampleLinks.folder).pathname.split('/').at(-1)!;
  const made = await dataOf(file.createFolder({ data: { name: '新', folder_token } }));
  const named: (string | undefined)[] = [];
  let page_token: string | undefined;
  do {
    const asked = {
      folder_token,
      page_size: 3,
      order_by: 'CreatedTime',
      direction: 'ASC',
    } as const;
    const next = page_token === undefined ? {} : { page_token };
    const { files, ...rest } = await dataOf(file.list({ params: { ...asked, ...next } }));
    named.push(...files!.map(({ name, type }) => `${name} ${type}`));
    page_token = rest.has_more ? rest.next_page_token : undefined;
  } while (page_token !== undefined);
  expect(named.sort()).toEqual([
    '归档 folder',
    '新 folder',
    '项目周会纪要 docx',
    '项目管理示例 bitable',
  ]);
  const request_docs = [
    { doc_token: sample.app_token, doc_type: type },
    { doc_token: made.token!, doc_type: 'folder' as const },
    { doc_token: sample.app_token, doc_type: 'docx' as const },
  ];
  const { meta } = client.drive.v1;
  const described = await dataOf(meta.batchQuery({ data: { request_docs, with_url: true } }));
  expect(described.metas.map(({ title, url }) => [title, url])).toEqual([
    ['项目管理示例', `${sandbox.url}/base/${sample.app_token}`],
    ['新', made.url],
  ]);
  expect(described.failed_list).toEqual([{ token: sample.app_token, code: 970005 }]);

  const watched = { path: { file_token: sample.app_token }, params: { file_type: type } };
  await dataOf(file.subscribe(watched));
  expect(await dataOf(file.getSubscribe(watched))).toEqual({ is_subscribe: true });
  await dataOf(file.deleteSubscribe(watched));
  expect(await dataOf(file.getSubscribe(watched))).toEqual({ is_subscribe: false });

  const path = { token: sample.app_token };
  const params = { type };
  const member_id = li!.open_id;
  const data = { member_type, member_id, perm: 'view' as const };
  const added = await dataOf(permissionMember.create({ path, params, data }));
  expect(added.member).toMatchObject(data);
  const to = { ...path, member_id };
  const perm = 'edit' as const;
  await dataOf(permissionMember.update({ path: to, params, data: { member_type, perm } }));
  const { items } = await dataOf(permissionMember.list({ path, params: { type, fields: '*' } }));
  expect(items!.map(({ name, perm }) => [name, perm])).toEqual([
    ['张三', 'full_access'],
    ['李四', 'edit'],
  ]);
  const asLi = withUserAccessToken(sandbox.userTokenOf(member_id));
  const may = async (action: 'edit' | 'manage_public') =>
    (await dataOf(permissionMember.auth({ path, params: { type, action } }, asLi))).auth_result;
  expect([await may('edit'), await may('manage_public')]).toEqual([true, false]);
  await dataOf(permissionMember.delete({ path: to, params: { type, member_type }, data: {} }));

  const settings = { link_share_entity: 'tenant_readable' as const };
  await dataOf(permissionPublic.patch({ path, params, data: settings }));
  const found = await dataOf(permissionPublic.get({ path, params }));
  expect(found.permission_public).toMatchObject({ ...settings, comment_entity: 'anyone_can_view' });

  const asOwner = withUserAccessToken(sandbox.userAccessToken);
  const heir = { member_type, member_id };
  await dataOf(permissionMember.transferOwner({ path, params, data: heir }, asOwner));
  const [newOwner, oldOwner] = (await dataOf(permissionMember.list({ path, params }))).items!;
  expect([newOwner!.member_id, oldOwner!.member_id]).toEqual([member_id, owner.open_id]);
  expect(await dataOf(file.delete({ path: watched.path, params }))).toEqual({});

  const performed = sandbox.requests.filter(({ code }) => code === 0).map(({ name }) => name);
  const documented = contract
    .map(({ name }) => name)
    .filter((name) => /^drive_(files|metas|permission)_/.test(name));
  expect([...new Set(performed)].sort()).toEqual([...documented, 'tenant_access_token'].sort());
});

it('the SDK throws what drive refuses, because it comes with HTTP 400 and more', async () => {
  const { client, sandbox, sample } = await startSdk({ options: { sharing: 'enforced' } });
  const path = { token: sample.app_token };
  const asStranger = withUserAccessToken(
    sandbox.userTokenOf(sandbox.world.bitable.directory.people[1]!.open_id),
  );
  const call = client.drive.v1.permissionPublic.get({ path, params: { type } }, asStranger);
  await expect(call).rejects.toMatchObject({ response: { status: 403, data: { code: 1063002 } } });
  const base = client.bitable.v1.app.get({ path: sample }, asStranger);
  await expect(base).rejects.toMatchObject({ response: { status: 403, data: { code: 91403 } } });
});
