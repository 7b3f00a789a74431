import { z } from 'zod';
import type { Endpoint, EndpointArgs } from '../../src/core/endpoint.js';
import { ApiError, type ApiErrorFacts, NetworkError } from '../../src/core/errors.js';
import { perSecond } from '../../src/core/rate.js';
import type { OpenedReply } from '../../src/core/service.js';
import type { Client } from '../../src/http/calls.js';
import type { EndpointRequest, RequestContext, SendRequest } from '../../src/http/policy.js';

const common = { title: '', summary: '', docs: '', path: {}, reply: {}, rate: perSecond(20) };

export const reads: Endpoint = { ...common, route: 'GET /things', effect: 'read' };
export const creates: Endpoint = { ...common, route: 'POST /things', effect: 'create' };
export const updates: Endpoint = { ...common, route: 'PUT /things', effect: 'update' };
export const deletes: Endpoint = { ...common, route: 'DELETE /things', effect: 'delete' };
export const keyedCreates: Endpoint = {
  ...creates,
  query: { client_token: z.string().optional() },
  idempotency: 'client_token',
};

export function requestOf(
  endpoint: Endpoint,
  more: Partial<EndpointRequest> = {},
): EndpointRequest {
  return { name: 'things', endpoint, path: '/things', query: {}, headers: {}, ...more };
}

export interface TestContext extends RequestContext {
  readonly notes: string[];
  readonly caller: AbortController;
}

export function contextOf(deadlineAt = 120_000): TestContext {
  const notes: string[] = [];
  const caller = new AbortController();
  return { signal: caller.signal, deadlineAt, notes, caller, note: (text) => notes.push(text) };
}

export const ok: OpenedReply = { data: {} };

/** Answers with one outcome after the other; the last one stays. */
export function scripted(
  ...outcomes: (OpenedReply | Error)[]
): SendRequest & { readonly sent: EndpointRequest[] } {
  const sent: EndpointRequest[] = [];
  const send = async (request: EndpointRequest) => {
    const outcome = outcomes[Math.min(sent.length, outcomes.length - 1)];
    sent.push(request);
    if (outcome === undefined || outcome instanceof Error) {
      throw outcome ?? new Error('nothing scripted');
    }
    return outcome;
  };
  return Object.assign(send, { sent });
}

export function refusal(facts: Partial<ApiErrorFacts> = {}): ApiError {
  return new ApiError({
    service: 'Vendor',
    kind: 'invalid',
    recovery: 'permanent',
    status: 200,
    reason: 'no',
    ...facts,
  });
}

export const writeConflict = refusal({
  kind: 'conflict',
  recovery: 'not_applied',
  code: 1254291,
  reason: 'Write conflict',
});
export const timedOut = refusal({ kind: 'unavailable', recovery: 'ambiguous', status: 504 });
export const lost = new NetworkError('the connection was closed', 'headers', true);

/** The failure of a promise that must not succeed. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it succeeded');
}

export interface ScriptedClient extends Client {
  readonly calls: EndpointArgs[];
}

/** A client whose replies are computed from the arguments of each call. */
export function clientOf(
  answer: (args: EndpointArgs, index: number) => OpenedReply['data'] | Error,
): ScriptedClient {
  const calls: EndpointArgs[] = [];
  return {
    label: 'Feishu',
    identity: 'me',
    calls,
    now: () => 0,
    sleep: async () => undefined,
    async call(_name, _endpoint, args) {
      calls.push(args);
      const outcome = answer(args, calls.length - 1);
      if (outcome instanceof Error) {
        throw outcome;
      }
      return { data: outcome };
    },
    download: async () => undefined,
    withWriterLock: (_name, _endpoint, _args, _options, task) => task(undefined),
    settled: async () => undefined,
  };
}
