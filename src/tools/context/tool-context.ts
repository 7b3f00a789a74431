import type { UserIdType } from '../../cells/people-ids.js';
import { effects } from '../../core/effect.js';
import type { Endpoint } from '../../core/endpoint.js';
import { ApiError, CancelledError, NetworkError } from '../../core/errors.js';
import type { JsonObject } from '../../core/json.js';
import type { ToolRun } from '../../core/tool.js';
import { catalogue, type EndpointName } from '../../endpoints/catalogue.js';
import type { Files } from '../../files/files.js';
import type { CallOptions, Client } from '../../http/calls.js';
import type { CallerMemory, TableRef } from './caller-memory.js';

/** What one running tool works with. */
export interface ToolContext {
  readonly client: Client;
  readonly memory: CallerMemory;
  readonly files: Files;
  readonly run: ToolRun;
  /** The bases that may be touched; undefined for all. */
  readonly bases: ReadonlySet<string> | undefined;
  /** Whether records came in the form in which they are given out, read-only cells and all. */
  readonly asRead?: boolean;
  /** Tells the caller what to know beside the result. */
  note(text: string): void;
}

export type Args = Readonly<Record<string, unknown>>;

export function optionsOf({ run, note }: ToolContext): CallOptions {
  return { signal: run.signal, note };
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
export function withoutDoubt(error: unknown): unknown {
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
