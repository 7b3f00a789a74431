import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/core/errors.js';
import { createClient } from '../../../src/http/client.js';
import type { FeishuCredentials } from '../../../src/services/feishu/identity.js';
import { feishuService } from '../../../src/services/feishu/service.js';
import { feishuSignIn } from '../../../src/services/feishu/sign-in.js';
import { failureOf, reads, updates } from '../../support/endpoint-fixture.js';
import { fakeClock } from '../../support/manual-clock.js';
import { rawReply, transportOf } from '../../support/scripted-transport.js';

const app = { appId: 'cli_a1', appSecret: 'dskLLdkasdjlasdKK' };
const tokenUrl = 'https://open.feishu.cn/open-apis/auth/v3/tenant_access_token/internal';
const token = {
  code: 0,
  msg: 'ok',
  tenant_access_token: 't-caecc734c2e3328a62489fe0648c4b98',
  expire: 7_200,
};
const expired = rawReply({ code: 99991663, msg: 'Invalid access token for authorization.' }, 400);

function setup(
  credentials: FeishuCredentials | undefined,
  answer: Parameters<typeof transportOf>[0],
  baseUrl = 'https://open.feishu.cn/',
) {
  const clock = fakeClock();
  const transport = transportOf(answer);
  const link = {
    service: feishuService(baseUrl),
    clock,
    transport,
    jitter: () => 1,
  };
  const client = createClient({ identity: 'me', ...link, signIn: feishuSignIn(credentials, link) });
  const options = () => ({ signal: new AbortController().signal, note: () => undefined });
  return {
    clock,
    transport,
    call: (endpoint = reads) => client.call('things', endpoint, {}, options()),
    tokenCalls: () => transport.sent.filter(({ url }) => url === tokenUrl),
    otherCalls: () => transport.sent.filter(({ url }) => url !== tokenUrl),
  };
}

const signingIn =
  (answer: Parameters<typeof transportOf>[0]): Parameters<typeof transportOf>[0] =>
  (request, options) =>
    request.url === tokenUrl ? rawReply(token) : answer(request, options);
const success = () => rawReply({ code: 0, msg: 'success', data: {} });

describe('signing in to Feishu as an app', () => {
  it('gets a token with id and secret and sends it as a bearer', async () => {
    const { clock, call, tokenCalls, otherCalls } = setup(app, signingIn(success));
    await clock.run(call());
    await clock.run(call());
    expect(tokenCalls()).toMatchObject([
      { method: 'POST', body: '{"app_id":"cli_a1","app_secret":"dskLLdkasdjlasdKK"}' },
    ]);
    expect(otherCalls().map(({ headers }) => headers['authorization'])).toEqual([
      `Bearer ${token.tenant_access_token}`,
      `Bearer ${token.tenant_access_token}`,
    ]);
  });

  it('believes the vendor on how long the token lives', async () => {
    const { clock, call, tokenCalls } = setup(app, signingIn(success));
    await clock.run(call());
    await clock.pass(6_900_000 - 60_000);
    await clock.run(call());
    expect(tokenCalls()).toHaveLength(1);
    await clock.pass(61_000);
    await clock.run(call());
    expect(tokenCalls()).toHaveLength(2);
  });

  it('sends a write again, once, when its token was refused', async () => {
    let count = 0;
    const { clock, call, otherCalls } = setup(app, ({ url, headers }) => {
      if (url === tokenUrl) {
        count += 1;
        return rawReply({ ...token, tenant_access_token: `t-token-number-${count}` });
      }
      return headers['authorization'] === 'Bearer t-token-number-1' ? expired : success();
    });
    await clock.run(call(updates));
    expect(otherCalls()).toHaveLength(2);
  });

  it.each([
    ['an unknown id', { code: 10003, msg: 'invalid param', data: {} }],
    ['a wrong secret', { code: 10014, msg: 'app secret invalid' }],
    ['a wrong secret, by the table of codes', { code: 10015, msg: 'app secret invalid' }],
  ])('names the variables to check for %s, without trying again', async (_, refusal) => {
    const { clock, call, transport } = setup(app, () => rawReply(refusal));
    expect(await clock.run(failureOf(call()))).toMatchObject({
      facts: { kind: 'auth', hint: expect.stringMatching(/FEISHU_APP_ID and FEISHU_APP_SECRET/) },
    });
    expect(transport.sent).toHaveLength(1);
  });

  it.each([
    ['fails', () => rawReply({ code: 1, msg: 'overloaded' }, 503)],
    ['answers in HTML', () => rawReply('<html><title>Maintenance</title></html>', 502)],
    ['answers without a token', () => rawReply({ code: 0, msg: 'ok' })],
  ])('makes at most five attempts for fifty callers when the sign-in %s', async (_, answer) => {
    const { clock, call, transport, otherCalls } = setup(app, answer);
    const calls = Array.from({ length: 50 }, () => failureOf(call()));
    for (const failure of await clock.run(Promise.all(calls))) {
      expect(String(failure)).toContain('sign-in failed');
    }
    expect(transport.sent.length).toBeLessThanOrEqual(5);
    expect(otherCalls()).toEqual([]);
  });

  it.each([
    ['no token', { code: 0, msg: 'ok' }],
    ['an empty token', { ...token, tenant_access_token: '' }],
    ['a token that no header can carry', { ...token, tenant_access_token: 't-令牌' }],
  ])('suspects the base URL of %s, not a permission', async (_, answer) => {
    const { clock, call } = setup(app, () => rawReply(answer));
    expect(await clock.run(failureOf(call()))).toMatchObject({
      facts: {
        reason: expect.stringMatching(/^sign-in failed: a success without what was asked for/),
        hint: 'The sign-in answered without a token: check the base URL.',
      },
    });
  });

  it('shows the secret nowhere, even if the vendor echoes it', async () => {
    const { clock, call } = setup(app, ({ body }) =>
      rawReply({ code: 10014, msg: `bad request ${body}` }),
    );
    const failure = await clock.run(failureOf(call()));
    expect(`${failure} ${JSON.stringify(failure)}`).not.toContain(app.appSecret);
  });
});

describe('signing in to Feishu with a user token', () => {
  const user = { userAccessToken: 'u-cjE9mhzMBDqBfp2bG0J9xaA56gUQ4hS' };

  it('sends the token as it is', async () => {
    const { clock, call, transport } = setup(user, success);
    await clock.run(call());
    expect(transport.sent).toMatchObject([
      { headers: { authorization: `Bearer ${user.userAccessToken}` } },
    ]);
  });

  it.each(['', 'u-abc def', 'u-abc\ndef', '“u-abc”', 'u-令牌'])(
    'refuses %j, which is none, before anything is sent',
    async (userAccessToken) => {
      const { clock, call, transport } = setup({ userAccessToken }, success);
      const failure = await clock.run(failureOf(call()));
      expect(failure).toMatchObject({
        name: 'ConfigError',
        variable: 'FEISHU_USER_ACCESS_TOKEN',
      });
      expect(transport.sent).toEqual([]);
    },
  );

  it('says to get a new one when it is refused, and does not send it again', async () => {
    const { clock, call, transport } = setup(user, () =>
      rawReply({ code: 99991677, msg: 'token expire' }, 400),
    );
    expect(await clock.run(failureOf(call()))).toMatchObject({
      facts: { kind: 'auth', hint: expect.stringContaining('Get a new user access token') },
    });
    expect(transport.sent).toHaveLength(1);
  });
});

describe('without credentials', () => {
  it.each([
    ['nothing', undefined],
    ['empty ones', { appId: '', appSecret: '' }],
  ])('every call says what to set and where to get it, given %s', async (_, credentials) => {
    const { clock, call, transport } = setup(credentials, success);
    const failure = await clock.run(failureOf(call()));
    expect(failure).toBeInstanceOf(ConfigError);
    expect(failure).toMatchObject({
      message:
        'There are no Feishu credentials: set FEISHU_APP_ID and FEISHU_APP_SECRET, or FEISHU_USER_ACCESS_TOKEN.',
      fix: expect.stringContaining('https://open.feishu.cn/app'),
    });
    expect(transport.sent).toEqual([]);
  });

  it.each([
    ['FEISHU_APP_ID', { appId: '', appSecret: 'x' }],
    ['FEISHU_APP_SECRET', { appId: 'cli_a1', appSecret: '' }],
  ])('every call names %s where that alone is missing', async (variable, credentials) => {
    const { clock, call, transport } = setup(credentials, success);
    expect(await clock.run(failureOf(call()))).toMatchObject({
      name: 'ConfigError',
      variable,
      message: `${variable} is not set.`,
    });
    expect(transport.sent).toEqual([]);
  });

  it.each([
    ['https://open.larksuite.com', 'https://open.larksuite.com/app'],
    ['https://open-sg.larksuite.com/', 'https://open.larksuite.com/app'],
    ['https://feishu.example.com', 'https://open.feishu.cn/app'],
    ['https://not-larksuite.com', 'https://open.feishu.cn/app'],
  ])('those of %s are to be found at %s', async (baseUrl, place) => {
    const { clock, call } = setup(undefined, success, baseUrl);
    expect(await clock.run(failureOf(call()))).toMatchObject({
      fix: expect.stringContaining(place),
    });
  });
});
