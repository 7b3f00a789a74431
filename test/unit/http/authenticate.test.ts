import { describe, expect, it } from 'vitest';
import { CancelledError, ConfigError, NetworkError } from '../../../src/core/errors.js';
import type { AccessToken, SignIn } from '../../../src/core/service.js';
import { inMemoryTokenStore } from '../../../src/http/in-memory.js';
import { authenticate } from '../../../src/http/policies/authenticate.js';
import type { EndpointRequest, SendRequest } from '../../../src/http/policy.js';
import {
  contextOf,
  failureOf,
  ok,
  reads,
  refusal,
  requestOf,
  timedOut,
} from '../../support/endpoint-fixture.js';
import { fakeClock, idle } from '../../support/manual-clock.js';

const refused = refusal({ kind: 'auth', recovery: 'renew', code: 99991663 });
const twoHours = 7_200_000;

interface Setup {
  readonly lifeMs?: number;
  readonly failure?: Error;
  /** Tokens that the vendor refuses. */
  readonly refuses?: readonly string[];
  readonly sameToken?: boolean;
  /** How long the vendor takes for each request. */
  readonly delayMs?: (index: number) => number;
}

function setup({
  lifeMs = twoHours,
  failure,
  refuses = [],
  sameToken = false,
  delayMs = () => 0,
}: Setup = {}) {
  const clock = fakeClock();
  let fetches = 0;
  const signIn: SignIn = {
    secrets: [],
    async fetchToken(): Promise<AccessToken> {
      fetches += 1;
      const value = sameToken ? 't-same' : `t-${fetches}`;
      await clock.sleep(300);
      if (failure !== undefined) {
        throw failure;
      }
      return { value, expiresAt: clock.now() + lifeMs };
    },
    headers: ({ value }) => ({ authorization: value }),
  };
  const sent: EndpointRequest[] = [];
  const send: SendRequest = async (request) => {
    sent.push(request);
    await clock.sleep(delayMs(sent.length - 1));
    if (refuses.includes(request.headers['authorization'] ?? '')) {
      throw refused;
    }
    return ok;
  };
  return {
    clock,
    call: authenticate({ signIn, clock, tokens: inMemoryTokenStore(), identity: 'me' })(send),
    sent,
    used: () => sent.map(({ headers }) => headers['authorization']),
    fetches: () => fetches,
  };
}

describe('authenticate', () => {
  it('asks for one token, however many callers wait for it', async () => {
    const { clock, call, used, fetches } = setup();
    const calls = Array.from({ length: 50 }, () => call(requestOf(reads), contextOf()));
    await clock.run(Promise.all(calls));
    expect(fetches()).toBe(1);
    expect(new Set(used())).toEqual(new Set(['t-1']));
  });

  it('lets a caller give up without taking the token from the others', async () => {
    const { clock, call, fetches } = setup();
    const context = contextOf();
    const left = failureOf(call(requestOf(reads), context));
    const other = call(requestOf(reads), contextOf());
    await idle();
    context.caller.abort(new CancelledError(false));
    expect(await left).toBeInstanceOf(CancelledError);
    expect(await clock.run(other)).toBe(ok);
    expect(fetches()).toBe(1);
  });

  it('renews a token five minutes before it ends', async () => {
    const { clock, call, used } = setup();
    await clock.run(call(requestOf(reads), contextOf()));
    await clock.pass(twoHours - 5 * 60_000 - 1);
    await clock.run(call(requestOf(reads), contextOf()));
    await clock.pass(1);
    await clock.run(call(requestOf(reads), contextOf()));
    expect(used()).toEqual(['t-1', 't-1', 't-2']);
  });

  it('uses a short-lived token for most of its life', async () => {
    const { clock, call, fetches } = setup({ lifeMs: 10_000 });
    await clock.run(call(requestOf(reads), contextOf()));
    await clock.pass(8_000);
    await clock.run(call(requestOf(reads), contextOf()));
    expect(fetches()).toBe(1);
  });

  it('renews a refused token once for all callers and sends the same requests again', async () => {
    const { clock, call, sent, fetches } = setup({ refuses: ['t-1'] });
    const query = { client_token: 'k1' };
    const calls = Array.from({ length: 10 }, () => call(requestOf(reads, { query }), contextOf()));
    await clock.run(Promise.all(calls));
    expect(fetches()).toBe(2);
    expect(sent).toHaveLength(20);
    expect(sent.every((request) => request.query === query)).toBe(true);
  });

  it('keeps a new token when the refusal of the old one arrives late', async () => {
    const { clock, call, fetches, used } = setup({
      refuses: ['t-1'],
      delayMs: (index) => (index === 1 ? 5_000 : 0),
    });
    const calls = [call(requestOf(reads), contextOf()), call(requestOf(reads), contextOf())];
    await clock.run(Promise.all(calls));
    expect(fetches()).toBe(2);
    expect(used()).toEqual(['t-1', 't-1', 't-2', 't-2']);
  });

  it('renews no second time when the new token is refused too', async () => {
    const { clock, call, used } = setup({ refuses: ['t-1', 't-2', 't-3'] });
    expect(await clock.run(failureOf(call(requestOf(reads), contextOf())))).toBe(refused);
    expect(used()).toEqual(['t-1', 't-2']);
  });

  it('does not send again with the very token that was refused', async () => {
    const { clock, call, used } = setup({ refuses: ['t-same'], sameToken: true });
    expect(await clock.run(failureOf(call(requestOf(reads), contextOf())))).toBe(refused);
    expect(used()).toEqual(['t-same']);
  });

  it.each([
    ['a refusal', timedOut, { facts: { recovery: 'permanent', reason: 'sign-in failed: no' } }],
    [
      'a network failure',
      new NetworkError('reset', 'headers', true),
      {
        message: 'cannot reach the sign-in: reset',
        mayHaveBeenSent: false,
        facts: { retriesExhausted: true },
      },
    ],
  ])(
    'tells all waiters of %s of the sign-in as something not worth a retry',
    async (_, failure, seen) => {
      const { clock, call, sent, fetches } = setup({ failure });
      const calls = Array.from({ length: 50 }, () =>
        failureOf(call(requestOf(reads), contextOf())),
      );
      for (const error of await clock.run(Promise.all(calls))) {
        expect(error).toMatchObject(seen);
      }
      expect(fetches()).toBe(1);
      expect(sent).toEqual([]);
    },
  );

  it('passes on what is missing from the configuration, and tries anew for the next call', async () => {
    const missing = new ConfigError('no credentials', 'FEISHU_APP_ID', 'set it');
    const { clock, call, fetches } = setup({ failure: missing });
    expect(await clock.run(failureOf(call(requestOf(reads), contextOf())))).toBe(missing);
    await clock.run(failureOf(call(requestOf(reads), contextOf())));
    expect(fetches()).toBe(2);
  });
});
