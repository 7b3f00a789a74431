import { describe, expect, it } from 'vitest';
import { bitablePath, Gateway, tokenPath } from '../../../support/sandbox-client.js';

const minute = 60_000;

describe('the token endpoints', () => {
  it('answer at the top level, not under data', async () => {
    const gateway = await Gateway.start();
    const { status, body } = await gateway.signIn();
    expect(status).toBe(200);
    expect(body).toEqual({
      code: 0,
      msg: 'ok',
      tenant_access_token: expect.stringMatching(/^t-/),
      expire: 7_200,
    });
  });

  it('give a self-built app one value for app and tenant', async () => {
    const gateway = await Gateway.start();
    const { appId, appSecret } = gateway.sandbox;
    const path = '/open-apis/auth/v3/app_access_token/internal';
    const body = { app_id: appId, app_secret: appSecret };
    const reply = await gateway.call('POST', path, { body, authorization: null });
    expect(reply.body).toMatchObject({
      app_access_token: gateway.token,
      tenant_access_token: gateway.token,
      expire: 7_200,
    });
  });

  it('return the same token while it lives half an hour or more, with the seconds left', async () => {
    const gateway = await Gateway.start();
    gateway.clock.advance(90 * minute);
    const { body } = await gateway.signIn();
    expect(body).toMatchObject({ tenant_access_token: gateway.token, expire: 1_800 });
  });

  it('issue a new token in the last half hour, and both work', async () => {
    const gateway = await Gateway.start();
    gateway.clock.advance(90 * minute + 1);
    const { body } = await gateway.signIn();
    expect(body.tenant_access_token).not.toBe(gateway.token);
    expect(await gateway.code('GET', gateway.base)).toBe(0);
    gateway.token = body.tenant_access_token;
    expect(await gateway.code('GET', gateway.base)).toBe(0);
  });

  it.each([
    ['an unknown app id', { app_id: 'cli_other', app_secret: 'x' }, 10003, 'invalid param'],
    ['a missing secret', { app_id: 'cli_test' }, 10003, 'invalid param'],
    ['no JSON', '{', 10003, 'invalid param'],
  ])('refuse %s with HTTP 200', async (_, body, code, msg) => {
    const gateway = await Gateway.start({ appId: 'cli_test' });
    const reply = await gateway.call('POST', tokenPath, { body, authorization: null });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ code, msg, data: {} });
  });

  it.each([
    [undefined, { code: 10014, msg: 'app secret invalid' }],
    [10015, { code: 10015, msg: 'app secret invalid', data: {} }],
  ] as const)(
    'refuse a wrong secret as recorded, or as the table of codes says: %s',
    async (wrongSecretCode, expected) => {
      const options = wrongSecretCode === undefined ? {} : { wrongSecretCode };
      const gateway = await Gateway.start({ options });
      const body = { app_id: gateway.sandbox.appId, app_secret: 'x' };
      const reply = await gateway.call('POST', tokenPath, { body, authorization: null });
      expect(reply).toMatchObject({ status: 200, body: expected });
      expect(Object.keys(reply.body)).toEqual(Object.keys(expected));
    },
  );
});

describe('authorization', () => {
  it.each([
    ['no header', null, 99991661],
    ['no Bearer before the token', 't-abc', 99991661],
    ['Bearer without a token', 'Bearer ', 99991661],
    ['a made-up tenant token', 'Bearer t-abc', 99991663],
    ['a made-up user token', 'Bearer u-abc', 99991668],
    ['a made-up user token of the newer kind', 'Bearer eyJhbGciOi', 99991668],
    ['a token of no known kind', 'Bearer abc', 99991671],
  ])('refuses %s with HTTP 400', async (_, authorization, code) => {
    const gateway = await Gateway.start();
    const reply = await gateway.call('GET', bitablePath + gateway.base, { authorization });
    expect(reply).toMatchObject({ status: 400, body: { code } });
    expect(reply.body.error.log_id).toBe(reply.headers.get('x-tt-logid'));
  });

  it('refuses a tenant token when its time is over', async () => {
    const gateway = await Gateway.start({ options: { tokenLifetimeS: 60 } });
    gateway.clock.advance(minute - 1);
    expect(await gateway.code('GET', gateway.base)).toBe(0);
    gateway.clock.advance(1);
    expect(await gateway.code('GET', gateway.base)).toBe(99991663);
  });

  it('knows the person behind a user token', async () => {
    const gateway = await Gateway.start();
    gateway.token = gateway.sandbox.userAccessToken;
    const { body } = await gateway.call('GET', '/open-apis/authen/v1/user_info');
    expect(body).toMatchObject({
      code: 0,
      data: { name: '张三', en_name: 'Zhang San', open_id: expect.stringMatching(/^ou_/) },
    });
    const { record } = await gateway.data('POST', `${gateway.table}/records`, { fields: {} });
    const { records } = await gateway.data('POST', `${gateway.table}/records/batch_get`, {
      record_ids: [record.record_id],
      automatic_fields: true,
    });
    expect(records[0].created_by).toMatchObject({ id: body.data.open_id, name: '张三' });
  });

  it('does not tell who a tenant token is', async () => {
    const gateway = await Gateway.start();
    const { body } = await gateway.call('GET', '/open-apis/authen/v1/user_info');
    expect(body.code).toBe(99991663);
  });
});
