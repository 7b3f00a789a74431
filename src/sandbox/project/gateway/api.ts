import type { ProjectWorld } from '../model/model.js';
import { type ProjectAuthRoute, projectAuthHandlers } from './auth.js';
import {
  answerOf,
  type ProjectAnswer,
  refusalAnswer,
  tokenAnswer,
  tokenRefusal,
} from './envelope.js';
import type { ProjectHandlers, ProjectRequest } from './handler.js';
import { createIdempotency } from './idempotency.js';
import { createProjectLimits } from './limits.js';
import { ProjectRefusal, refuse } from './refusal.js';
import type { ProjectTokens } from './tokens.js';
import { isWireObject, readWire, type Wire, type WireObject } from './wire.js';

/** A call that has a route; nothing else about it is checked yet. */
export interface ProjectCall extends Pick<ProjectRequest, 'path' | 'query' | 'headers' | 'origin'> {
  /** Of the endpoint. */
  readonly name: string;
  /** The JSON text; of a form its text parts as JSON. */
  readonly text: string;
  readonly file?: ProjectRequest['file'];
  /** Whether the endpoint changes anything: only such calls heed X-IDEM-UUID. */
  readonly writes: boolean;
  readonly logId: string;
}

interface ApiParts {
  readonly world: ProjectWorld;
  readonly handlers: ProjectHandlers;
  readonly tokens: ProjectTokens;
}

/** "无需 X-USER-KEY": asked on behalf of nobody. */
const askedByNobody: ReadonlySet<string> = new Set(['project_users_query']);

/** Serves the endpoints: the token, the limits, the idempotency key, the body, and then the handler. */
export function createProjectApi({ world, handlers, tokens }: ApiParts) {
  const { clock, options } = world;
  const limits = createProjectLimits(clock);
  const once = createIdempotency<ProjectAnswer>(clock, options.idempotencyMs);

  const serve = (call: ProjectCall): ProjectAnswer => {
    const { name, headers, text } = call;
    const identity = tokens.authenticate(headers, !askedByNobody.has(name));
    const token = headers['x-plugin-token'] ?? '';
    if (options.rateLimits) limits(token, name);
    const handler = handlers[name] ?? refuse(50005, `${name} is not served`);
    const body = readBody(text);
    const { path, query, origin, file } = call;
    const request = { path, query, headers, origin, file, body, identity };
    const uuid = call.writes ? headers['x-idem-uuid'] : undefined;
    const content = JSON.stringify([path, query.toString(), text]);
    return once({ token, endpoint: name, uuid, content }, () => answerOf(handler(request, world)));
  };

  return (call: ProjectCall): ProjectAnswer => {
    try {
      return serve(call);
    } catch (error) {
      if (error instanceof ProjectRefusal) return refusalAnswer(error, call.logId);
      throw error;
    }
  };
}

/** Serves the calls that sign in. */
export function createProjectAuth(world: ProjectWorld, tokens: ProjectTokens) {
  return (
    name: ProjectAuthRoute,
    { headers, text }: Pick<ProjectCall, 'headers' | 'text'>,
  ): ProjectAnswer => {
    try {
      const request = { headers, body: readBody(text) };
      return tokenAnswer(projectAuthHandlers[name](request, world, tokens));
    } catch (error) {
      if (error instanceof ProjectRefusal) return tokenRefusal(error);
      throw error;
    }
  };
}

function readBody(text: string): WireObject {
  if (text.trim() === '') return {};
  const body = parse(text);
  return isWireObject(body) ? body : refuse(9999);
}

function parse(text: string): Wire {
  try {
    return readWire(text);
  } catch {
    return refuse(9999);
  }
}
