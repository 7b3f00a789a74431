import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ServerFixture } from '../../support/server-fixture.js';
import { newTable, numbered } from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start();
});

afterEach(() => {
  expect(fixture.sandbox.faults.pending()).toBe(0);
});

afterAll(() => fixture.end());

const search = 'bitable_records_search';
const create = 'bitable_records_create';

/** The page of the developer console where the app of the sandbox is given scopes. */
const scopesPage = () => `https://open.feishu.cn/app/${fixture.sandbox.appId}/auth`;

describe('a refusal for want of a right', () => {
  it.each([
    [91403, ['access to the document', 'Add document app']],
    [1254302, ['a role that allows this', 'Advanced permissions', 'Add document app']],
    [99991672, ['a scope of the app', 'publish']],
    [99991679, ['a scope that the person granted', 'authorize the app again']],
  ])('with code %i says who lacks what, and where it is granted', async (code, words) => {
    const tableRef = newTable(fixture.sandbox);
    await fixture.call(search, tableRef);
    fixture.sandbox.faults.add({ kind: 'code', code, endpoint: search });
    const text = await fixture.failure(search, tableRef);
    expect(text).toContain(`Feishu answered ${code}`);
    expect(text).toContain(`called as: the app ${fixture.sandbox.appId}`);
    for (const word of words) expect(text).toContain(word);
    expect(text).toContain('will fail again until access is granted');
  });

  it.each([99991672, 99991679])('with code %i gives the page of the console', async (code) => {
    const tableRef = newTable(fixture.sandbox);
    await fixture.call(search, tableRef);
    fixture.sandbox.faults.add({ kind: 'code', code, endpoint: search });
    expect(await fixture.failure(search, tableRef)).toContain(scopesPage());
  });

  it('names the scopes that the vendor names', async () => {
    const tableRef = newTable(fixture.sandbox);
    await fixture.call(search, tableRef);
    fixture.sandbox.faults.add({ kind: 'code', code: 99991672, endpoint: search });
    const text = await fixture.failure(search, tableRef);
    expect(text).toContain('lacks: a scope of the app: bitable:app or bitable:app:readonly');
    const page = `${scopesPage()}?q=bitable:app,bitable:app:readonly&op_from=openapi&token_type=tenant`;
    expect(text).toContain(`grant in: ${page}, then publish`);
  });

  it('in the middle of a write does not leave a doubt', async () => {
    const tableRef = newTable(fixture.sandbox);
    await fixture.call(search, tableRef);
    fixture.sandbox.faults.add({ kind: 'code', code: 91403, endpoint: create });
    const text = await fixture.failure(create, { ...tableRef, fields: {} });
    expect(text).toContain('91403');
    expect(text).not.toContain('may have been applied');
  });

  it('names the person where a person signed in', async () => {
    const person = await ServerFixture.start({
      env: ({ url, userAccessToken }) => ({
        FEISHU_BASE_URL: url,
        FEISHU_USER_ACCESS_TOKEN: userAccessToken,
      }),
    });
    const tableRef = newTable(person.sandbox);
    await person.call(search, tableRef);
    for (const [code, words] of [
      [91403, 'the share dialog of the base, for this person'],
      [99991679, 'then let the person authorize the app again'],
    ] as const) {
      person.sandbox.faults.add({ kind: 'code', code, endpoint: search });
      const text = await person.failure(search, tableRef);
      expect(text).toContain('called as: the person of FEISHU_USER_ACCESS_TOKEN');
      expect(text).toContain(words);
    }
    await person.end();
  });
});

describe('a base that is not found', () => {
  const nobodys = 'BasNobody0000000000000000xx';
  const wikiToken = () => new URL(fixture.sandbox.sampleLinks.wiki).pathname.split('/').at(-1)!;
  const baseToken = () => new URL(fixture.sandbox.sampleUrl).pathname.split('/').at(-1)!;

  it.each([
    ['bitable_tables_list', {}],
    ['bitable_describe_base', {}],
    [search, { table_id: 'tblNobody0000000' }],
    [search, { table_id: '任务' }],
    [create, { table_id: 'tblNobody0000000', fields: {} }],
  ])(
    'by %s, because its token is that of a wiki page, is told by its own token',
    async (tool, args) => {
      const text = await fixture.failure(tool, { app_token: wikiToken(), ...args });
      expect(text).toContain('91402');
      expect(text).toContain(
        `${wikiToken()} is a wiki page that holds a base: call again with app_token ${baseToken()}.`,
      );
      expect(text).not.toContain('may have been applied');
    },
  );

  it('anywhere may also be one that the caller may not see, which the answer says', async () => {
    const text = await fixture.failure('bitable_tables_list', { app_token: nobodys });
    expect(text).toContain('91402');
    expect(text).toContain('or the right to see that there is one');
    expect(text).toContain(`called as: the app ${fixture.sandbox.appId}`);
    expect(text).not.toContain('call again with');
  });
});

describe('who may not see all of a table', () => {
  it('reads and writes it by the time zone that is usual, where the base itself is closed', async () => {
    const fields = [{ field_name: '日期', type: 5 }];
    const tableRef = newTable(fixture.sandbox, [], fields);
    fixture.sandbox.faults.add({ kind: 'code', code: 99991672, endpoint: 'bitable_apps_get' });
    const args = { ...tableRef, fields: { 日期: '2026-11-21' } };
    const { notes } = await fixture.call(create, args);
    expect(notes).toEqual([expect.stringContaining('dates are meant in Asia/Shanghai')]);
    const { rows } = await fixture.call(search, tableRef);
    expect(rows).toEqual([[expect.any(String), '2026-11-21']]);
  });

  it('reads and writes cells by their shape, where the fields are closed', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(1));
    const closed = { kind: 'code', code: 1254302, endpoint: 'bitable_fields_list' } as const;
    fixture.sandbox.faults.add({ ...closed, times: 2 });
    const { notes } = await fixture.call(create, { ...tableRef, fields: { 数量: 3 } });
    expect(notes).toEqual([expect.stringContaining('cells are sent as they are')]);
    const { columns, rows } = await fixture.call(search, tableRef);
    expect(columns).toEqual(['record_id', '标题', '数量']);
    expect(rows).toHaveLength(2);
  });

  it('is told of a look that fails in another way, and nothing is written', async () => {
    const tableRef = newTable(fixture.sandbox);
    const before = fixture.sent(create);
    fixture.sandbox.faults.add({ kind: 'html', endpoint: 'bitable_fields_list', times: 5 });
    const text = await fixture.failure(create, { ...tableRef, fields: { 数量: 3 } });
    expect(text).toContain('HTTP 502');
    expect(text).not.toContain('may have been applied');
    expect(fixture.sent(create)).toBe(before);
    fixture.sandbox.faults.clear();
  });
});
