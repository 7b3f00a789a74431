import { effects } from '../../core/effect.js';
import type { Endpoint } from '../../core/endpoint.js';
import { isJsonObject, type JsonObject } from '../../core/json.js';
import { perSecond, type Rate } from '../../core/rate.js';
import { type FeishuEndpointName, feishuCatalogue } from '../../endpoints/catalogue.js';
import type { SandboxClock } from '../kernel/clock.js';
import { parseForm } from '../kernel/multipart.js';
import type { Admit } from '../kernel/router.js';
import type { Call } from '../kernel/vendor.js';
import type { IssuedTokens } from './auth.js';
import { authorize } from './bitable/roles/authorize.js';
import type { CallIdentity } from './directory.js';
import { RateLimited, success } from './envelope.js';
import type { FeishuOptions } from './options.js';
import { refuse } from './refusal.js';
import { FileAnswer, type Handlers } from './request.js';
import type { World } from './world.js';

interface ApiParts {
  readonly world: World;
  readonly handlers: Handlers;
  readonly tokens: IssuedTokens;
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

/** Refuses a call that comes too early by its endpoint's rate, or by what a base takes in a second. */
type CheckRate = (call: Call<FeishuEndpointName>) => void;

function createRateCheck(clock: SandboxClock, options: FeishuOptions): CheckRate {
  const { gatewayLimits, baseCallsPerSecond } = options;
  const limiter = createLimiter(clock);
  return ({ name, path }) => {
    const { rate } = feishuCatalogue[name];
    const earlyMs = gatewayLimits ? limiter(name, rate) : 0;
    if (earlyMs > 0) throw new RateLimited(rate.calls, Math.ceil(earlyMs / 1_000));
    const appToken = path['app_token'];
    if (baseCallsPerSecond === 0 || appToken === undefined) return;
    if (limiter(appToken, perSecond(baseCallsPerSecond)) > 0) refuse(1254290);
  };
}

/** Takes a call under a key, or says how many milliseconds it comes too early. */
type Limiter = (key: string, rate: Rate) => number;

/** Counts the calls of the last `perMs` milliseconds; a refused call does not count. */
function createLimiter(clock: SandboxClock): Limiter {
  const taken = new Map<string, number[]>();
  return (key, { calls, perMs }) => {
    const now = clock.now();
    const recent = (taken.get(key) ?? []).filter((time) => time > now - perMs);
    taken.set(key, recent);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= calls) return oldest + perMs - now;
    recent.push(now);
    return 0;
  };
}

/** Holds a write's table until the returned function is called; refuses while another write holds it. */
type HoldTable = (call: Call<FeishuEndpointName>) => () => void;

function createTableHolds(): HoldTable {
  const held = new Set<string>();
  return ({ name, path }) => {
    const { app_token, table_id } = path;
    if (table_id === undefined || !effects[feishuCatalogue[name].effect].writes) return () => {};
    return hold(held, `${app_token}/${table_id}`, 1254291);
  };
}

/** Holds an app's line of uploads, or of new folders, while one is on its way; refuses another. */
type HoldUpload = (call: Call<FeishuEndpointName>, identity: CallIdentity) => () => void;

function createUploadHolds(): HoldUpload {
  const held = new Set<string>();
  return ({ name }, { appId }) => {
    const { multipart }: Endpoint = feishuCatalogue[name];
    const makesFolder = name === 'drive_files_create_folder';
    return multipart || makesFolder ? hold(held, `${appId} ${makesFolder}`, 1061045) : () => {};
  };
}

function hold(held: Set<string>, key: string, code: number): () => void {
  if (held.has(key)) refuse(code);
  held.add(key);
  return () => held.delete(key);
}
