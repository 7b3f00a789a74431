import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../core/json.js';
import { refuse } from '../refusal.js';
import type { SandboxRequest } from '../request.js';
import type { World } from '../world.js';
import type { Bitable } from './model.js';

/** A request that was applied under a `client_token`. */
interface Applied {
  readonly payload: string;
  readonly reply: JsonObject;
  readonly until: number;
}

/** "需要传入 uuidv4 格式" (1254037 on the page "Create a record"). */
const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** By bitable; within it by base, endpoint and token, the oldest first. */
const memory = new WeakMap<Bitable, Map<string, Applied>>();

/**
 * Applies a request once per `client_token`: repeated, it gets the reply of the first time; with another
 * payload it is refused. A refused request is not remembered.
 */
export function applyOnce(
  request: SandboxRequest,
  { bitable }: World,
  apply: () => JsonObject,
): JsonObject {
  const token = request.query.get('client_token') ?? undefined;
  if (token === undefined || (token === '' && bitable.options.emptyClientToken === 'none')) {
    return apply();
  }
  if (!uuidV4.test(token)) refuse(1254037);
  const applied = rememberedBy(bitable);
  const key = `${request.path['app_token']} ${request.name} ${token.toLowerCase()}`;
  const payload = fingerprint(request);
  const earlier = applied.get(key);
  if (earlier === undefined) {
    const reply = apply();
    applied.set(key, {
      payload,
      reply,
      until: bitable.clock.now() + bitable.options.clientTokenMs,
    });
    return reply;
  }
  return earlier.payload === payload ? earlier.reply : refuse(1255006);
}

/** What is remembered now; what is too old is forgotten first. */
function rememberedBy(bitable: Bitable): Map<string, Applied> {
  const applied = memory.get(bitable) ?? new Map<string, Applied>();
  memory.set(bitable, applied);
  for (const [key, { until }] of applied) {
    if (until > bitable.clock.now()) break;
    applied.delete(key);
  }
  return applied;
}

/** The path tells apart the tables of a base; the body is what is applied. */
function fingerprint({ path, query, body }: SandboxRequest): string {
  const parts = [path, query.get('user_id_type'), body];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
