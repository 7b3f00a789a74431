import type { IncomingHttpHeaders } from 'node:http';
import type { FeishuEndpointName } from '../../endpoints/catalogue.js';
import type { Answer } from '../kernel/answer.js';
import type { AuthRouteName } from './auth/routes.js';
import type { LinkRouteName } from './drive/medias/media-downloads.js';

/** Of the services beside Feishu's open platform. */
export type SideCallName = `enos_${string}` | `project_${string}`;

export type CallName = FeishuEndpointName | AuthRouteName | LinkRouteName | SideCallName;

/** A request that has a route; nothing else about it is checked yet. */
export interface Call<Name extends CallName = CallName> {
  readonly name: Name;
  readonly method: string;
  readonly pathname: string;
  /** The path's parameters. */
  readonly path: Readonly<Record<string, string>>;
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

/** A call whose headers were accepted. Until its release it may keep others out of a table. */
export interface Admission {
  /** Reads the body and takes effect. */
  run(): Promise<Answer>;
  release(): void;
}

/** Decides by a call's headers alone, at once; throws a Refusal. */
export type Admit<Name extends CallName> = (call: Call<Name>) => Admission;
