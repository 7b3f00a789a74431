import { isJsonObject } from '../../core/json.js';
import type { OpenedReply, RawReply, Service } from '../../core/service.js';
import { openEnvelope } from './envelope.js';
import { type Identity, withIdentity } from './identity.js';

/** Feishu and Lark, at `baseUrl`. With the identity of its calls, refusals say who lacks what. */
export function feishuService(baseUrl: string, identity?: Identity): Service {
  return {
    name: 'feishu',
    label: 'Feishu',
    baseUrl: baseUrl.replace(/\/+$/, ''),
    open(reply) {
      try {
        const { envelope, logId } = openEnvelope(reply);
        const { data } = envelope;
        return { data: isJsonObject(data) ? data : {}, logId };
      } catch (error) {
        throw withIdentity(error, identity);
      }
    },
  };
}

/** The token endpoints answer without `data`: what they give stands beside `code`. */
export function openFlat(reply: RawReply): OpenedReply {
  const { envelope, logId } = openEnvelope(reply);
  return { data: envelope, logId };
}
