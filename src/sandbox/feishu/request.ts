import type { JsonObject } from '../../core/json.js';
import type { FeishuEndpointName } from '../../endpoints/catalogue.js';
import type { Answer } from '../kernel/answer.js';
import type { MultipartForm } from '../kernel/multipart.js';
import type { CallIdentity } from './directory.js';
import type { World } from './world.js';

/** A request after route, authorization and JSON parsing; its content is not checked yet. */
export interface SandboxRequest {
  /** The endpoint's name in the catalogue. */
  readonly name: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON body; `{}` when there was none. */
  readonly body: JsonObject;
  /** The parts of a multipart body; absent where there was none. */
  readonly form?: MultipartForm | undefined;
  /** The Range header. */
  readonly range?: string | undefined;
  readonly identity: CallIdentity;
  /** Scheme, host and port the client used, for the links that replies contain. */
  readonly origin: string;
}

/** Answers with the envelope's `data`, or throws a Refusal. Synchronous: a handler is one atomic step. */
export type Handler = (request: SandboxRequest, world: World) => JsonObject;

/** Answers with a file, or throws a Refusal. */
export type FileHandler = (request: SandboxRequest, world: World) => FileAnswer;

/** A handler for every endpoint of the catalogue; one that is missing does not compile. */
export type Handlers = Readonly<Record<FeishuEndpointName, Handler | FileHandler>>;

/** An answer that is a file, or a part of one, in place of an envelope. */
export class FileAnswer implements Answer {
  constructor(
    readonly status: 200 | 206 | 416,
    readonly headers: Answer['headers'],
    readonly body: Uint8Array,
  ) {}
}
