import { effects } from '../../core/effect.js';
import type { Endpoint } from '../../core/endpoint.js';
import { isJsonObject, type JsonObject } from '../../core/json.js';
import { perSecond } from '../../core/rate.js';
import { type FeishuEndpointName, feishuCatalogue } from '../../endpoints/catalogue.js';
import { createLimiter, type Limiter, RateLimited } from '../kernel/limiter.js';
import { parseForm } from '../kernel/multipart.js';
import type { TokenStore } from './auth/tokens.js';
import { authorize } from './bitable/roles/permissions.js';
import type { Admit, Call } from './call.js';
import { createUploadHolds } from './drive/medias/upload-holds.js';
import { FileAnswer, success } from './envelope.js';
import type { Handlers, World } from './handler.js';
import { refuse } from './refusal.js';
import { createTableHolds } from './table-holds.js';

interface ApiParts {
  readonly world: World;
  readonly handlers: Handlers;
  readonly tokens: TokenStore;
}

/** Serves the endpoints of the catalogue: authorization, limits, the body, and then the handler. */
export function createApi({ world, handlers, tokens }: ApiParts): Admit<FeishuEndpointName> {
  const { clock, options } = world.bitable;
  const limiter = createLimiter(clock);
  const holdTable = createTableHolds();
  const holdUpload = createUploadHolds();

  return (call) => {
    const identity = tokens.authenticate(call.authorization);
    checkLimits(call, world, limiter);
    const releaseTable = options.writeConflicts ? holdTable(call) : () => {};
    const releaseUpload = options.uploadConflicts ? holdUpload(call, identity) : () => {};
    const run = async () => {
      const { name, path, query, origin } = call;
      const { range } = call.headers;
      const request = { name, path, query, ...(await content(call)), identity, origin, range };
      authorize(request, world);
      const answer = handlers[name](request, world);
      const holdMs = effects[feishuCatalogue[name].effect].writes ? options.writeMs : 0;
      if (holdMs > 0) await clock.sleep(holdMs);
      return answer instanceof FileAnswer ? answer : success(answer);
    };
    const release = () => {
      releaseTable();
      releaseUpload();
    };
    return { run, release };
  };
}

function checkLimits(
  { name, path }: Call<FeishuEndpointName>,
  { bitable }: World,
  limiter: Limiter,
) {
  const { gatewayLimits, baseCallsPerSecond } = bitable.options;
  const { rate } = feishuCatalogue[name];
  const earlyMs = gatewayLimits ? limiter(name, rate) : 0;
  if (earlyMs > 0) throw new RateLimited(rate.calls, Math.ceil(earlyMs / 1_000));
  const appToken = path['app_token'];
  if (baseCallsPerSecond === undefined || appToken === undefined) return;
  if (limiter(appToken, perSecond(baseCallsPerSecond)) > 0) refuse(1254290);
}

/** The official SDK sends `{}` with GET and DELETE, where a body means nothing. */
const bodiless: ReadonlySet<string> = new Set(['GET', 'DELETE']);

/** What a request carries: JSON, or a form where the endpoint takes a file. */
async function content(call: Call<FeishuEndpointName>) {
  const { multipart }: Endpoint = feishuCatalogue[call.name];
  if (multipart === undefined) return { body: parseBody(call, await call.body()) };
  return { body: {}, form: parseForm(call.headers['content-type'] ?? '', await call.bytes()) };
}

/** Bitable looks at bodies itself; elsewhere the gateway does. */
function parseBody({ method, name }: Call<FeishuEndpointName>, text: string): JsonObject {
  if (bodiless.has(method) || text.trim() === '') return {};
  const isBitable = name.startsWith('bitable_');
  const body = parseJson(text, isBitable ? 1254000 : 99992402);
  return isJsonObject(body) ? body : refuse(isBitable ? 1254001 : 99992402);
}

function parseJson(text: string, code: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(code);
  }
}
