import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../../../../src/sandbox/faults/faults.js';
import { bitablePath, Gateway } from '../../../support/sandbox-client.js';

const newTask = { fields: { 任务名称: '新任务' } };

/** A sandbox whose next creation of a record meets the fault. */
async function struckBy(fault: FaultInput) {
  const gateway = await Gateway.start();
  const before = gateway.rowCount;
  gateway.sandbox.faults.add({ endpoint: 'bitable_records_create', ...fault });
  return {
    gateway,
    create: () => gateway.api('POST', `${gateway.table}/records`, newTask),
    created: () => gateway.rowCount - before,
  };
}

describe('a scripted code', () => {
  it.each([1254290, 1254291, 1254607, 1254608])(
    'answers %i in the envelope, before the write is applied',
    async (code) => {
      const { create, created } = await struckBy({ kind: 'code', code });
      const reply = await create();
      expect(reply).toMatchObject({ status: 200, body: { code } });
      expect(reply.body.error.log_id).toBe(reply.headers.get('x-tt-logid'));
      expect(created()).toBe(0);
    },
  );

  it('can come although the write was applied', async () => {
    const { create, created } = await struckBy({ kind: 'code', code: 1255040, applied: true });
    expect(await create()).toMatchObject({ status: 504, body: { code: 1255040 } });
    expect(created()).toBe(1);
  });

  it('can come before the write is applied behind it, which holds the table until then', async () => {
    const { gateway, create, created } = await struckBy({
      kind: 'code',
      code: 1255040,
      appliedAfterMs: 250,
    });
    expect((await create()).status).toBe(504);
    expect(created()).toBe(0);
    expect((await create()).body.code).toBe(1254291);
    gateway.clock.advance(250);
    await expect.poll(created).toBe(1);
    expect((await create()).body.code).toBe(0);
  });

  it('uses the words it is given', async () => {
    const { create } = await struckBy({ kind: 'code', code: 1254002, msg: 'Fail, slow down' });
    expect((await create()).body).toMatchObject({ code: 1254002, msg: 'Fail, slow down' });
  });
});

describe("the gateway's rate limit", () => {
  it.each([429, 400] as const)('comes with HTTP %i and both headers', async (status) => {
    const { create, created } = await struckBy({
      kind: 'rate_limit',
      status,
      limit: 50,
      resetS: 2,
    });
    const reply = await create();
    expect(reply).toMatchObject({ status, body: { code: 99991400 } });
    expect(reply.headers.get('x-ogw-ratelimit-limit')).toBe('50');
    expect(reply.headers.get('x-ogw-ratelimit-reset')).toBe('2');
    expect(created()).toBe(0);
  });
});

describe('an answer that is not the vendor’s', () => {
  it('can be anything', async () => {
    const { create, created } = await struckBy({
      kind: 'reply',
      status: 418,
      headers: { 'x-tea': 'pot' },
      body: '{"code":7}',
    });
    const reply = await create();
    expect(reply).toMatchObject({ status: 418, body: { code: 7 } });
    expect(reply.headers.get('x-tea')).toBe('pot');
    expect(created()).toBe(0);
  });

  it("can be a proxy's page", async () => {
    const { create } = await struckBy({ kind: 'html', status: 502 });
    const reply = await create();
    expect(reply.status).toBe(502);
    expect(reply.headers.get('content-type')).toBe('text/html');
    expect(reply.text).toMatch(/^<html>/);
  });

  it('can be half of the JSON, of a write that was applied', async () => {
    const { create, created } = await struckBy({ kind: 'truncate' });
    const reply = await create();
    expect(reply.text).toMatch(/^\{"code":0/);
    expect(reply.body).toBeUndefined();
    expect(created()).toBe(1);
  });

  it('can be far too long and small on the wire', async () => {
    const bytes = 5 * 1024 * 1024;
    const { create } = await struckBy({ kind: 'oversize', bytes, gzip: true });
    const reply = await create();
    expect(reply.text.length).toBeGreaterThan(bytes - 1_000);
    expect(reply.body.code).toBe(0);
    expect(Number(reply.headers.get('content-length'))).toBeLessThan(bytes / 100);
  });

  it('can be compressed', async () => {
    const { create } = await struckBy({ kind: 'gzip' });
    const reply = await create();
    expect(reply.headers.get('content-encoding')).toBe('gzip');
    expect(reply.body.code).toBe(0);
  });
});

describe('a broken connection', () => {
  it('can come before the write is applied', async () => {
    const { gateway, create, created } = await struckBy({ kind: 'reset' });
    await expect(create()).rejects.toThrow();
    expect(created()).toBe(0);
    expect(gateway.sandbox.requests.at(-1)?.status).toBe(0);
  });

  it('can come after the write was applied', async () => {
    const { create, created } = await struckBy({ kind: 'reset', applied: true });
    await expect(create()).rejects.toThrow();
    expect(created()).toBe(1);
    expect((await create()).body.code).toBe(0);
  });

  it('can come in the middle of the body', async () => {
    const { create, created } = await struckBy({ kind: 'cut' });
    await expect(create()).rejects.toThrow();
    expect(created()).toBe(1);
  });
});

describe('time and tokens', () => {
  it("answers late by the sandbox's clock", async () => {
    const { gateway, create, created } = await struckBy({ kind: 'slow', ms: 30_000 });
    let answered = false;
    const pending = create().then((reply) => {
      answered = true;
      return reply;
    });
    await expect.poll(created).toBe(1);
    gateway.clock.advance(29_999);
    await gateway.api('GET', gateway.base);
    expect(answered).toBe(false);
    gateway.clock.advance(1);
    expect((await pending).body.code).toBe(0);
  });

  it('makes the token of a request expire; a new sign-in helps', async () => {
    const { gateway, create, created } = await struckBy({ kind: 'expired_token' });
    expect(await create()).toMatchObject({ status: 400, body: { code: 99991663 } });
    expect((await create()).body.code).toBe(99991663);
    gateway.token = (await gateway.signIn()).body.tenant_access_token;
    expect((await create()).body.code).toBe(0);
    expect(created()).toBe(1);
  });

  it('can strike the sign-in itself', async () => {
    const gateway = await Gateway.start();
    gateway.sandbox.faults.add({ kind: 'html', status: 503, path: '/open-apis/auth/*' });
    expect((await gateway.signIn()).status).toBe(503);
    expect((await gateway.signIn()).status).toBe(200);
  });
});

describe('the script', () => {
  it('strikes in the order of writing, as often as it says, after what it skips', async () => {
    const gateway = await Gateway.start();
    const { faults } = gateway.sandbox;
    faults.add({ kind: 'code', code: 1254290, times: 2, skip: 1 });
    faults.add({ kind: 'code', code: 1254607 });
    const codes = [];
    for (let call = 0; call < 5; call += 1) codes.push(await gateway.code('GET', gateway.base));
    expect(codes).toEqual([1254607, 1254290, 1254290, 0, 0]);
    expect(faults.pending()).toBe(0);
  });

  it('strikes only what its method, path and endpoint match', async () => {
    const gateway = await Gateway.start();
    const { faults } = gateway.sandbox;
    faults.add({ kind: 'code', code: 1254290, method: 'POST' });
    faults.add({ kind: 'code', code: 1254607, path: '*/records/search' });
    faults.add({ kind: 'code', code: 1254002, endpoint: 'bitable_apps_update' });
    expect(await gateway.code('GET', gateway.base)).toBe(0);
    expect(faults.pending()).toBe(3);
    expect(await gateway.code('PUT', gateway.base, {})).toBe(1254002);
    expect(await gateway.code('POST', `${gateway.table}/records/search`, {})).toBe(1254290);
    expect(await gateway.code('POST', `${gateway.table}/records/search`, {})).toBe(1254607);
  });

  it('refuses a fault that it does not know', async () => {
    const gateway = await Gateway.start();
    const fault = { kind: 'earthquake' } as unknown as FaultInput;
    expect(() => gateway.sandbox.faults.add(fault)).toThrow();
  });
});

describe('the admin routes', () => {
  const path = '/__sandbox/faults';

  it('script and clear faults for who knows the app secret', async () => {
    const gateway = await Gateway.start();
    const headers = { 'x-sandbox-secret': gateway.sandbox.appSecret };
    const body = [{ kind: 'code', code: 1254290, times: 3 }, { kind: 'reset' }];
    expect((await gateway.call('POST', path, { body, headers })).body.data).toEqual({ pending: 4 });
    expect(await gateway.code('GET', gateway.base)).toBe(1254290);
    expect((await gateway.call('DELETE', path, { headers })).body.data).toEqual({ pending: 0 });
    expect(await gateway.code('GET', gateway.base)).toBe(0);
  });

  it('refuse everybody else', async () => {
    const gateway = await Gateway.start();
    const body = { kind: 'reset' };
    expect((await gateway.call('POST', path, { body })).status).toBe(403);
    const headers = { 'x-sandbox-secret': 'guess' };
    expect((await gateway.call('POST', path, { body, headers })).status).toBe(403);
    expect(gateway.sandbox.faults.pending()).toBe(0);
  });

  it('say what is wrong with a fault', async () => {
    const gateway = await Gateway.start();
    const headers = { 'x-sandbox-secret': gateway.sandbox.appSecret };
    const reply = await gateway.call('POST', path, { body: { kind: 'slow' }, headers });
    expect(reply.status).toBe(400);
    expect(reply.text).toContain('ms');
    expect((await gateway.call('POST', path, { body: '{', headers })).status).toBe(400);
    expect((await gateway.call('GET', '/__sandbox/nothing', { headers })).status).toBe(404);
  });

  it('list the requests and move the clock', async () => {
    const gateway = await Gateway.start();
    const headers = { 'x-sandbox-secret': gateway.sandbox.appSecret };
    await gateway.call('POST', '/__sandbox/clock', { body: { advance_ms: 7_200_000 }, headers });
    expect(await gateway.code('GET', gateway.base)).toBe(99991663);
    const { body } = await gateway.call('GET', '/__sandbox/requests', { headers });
    expect(body.data.requests.at(-1)).toMatchObject({
      path: bitablePath + gateway.base,
      code: 99991663,
    });
  });

  it('leave a clock alone that runs by itself', async () => {
    const clock = { now: () => 0, sleep: () => Promise.resolve() };
    const gateway = await Gateway.start({ clock });
    const headers = { 'x-sandbox-secret': gateway.sandbox.appSecret };
    const body = { advance_ms: 1 };
    expect((await gateway.call('POST', '/__sandbox/clock', { body, headers })).status).toBe(409);
  });
});
