import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../../src/http/calls.js';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/server.js';
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

function run(name: 'bitable_tables_list' | 'bitable_records_search', args: object) {
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
