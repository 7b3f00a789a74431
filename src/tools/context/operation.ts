import type { ZodObject, ZodRawShape } from 'zod';
import type { Effect } from '../../core/effect.js';
import type { ServiceName } from '../../core/service.js';
import type { Files } from '../../files/files.js';
import type { Client } from '../../http/client.js';
import type { Failure } from '../answer/failure-text.js';
import type { Outcome } from '../answer/result.js';
import type { Diagnosis } from '../bitable/explain/explain-failure.js';
import type { Memory } from '../bitable/query/schema-cache.js';
import type { Args, ToolContext } from './tool-context.js';

/** What a tool is made of, be it one endpoint or a task. */
export interface Operation {
  readonly name: string;
  readonly service: ServiceName;
  readonly title: string;
  readonly summary: string;
  readonly effect: Effect;
  /** Whose hints it has, where those are of another effect. */
  readonly annotationsAs?: Effect;
  readonly input: ZodObject<ZodRawShape, 'strict'>;
  /** Arguments that are taken, but not published. */
  readonly hiddenArguments?: readonly string[] | undefined;
  readonly output: ZodObject<ZodRawShape>;
  /** It is about a whole base: the table that a link happens to show is not asked for. */
  readonly wholeBase?: boolean | undefined;
  /** The argument that names the base; undefined for what is about none. */
  readonly base: string | undefined;
  /** The arguments are checked; a base's link is resolved. */
  run(args: Args, context: ToolContext): Promise<Outcome>;
  /** What to say beside a failure. */
  explain(args: Args, context: ToolContext, error: Failure): Promise<Diagnosis>;
}

export interface ServerContext {
  /** The client of a service, made when the first call needs it. */
  client(service: ServiceName): Promise<Client>;
  readonly memory: Memory;
  readonly files: Files;
  /** The bases that may be touched; undefined for all. */
  readonly bases: ReadonlySet<string> | undefined;
}
