import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/core/errors.js';
import type { WireRequest } from '../../../src/http/ports.js';
import { enosService } from '../../../src/services/enos/service.js';
import { type EnosCredentials, enosSignIn } from '../../../src/services/enos/sign-in.js';
import { failureOf } from '../../support/endpoint-fixture.js';
import { fakeClock } from '../../support/manual-clock.js';
import { rawReply, transportOf } from '../../support/scripted-transport.js';

const app = { accessKey: '5acb82e7-a11e-4300-9164-c8b20b638e8b', secretKey: 'xxxappSecretxxx' };
const tokenUrl = 'https://apigw.example.com/apim-token-service/v2.0/token';

function tokenReply(accessToken: string, expire = 7_200) {
  const data = { accessToken, expire };
  return rawReply({ status: 0, msg: 'SUCCESS', business: 'apim-token-service', data });
}

function setup(
  credentials: EnosCredentials | undefined,
  answer: Parameters<typeof transportOf>[0],
) {
  const clock = fakeClock();
  const transport = transportOf(answer);
  const service = enosService('https://apigw.example.com/', { userId: 'u1', orgId: 'o1' });
  const signIn = enosSignIn(credentials, { service, clock, transport, jitter: () => 0 });
  return {
    clock,
    transport,
    signIn,
    fetch: () => clock.run(signIn.fetchToken(new AbortController().signal)),
  };
}

function bodyOf({ body }: WireRequest) {
  return JSON.parse(String(body));
}

function proofOf({ appKey, timestamp }: { appKey: string; timestamp: number }): string {
  return createHash('sha256').update(`${appKey}${timestamp}${app.secretKey}`).digest('hex');
}

describe('signing in to EnOS', () => {
  it('proves the secret without sending it, and believes how long the token lives', async () => {
    const { clock, fetch, transport } = setup(app, () => tokenReply('token-1'));
    await clock.pass(1_572_574_909_697);
    expect(await fetch()).toEqual({ value: 'token-1', expiresAt: clock.now() + 7_200_000 });
    const [request] = transport.sent;
    expect(request).toMatchObject({ method: 'POST', url: `${tokenUrl}/get` });
    expect(bodyOf(request!)).toEqual({
      appKey: app.accessKey,
      timestamp: 1_572_574_909_697,
      encryption: '83e2f674e53f1a71943b6c5fc9bd0eb27864c83075af8b4bf528f3faa8c7ca38',
    });
  });

  it('proves it anew with every attempt, though no time passes', async () => {
    const { fetch, transport } = setup(app, () =>
      transport.sent.length < 3
        ? rawReply({ status: 1001, msg: 'repeated request' })
        : tokenReply('token-1'),
    );
    expect(await fetch()).toMatchObject({ value: 'token-1' });
    const proofs = transport.sent.map(bodyOf);
    expect(new Set(proofs.map(({ encryption }) => encryption)).size).toBe(3);
    for (const proof of proofs) expect(proof.encryption).toBe(proofOf(proof));
  });

  it('trades a token that is still good for another one', async () => {
    const { clock, fetch, transport } = setup(app, ({ url }) =>
      tokenReply(url.endsWith('/refresh') ? 'token-2' : 'token-1'),
    );
    await fetch();
    await clock.pass(6_900_000);
    expect(await fetch()).toMatchObject({ value: 'token-2' });
    expect(transport.sent.map(({ url }) => url)).toEqual([
      `${tokenUrl}/get`,
      `${tokenUrl}/refresh`,
    ]);
    expect(bodyOf(transport.sent[1]!)).toMatchObject({ accessToken: 'token-1' });
  });

  it('asks for a new one where the old one ended', async () => {
    const { clock, fetch, transport } = setup(app, () => tokenReply('token-1'));
    await fetch();
    await clock.pass(7_200_000);
    await fetch();
    expect(transport.sent.map(({ url }) => url)).toEqual([`${tokenUrl}/get`, `${tokenUrl}/get`]);
  });

  it.each([1203, 1204])(
    'asks for a new one where trading it is refused with %i',
    async (status) => {
      const { fetch } = setup(app, ({ url, body }) => {
        if (url.endsWith('/refresh')) return rawReply({ status, msg: 'no' });
        return tokenReply(`token-${JSON.parse(String(body)).timestamp}`);
      });
      const first = await fetch();
      expect((await fetch()).value).not.toBe(first.value);
    },
  );

  it.each([
    ['an unknown key', 1002],
    ['a wrong secret', 1003],
  ])('names what to check for %s, without trying again', async (_, status) => {
    const { clock, signIn, transport } = setup(app, () => rawReply({ status, msg: 'no' }));
    const failure = failureOf(signIn.fetchToken(new AbortController().signal));
    expect(await clock.run(failure)).toMatchObject({
      facts: { kind: 'auth', code: status, hint: expect.stringContaining('ENOS_SECRET_KEY') },
    });
    expect(transport.sent).toHaveLength(1);
  });

  it.each([
    ['no token', { expire: 7_200 }],
    ['a token that no header can carry', { accessToken: 'a\nb', expire: 7_200 }],
  ])('suspects the address of %s', async (_, data) => {
    const { clock, signIn } = setup(app, () => rawReply({ status: 0, msg: 'SUCCESS', data }));
    const failure = failureOf(signIn.fetchToken(new AbortController().signal));
    expect(await clock.run(failure)).toMatchObject({
      facts: { hint: 'The sign-in answered without a token: check ENOS_APIGW_URL.' },
    });
  });

  it.each([
    ['ENOS_ACCESS_KEY', undefined],
    ['ENOS_ACCESS_KEY', { accessKey: '', secretKey: 'x' }],
    ['ENOS_SECRET_KEY', { accessKey: 'x', secretKey: '' }],
  ])('says that %s is missing, before anything is sent', async (variable, credentials) => {
    const { clock, signIn, transport } = setup(credentials, () => tokenReply('token-1'));
    const failure = await clock.run(failureOf(signIn.fetchToken(new AbortController().signal)));
    expect(failure).toBeInstanceOf(ConfigError);
    expect(failure).toMatchObject({ variable });
    expect(transport.sent).toEqual([]);
  });

  it('keeps the secret and the token it holds among what must not be shown', async () => {
    const { fetch, signIn } = setup(app, () => tokenReply('token-1'));
    expect(signIn.secrets).toEqual([app.secretKey]);
    await fetch();
    expect(signIn.secrets).toEqual([app.secretKey, 'token-1']);
  });
});

describe('a signed call', () => {
  it('carries the token, the time and the signature of its query and its body', async () => {
    const { clock, signIn } = setup({ ...app, secretKey: 'xxxappSecretxxx' }, () =>
      tokenReply('xxxxaaaxxxx'),
    );
    await clock.pass(1_572_574_909_697);
    const url = 'https://apigw.example.com/flows?action=updateAndTrigger&userId=u1&orgId=o1';
    const body =
      '{"flowId":3377,"triggerTime":1574385824000,"parameters":[{"key":"REPLACE","value":"ddee"}]}';
    const token = { value: 'xxxxaaaxxxx', expiresAt: 0 };
    expect(signIn.headers(token)).toEqual({ 'apim-accesstoken': 'xxxxaaaxxxx' });
    expect(signIn.signature?.(token, { url, text: body })).toEqual({
      'apim-timestamp': '1572574909697',
      'apim-signature': '7c3347ed5a7909cc870ccacf4ce59e15a91a95c98b573a287820db73a85ed8bf',
    });
  });

  it('carries the time of the wall clock, which runs on while the machine sleeps', async () => {
    const clock = { ...fakeClock(), wallTime: () => 1_572_574_909_697 };
    const transport = transportOf(() => tokenReply('token-1'));
    const service = enosService('https://apigw.example.com/', { userId: 'u1', orgId: 'o1' });
    const signIn = enosSignIn(app, { service, clock, transport });
    const token = await clock.run(signIn.fetchToken(new AbortController().signal));
    const url = 'https://apigw.example.com/flows?action=get';
    expect(bodyOf(transport.sent[0]!)['timestamp']).toBe(1_572_574_909_697);
    expect(signIn.signature?.(token, { url, text: undefined })).toMatchObject({
      'apim-timestamp': '1572574909697',
    });
    expect(token.expiresAt).toBe(7_200_000);
  });
});
