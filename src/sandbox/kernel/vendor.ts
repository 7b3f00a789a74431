import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer.js';

/** One service that the sandbox stands in for. */
export interface Vendor {
  /** The switches for what the sources leave open. */
  readonly options: object;
  /** Tells what a request means to the vendor; undefined where it means nothing. */
  readonly find: (arrival: Arrival) => Routed | undefined;
  /** Forgets what was written and starts again from the sample data; tokens stay valid. */
  readonly reset: () => void;
}

/** A request of which the route is not known yet. */
export interface Arrival {
  readonly method: string;
  readonly pathname: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly headers: IncomingHttpHeaders;
  /** Scheme, host and port that the client used. */
  readonly origin: string;
  readonly logId: string;
  /** Reads the whole body; the same however often it is asked for. */
  readonly bytes: () => Promise<Buffer>;
  /** The same as text. */
  readonly body: () => Promise<string>;
}

/** A request that has a route; nothing else about it is checked yet. */
export interface Call<Name extends string = string> extends Arrival {
  /** The endpoint; those of other vendors than the open platform begin with the vendor's name. */
  readonly name: Name;
  /** The path's parameters. */
  readonly path: Readonly<Record<string, string>>;
}

/** A call and what decides about it. */
export interface Routed {
  readonly call: Call;
  /** Decides by the call's headers alone, at once. */
  readonly admit: () => CallAdmission;
}

/** A call whose headers were accepted. Until its release it may keep others out of a table. */
export interface CallAdmission {
  /** Reads the body and takes effect. */
  run(): Promise<Answer>;
  release(): void;
}
