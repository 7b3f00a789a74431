import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/core/errors.js';
import { createClient } from '../../../src/http/client.js';
import type { EndpointRequest } from '../../../src/http/policy.js';
import { projectService } from '../../../src/services/project/service.js';
import { type ProjectCredentials, projectSignIn } from '../../../src/services/project/sign-in.js';
import { failureOf, reads, updates } from '../../support/endpoint-fixture.js';
import { fakeClock } from '../../support/manual-clock.js';
import { rawReply, transportOf } from '../../support/scripted-transport.js';

const plugin = { pluginId: 'MII_1', pluginSecret: 'S3cretS3cret', userKey: '7012345678901234567' };
const tokenUrl = 'https://project.feishu.cn/open_api/authen/plugin_token';

const tokenReply = (token: unknown, expire_time: unknown = 7_200) =>
  rawReply({ data: { token, expire_time }, error: { code: 0, msg: 'success' } });
const success = () => rawReply({ err_code: 0, err_msg: '', err: {}, data: {} });
const refused = (code: number, status: number) =>
  rawReply({ err_code: code, err_msg: 'no', err: { code, msg: 'no' } }, status);

type Answer = Parameters<typeof transportOf>[0];

function setup(credentials: ProjectCredentials | undefined, answer: Answer) {
  const clock = fakeClock();
  const transport = transportOf(answer);
  const service = projectService('https://project.feishu.cn/');
  const link = { service, clock, transport, jitter: () => 1 };
  const signIn = projectSignIn(credentials, link);
  const client = createClient({ identity: 'me', ...link, signIn });
  const options = () => ({ signal: new AbortController().signal, note: () => undefined });
  return {
    clock,
    signIn,
    transport,
    call: (endpoint = reads) => client.call('things', endpoint, {}, options()),
    tokenCalls: () => transport.sent.filter(({ url }) => url === tokenUrl),
    otherCalls: () => transport.sent.filter(({ url }) => url !== tokenUrl),
  };
}

const signingIn =
  (answer: Answer): Answer =>
  (request, options) =>
    request.url === tokenUrl ? tokenReply('p-1') : answer(request, options);

describe('signing in to Feishu Project as a plugin', () => {
  it('gets a token with id and secret, and works in the name of the user, strictly', async () => {
    const { clock, call, tokenCalls, otherCalls } = setup(plugin, signingIn(success));
    await clock.run(call());
    await clock.run(call());
    expect(tokenCalls().map(({ method, body }) => [method, JSON.parse(String(body))])).toEqual([
      ['POST', { plugin_id: 'MII_1', plugin_secret: 'S3cretS3cret', type: 0 }],
    ]);
    expect(otherCalls()).toHaveLength(2);
    for (const { headers } of otherCalls()) {
      expect(headers).toMatchObject({
        'x-plugin-token': 'p-1',
        'x-user-key': plugin.userKey,
        'x-auth-mode': '1',
      });
    }
  });

  it('names no user where users are asked for', () => {
    const { signIn } = setup(plugin, success);
    const token = { value: 'p-1', expiresAt: 0 };
    const to = (path: string): Pick<EndpointRequest, 'path'> => ({ path });
    expect(signIn.headers(token, to('/open_api/user/query'))).toEqual({
      'x-plugin-token': 'p-1',
      'x-auth-mode': '1',
    });
    expect(signIn.headers(token, to('/open_api/user/search'))).toHaveProperty('x-user-key');
  });

  it('asks for another token before the old one ends', async () => {
    const { clock, call, tokenCalls } = setup(plugin, signingIn(success));
    await clock.run(call());
    await clock.pass(6_800_000);
    await clock.run(call());
    expect(tokenCalls()).toHaveLength(1);
    await clock.pass(220_000);
    await clock.run(call());
    expect(tokenCalls()).toHaveLength(2);
  });

  it.each([
    [10211, 403],
    [10021, 401],
    [10022, 401],
  ])('sends a write again, once, when %i refused its token', async (code, status) => {
    let count = 0;
    const { clock, call, otherCalls } = setup(plugin, ({ url, headers }) => {
      if (url === tokenUrl) {
        count += 1;
        return tokenReply(`p-${count}`);
      }
      return headers['x-plugin-token'] === 'p-1' ? refused(code, status) : success();
    });
    await clock.run(call(updates));
    expect(otherCalls().map(({ headers }) => headers['x-plugin-token'])).toEqual(['p-1', 'p-2']);
  });

  it('does not go round where the new token is refused as well', async () => {
    let count = 0;
    const { clock, call, otherCalls, tokenCalls } = setup(plugin, ({ url }) => {
      count += 1;
      return url === tokenUrl ? tokenReply(`p-${count}`) : refused(10211, 403);
    });
    expect(await clock.run(failureOf(call()))).toMatchObject({
      facts: {
        code: 10211,
        kind: 'auth',
        hint: expect.stringContaining('FEISHU_PROJECT_USER_KEY'),
      },
    });
    expect(otherCalls()).toHaveLength(2);
    expect(tokenCalls()).toHaveLength(2);
  });

  it('names the variables to check for a wrong secret, without trying again', async () => {
    const wrong = rawReply({ data: {}, error: { code: 10204, msg: 'plugin secret wrong' } }, 400);
    const { clock, call, transport } = setup(plugin, () => wrong);
    expect(await clock.run(failureOf(call()))).toMatchObject({
      facts: {
        kind: 'auth',
        code: 10204,
        hint: expect.stringMatching(/_PLUGIN_ID and FEISHU_PROJECT_PLUGIN_SECRET/),
      },
    });
    expect(transport.sent).toHaveLength(1);
  });

  it.each([
    ['no token', rawReply({ data: {}, error: { code: 0, msg: 'success' } })],
    ['an empty token', tokenReply('')],
    ['a token that no header can carry', tokenReply('p-令牌')],
    ['a token that has ended', tokenReply('p-1', 0)],
  ])('suspects the base URL of %s', async (_, reply) => {
    const { clock, call } = setup(plugin, () => reply);
    expect(await clock.run(failureOf(call()))).toMatchObject({
      facts: { hint: expect.stringContaining('FEISHU_PROJECT_BASE_URL') },
    });
  });

  it('keeps secret and token out of what is told', async () => {
    const { clock, call, signIn } = setup(
      plugin,
      signingIn(() => refused(30005, 404)),
    );
    await clock.run(failureOf(call()));
    expect(signIn.secrets).toEqual(['S3cretS3cret', 'p-1']);
  });
});

describe('a virtual token', () => {
  it('is asked for by its type, and never meets that of the plugin', async () => {
    const answer: Answer = ({ url, body }) => {
      if (url !== tokenUrl) return success();
      return tokenReply(JSON.parse(String(body)).type === 1 ? 'v-1' : 'p-1');
    };
    const real = setup(plugin, answer);
    const virtual = setup({ ...plugin, virtual: true }, answer);
    for (const { clock, call } of [real, virtual, real, virtual]) {
      await clock.run(call());
    }
    const tokensOf = ({ otherCalls }: typeof real) =>
      otherCalls().map(({ headers }) => headers['x-plugin-token']);
    expect(tokensOf(real)).toEqual(['p-1', 'p-1']);
    expect(tokensOf(virtual)).toEqual(['v-1', 'v-1']);
  });
});

describe('signing in with a user token', () => {
  it('sends it as it is, and no user key', async () => {
    const { clock, call, transport } = setup({ userToken: 'u-1' }, success);
    await clock.run(call());
    expect(transport.sent).toHaveLength(1);
    expect(transport.sent[0]!.headers).toMatchObject({
      'x-plugin-token': 'u-1',
      'x-auth-mode': '1',
    });
    expect(transport.sent[0]!.headers).not.toHaveProperty('x-user-key');
  });

  it('does not ask again for what cannot be renewed', async () => {
    const { clock, call, transport } = setup({ userToken: 'u-1' }, () => refused(10022, 401));
    expect(await clock.run(failureOf(call()))).toMatchObject({ facts: { code: 10022 } });
    expect(transport.sent).toHaveLength(1);
  });

  it('refuses what no header can carry', async () => {
    const { clock, call, transport } = setup({ userToken: 'u-1\n' }, success);
    const failure = await clock.run(failureOf(call()));
    expect(failure).toBeInstanceOf(ConfigError);
    expect(failure).toMatchObject({ variable: 'FEISHU_PROJECT_USER_TOKEN' });
    expect(transport.sent).toEqual([]);
  });
});

describe('without all credentials', () => {
  it.each([
    [undefined, 'FEISHU_PROJECT_PLUGIN_ID', /There are no Feishu Project credentials/],
    [{ ...plugin, pluginId: '' }, 'FEISHU_PROJECT_PLUGIN_ID', /is not set/],
    [{ ...plugin, pluginSecret: '' }, 'FEISHU_PROJECT_PLUGIN_SECRET', /is not set/],
    [{ ...plugin, userKey: '' }, 'FEISHU_PROJECT_USER_KEY', /is not set/],
    [{ ...plugin, userKey: '张三' }, 'FEISHU_PROJECT_USER_KEY', /cannot be sent/],
  ])('says what to set, and where to find it: %j', async (credentials, variable, message) => {
    const { clock, call, transport } = setup(credentials, success);
    expect(await clock.run(failureOf(call()))).toMatchObject({
      variable,
      message: expect.stringMatching(message),
      fix: expect.stringMatching(/copy/),
    });
    expect(transport.sent).toEqual([]);
  });
});
