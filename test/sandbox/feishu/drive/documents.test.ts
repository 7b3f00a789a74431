import { describe, expect, it } from 'vitest';
import { bitablePath } from '../../../support/sandbox-client.js';
import { driveFixture, enforced } from './fixtures/drive-fixture.js';

const nodePath = '/open-apis/wiki/v2/spaces/get_node';

async function start(settings = {}) {
  const fixture = await driveFixture(settings);
  const tokenOf = (link: string) => new URL(link).pathname.split('/').at(-1)!;
  const { wiki, docx, sheet } = fixture.sandbox.sampleLinks;
  return {
    ...fixture,
    node: tokenOf(wiki),
    blocks: `/open-apis/docx/v1/documents/${tokenOf(docx)}/blocks`,
    docx: tokenOf(docx),
    sheet: tokenOf(sheet),
    metainfo: `/open-apis/sheets/v2/spreadsheets/${tokenOf(sheet)}/metainfo`,
  };
}

describe('a wiki page', () => {
  it('leads to the base that it is, below the document that it belongs to', async () => {
    const { app, node, token, docx, owner } = await start();
    const found = (await app.data('GET', `${nodePath}?token=${node}`)).node;
    expect(found).toMatchObject({
      node_token: node,
      obj_token: token,
      obj_type: 'bitable',
      node_type: 'origin',
      has_child: false,
      title: '项目管理示例',
      owner: owner.openId,
    });
    const parent = await app.data('GET', `${nodePath}?token=${found.parent_node_token}`);
    expect(parent.node).toMatchObject({ obj_token: docx, obj_type: 'docx', has_child: true });
    const byObject = await app.data('GET', `${nodePath}?token=${token}&obj_type=bitable`);
    expect(byObject.node).toEqual(found);
  });

  it.each([
    ['no token', '', 131002, /^param err/],
    ['a kind that does not exist', '?token=x&obj_type=base', 131002, /obj_type/],
    ['a page that is not there', '?token=wikcnNotThere', 131005, /node not found/],
    ['a document outside', '?token=docNotThere&obj_type=docx', 131005, /not in wiki/],
  ])('is not found with %s', async (_, query, code, msg) => {
    const { app } = await start();
    const { status, body } = await app.call('GET', nodePath + query);
    expect({ status, code: body.code }).toEqual({ status: 400, code });
    expect(body.msg).toMatch(msg);
  });

  it('is not for who may not see the document in it', async () => {
    const { app, owner, node } = await start(enforced);
    const path = `${nodePath}?token=${node}`;
    expect(await app.call('GET', path)).toMatchObject({ status: 400, body: { code: 131006 } });
    expect(await owner.code('GET', path)).toBe(0);
  });
});

describe('wiki spaces', () => {
  const spaces = '/open-apis/wiki/v2/spaces';

  it('are listed for who may see them, with their pages below', async () => {
    const { app, owner, node } = await start(enforced);
    expect(await app.data('GET', spaces)).toEqual({ items: [], has_more: false, page_token: '' });
    const [space] = (await owner.data('GET', spaces)).items;
    expect(space).toMatchObject({ name: '项目知识库', space_type: 'team', visibility: 'private' });
    const pages = `${spaces}/${space.space_id}/nodes`;
    expect(await app.code('GET', pages)).toBe(131006);
    const { items } = await owner.data('GET', pages);
    const [above] = items;
    expect(above).toMatchObject({ title: '项目周会纪要', has_child: true, parent_node_token: '' });
    const below = await owner.data('GET', `${pages}?parent_node_token=${above.node_token}`);
    expect(below.items).toMatchObject([{ node_token: node, obj_type: 'bitable' }]);
  });

  it.each([
    ['1', 131005],
    ['abc', 131002],
    ['my_library', 131002],
  ])('of the id %s are refused to an app with %d', async (id, code) => {
    const { app } = await start();
    expect(await app.code('GET', `${spaces}/${id}/nodes`)).toBe(code);
  });
});

describe('a document', () => {
  it('has a block that leads to a base of its own', async () => {
    const { app, blocks, docx, token } = await start();
    const { items, has_more } = await app.data('GET', blocks);
    expect(has_more).toBe(false);
    expect(items[0]).toMatchObject({ block_id: docx, block_type: 1 });
    const block = items.find((item: { block_type: number }) => item.block_type === 18);
    expect(block).toMatchObject({ parent_id: docx, bitable: { token: expect.any(String) } });
    const [appToken, tableId] = block.bitable.token.split('_');
    expect(appToken).not.toBe(token);
    const path = `${bitablePath}/apps/${appToken}`;
    expect((await app.data('GET', `${path}/tables`)).items).toMatchObject([{ table_id: tableId }]);
    expect(await app.code('PUT', path, { is_advanced: true })).toBe(1254301);
  });

  it('is read page by page', async () => {
    const { app, blocks } = await start();
    const all = (await app.data('GET', blocks)).items;
    const first = await app.data('GET', `${blocks}?page_size=3`);
    expect(first).toMatchObject({ items: all.slice(0, 3), has_more: true });
    const rest = await app.data('GET', `${blocks}?page_size=3&page_token=${first.page_token}`);
    expect(rest).toEqual({ items: all.slice(3), has_more: false });
    expect(await app.code('GET', `${blocks}?page_token=x`)).toBe(1770022);
    expect(await app.code('GET', `${blocks}?page_size=501`)).toBe(99992402);
    expect(await app.code('GET', `${blocks}?document_revision_id=5`)).toBe(1770001);
  });

  it('that is not there, was deleted, or is not shared is refused', async () => {
    const { app, owner, blocks, docx } = await start(enforced);
    const nowhere = '/open-apis/docx/v1/documents/doxcnNotThere/blocks';
    expect(await app.call('GET', nowhere)).toMatchObject({ status: 404, body: { code: 1770002 } });
    expect(await app.call('GET', blocks)).toMatchObject({ status: 403, body: { code: 1770032 } });
    await owner.call('DELETE', `/open-apis/drive/v1/files/${docx}?type=docx`);
    expect(await owner.code('GET', blocks)).toBe(1770003);
  });
});

describe('a spreadsheet', () => {
  it('has a sheet that is a base, and one that is not', async () => {
    const { app, metainfo, sheet, owner } = await start();
    const data = await app.data('GET', metainfo);
    expect(data).toMatchObject({
      spreadsheetToken: sheet,
      properties: { title: '项目预算', sheetCount: 2, ownerUser: 0 },
    });
    const [plain, embedded] = data.sheets;
    expect(plain).not.toHaveProperty('blockInfo');
    expect(embedded.blockInfo.blockType).toBe('BITABLE_BLOCK');
    const [appToken, tableId] = embedded.blockInfo.blockToken.split('_');
    const { items } = await app.data('GET', `${bitablePath}/apps/${appToken}/tables`);
    expect(items).toMatchObject([{ table_id: tableId, name: embedded.title }]);
    const { properties } = await app.data('GET', `${metainfo}?user_id_type=open_id`);
    expect(properties).toMatchObject({ ownerUserID: owner.openId });
  });

  it('that is not there, is not shared, or was deleted is refused', async () => {
    const { app, owner, metainfo, sheet } = await start(enforced);
    const nowhere = '/open-apis/sheets/v2/spreadsheets/shtcnNotThere/metainfo';
    expect(await app.call('GET', nowhere)).toMatchObject({ status: 400, body: { code: 91402 } });
    expect(await app.call('GET', metainfo)).toMatchObject({ status: 403, body: { code: 91403 } });
    await owner.call('DELETE', `/open-apis/drive/v1/files/${sheet}?type=sheet`);
    expect(await owner.code('GET', metainfo)).toBe(1310249);
  });
});

describe('people', () => {
  const path = '/open-apis/contact/v3/users/batch_get_id';

  it('are found by address and by number, and are named without an id where nobody is known', async () => {
    const { app, person, sandbox } = await start();
    const li = person('李四');
    const { people } = sandbox.world.bitable.directory;
    const { mobile } = people.find(({ open_id }) => open_id === li.openId)!;
    const emails = ['li.si@sandbox.invalid', 'nobody@sandbox.invalid'];
    const { user_list } = await app.data('POST', path, { emails, mobiles: [mobile] });
    expect(user_list).toEqual([
      {
        user_id: li.openId,
        email: emails[0],
        status: expect.objectContaining({ is_resigned: false }),
      },
      { email: emails[1] },
      { user_id: li.openId, mobile, status: expect.anything() },
    ]);
    const { user_list: byUnion } = await app.data('POST', `${path}?user_id_type=union_id`, {
      emails: emails.slice(0, 1),
    });
    expect(byUnion[0].user_id).toMatch(/^on_/);
  });

  it('are looked up 50 at a time, by apps', async () => {
    const { app, owner } = await start();
    const emails = (count: number) => Array.from({ length: count }, (_, at) => `p${at}@a.invalid`);
    expect((await app.data('POST', path, { emails: emails(50) })).user_list).toHaveLength(50);
    expect(await app.code('POST', path, { emails: emails(51) })).toBe(99992402);
    expect(await app.code('POST', path, { emails: 'a@a.invalid' })).toBe(99992402);
    expect(await owner.code('POST', path, { emails: emails(1) })).toBe(99991668);
  });
});
