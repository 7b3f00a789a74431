import { describe, expect, it } from 'vitest';
import { bitablePath } from '../../../support/sandbox-client.js';
import { driveFixture, enforced } from './fixtures/drive-fixture.js';

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
