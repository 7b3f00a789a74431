import { effects } from '../core/effect.js';
import { isJsonObject, type JsonObject } from '../core/json.js';
import { perSecond } from '../core/rate.js';
import { catalogue, type EndpointName } from '../endpoints/catalogue.js';
import type { TokenStore } from './auth/tokens.js';
import { authorize } from './bitable/permissions.js';
import type { Admit, Call } from './call.js';
import { success } from './envelope.js';
import type { Handlers, World } from './handler.js';
import { createLimiter, type Limiter, RateLimited } from './limiter.js';
import { refuse } from './refusal.js';
import { createTableHolds } from './table-holds.js';

interface ApiParts {
  readonly world: World;
  readonly handlers: Handlers;
  readonly tokens: TokenStore;
}

/** Serves the endpoints of the catalogue: authorization, limits, the body, and then the handler. */
export function createApi({ world, handlers, tokens }: ApiParts): Admit<EndpointName> {
  const { clock, options } = world.bitable;
  const limiter = createLimiter(clock);
  const holdTable = createTableHolds();

  return (call) => {
    const identity = tokens.authenticate(call.authorization);
    checkLimits(call, world, limiter);
    const release = options.writeConflicts ? holdTable(call) : () => {};
    const run = async () => {
      const { name, path, query, origin } = call;
      const body = parseBody(call.method, await call.body());
      const request = { name, path, query, body, identity, origin };
      authorize(request, world);
      const data = handlers[name](request, world);
      const holdMs = effects[catalogue[name].effect].writes ? options.writeMs : 0;
      if (holdMs > 0) await clock.sleep(holdMs);
      return success(data);
    };
    return { run, release };
  };
}

function checkLimits({ name, path }: Call<EndpointName>, { bitable }: World, limiter: Limiter) {
  const { gatewayLimits, baseCallsPerSecond } = bitable.options;
  const { rate } = catalogue[name];
  const earlyMs = gatewayLimits ? limiter(name, rate) : 0;
  if (earlyMs > 0) throw new RateLimited(rate.calls, Math.ceil(earlyMs / 1_000));
  const appToken = path['app_token'];
  if (baseCallsPerSecond === undefined || appToken === undefined) return;
  if (limiter(appToken, perSecond(baseCallsPerSecond)) > 0) refuse(1254290);
}

/** The official SDK sends `{}` with GET and DELETE, where a body means nothing. */
const bodiless: ReadonlySet<string> = new Set(['GET', 'DELETE']);

function parseBody(method: string, text: string): JsonObject {
  if (bodiless.has(method) || text.trim() === '') return {};
  const body = parseJson(text);
  return isJsonObject(body) ? body : refuse(1254001);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(1254000);
  }
}
