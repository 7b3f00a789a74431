import type { Endpoint } from '../core/endpoint.js';
import type { JsonObject } from '../core/json.js';
import type { OpenedReply, SentContent } from '../core/service.js';
import type { Lease } from './ports.js';
import type { FilePart } from './wire/multipart.js';

export type QueryValue = string | number | boolean | readonly string[];

/** One HTTP request of one endpoint, ready to be sent but not yet signed. */
export interface EndpointRequest {
  /** The endpoint's name, which keys its pace. */
  readonly name: string;
  readonly endpoint: Endpoint;
  /** Path with its parameters filled in and escaped. */
  readonly path: string;
  readonly query: Readonly<Record<string, QueryValue>>;
  readonly body?: JsonObject | undefined;
  /** The file of a multipart body. */
  readonly file?: FilePart | undefined;
  /** Added by policies: authorization and the like. */
  readonly headers: Readonly<Record<string, string>>;
  /** Gives the headers that depend on what is sent, at the time it is. */
  readonly sign?: ((sent: SentContent) => Readonly<Record<string, string>>) | undefined;
  /** What the writer's lock is keyed by, such as an app token; undefined for reads. */
  readonly writer?: string | undefined;
}

/** What travels beside a request. */
export interface RequestContext {
  /**
   * The wish to stop. A write that left is still waited for. Inside the policies the reason is always an
   * error of the family in core/errors.ts.
   */
  readonly signal: AbortSignal;
  /** When the whole call, retries included, must be over, on the client's clock. */
  readonly deadlineAt: number;
  /** The lock that a write is sent under. */
  readonly lease?: Lease | undefined;
  /** The writer whose lock the caller holds already, by that lease: such a write does not wait for it. */
  readonly heldWriter?: string | undefined;
  /** Something the caller should read beside the result: a retry, a wait. */
  note(text: string): void;
}

export type SendRequest = (
  request: EndpointRequest,
  context: RequestContext,
) => Promise<OpenedReply>;

/** Deadline, retry, pace and so on are all of this one shape and know nothing of each other. */
export type Policy = (next: SendRequest) => SendRequest;

/** Puts policies around a send; the first is the outermost. */
export function compose(policies: readonly Policy[], send: SendRequest): SendRequest {
  return policies.reduceRight((next, policy) => policy(next), send);
}
