import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.js';
import type { Client } from '../../../../src/http/calls.js';
import { type RunningSandbox, startSandbox } from '../../../../src/sandbox/server.js';
import { sandboxClient } from '../../../support/service-client.js';
import { newTable, type TableRef, tableAt } from '../../../support/table-fixture.js';
import { toolContext } from '../../../support/tool-context.js';
import { createToolbox } from '../../../support/toolbox.js';

let sandbox: RunningSandbox;
let client: Client;
/** The table of tasks in the sample base, and the ids of what is in it. */
let tasks: TableRef;
let ids: { readonly view: string; readonly record: string; readonly dashboard: string };

beforeAll(async () => {
  sandbox = await startSandbox();
  client = sandboxClient(sandbox);
  const url = new URL(sandbox.sampleUrl);
  tasks = {
    app_token: url.pathname.split('/').at(-1) ?? '',
    table_id: url.searchParams.get('table') ?? '',
  };
  const table = tableAt(sandbox, tasks);
  const base = sandbox.world.bitable.bases.get(tasks.app_token);
  ids = {
    view: table.views.find(({ name }) => name === '进行中的任务')?.viewId ?? '',
    record: [...table.rows.keys()][0] ?? '',
    dashboard: [...(base?.dashboards.values() ?? [])][0]?.blockId ?? '',
  };
  base?.blockWorkflows.push({ workflowId: 'wkfExample', title: '审批', status: 'Enable' });
});
afterAll(() => sandbox.close());

function call(url: string, as: Client = client) {
  const toolbox = createToolbox(['bitable_resolve_link'], toolContext(as));
  const run = { signal: new AbortController().signal, progress: () => {} };
  return toolbox.run('bitable_resolve_link', { url }, run);
}

async function resolve(url: string, as?: Client): Promise<JsonObject> {
  const { text, structured, isError } = await call(url, as);
  expect(isError, text).toBe(false);
  return structured ?? {};
}

async function refusal(url: string): Promise<string> {
  const { text, isError } = await call(url);
  expect(isError, text).toBe(true);
  return text;
}

describe('a link to a base', () => {
  it('gives the ids and names of all that it names', async () => {
    const link = `${sandbox.sampleUrl}&view=${ids.view}&record=${ids.record}`;
    expect(await resolve(link)).toEqual({
      kind: 'base',
      ...tasks,
      base_name: '项目管理示例',
      table_name: '任务',
      view_id: ids.view,
      view_name: '进行中的任务',
      record_id: ids.record,
      record_name: '需求调研',
    });
  });

  it('may show a dashboard or a workflow in the place of a table', async () => {
    const base = `${sandbox.url}/base/${tasks.app_token}`;
    expect(await resolve(`${base}?table=${ids.dashboard}`)).toMatchObject({
      block_id: ids.dashboard,
      block_kind: 'dashboard',
      block_name: '项目总览',
      notes: ['the link shows a dashboard of the base, no table'],
    });
    expect(await resolve(`${base}?table=wkfExample`)).toMatchObject({
      block_kind: 'workflow',
      block_name: '审批',
    });
    const document = await resolve(`${base}?table=ldxExample`);
    expect(document).toMatchObject({ block_id: 'ldxExample', block_kind: 'document' });
    expect(document).not.toHaveProperty('table_id');
  });

  it('says what it names but the base does not have', async () => {
    const base = `${sandbox.url}/base/${tasks.app_token}`;
    const { table_id, notes } = await resolve(`${base}?table=tblGone`);
    expect(table_id).toBe('tblGone');
    expect(notes).toEqual(['tblGone was not found: it is gone, or the caller may not see it']);
    const { record_id, notes: more } = await resolve(`${sandbox.sampleUrl}&record=recGone`);
    expect(record_id).toBe('recGone');
    expect(more).toEqual(['recGone was not found: it is gone, or the caller may not see it']);
  });

  it('says what of it is no id', async () => {
    const base = `${sandbox.url}/base/${tasks.app_token}`;
    const { notes, ...facts } = await resolve(`${base}?table=任务&view=${ids.view}&record=7`);
    expect(facts).not.toHaveProperty('table_id');
    expect(facts).toMatchObject({ app_token: tasks.app_token, view_id: ids.view });
    expect(notes).toEqual([
      expect.stringContaining('the link has "table=任务", "record=7", which is no id'),
    ]);
  });

  it('keeps its ids where the names may not be seen, and says once why', async () => {
    const stranger = { userAccessToken: sandbox.userTokenOf('ou_nobody') };
    const tableRef = newTable(sandbox);
    Object.assign(sandbox.world.bitable.bases.get(tableRef.app_token) ?? {}, { isAdvanced: true });
    const link = `${sandbox.url}/base/${tableRef.app_token}?table=${tableRef.table_id}&view=vewAny&record=recAny`;
    const facts = await resolve(link, sandboxClient(sandbox, { credentials: stranger }));
    const { notes, ...tokens } = facts;
    expect(tokens).toEqual({ kind: 'base', ...tableRef, view_id: 'vewAny', record_id: 'recAny' });
    expect(notes).toEqual([
      expect.stringMatching(/^not seen: the base, .*, the title of recAny \(Feishu 1254302/),
    ]);
  });

  it('keeps its ids even where nobody is signed in', async () => {
    const nobody = sandboxClient(sandbox, { credentials: { appId: '', appSecret: '' } });
    const { app_token, table_id, notes } = await resolve(sandbox.sampleUrl, nobody);
    expect({ app_token, table_id }).toEqual(tasks);
    expect(String(notes)).toContain('FEISHU_APP_ID');
  });

  it('of a foreign host is refused, with the hosts whose links count and the setting that adds one', async () => {
    const { search } = new URL(sandbox.sampleUrl);
    const before = sandbox.requests.length;
    const link = `https://open.feishu.cn.evil.example/base/${tasks.app_token}${search}`;
    const text = await refusal(link);
    expect(text).toContain('url is a link to open.feishu.cn.evil.example');
    expect(text).toMatch(/larksuite\.com.*FEISHU_LINK_HOSTS/);
    expect(sandbox.requests).toHaveLength(before);
  });
});

describe('a link to something that holds bases', () => {
  it('leads to the base that a wiki page is, and on to its table', async () => {
    const { wiki } = sandbox.sampleLinks;
    expect(await resolve(`${wiki}?table=${tasks.table_id}`)).toEqual({
      kind: 'base',
      node_token: wiki.split('/').at(-1),
      title: '项目管理示例',
      ...tasks,
      base_name: '项目管理示例',
      table_name: '任务',
    });
  });

  it('finds the bases in a document, also in one that is a wiki page', async () => {
    const direct = await resolve(sandbox.sampleLinks.docx);
    expect(direct).toMatchObject({ kind: 'docx', title: '项目周会纪要' });
    expect(direct['bases']).toEqual([
      {
        app_token: expect.stringMatching(/^\w+$/),
        table_id: expect.stringMatching(/^tbl/),
        table_name: '会议行动项',
      },
    ]);
    const nodes = [...sandbox.world.wiki.nodes.values()];
    const page = nodes.find(({ objKind }) => objKind === 'docx')?.nodeToken ?? '';
    const { node_token, bases } = await resolve(`${sandbox.url}/wiki/${page}`);
    expect({ node_token, bases }).toEqual({ node_token: page, bases: direct['bases'] });
  });

  it('finds the bases in a spreadsheet, and the sheets that they fill', async () => {
    expect(await resolve(sandbox.sampleLinks.sheet)).toMatchObject({
      kind: 'sheets',
      title: '项目预算',
      bases: [{ table_name: '付款计划', sheet: '付款计划' }],
    });
  });

  it('fails with the reason of the vendor where there is nothing to see', async () => {
    expect(await refusal(`${sandbox.url}/wiki/wikcnNobodyKnows`)).toContain('131005');
    expect(await refusal(`${sandbox.url}/docx/doxcnNobodyKnows`)).toContain('1770002');
  });
});

describe('a link that says all itself', () => {
  it.each([
    ['https://acme.feishu.cn/share/base/form/shrcnA1', 'form_share', 'bitable_forms_get'],
    ['https://acme.feishu.cn/share/base/view/shrcnA1', 'view_share', 'ask for the link'],
    ['https://acme.feishu.cn/record/A1b2', 'record_share', 'with_shared_url'],
    ['https://acme.feishu.cn/drive/folder/A1b2', 'folder', 'folder_token'],
    ['https://acme.feishu.cn/app/A1b2', 'base_app', 'ask for the link'],
  ])('%s is a %s, and what to do is said', async (link, kind, advice) => {
    const before = sandbox.requests.length;
    const facts = await resolve(link);
    expect(facts).toMatchObject({ kind, token: link.split('/').at(-1) });
    expect(String(facts['notes'])).toContain(advice);
    expect(sandbox.requests).toHaveLength(before);
  });

  it('may lead to a work item of Feishu Project', async () => {
    const before = sandbox.requests.length;
    const facts = await resolve('https://project.feishu.cn/space/story/detail/6300034462');
    expect(facts).toMatchObject({
      kind: 'project_work_item',
      project_key: 'space',
      work_item_type_key: 'story',
      work_item_id: '6300034462',
    });
    expect(sandbox.requests).toHaveLength(before);
  });
});

describe('what is no link', () => {
  it.each([
    ['项目管理示例', 'is no link'],
    ['https://open.feishu.cn@evil.example/base/A1', 'a user name before its host'],
    ['https://acme.feishu.cn/calendar/A1', 'nothing that is known here'],
  ])('%s is refused before anything is sent', async (link, why) => {
    const before = sandbox.requests.length;
    const text = await refusal(link);
    expect(text).toContain(why);
    expect(text).toContain('nothing was sent');
    expect(sandbox.requests).toHaveLength(before);
  });

  it('is refused for its length where it is longer than any link', async () => {
    const text = await refusal(`https://acme.feishu.cn/base/${'a'.repeat(2_000)}`);
    expect(text).toMatch(/url .*2000/);
  });
});
