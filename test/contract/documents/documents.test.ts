import { describe, expect, it } from 'vitest';
import { Gateway, type Reply, tokenPath } from '../../support/sandbox-client.js';
import { type ContractRow, contract } from '../endpoints/contract-table.js';

/** What the documents and probes of the live service say of every request, whatever it asks for. */

const named = contract.map((row) => [row.name, row] as const);
const withBody = named.filter(([, { body }]) => body.length > 0);
const inBitable = withBody.filter(([name]) => name.startsWith('bitable_'));
const elsewhere = withBody.filter(([name]) => !/^(bitable|drive_medias)_/.test(name));
const logId = /^\d{14}[0-9A-F]{20}$/;

describe.each(named)('%s', (_name, row) => {
  it('looks at its route, then at the token, then at the body', async () => {
    const gateway = await Gateway.start();
    const path = pathOf(row, gateway);
    const body = '{"broken":';
    const call = (method: string, to: string, authorization: string | null) =>
      gateway.call(method, to, { authorization, ...(row.method === 'GET' ? {} : { body }) });

    const lost = await call(row.method, `${path}/nowhere/at/all`, null);
    expect({ status: lost.status, text: lost.text }).toEqual(notFound);
    expect(lost.headers.get('content-type')).toContain('text/plain');

    const anonymous = await call(row.method, path, null);
    expect(anonymous).toMatchObject({ status: 400, body: { code: 99991661 } });
    const forged = await call(row.method, path, 'Bearer t-forged');
    expect(forged).toMatchObject({ status: 400, body: { code: 99991663 } });
    for (const { headers } of [lost, anonymous, forged]) {
      expect(headers.get('x-tt-logid')).toMatch(logId);
    }
  });
});

describe.each(inBitable)('the body of %s', (_name, row) => {
  it('is looked at for who has a token, with or without a slash behind the path', async () => {
    const gateway = await Gateway.start();
    const path = pathOf(row, gateway);
    for (const to of [path, `${path}/`]) {
      const { status, body } = await gateway.call(row.method, to, { body: '{"broken":' });
      expect(status).toBe(200);
      expect(body).toMatchObject({ code: 1254000, msg: 'WrongRequestJson' });
    }
  });
});

describe.each(elsewhere)('the body of %s, outside Bitable', (_name, row) => {
  it('is looked at by the gateway', async () => {
    const gateway = await Gateway.start();
    for (const body of ['{"broken":', '[]']) {
      const reply = await gateway.call(row.method, pathOf(row, gateway), { body });
      expect(reply).toMatchObject({ status: 400, body: { code: 99992402 } });
    }
  });
});

describe('a path that is none', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/open-apis'],
    ['GET', '/open-apis/bitable/v1/apps'],
    ['PUT', '/open-apis/bitable/v1/apps'],
    ['PATCH', '/open-apis/bitable/v2/apps'],
    ['GET', tokenPath],
  ])('is answered in plain text: %s %s', async (method, path) => {
    const { status, text, headers } = await (await Gateway.start()).call(method, path);
    expect({ status, text }).toEqual(notFound);
    expect(headers.get('content-type')).toContain('text/plain');
    expect(headers.get('x-tt-logid')).toMatch(logId);
  });
});

describe('the token of a request', () => {
  const missing =
    'Missing access token for authorization. Please make a request with token attached.';

  it.each([
    [null, 99991661, missing],
    ['t-without-its-word', 99991661, missing],
    ['Basic dDp0', 99991661, missing],
    ['Bearer t-fake', 99991663, expect.any(String)],
    ['Bearer u-fake', 99991668, expect.any(String)],
    ['Bearer eyJhbGciOiJFUzI1NiJ9.e30.c2ln', 99991668, expect.any(String)],
    ['Bearer a-fake', 99991671, expect.any(String)],
  ])('that reads %s is refused with %d', async (authorization, code, msg) => {
    const gateway = await Gateway.start();
    const path = `/open-apis/bitable/v1${gateway.base}`;
    const reply = await gateway.call('GET', path, { authorization });
    expect(reply).toMatchObject({ status: 400, body: { code, msg } });
    expect(reply.body.error.log_id).toBe(reply.headers.get('x-tt-logid'));
  });
});

describe('a tenant access token', () => {
  it('stays the same while it lives half an hour, then there are two that work (A02)', async () => {
    const gateway = await Gateway.start();
    const { clock } = gateway;
    const first = await signedIn(gateway);
    expect(first).toEqual({ token: gateway.token, expire: 7_200 });
    clock.advance(90 * 60_000);
    expect(await signedIn(gateway)).toEqual({ token: first.token, expire: 1_800 });
    clock.advance(1);
    const second = await signedIn(gateway);
    expect(second.token).not.toBe(first.token);
    expect(second.expire).toBe(7_200);
    for (const { token } of [first, second]) expect(await codeFor(gateway, token)).toBe(0);
    clock.advance(30 * 60_000);
    expect(await codeFor(gateway, first.token)).toBe(99991663);
    expect(await codeFor(gateway, second.token)).toBe(0);
  });

  it.each([
    [
      { app_id: 'cli_unknown', app_secret: 'x' },
      { code: 10003, data: {}, msg: 'invalid param' },
    ],
    [{}, { code: 10003, data: {}, msg: 'invalid param' }],
    [
      { app_id: 'cli_a1b2c3d4e5f60718', app_secret: 'x' },
      { code: 10014, msg: 'app secret invalid' },
    ],
  ])('is not given for %j', async (body, expected) => {
    const gateway = await Gateway.start();
    const reply = await gateway.call('POST', tokenPath, { body, authorization: null });
    expect(reply).toMatchObject({ status: 200, body: expected });
    expect(reply.headers.get('x-tt-logid')).toMatch(logId);
  });
});

const notFound = { status: 404, text: '404 page not found' };

function pathOf({ path }: ContractRow, gateway: Gateway): string {
  const [, app_token = '', , table_id = ''] = gateway.table.split('/').slice(1);
  const ids: Record<string, string> = { app_token, table_id };
  return path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => ids[name] ?? name);
}

async function signedIn(gateway: Gateway) {
  const { body }: Reply = await gateway.signIn();
  expect(body).toMatchObject({ code: 0, msg: 'ok' });
  return { token: body.tenant_access_token as string, expire: body.expire as number };
}

async function codeFor(gateway: Gateway, token: string): Promise<number> {
  const path = `/open-apis/bitable/v1${gateway.base}`;
  return (await gateway.call('GET', path, { authorization: `Bearer ${token}` })).body.code;
}
