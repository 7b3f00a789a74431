import { describe, expect, it } from 'vitest';
import { bitablePath } from '../../../support/sandbox-client.js';
import { type Caller, driveFixture, enforced } from './fixtures/drive-fixture.js';

describe('the events of a base', () => {
  it('are subscribed to by each caller, as often as they like', async () => {
    const { files, app, owner } = await driveFixture();
    const status = async (caller: typeof app) =>
      (await caller.data('GET', `${files}/get_subscribe?file_type=bitable`)).is_subscribe;
    expect(await status(app)).toBe(false);
    for (let times = 0; times < 2; times += 1) {
      expect(await app.data('POST', `${files}/subscribe?file_type=bitable`)).toEqual({});
    }
    expect([await status(app), await status(owner)]).toEqual([true, false]);
    expect(await app.data('DELETE', `${files}/delete_subscribe?file_type=bitable`)).toEqual({});
    expect(await status(app)).toBe(false);
    const gone = await app.call('DELETE', `${files}/delete_subscribe?file_type=bitable`);
    expect(gone).toMatchObject({ status: 400, body: { code: 1069605, msg: 'Unsubscribe' } });
  });

  it.each([
    ['no kind', '', 400, 99992402],
    ['a kind that does not exist', '?file_type=wiki', 400, 99992402],
    ['another kind', '?file_type=docx', 400, 1069602],
    ['an event, which only folders have', '?file_type=bitable&event_type=file', 400, 1069602],
  ])('are refused with %s', async (_, query, status, code) => {
    const { files, app } = await driveFixture();
    expect(await app.call('POST', `${files}/subscribe${query}`)).toMatchObject({
      status,
      body: { code },
    });
  });

  it('are for who manages a document that is there', async () => {
    const { files, app, owner, person, share } = await driveFixture(enforced);
    const nowhere = `/open-apis/drive/v1/files/${'A'.repeat(27)}/subscribe?file_type=bitable`;
    expect(await app.call('POST', nowhere)).toMatchObject({ status: 400, body: { code: 1069604 } });
    const path = `${files}/subscribe?file_type=bitable`;
    expect(await app.call('POST', path)).toMatchObject({ status: 403, body: { code: 1069603 } });
    await share(person('李四').openId, 'edit');
    expect(await person('李四').code('POST', path)).toBe(1069603);
    await share(person('李四').openId, 'full_access');
    expect(await person('李四').code('POST', path)).toBe(0);
    expect(await owner.code('POST', path)).toBe(0);
  });
});

describe('folders', () => {
  const list = '/open-apis/drive/v1/files';

  async function folders(settings = {}) {
    const fixture = await driveFixture(settings);
    const folder = new URL(fixture.sandbox.sampleLinks.folder).pathname.split('/').at(-1)!;
    const create = (caller: Caller, name: unknown, folder_token: unknown = folder) =>
      caller.call('POST', `${list}/create_folder`, { name, folder_token });
    const names = async (caller: Caller, query: string) =>
      (await caller.data('GET', `${list}?${query}`)).files.map(
        (each: { name: string }) => each.name,
      );
    return { ...fixture, folder, create, names };
  }

  it('hold bases, documents and folders, by the time of a change or of creation', async () => {
    const { gateway, app, folder, create, names } = await folders();
    gateway.clock.advance(60_000);
    await create(app, '新');
    gateway.clock.advance(60_000);
    await gateway.data('POST', `${gateway.table}/records`, { fields: {} });
    const inside = `folder_token=${folder}`;
    expect((await names(app, inside)).slice(0, 2)).toEqual(['项目管理示例', '新']);
    expect((await names(app, `${inside}&direction=ASC`)).at(-1)).toBe('项目管理示例');
    expect((await names(app, `${inside}&order_by=CreatedTime`))[0]).toBe('新');
    const { files } = await app.data('GET', `${list}?${inside}`);
    expect(files[1]).toMatchObject({
      type: 'folder',
      parent_token: folder,
      created_time: String(Date.UTC(2026, 10, 21, 2, 1) / 1_000),
      url: expect.stringContaining('/drive/folder/fld'),
    });
  });

  it('come in pages, but for the root, which is listed whole', async () => {
    const { app, folder } = await folders();
    const first = await app.data('GET', `${list}?folder_token=${folder}&page_size=2`);
    expect(first).toMatchObject({ has_more: true, next_page_token: expect.any(String) });
    const rest = `page_size=2&page_token=${first.next_page_token}`;
    const last = await app.data('GET', `${list}?folder_token=${folder}&${rest}`);
    expect(last).toEqual({ files: [expect.anything()], has_more: false });
    expect(await app.code('GET', `${list}?folder_token=${folder}&page_size=201`)).toBe(99992402);
    expect(await app.code('GET', `${list}?folder_token=${folder}&page_token=x`)).toBe(1061002);
    expect(await app.data('GET', list)).toMatchObject({ has_more: false });
  });

  it('show strangers nothing, where documents are not open to all', async () => {
    const { app, owner, folder, create, names } = await folders(enforced);
    expect(await app.code('GET', `${list}?folder_token=${folder}`)).toBe(1061004);
    expect((await create(app, '新')).body.code).toBe(1061004);
    expect(await names(app, '')).toEqual([]);
    expect(await names(owner, '')).toContain('项目资料');
    const { data } = (await create(app, '应用的', '')).body;
    expect(await names(app, '')).toEqual(['应用的']);
    expect(await owner.code('GET', `${list}?folder_token=${data.token}`)).toBe(1061004);
  });

  it('are refused where they are none, gone or without a name', async () => {
    const { app, token, folder, create } = await folders();
    expect(await app.code('GET', `${list}?folder_token=fldNobody`)).toBe(1061003);
    expect(await app.code('GET', `${list}?folder_token=${token}`)).toBe(1061002);
    expect((await create(app, 'a', null)).body.code).toBe(1061002);
    expect((await create(app, '字'.repeat(86))).body.code).toBe(1061002);
    expect(await app.code('DELETE', `${list}/${folder}?type=folder`)).toBe(0);
    expect(await app.code('GET', `${list}?folder_token=${folder}`)).toBe(1061007);
  });

  it('take what is in them along when they are deleted', async () => {
    const { gateway, app, folder } = await folders();
    expect(await app.data('DELETE', `${list}/${folder}?type=folder`)).toEqual({
      task_id: expect.stringMatching(/^\d+$/),
    });
    expect(await app.code('GET', `${bitablePath}${gateway.base}/tables`)).toBe(1002);
  });

  it("that are not there, or not the caller's, get no base", async () => {
    const { gateway, folder } = await folders(enforced);
    const create = (folder_token: string) =>
      gateway.code('POST', '/apps', { name: 'b', folder_token });
    expect(await create('fldNobody')).toBe(1254702);
    expect(await create(folder)).toBe(1254701);
    expect(await create('')).toBe(0);
  });
});

describe('deleting', () => {
  it('a base leaves nothing that a call finds', async () => {
    const { gateway, files, members, app, sandbox } = await driveFixture();
    expect(await app.data('DELETE', `${files}?type=bitable`)).toEqual({});
    const gone = { code: 1002, msg: 'note has been deleted', data: {} };
    expect((await app.call('GET', bitablePath + gateway.base)).body).toEqual(gone);
    expect((await app.call('GET', `${bitablePath}${gateway.base}/tables`)).body).toEqual(gone);
    expect(await app.code('GET', `${bitablePath}${gateway.table}/records`)).toBe(1002);
    expect(await app.code('GET', `${members}?type=bitable`)).toBe(1063005);
    expect(await app.code('POST', `${files}/subscribe?file_type=bitable`)).toBe(1069604);
    const again = await app.call('DELETE', `${files}?type=bitable`);
    expect(again).toMatchObject({ status: 404, body: { code: 1061007 } });
    const node = new URL(sandbox.sampleLinks.wiki).pathname.split('/').at(-1);
    expect(await app.code('GET', `/open-apis/wiki/v2/spaces/get_node?token=${node}`)).toBe(131005);
  });

  it.each([
    ['no type', '', 99992402],
    ['a type that does not exist', '?type=base', 99992402],
    ['another type', '?type=docx', 1061002],
  ])('a base with %s deletes nothing', async (_, query, code) => {
    const { files, app, gateway } = await driveFixture();
    expect(await app.code('DELETE', files + query)).toBe(code);
    expect(await app.code('GET', bitablePath + gateway.base)).toBe(0);
  });

  it('is for the owner and for managers', async () => {
    const { files, app, person, share } = await driveFixture(enforced);
    const path = `${files}?type=bitable`;
    const li = person('李四');
    await share(li.openId, 'edit');
    expect(await app.call('DELETE', path)).toMatchObject({ status: 403, body: { code: 1061004 } });
    expect(await li.code('DELETE', path)).toBe(1061004);
    await share(li.openId, 'full_access');
    expect(await li.code('DELETE', path)).toBe(0);
    const nowhere = `/open-apis/drive/v1/files/${'A'.repeat(27)}?type=bitable`;
    expect(await app.code('DELETE', nowhere)).toBe(1061003);
  });
});
