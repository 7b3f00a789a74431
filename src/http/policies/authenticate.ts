import { ApiError, NetworkError } from '../../core/errors.js';
import type { AccessToken, SignIn } from '../../core/service.js';
import type { Clock } from '../clock.js';
import type { EndpointRequest, Policy } from '../policy.js';
import type { StoredToken, TokenStore } from '../ports.js';
import { recoveryOf } from './recovery.js';

/** A token is renewed this long before it ends, or in the last tenth of a short life. */
const earlyMs = 5 * 60_000;
const earlyPart = 0.1;

export interface AuthenticateOptions {
  readonly signIn: SignIn;
  readonly clock: Clock;
  readonly tokens: TokenStore;
  /** Of the caller, whose token it is. */
  readonly identity: string;
  /** Told every token that is used: it must not be shown. */
  readonly onToken?: (value: string) => void;
}

/** Signs requests. A refused token is renewed once and the same request goes again. */
export function authenticate(options: AuthenticateOptions): Policy {
  const tokens = tokensOf(options);
  const { signIn, onToken } = options;
  const signed = (request: EndpointRequest, token: AccessToken): EndpointRequest => {
    onToken?.(token.value);
    return {
      ...request,
      headers: { ...request.headers, ...signIn.headers(token, request) },
      ...(signIn.signature && { sign: (sent) => signIn.signature?.(token, sent) ?? {} }),
    };
  };
  return (next) => async (request, context) => {
    const token = await tokens.current(context.signal);
    try {
      return await next(signed(request, token), context);
    } catch (error) {
      const fresh = await renewed(error, token, tokens, context.signal);
      return next(signed(request, fresh), context);
    }
  };
}

/** Another token in place of the one that was refused; any other failure goes on its way. */
async function renewed(
  error: unknown,
  token: AccessToken,
  tokens: Tokens,
  signal: AbortSignal,
): Promise<AccessToken> {
  const fresh = recoveryOf(error) === 'renew' ? await tokens.after(token, signal) : token;
  if (fresh.value === token.value) {
    throw error;
  }
  return fresh;
}

interface Tokens {
  current(signal: AbortSignal): Promise<AccessToken>;
  /** Another one than the token that was refused. */
  after(refused: AccessToken, signal: AbortSignal): Promise<AccessToken>;
}

function tokensOf({ signIn, clock, tokens, identity }: AuthenticateOptions): Tokens {
  async function fetch(): Promise<StoredToken> {
    try {
      // No caller's signal: the others still wait for the token when one of them gives up.
      const token = await signIn.fetchToken(new AbortController().signal);
      const lifeMs = token.expiresAt - clock.now();
      return { ...token, renewAt: token.expiresAt - Math.min(earlyMs, lifeMs * earlyPart) };
    } catch (error) {
      throw signInFailure(error);
    }
  }

  async function current(signal: AbortSignal): Promise<AccessToken> {
    const kept = await tokens.get(identity);
    return kept !== undefined && clock.now() < kept.renewAt
      ? kept
      : orStop(tokens.renew(identity, kept?.value, fetch), signal);
  }

  return {
    current,
    async after(refused, signal) {
      await tokens.delete(identity, refused.value);
      return current(signal);
    },
  };
}

/** The request itself never left, and the sign-in was retried already. */
function signInFailure(error: unknown): unknown {
  if (error instanceof ApiError) {
    return error.with({
      recovery: 'permanent',
      reason: `sign-in failed: ${error.facts.reason}`,
    });
  }
  if (error instanceof NetworkError) {
    return error.with({
      message: `cannot reach the sign-in: ${error.message}`,
      mayHaveBeenSent: false,
      retriesExhausted: true,
    });
  }
  return error;
}

function orStop<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) {
      stop();
    }
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
