import type { JsonObject } from './json.js';
import type { ServiceName } from './service-name.js';

/** A reply as it came, before anybody decides whether it is a success. */
export interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, inflated and capped, as text. */
  readonly text: string;
}

/** Takes the next bytes of a body; the one behind them waits until it is done. */
export type TakeChunk = (chunk: Uint8Array) => Promise<void>;

/** A token and when it stops being valid. */
export interface AccessToken {
  readonly value: string;
  /** On the client's clock, in milliseconds. */
  readonly expiresAt: number;
}

/** What a signature is made of. */
export interface SentContent {
  readonly url: string;
  /** As it is sent; undefined where there is none, or where it is no text. */
  readonly text: string | undefined;
}

/** How a service is signed in to. */
export interface SignIn {
  /** What must never appear in a text that leaves the process. */
  readonly secrets: readonly string[];
  /**
   * Asks the vendor for a token. Called by one caller at a time, however many wait for it.
   * Throws ConfigError where a credential is missing.
   */
  fetchToken(signal: AbortSignal): Promise<AccessToken>;
  /** The headers that carry a token. */
  headers(
    token: AccessToken,
    request?: { readonly path: string },
  ): Readonly<Record<string, string>>;
  /** Those that depend on what is sent: a signature of it. */
  signature?(token: AccessToken, sent: SentContent): Readonly<Record<string, string>>;
}

/** A successful reply without its envelope. */
export interface OpenedReply {
  readonly data: JsonObject;
  /** The vendor's own number of the request, for its support. */
  readonly logId?: string | undefined;
}

/** What differs between vendors; everything else about a call is shared. */
export interface Service {
  readonly name: ServiceName;
  /** For people: `Feishu`. */
  readonly label: string;
  /** Scheme, host and port, without a trailing slash. */
  readonly baseUrl: string;
  /** The vendor's id of the user in whose name calls are made, where the configuration says who that is. */
  readonly actsAs?: string | undefined;
  /** A value of the configuration that goes along with calls. Throws ConfigError where it is missing. */
  ambient?(key: string): string;
  /** Opens the envelope: gives what is inside, or throws ApiError. `call` names the endpoint that answers. */
  open(reply: RawReply, call?: string): OpenedReply;
}
