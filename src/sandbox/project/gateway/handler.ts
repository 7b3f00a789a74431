import type { ProjectWorld } from '../model/model.js';
import type { Wire, WireObject } from './wire.js';

/** Who a call comes from, after its token was checked. */
export interface ProjectIdentity {
  /** The person on whose behalf it runs; empty where an endpoint asks for nobody. */
  readonly userKey: string;
  readonly tokenKind: 'plugin' | 'virtual' | 'user';
}

/** A file that came as a part of a form. */
export interface UploadedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A call after route, token and JSON parsing; its content is not checked yet. */
export interface ProjectRequest {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON body, or the text parts of a form; `{}` when there was none. */
  readonly body: WireObject;
  /** The form's `file`. */
  readonly file?: UploadedFile | undefined;
  readonly identity: ProjectIdentity;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Scheme, host and port the client used, for the links that replies contain. */
  readonly origin: string;
}

/** The members of the envelope beside `err`, `err_msg` and `err_code`. */
export interface ProjectReply extends WireObject {
  readonly data?: Wire;
  readonly pagination?: WireObject;
}

/** An answer that is a file in place of an envelope. */
export class ProjectFile {
  constructor(
    readonly name: string,
    readonly mediaType: string,
    readonly bytes: Uint8Array,
  ) {}
}

/** An answer with an envelope of its own: the newer file API says `{code, message, data}`. */
export class BareReply {
  constructor(readonly body: WireObject) {}
}

/** Answers, or throws a ProjectRefusal. Synchronous: a handler is one atomic step. */
export type ProjectHandler = (
  request: ProjectRequest,
  world: ProjectWorld,
) => ProjectReply | ProjectFile | BareReply;

/** By the name of the endpoint. */
export type ProjectHandlers = Readonly<Record<string, ProjectHandler>>;
