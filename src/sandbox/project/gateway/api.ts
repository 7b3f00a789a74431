import { perMinute, perSecond, type Rate } from '../../../core/rate.js';
import type { Answer } from '../../kernel/answer.js';
import type { SandboxClock } from '../../kernel/clock.js';
import type { ProjectWorld } from '../model/model.js';
import { ProjectRefusal, refuse } from './refusal.js';
import { answerOf, refusalAnswer, tokenAnswer, tokenRefusal } from './reply.js';
import type { ProjectHandler, ProjectRequest } from './request.js';
import { type ProjectAuthRoute, type ProjectTokens, projectAuthHandlers } from './tokens.js';
import { isWireObject, readWire, type Wire, type WireObject } from './wire.js';

/** A call that has a route; nothing else about it is checked yet. */
export interface ProjectCall extends Pick<ProjectRequest, 'path' | 'query' | 'headers' | 'origin'> {
  /** Of the endpoint. */
  readonly name: string;
  readonly handler: ProjectHandler;
  /** The JSON text; of a form its text parts as JSON. */
  readonly text: string;
  readonly file?: ProjectRequest['file'];
  /** Whether the endpoint changes anything: only such calls heed X-IDEM-UUID. */
  readonly writes: boolean;
  readonly logId: string;
}

interface ApiParts {
  readonly world: ProjectWorld;
  readonly tokens: ProjectTokens;
}

/** "无需 X-USER-KEY": asked on behalf of nobody. */
const askedByNobody: ReadonlySet<string> = new Set(['project_users_query']);

/** Serves the endpoints: the token, the limits, the idempotency key, the body, and then the handler. */
export function createProjectApi({ world, tokens }: ApiParts) {
  const { clock, options } = world;
  const limits = createProjectLimits(clock);
  const once = createIdempotency(clock, options.idempotencyMs);

  const serve = (call: ProjectCall): Answer => {
    const { name, handler, headers, text } = call;
    const identity = tokens.authenticate(headers, !askedByNobody.has(name));
    const token = headers['x-plugin-token'] ?? '';
    if (options.rateLimits) limits(token, name);
    const body = readBody(text);
    const { path, query, origin, file } = call;
    const request = { path, query, headers, origin, file, body, identity };
    const uuid = call.writes ? headers['x-idem-uuid'] : undefined;
    const content = JSON.stringify([path, query.toString(), text]);
    return once({ token, endpoint: name, uuid, content }, () => answerOf(handler(request, world)));
  };

  return (call: ProjectCall): Answer => {
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
  ): Answer => {
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

/** "同一 token 请求同一接口 15qps". */
const usual: readonly Rate[] = [perSecond(15)];
const search: readonly Rate[] = [perSecond(15), perMinute(450)];

/** Endpoints with limits of their own. */
const rates: Readonly<Record<string, readonly Rate[]>> = {
  project_work_items_filter: search,
  project_work_items_filter_across: search,
  project_work_items_search: search,
  project_subtasks_search: search,
  project_condition_views_update: search,
  project_work_items_search_by_relation: [perSecond(10)],
  project_nodes_update_actual_time: [perSecond(10)],
  project_work_items_batch_update: [perSecond(1)],
  project_tasks_get_result: [perSecond(1)],
};

/** Calls travel: one that left in time may follow the last by this much less of the window. */
const tolerance = 0.1;

/** Counts a call of a token to an endpoint, or refuses it with 10429; a refused call does not count. */
type ProjectLimits = (token: string, endpoint: string) => void;

function createProjectLimits(clock: SandboxClock): ProjectLimits {
  const calls = new Map<string, number[]>();
  return (token, endpoint) => {
    const now = clock.now();
    const key = `${token} ${endpoint}`;
    const applied = rates[endpoint] ?? usual;
    const longest = Math.max(...applied.map(({ perMs }) => perMs));
    const recent = (calls.get(key) ?? []).filter((time) => time > now - longest);
    calls.set(key, recent);
    const isOver = applied.some(({ calls: most, perMs }) => {
      const window = now - perMs * (1 - tolerance);
      return recent.filter((time) => time > window).length >= most;
    });
    if (isOver) refuse(10429);
    recent.push(now);
  };
}

interface Applied {
  readonly content: string;
  readonly answer: Answer;
  readonly until: number;
}

/** A write under an X-IDEM-UUID, which counts for one token and one endpoint. */
interface IdempotentCall {
  readonly token: string;
  readonly endpoint: string;
  /** Undefined where the header is absent. */
  readonly uuid: string | undefined;
  /** Everything that the call says: path, query and body. */
  readonly content: string;
}

/**
 * Applies a call once per key: repeated, it gets the answer of the first time; with other content it is refused
 * with 10430. What was refused is not remembered.
 */
type Idempotency = (call: IdempotentCall, apply: () => Answer) => Answer;

function createIdempotency(clock: SandboxClock, rememberedMs: number): Idempotency {
  const memory = new Map<string, Applied>();
  return ({ token, endpoint, uuid, content }, apply) => {
    if (uuid === undefined || uuid === '') return apply();
    const key = `${token} ${endpoint} ${uuid}`;
    const earlier = memory.get(key);
    if (earlier !== undefined && earlier.until > clock.now()) {
      return earlier.content === content ? earlier.answer : refuse(10430);
    }
    const answer = apply();
    memory.set(key, { content, answer, until: clock.now() + rememberedMs });
    return answer;
  };
}
