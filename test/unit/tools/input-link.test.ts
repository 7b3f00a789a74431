import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../../src/http/calls.js';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/server.js';
import type { OperationName } from '../../../src/tools/catalog/operations.js';
import { sandboxClient } from '../../support/service-client.js';
import { toolContext } from '../../support/tool-context.js';
import { createToolbox } from '../../support/toolbox.js';

let sandbox: RunningSandbox;
let client: Client;
let app_token: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  client = sandboxClient(sandbox);
  app_token = new URL(sandbox.sampleUrl).pathname.split('/').at(-1) ?? '';
});
afterAll(() => sandbox.close());

function run(name: OperationName, args: object) {
  const toolbox = createToolbox([name], toolContext(client));
  return toolbox.run(name, args, { signal: new AbortController().signal, progress: () => {} });
}

describe('a link in the place of a base', () => {
  it('is taken for what it holds, and the answer says so', async () => {
    const { text, isError } = await run('bitable_records_search', {
      app_token: sandbox.sampleUrl,
      limit: 1,
    });
    expect(isError).toBe(false);
    expect(text).toContain('app_token: the link was read as');
  });

  it('is refused beside another table, and nothing is read from either', async () => {
    const before = sandbox.requests.length;
    const { text, isError } = await run('bitable_records_search', {
      app_token: sandbox.sampleUrl,
      table_id: 'tblOther000000000',
    });
    const sent = sandbox.requests.slice(before).map(({ name }) => name);
    expect(isError).toBe(true);
    expect(text).toMatch(/table_id is "tblOther000000000", but the link in app_token shows tbl\w+/);
    expect(sent).not.toContain('bitable_records_search');
  });

  it('may stand beside the name of its own table', async () => {
    const { text, structured } = await run('bitable_records_search', {
      app_token: sandbox.sampleUrl,
      table_id: '任务',
      limit: 1,
    });
    expect(structured, text).toHaveProperty('rows');
  });

  it('may be that of a wiki page which holds the base', async () => {
    const { text, structured } = await run('bitable_tables_list', {
      app_token: sandbox.sampleLinks.wiki,
    });
    expect(structured, text).toHaveProperty('items');
    expect(text).toContain(app_token);
  });

  it('is refused where it leads to something else, with what can be done', async () => {
    const before = sandbox.requests.length;
    const { text, isError } = await run('bitable_tables_list', {
      app_token: sandbox.sampleLinks.docx,
    });
    expect(isError).toBe(true);
    expect(text).toContain('app_token is a link to a docx, which is no base');
    expect(text).toContain('bitable_resolve_link');
    expect(sandbox.requests).toHaveLength(before);
  });
});

describe('a link in the place of the token of a document', () => {
  const typeIn = (text: string) =>
    /"(?:type|file_type|obj_type)[^"]*":"(\w+)/.exec(text.replaceAll('\\', ''))?.[1];

  it.each<readonly [OperationName, (links: typeof sandbox.sampleLinks) => object, string]>([
    ['drive_permission_members_list', () => ({ token: sandbox.sampleUrl }), 'bitable'],
    ['drive_permission_members_list', ({ docx }) => ({ token: docx }), 'docx'],
    ['drive_permission_members_list', ({ wiki }) => ({ token: wiki }), 'wiki'],
    ['drive_permission_members_list', ({ wiki }) => ({ token: wiki, type: 'bitable' }), 'bitable'],
    ['drive_files_get_subscribe', ({ wiki }) => ({ file_token: wiki }), 'bitable'],
    ['drive_files_delete', ({ docx }) => ({ file_token: docx, dry_run: true }), 'docx'],
  ])('is read by %s with the type of what it leads to', async (tool, args, type) => {
    const { text, isError } = await run(tool, args(sandbox.sampleLinks));
    expect(isError, text).toBe(false);
    expect(text).toContain('the link was read as');
    expect(typeIn(text)).toBe(type);
  });

  it('is read where documents of one kind alone are taken, and other links are refused', async () => {
    const { docx, wiki } = sandbox.sampleLinks;
    expect((await run('docx_blocks_list', { document_id: docx })).isError).toBe(false);
    expect((await run('wiki_nodes_get', { token: wiki })).text).toContain('"obj_type":"bitable"');
    const refused = await run('docx_blocks_list', { document_id: wiki });
    expect(refused.text).toContain(
      'document_id is a link to a bitable. Allowed: the link or token of a docx',
    );
  });

  it('is read in a list of documents, and as the space that a page is in', async () => {
    const { docx, wiki, sheet } = sandbox.sampleLinks;
    const metas = await run('drive_metas_batch_query', {
      request_docs: [sandbox.sampleUrl, { doc_token: docx }, { doc_token: wiki, doc_type: 'wiki' }],
    });
    expect(metas.structured, metas.text).toMatchObject({
      rows: ['bitable', 'docx', 'bitable'].map((type) => expect.arrayContaining([type])),
    });
    const mistaken = { request_docs: [docx, { doc_token: sheet, doc_type: 'docx' }] };
    expect((await run('drive_metas_batch_query', mistaken)).text).toContain(
      'request_docs[1].doc_type is "docx", but the link in request_docs[1].doc_token leads to a sheet',
    );
    for (const space_id of [wiki, 'https://acme.feishu.cn/wiki/space/7120465392174022675']) {
      const { text } = await run('wiki_nodes_list', { space_id });
      expect(text).toContain('项目立项书');
    }
  });

  it('is refused beside another type, and where more would go than it shows', async () => {
    const { docx, wiki } = sandbox.sampleLinks;
    const failure = async (tool: OperationName, args: object) => {
      const { text, isError } = await run(tool, args);
      expect(isError, text).toBe(true);
      return text;
    };
    expect(
      await failure('drive_permission_public_get', { token: docx, type: 'bitable' }),
    ).toContain('type is "bitable", but the link in token leads to a docx');
    const file_token = `${sandbox.sampleUrl.split('?')[0]}?table=tblAAAAAAAAAAAAA`;
    expect(await failure('drive_files_delete', { file_token })).toContain(
      'is a link to tblAAAAAAAAAAAAA in a base, and what is deleted is the whole base',
    );
    expect(await failure('drive_files_delete', { file_token: wiki })).toContain(
      'what is deleted is the document in it',
    );
  });
});
