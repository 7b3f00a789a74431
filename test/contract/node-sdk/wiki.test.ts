import { expect, it } from 'vitest';
import { owner } from '../../../src/sandbox/feishu/tenant.js';
import { contract } from '../endpoints/contract-table.js';
import { dataOf, startSdk } from './fixtures/sdk-client.js';

it('the SDK finds a base from a wiki page, a document and a spreadsheet, and people by address (A02)', async () => {
  const { client, sandbox, sample } = await startSdk();
  const { wiki, docx, sheet } = sandbox.sampleLinks;

  const page = { token: tokenOf(wiki) };
  const { node } = await dataOf(client.wiki.v2.space.getNode({ params: page }));
  expect(node).toMatchObject({ obj_type: 'bitable', obj_token: sample.app_token });

  const [space] = (await dataOf(client.wiki.v2.space.list({ params: { page_size: 1 } }))).items!;
  expect(space).toMatchObject({ name: '项目知识库', space_type: 'team' });
  const { spaceNode } = client.wiki.v2;
  const at = { path: { space_id: space!.space_id! } };
  const first = await dataOf(spaceNode.list({ ...at, params: { page_size: 1 } }));
  expect(first).toMatchObject({ has_more: true, items: [{ title: '项目周会纪要' }] });
  const rest = { page_size: 1, page_token: first.page_token! };
  expect(await dataOf(spaceNode.list({ ...at, params: rest }))).toMatchObject({
    has_more: false,
    items: [{ title: '项目立项书', obj_type: 'docx', has_child: false }],
  });
  const params = { parent_node_token: first.items![0]!.node_token! };
  const below = await dataOf(spaceNode.list({ ...at, params }));
  expect(below.items).toMatchObject([{ node_token: tokenOf(wiki), obj_token: sample.app_token }]);

  const path = { document_id: tokenOf(docx) };
  const { document } = await dataOf(client.docx.v1.document.get({ path }));
  expect(document).toMatchObject({ title: '项目周会纪要', revision_id: 4 });
  const { items } = await dataOf(client.docx.v1.documentBlock.list({ path }));
  const block = items!.find(({ block_type }) => block_type === 18);
  const inDocument = await tablesOf(client, block!.bitable!.token!);
  expect(inDocument).toEqual(['会议行动项']);

  const url = `/open-apis/sheets/v2/spreadsheets/${tokenOf(sheet)}/metainfo`;
  const { sheets } = (await client.request({ method: 'GET', url })).data;
  const { blockInfo } = sheets.find((each: { blockInfo?: object }) => each.blockInfo !== undefined);
  expect(blockInfo.blockType).toBe('BITABLE_BLOCK');
  expect(await tablesOf(client, blockInfo.blockToken)).toEqual(['付款计划']);

  const found = await dataOf(
    client.contact.v3.user.batchGetId({ data: { emails: [owner.email] } }),
  );
  expect(found.user_list).toMatchObject([{ user_id: owner.open_id, email: owner.email }]);
  const by = { params: { user_id_type: 'union_id' as const } };
  const { user } = await dataOf(
    client.contact.v3.user.get({ path: { user_id: owner.union_id }, ...by }),
  );
  expect(user).toMatchObject({ name: owner.name, open_id: owner.open_id, department_ids: ['0'] });

  const performed = sandbox.requests.filter(({ code }) => code === 0).map(({ name }) => name);
  const documented = contract
    .map(({ name }) => name)
    .filter((name) => /^(wiki|docx|sheets|contact)_/.test(name));
  expect(performed).toEqual(expect.arrayContaining(documented));
});

it('the SDK walks through the blocks of a document page by page', async () => {
  const { client, sandbox } = await startSdk();
  const path = { document_id: tokenOf(sandbox.sampleLinks.docx) };
  const types: number[] = [];
  const pages = await client.docx.v1.documentBlock.listWithIterator({
    path,
    params: { page_size: 1 },
  });
  for await (const page of pages) types.push(...page!.items!.map(({ block_type }) => block_type));
  expect(types).toEqual([1, 3, 2, 18]);
});

/** The names of the tables of a base that is named as documents name it: `<app_token>_<table_id>`. */
async function tablesOf(
  { bitable }: Awaited<ReturnType<typeof startSdk>>['client'],
  token: string,
): Promise<unknown[]> {
  const [app_token = ''] = token.split('_');
  const { items } = await dataOf(bitable.v1.appTable.list({ path: { app_token } }));
  return items!.map(({ name }) => name);
}

function tokenOf(link: string): string {
  return new URL(link).pathname.split('/').at(-1)!;
}
