import type { Endpoint, EndpointArgs } from '../core/endpoint.js';
import type { JsonObject } from '../core/json.js';
import type { PagePosition } from '../core/pages.js';
import type { OpenedReply, TakeChunk } from '../core/service.js';
import type { Lease } from './ports.js';
import type { FilePart } from './wire/multipart.js';

/** What is known of a file before its first byte. */
export interface FileHead {
  /** As the sender calls it. */
  readonly name: string | undefined;
  readonly type: string | undefined;
  readonly size: number | undefined;
}

/** Opens what takes the bytes of a file; called once, before the first of them. */
export type OpenSink = (head: FileHead) => Promise<TakeChunk>;

/** What a caller says beside the arguments of a call. */
export interface CallOptions {
  readonly signal: AbortSignal;
  /** Takes what the caller should read beside the result. */
  note(text: string): void;
  /** For the whole call, retries and waits included. */
  readonly deadlineMs?: number | undefined;
  /** The file that a multipart endpoint takes. */
  readonly file?: FilePart | undefined;
  /** The writer's lock that the caller holds. */
  readonly lock?: WriterLock | undefined;
}

/** The lock of writes to one thing, such as a base, held for several requests. */
export interface WriterLock {
  readonly writer: string;
  readonly lease: Lease;
  /** When the whole of them must be over, on the client's clock. */
  readonly deadlineAt: number;
}

export interface DownloadOptions extends CallOptions {
  readonly maxBytes: number;
}

/** The one way to a service. */
export interface Client {
  /** Of the service, for people. */
  readonly label: string;
  /** Whose calls these are, as a digest: what one caller was shown must be kept under it, apart from what others were. */
  readonly identity: string;
  /** The vendor's id of the user in whose name calls are made, where the configuration says who that is. */
  readonly actsAs?: string | undefined;
  /** Calls an endpoint with flat arguments, already validated, under the vendor's names. */
  call(
    name: string,
    endpoint: Endpoint,
    args: EndpointArgs,
    options: CallOptions,
  ): Promise<OpenedReply>;
  /**
   * Runs a task while it holds the lock that a write with these arguments takes: nothing is changed by this client, or by
   * those that share its lock, between what the task reads and what it writes. Its calls get the lock in their options.
   */
  withWriterLock<Result>(
    name: string,
    endpoint: Endpoint,
    args: EndpointArgs,
    options: CallOptions,
    task: (lock: WriterLock | undefined) => Promise<Result>,
  ): Promise<Result>;
  /** Calls an endpoint whose reply is a file, and hands its bytes on; goes on where a connection broke off. */
  download(
    name: string,
    endpoint: Endpoint,
    args: EndpointArgs,
    openSink: OpenSink,
    options: DownloadOptions,
  ): Promise<void>;
  /** The clock of its deadlines, in milliseconds. */
  now(): number;
  /** Lets time pass on that clock; a signal that fires first ends it with a CancelledError. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Resolves when no call is under way. */
  settled(): Promise<void>;
}

/** What a cursor belongs to: a tool and the arguments that shape its listing. */
export interface CursorScope {
  readonly name: string;
  readonly args: EndpointArgs;
}

/** Neighbouring items that came with one page; `from.skip` counts those of the page before them. */
export interface PageSlice {
  readonly from: PagePosition;
  readonly count: number;
}

/** Where the items of a listing came from. */
export interface PageOrigin {
  readonly listing: CursorScope;
  readonly slices: readonly PageSlice[];
}

/** Items of a listing, gathered over as many of the vendor's pages as it took. */
export interface Page {
  readonly items: readonly JsonObject[];
  /** How many there are in all, where the vendor says so. */
  readonly total?: number | undefined;
  readonly hasMore: boolean;
  /** Continues after the last item; absent at the end, and where the vendor gave no way to go on. */
  readonly nextCursor?: string | undefined;
  /** Why the listing stopped before its end and before the limit. */
  readonly partial?: string | undefined;
  /** What else the vendor's first page says. */
  readonly extra: JsonObject;
  /** Where the items came from, for cursorAfter. */
  readonly origin: PageOrigin;
}

export interface PaginateOptions extends CallOptions {
  /** Items wanted, at most. */
  readonly limit: number;
  /** Told what was gathered so far after each page: true stops there, with a cursor. */
  readonly isEnough?: ((items: readonly JsonObject[]) => boolean) | undefined;
  /** Which items count; the others are passed over, and the vendor's total says nothing. */
  readonly keep?: ((item: JsonObject) => boolean) | undefined;
  /** Where an earlier result of the same call ended. */
  readonly cursor?: string | undefined;
  readonly progress?: ((done: number, total: number | undefined) => void) | undefined;
}
