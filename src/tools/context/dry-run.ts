import { type Endpoint, splitRoute } from '../../core/endpoint.js';
import type { Json, JsonObject } from '../../core/json.js';
import type { EndpointRequest } from '../../http/policy.js';
import { createRequest } from '../../http/request.js';
import type { Outcome } from '../answer/result.js';
import type { Args } from './tool-context.js';

/** Items of a list that a rehearsal shows. */
const maxShown = 3;

/** What a write would send, without sending it. What cannot be sent is refused as it would be. */
export function rehearse(name: string, endpoint: Endpoint, args: Args): Outcome {
  const request = createRequest(name, endpoint, args);
  const { over = '', max = 1 } = endpoint.batch ?? {};
  const list = args[over];
  const items: readonly Json[] = Array.isArray(list) ? list : [];
  const shown = { ...request.body, ...(items.length > 0 && { [over]: items.slice(0, maxShown) }) };
  const requests = Math.max(1, Math.ceil(items.length / max));
  return {
    facts: { dry_run: true, requests, would_send: { ...lineOf(endpoint, request), body: shown } },
    notes: [
      'nothing was sent: this was a dry run',
      ...(items.length > maxShown
        ? [`would_send shows ${maxShown} of ${items.length} ${over}, sent ${max} at a time`]
        : []),
    ],
  };
}

function lineOf({ route }: Endpoint, { path, query }: EndpointRequest): JsonObject {
  const { method } = splitRoute(route);
  const parameters = Object.entries(query).map(([key, value]): [string, Json] => [key, value]);
  return {
    method,
    path,
    ...(parameters.length > 0 && { query: Object.fromEntries(parameters) }),
  };
}
