import type { UserIdType } from '../../cells/kinds/people-ids.js';
import { effects } from '../../core/effect.js';
import type { Endpoint } from '../../core/endpoint.js';
import { ApiError, CancelledError, NetworkError } from '../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import type { Files } from '../../core/local-file.js';
import type { ToolRun } from '../../core/tool.js';
import { catalogue, type EndpointName } from '../../endpoints/catalogue.js';
import type { CallOptions, Client, Page, WriterLock } from '../../http/calls.js';
import { paginate } from '../../http/lists/paginate.js';
import type { LinkHosts } from '../input/link-hosts.js';
import type { CallerMemory, TableRef } from './caller-memory.js';

/** Whether answers of writes show what was stored before and after; `short` does without, and without the read it costs. */
export type AnswerDetail = 'short' | 'full';

/** What one running tool works with. */
export interface ToolContext {
  readonly client: Client;
  readonly memory: CallerMemory;
  readonly files: Files;
  readonly run: ToolRun;
  /** The bases that may be touched; undefined for all. */
  readonly bases: ReadonlySet<string> | undefined;
  readonly answers: AnswerDetail;
  /** Whether records came in the form in which they are given out, read-only cells and all. */
  readonly asRead?: boolean;
  /** By argument: what a link beside it holds, where that is written otherwise; checked once names are resolved. */
  readonly linked?: Readonly<Record<string, string>> | undefined;
  /** The hosts whose links are read. */
  readonly linkHosts: LinkHosts;
  /** The writer's lock that the call holds, where it writes what it has read. */
  readonly lock?: WriterLock | undefined;
  /** Tells the caller what to know beside the result. */
  note(text: string): void;
}

export type Args = Readonly<Record<string, unknown>>;

export function optionsOf({ run, note, lock }: ToolContext): CallOptions {
  return { signal: run.signal, note, lock };
}

/** Runs a task under the lock of a write: what it reads through the context it is given stays until it has written. */
export function underWriterLock<Result>(
  context: ToolContext,
  name: EndpointName,
  args: Args,
  task: (locked: ToolContext) => Promise<Result>,
): Promise<Result> {
  const endpoint: Endpoint = catalogue[name];
  return context.client.withWriterLock(name, endpoint, args, optionsOf(context), (lock) =>
    task({ ...context, lock }),
  );
}

/** One request to an endpoint; gives what its reply holds. */
export async function callEndpoint(
  context: ToolContext,
  name: EndpointName,
  args: Args,
  deadlineMs?: number,
): Promise<JsonObject> {
  const endpoint: Endpoint = catalogue[name];
  const options = { ...optionsOf(context), deadlineMs };
  try {
    return (await context.client.call(name, endpoint, args, options)).data;
  } catch (error) {
    throw effects[endpoint.effect].writes ? error : withoutDoubt(error);
  }
}

/** A read leaves nothing in doubt, also where it is one step of a write. */
function withoutDoubt(error: unknown): unknown {
  if (error instanceof NetworkError) {
    return error.with({ mayHaveBeenSent: false });
  }
  if (error instanceof ApiError && error.facts.recovery === 'ambiguous') {
    return error.with({ recovery: 'not_applied' });
  }
  return error instanceof CancelledError ? new CancelledError(false, { cause: error }) : error;
}

/** The table that arguments name; its ids are resolved by then. */
export function tableRefOf({ app_token, table_id }: Args): TableRef {
  return { appToken: String(app_token), tableId: String(table_id) };
}

const userIdTypes: readonly UserIdType[] = ['open_id', 'union_id', 'user_id'];

/** The kind of person ids that a caller asked for. */
export function userIdTypeIn({ user_id_type: given }: Args): UserIdType | undefined {
  return userIdTypes.find((type) => type === given);
}

/** A listing to its end, page by page: each has a deadline of its own, the whole has none. */
export async function* walkPages(
  context: ToolContext,
  name: EndpointName,
  args: Args,
): AsyncGenerator<Page> {
  const endpoint: Endpoint = catalogue[name];
  const limit = endpoint.pages?.maxSize ?? 1;
  const seen = new Set<string | undefined>();
  let cursor: string | undefined;
  do {
    seen.add(cursor);
    const options = { ...optionsOf(context), limit, cursor };
    const page = await paginate(context.client, name, endpoint, args, options);
    yield page;
    cursor = page.hasMore ? page.nextCursor : undefined;
    // Nowhere, or where it has been: pages that go round would never end.
    if (page.hasMore && seen.has(cursor)) {
      throw brokenOff(context);
    }
  } while (cursor !== undefined);
}

/** Every item of a listing: tables, fields, views. */
export async function listAll(
  context: ToolContext,
  name: EndpointName,
  args: Args,
): Promise<readonly JsonObject[]> {
  const endpoint: Endpoint = catalogue[name];
  if (endpoint.pages === undefined) {
    return Object.values(await callEndpoint(context, name, args)).flatMap(objectsIn);
  }
  const items: JsonObject[] = [];
  try {
    for await (const page of walkPages(context, name, args)) {
      items.push(...page.items);
    }
  } catch (error) {
    throw withoutDoubt(error);
  }
  return items;
}

function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** Whoever asks for all must not take some for all. */
function brokenOff({ client }: ToolContext): ApiError {
  return new ApiError({
    service: client.label,
    kind: 'unknown',
    recovery: 'not_applied',
    status: 200,
    reason: 'it says that more follows, but not where',
  });
}
