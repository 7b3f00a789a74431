import { effects } from '../../core/effect.js';
import type { Endpoint } from '../../core/endpoint.js';
import { isJsonObject, type JsonObject } from '../../core/json.js';
import { type FeishuEndpointName, feishuCatalogue } from '../../endpoints/catalogue.js';
import { parseForm } from '../kernel/multipart.js';
import type { Admit } from '../kernel/router.js';
import type { Call } from '../kernel/vendor.js';
import type { TokenStore } from './auth.js';
import { authorize } from './bitable/roles/authorize.js';
import { success } from './envelope.js';
import type { Handlers } from './handler.js';
import { createRateCheck, createTableHolds, createUploadHolds } from './limits.js';
import { refuse } from './refusal.js';
import { FileAnswer } from './request.js';
import type { World } from './world.js';

interface ApiParts {
  readonly world: World;
  readonly handlers: Handlers;
  readonly tokens: TokenStore;
}

/** Serves the endpoints of the catalogue: authorization, limits, the body, and then the handler. */
export function createApi({ world, handlers, tokens }: ApiParts): Admit<FeishuEndpointName> {
  const { clock, options } = world.bitable;
  const checkRate = createRateCheck(clock, options);
  const holdTable = createTableHolds();
  const holdUpload = createUploadHolds();

  return (call) => {
    const identity = tokens.authenticate(call.authorization);
    checkRate(call);
    const releaseTable = options.writeConflicts ? holdTable(call) : () => {};
    const releaseUpload = options.uploadConflicts ? holdUpload(call, identity) : () => {};
    const run = async () => {
      const { name, path, query, origin } = call;
      const { range } = call.headers;
      const request = { name, path, query, ...(await content(call)), identity, origin, range };
      authorize(name, request, world);
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
