import { isJsonObject } from '../core/json.js';
import type { Opened, RawReply, Service } from '../core/service.js';
import { openEnvelope } from './feishu-envelope.js';

/** Feishu and Lark, at `baseUrl`. */
export function feishuService(baseUrl: string): Service {
  return {
    name: 'feishu',
    label: 'Feishu',
    baseUrl: baseUrl.replace(/\/+$/, ''),
    open(reply) {
      const { envelope, logId } = openEnvelope(reply);
      const { data } = envelope;
      return { data: isJsonObject(data) ? data : {}, logId };
    },
  };
}

/** The token endpoints answer without `data`: what they give stands beside `code`. */
export function openFlat(reply: RawReply): Opened {
  const { envelope, logId } = openEnvelope(reply);
  return { data: envelope, logId };
}
