import type { JsonObject } from '../core/json.js';
import type { EndpointName } from '../endpoints/catalogue.js';
import type { Bitable } from './bitable/model.js';

/** Who a request comes from, after its token was checked. */
export interface Identity {
  readonly kind: 'tenant' | 'user';
  /** The person, or the app's own robot identity. */
  readonly openId: string;
  readonly appId: string;
}

/** A request after route, authorization and JSON parsing; its content is not checked yet. */
export interface SandboxRequest {
  readonly name: EndpointName;
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON body; `{}` when there was none. */
  readonly body: JsonObject;
  readonly identity: Identity;
  /** Scheme, host and port the client used, for the links that replies contain. */
  readonly origin: string;
}

/** What the handlers work on. */
export interface World {
  readonly bitable: Bitable;
}

/** Answers with the envelope's `data`, or throws a Refusal. Synchronous: a handler is one atomic step. */
export type Handler = (request: SandboxRequest, world: World) => JsonObject;

/** A handler for every endpoint of the catalogue; one that is missing does not compile. */
export type Handlers = Readonly<Record<EndpointName, Handler>>;
