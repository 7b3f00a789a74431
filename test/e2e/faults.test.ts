import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ServerFixture } from '../support/server-fixture.js';
import { newTable, numbered, records, textsAt, title } from '../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start();
  await fixture.call('bitable_records_search', newTable(fixture.sandbox));
});

afterEach(() => {
  expect(fixture.sandbox.faults.pending()).toBe(0);
});

afterAll(() => fixture.end());

const create = 'bitable_records_batch_create';
const search = 'bitable_records_search';
const signIn = 'tenant_access_token';
const texts = (count: number) => numbered(count).map((row) => row[title]);

describe('a vendor that stumbles', () => {
  it.each([429, 400] as const)(
    'is left alone for as long as its gateway says with HTTP %i, by all callers',
    async (status) => {
      const tableRef = newTable(fixture.sandbox, numbered(1));
      const before = fixture.sent();
      fixture.sandbox.faults.add({ kind: 'rate_limit', status, resetS: 1, endpoint: search });
      const limited = fixture.call(search, tableRef);
      await expect.poll(() => fixture.sent()).toBe(before + 1);
      const [{ notes }] = await Promise.all([
        limited,
        fixture.call(search, { ...tableRef, limit: 7 }),
      ]);
      expect(notes[0]).toMatch(/^sent again after 99991400 .*, 2 attempts$/);
      const [refused, ...later] = fixture.requests().slice(before);
      expect(refused).toMatchObject({ status, code: 99991400 });
      expect(later).toHaveLength(2);
      for (const { time } of later) expect(time - refused!.endTime).toBeGreaterThanOrEqual(990);
    },
  );

  it('gets a new token once when the old one expires in the middle of a batch', async () => {
    const tableRef = newTable(fixture.sandbox);
    await fixture.call(create, { ...tableRef, records: records(1) });
    const before = fixture.sent(signIn);
    fixture.sandbox.faults.add({ kind: 'expired_token', endpoint: create, skip: 1 });
    const done = await fixture.call(create, { ...tableRef, records: records(1_000, 1) });
    expect(done).toMatchObject({ created: 1_000 });
    expect(textsAt(fixture.sandbox, tableRef)).toEqual(texts(1_001));
    expect(fixture.sent(signIn)).toBe(before + 1);
  });

  it('that refuses a second token too is not asked for a third', async () => {
    const tableRef = newTable(fixture.sandbox);
    const [signIns, searches] = [fixture.sent(signIn), fixture.sent(search)];
    fixture.sandbox.faults.add({ kind: 'expired_token', endpoint: search, times: 2 });
    const text = await fixture.failure(search, tableRef);
    expect(text).toContain('99991663');
    expect(text).toContain('FEISHU_APP_ID');
    expect([fixture.sent(signIn), fixture.sent(search)]).toEqual([signIns + 1, searches + 2]);
  });

  it('that gives the refused token again is not asked a second time with it', async () => {
    const tableRef = newTable(fixture.sandbox);
    await fixture.call(search, tableRef);
    const searches = fixture.sent(search);
    fixture.sandbox.faults.add({ kind: 'code', code: 99991663, endpoint: search });
    expect(await fixture.failure(search, tableRef)).toContain('99991663');
    expect(fixture.sent(search)).toBe(searches + 1);
  });

  it('that used up its monthly quota is not asked again', async () => {
    const tableRef = newTable(fixture.sandbox);
    const before = fixture.sent();
    fixture.sandbox.faults.add({ kind: 'code', code: 99991403, endpoint: search });
    expect(await fixture.failure(search, tableRef)).toMatch(/monthly quota.*\n.*will fail again/);
    expect(fixture.sent()).toBe(before + 1);
  });

  it('that redirects is not followed', async () => {
    const tableRef = newTable(fixture.sandbox);
    const before = fixture.sent();
    const headers = { location: `${fixture.sandbox.url}/open-apis/bitable/v1/apps` };
    fixture.sandbox.faults.add({ kind: 'reply', status: 302, headers, endpoint: search });
    expect(await fixture.failure(search, tableRef)).toContain('redirect (HTTP 302)');
    expect(fixture.sent()).toBe(before + 1);
  });

  it('that says no in words while its code says yes is understood', async () => {
    const tableRef = newTable(fixture.sandbox);
    const body = JSON.stringify({ code: 0, msg: 'RolePermNotAllow', data: {} });
    fixture.sandbox.faults.add({ kind: 'reply', status: 200, body, endpoint: search });
    expect(await fixture.failure(search, tableRef)).toMatch(/1254302: RolePermNotAllow/);
  });

  it('that names missing scopes is quoted with the page where to add them', async () => {
    const tableRef = newTable(fixture.sandbox);
    const error = {
      permission_violations: [{ type: 'action_scope_required', subject: 'bitable:app' }],
      helps: [{ url: 'https://open.feishu.cn/app/cli_x/auth', description: 'apply' }],
    };
    const body = JSON.stringify({ code: 99991672, msg: 'Access denied.', error });
    fixture.sandbox.faults.add({ kind: 'reply', status: 400, body, endpoint: search });
    const text = await fixture.failure(search, tableRef);
    expect(text).toContain('bitable:app');
    expect(text).toContain('https://open.feishu.cn/app/cli_x/auth');
  });

  it('keeps every digit of a number that is too large for JavaScript', async () => {
    const tableRef = newTable(fixture.sandbox);
    const body = `{"code":0,"data":{"items":[{"record_id":"recBig","fields":{"n":7345678901234567890}}],"has_more":false}}`;
    fixture.sandbox.faults.add({ kind: 'reply', status: 200, body, endpoint: search });
    expect((await fixture.call(search, tableRef)).rows).toEqual([
      ['recBig', '7345678901234567890'],
    ]);
  });

  it('shows nothing of a page that a proxy sent, however long it is', async () => {
    const tableRef = newTable(fixture.sandbox);
    const page = `<html><head><title>Sign in</title></head><body onload="x()">${'<p>secret</p>'.repeat(9_999)}`;
    fixture.sandbox.faults.add({ kind: 'reply', status: 403, body: page, endpoint: search });
    const text = await fixture.failure(search, tableRef);
    expect(text).toContain('an HTML page, "Sign in"');
    expect(text).not.toMatch(/[<>]|secret|onload/);
    expect(text.length).toBeLessThan(800);
  });

  it('works again after all that', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(3));
    expect((await fixture.call(search, tableRef)).rows).toHaveLength(3);
  });
});

describe.concurrent('a sign-in that is down', () => {
  it('is asked by one caller for all, a few times, and named as what is wrong', async () => {
    const down = await ServerFixture.start();
    const tableRef = newTable(down.sandbox, numbered(3));
    down.sandbox.faults.add({ kind: 'html', status: 503, endpoint: signIn, times: 5 });
    const texts = await Promise.all([1, 2, 3].map(() => down.failure(search, tableRef)));
    for (const text of texts) {
      expect(text).toMatch(/sign-in failed: .*an HTML page/);
      expect(text).toContain('The same call may succeed later.');
    }
    expect(down.sent()).toBe(5);
    expect(down.sent(signIn)).toBe(5);
    expect((await down.call(search, tableRef)).rows).toHaveLength(3);
    await down.end();
  });

  it('with a reset connection is asked again', async () => {
    const shaky = await ServerFixture.start();
    const tableRef = newTable(shaky.sandbox, numbered(3));
    shaky.sandbox.faults.add({ kind: 'reset', endpoint: signIn });
    expect((await shaky.call(search, tableRef)).rows).toHaveLength(3);
    expect(shaky.sent(signIn)).toBe(2);
    await shaky.end();
  });

  it('that nobody listens to is reported as an address that does not answer, and nothing more', async () => {
    const env = {
      FEISHU_BASE_URL: 'http://127.0.0.1:9',
      FEISHU_APP_ID: 'a',
      FEISHU_APP_SECRET: 'no-secret-at-all',
    };
    const alone = await ServerFixture.start({ env: () => env });
    const text = await alone.failure('bitable_tables_list', { app_token: 'x' });
    expect(text).toContain('ECONNREFUSED');
    expect(text).toContain('Check the base URL');
    await alone.end();
  });
});
