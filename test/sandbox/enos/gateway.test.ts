import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Transport } from '../../../src/http/ports.js';
import { type EnosHttpRequest, serveEnos } from '../../../src/sandbox/enos/gateway/gateway.js';
import { createEnosTokens } from '../../../src/sandbox/enos/gateway/tokens.js';
import { callOperation } from '../../../src/sandbox/enos/service.js';
import { enosOwner } from '../../../src/sandbox/sample/enos/sample.js';
import { enosService } from '../../../src/services/enos/service.js';
import { enosSignIn } from '../../../src/services/enos/sign-in.js';
import { fakeClock } from '../../support/manual-clock.js';
import { enosFixture } from './fixtures/enos-fixture.js';

const appKey = '5acb82e7-a11e-4300-9164-c8b20b638e8b';
const appSecret = 'sandbox-secret';
const tokenPath = '/apim-token-service/v2.0/token';
const { userId, orgId } = enosOwner;

function setup() {
  const { clock, enos } = enosFixture();
  const tokens = createEnosTokens({
    clock,
    seed: 'test',
    appKey,
    appSecret,
    lifetimeMs: 7_200_000,
  });
  const send = (request: Partial<EnosHttpRequest>) => {
    const whole = { method: 'GET', pathname: '/', search: '', headers: {}, body: '', ...request };
    const { status, body } = serveEnos(whole, { enos, tokens, appSecret, callOperation });
    return { status, body: String(body) };
  };
  let timestamp = clock.now();
  const ask = (call: 'get' | 'refresh', more: object = {}) => {
    timestamp += 1;
    const encryption = sha256(`${appKey}${timestamp}${appSecret}`);
    const body = JSON.stringify({ appKey, timestamp, encryption, ...more });
    const answer = send({ method: 'POST', pathname: `${tokenPath}/${call}`, body });
    return JSON.parse(answer.body);
  };
  return { clock, tokens, send, ask };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe('the token service', () => {
  it('gives the same token until it ends', () => {
    const { clock, ask } = setup();
    const first = ask('get');
    expect(first).toMatchObject({ status: 0, msg: 'SUCCESS', business: 'apim-token-service' });
    expect(first.data.expire).toBe(7_200);
    clock.advance(7_199_000);
    expect(ask('get').data).toEqual({ accessToken: first.data.accessToken, expire: 1 });
    clock.advance(1_000);
    expect(ask('get').data.accessToken).not.toBe(first.data.accessToken);
  });

  it('trades a good token for another one, and no other', () => {
    const { ask, tokens } = setup();
    const { accessToken } = ask('get').data;
    const fresh = ask('refresh', { accessToken }).data.accessToken;
    expect([tokens.isGood(accessToken), tokens.isGood(fresh)]).toEqual([false, true]);
    expect(ask('refresh', { accessToken }).status).toBe(1203);
    expect(ask('refresh', { accessToken: 'unknown' }).status).toBe(1204);
  });

  it('refuses a proof that it has seen before', () => {
    const { ask } = setup();
    const proof = { timestamp: 1, encryption: sha256(`${appKey}1${appSecret}`) };
    expect([ask('get', proof).status, ask('get', proof).status]).toEqual([0, 1001]);
  });

  it.each([
    [1002, 'an unknown key', { appKey: 'x' }],
    [1003, 'a wrong proof', { encryption: 'x' }],
    [1004, 'a time that is none', { timestamp: 'now' }],
    [1202, 'no key', { appKey: '' }],
    [1202, 'no proof', { encryption: undefined }],
  ])('refuses with %i %s', (status, _, change) => {
    expect(setup().ask('get', change).status).toBe(status);
  });
});

describe('the gateway', () => {
  const pathname = '/batch-processing-service/v2.1/flows';
  const search = `action=get&userId=${userId}&orgId=${orgId}&flowId=3377`;
  const paramsData = `actiongetflowId3377orgId${orgId}userId${userId}`;

  function signed(accessToken: string, data = paramsData) {
    return {
      'apim-accesstoken': accessToken,
      'apim-timestamp': '5',
      'apim-signature': sha256(`${accessToken}${data}5${appSecret}`),
    };
  }

  it('lets a signed call through, and answers in the envelope of the service', () => {
    const { ask, send } = setup();
    const headers = signed(ask('get').data.accessToken);
    const { status, body } = send({ pathname, search, headers });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ code: 0, msg: 'OK', data: { flowId: 3377 } });
  });

  it('answers a refusal of the service with HTTP 200', () => {
    const { ask, send } = setup();
    const nobody = 'action=getMyFlow&userId=u1&orgId=o1';
    const headers = signed(ask('get').data.accessToken, 'actiongetMyFloworgIdo1userIdu1');
    const { status, body } = send({ pathname, search: nobody, headers });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      code: 62101,
      msg: 'userId does not exist, or it does not match to orgId.',
      data: null,
    });
  });

  it('refuses a call without a signature, with another one, or with a token that ended', () => {
    const { ask, send, tokens } = setup();
    const { accessToken } = ask('get').data;
    const status = (headers: EnosHttpRequest['headers'], query = search) =>
      send({ pathname, search: query, headers }).status;
    expect(status({})).toBe(401);
    expect(status({ ...signed(accessToken), 'apim-timestamp': '6' })).toBe(401);
    expect(status(signed(accessToken), `${search}&x=1`)).toBe(401);
    expect(status(signed('made-up'))).toBe(401);
    expect(status(signed(accessToken))).toBe(200);
    tokens.revoke(accessToken);
    expect(status(signed(accessToken))).toBe(401);
  });

  it('counts the body, byte for byte, among what is signed', () => {
    const { ask, send } = setup();
    const query = `action=disable&userId=${userId}&orgId=${orgId}`;
    const body = '{ "flowId": 3377 }';
    const data = `actiondisableorgId${orgId}userId${userId}${body}`;
    const headers = signed(ask('get').data.accessToken, data);
    const call = { method: 'POST', pathname, search: query, headers };
    expect(JSON.parse(send({ ...call, body }).body)).toEqual({ code: 0, msg: 'OK', data: '' });
    expect(send({ ...call, body: '{"flowId":3377}' }).status).toBe(401);
  });

  it('knows no other path, action or method', () => {
    const { ask, send } = setup();
    const { accessToken } = ask('get').data;
    expect(send({ pathname: '/batch-processing-service/v2.1/tasks' }).status).toBe(404);
    const none = signed(accessToken, 'actionrerun');
    expect(send({ pathname, search: 'action=rerun', headers: none }).status).toBe(400);
    const wrongMethod = { method: 'POST', pathname, search, headers: signed(accessToken) };
    expect(send(wrongMethod).status).toBe(400);
    expect(send({ pathname: `${tokenPath}/get` }).status).toBe(400);
  });

  it('cannot read a body that is no JSON object', () => {
    const { ask, send } = setup();
    const query = 'action=enable';
    const headers = signed(ask('get').data.accessToken, 'actionenable[]');
    expect(send({ method: 'POST', pathname, search: query, headers, body: '[]' }).status).toBe(400);
  });

  it("lets the client's own sign-in and signature through", async () => {
    const { send } = setup();
    const transport: Transport = {
      send: async ({ method, url, headers, body }) => {
        const { pathname: path, search: query } = new URL(url);
        const request = { method, pathname: path, search: query.slice(1), headers };
        const answer = send({ ...request, body: String(body ?? '') });
        return { status: answer.status, headers: {}, text: answer.body };
      },
      close: async () => undefined,
    };
    const service = enosService('http://sandbox', { userId, orgId });
    const clock = fakeClock();
    const credentials = { accessKey: appKey, secretKey: appSecret };
    const signIn = enosSignIn(credentials, { service, clock, transport });
    const token = await clock.run(signIn.fetchToken(new AbortController().signal));
    const query = `action=search&userId=${userId}&orgId=${orgId}&note=%E6%97%A5%E6%8A%A5%20a%2Bb`;
    const url = `http://sandbox${pathname}?${query}`;
    const body = '{"expression":"报表"}';
    const headers = { ...signIn.headers(token), ...signIn.signature?.(token, { url, text: body }) };
    const reply = await transport.send(
      { method: 'POST', url, body, headers },
      { signal: new AbortController().signal, finishOnceSent: false, leftMs: 1_000 },
    );
    expect(service.open(reply).data).toEqual({ data: [] });
  });
});
