import type { ZodObject, ZodRawShape, z } from 'zod';
import type { Effect } from '../../core/effect.js';
import type { Endpoint } from '../../core/endpoint.js';
import type { Files } from '../../core/local-file.js';
import type { ServiceName } from '../../core/service-name.js';
import type { EndpointName } from '../../endpoints/catalogue.js';
import type { Client } from '../../http/calls.js';
import type { Outcome } from '../answer/result.js';
import type { LinkHosts } from '../input/link-hosts.js';
import { parseInput } from '../input/parse.js';
import type { CallerMemories } from './caller-memory.js';
import type { AnswerDetail, Args, ToolContext } from './tool-context.js';

/** What every tool is made of. */
interface OperationFacts {
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
}

export interface EndpointOperation extends OperationFacts {
  readonly kind: 'endpoint';
  readonly name: EndpointName;
  readonly endpoint: Endpoint;
}

export interface TaskOperation extends OperationFacts {
  readonly kind: 'task';
  /** Checks arguments, in which a base's link is resolved; gives the call that runs with them. */
  parse(input: unknown): ParsedCall;
}

export type Operation = EndpointOperation | TaskOperation;

/** Arguments that a schema let through, bound to what runs with them. */
export interface ParsedCall {
  readonly args: Args;
  /** What was read otherwise than it was written. */
  readonly notes: readonly string[];
  /** The same call after its arguments were resolved: ids in place of names. */
  resolvedBy(resolve: Resolve): Promise<ParsedCall>;
  run(context: ToolContext): Promise<Outcome>;
}

/** Trades values for others of the same types. */
type Resolve = <Given extends Args>(args: Given) => Promise<Given>;

/** Checks arguments against a schema, once; an InputError names every fault. */
export function parseCall<Shape extends ZodRawShape>(
  schema: ZodObject<Shape, 'strict'>,
  input: unknown,
  run: (args: z.output<ZodObject<Shape, 'strict'>>, context: ToolContext) => Promise<Outcome>,
): ParsedCall {
  const { args, notes } = parseInput(schema, input);
  return boundCall(args, notes, run);
}

function boundCall<Given extends Args>(
  args: Given,
  notes: readonly string[],
  run: (args: Given, context: ToolContext) => Promise<Outcome>,
): ParsedCall {
  return {
    args,
    notes,
    resolvedBy: async (resolve) => boundCall(await resolve(args), notes, run),
    run: (context) => run(args, context),
  };
}

export interface ServerContext {
  /** The client of a service, made when the first call needs it. */
  client(service: ServiceName): Promise<Client>;
  readonly memory: CallerMemories;
  readonly files: Files;
  /** The bases that may be touched; undefined for all. */
  readonly bases: ReadonlySet<string> | undefined;
  readonly answers: AnswerDetail;
  /** The hosts whose links are read. */
  readonly linkHosts: LinkHosts;
}

/** What the tool of an endpoint takes and answers beyond its request. */
export interface Extension {
  /** Further arguments, which are not sent. */
  readonly input?: ZodRawShape;
  /** Further facts of its answer; each is optional. */
  readonly output?: ZodRawShape;
}

/** What the tool of an endpoint does around its request. */
export interface EndpointSteps {
  /** All steps and the request run under the writer's lock of the call: what `before` reads stays until it is written. */
  readonly locked?: true;
  /**
   * The arguments in the vendor's terms, without those that are not sent. A dry run looks up what a call would only
   * look up once the vendor did not know it.
   */
  before?(args: Args, context: ToolContext, dryRun?: boolean): Promise<Args>;
  /** The outcome where, after `before`, nothing is left to be sent; undefined where something is. */
  unsent?(args: Args, context: ToolContext): Promise<Outcome | undefined>;
  /** Adds to a dry run what the call would come to. */
  planned?(outcome: Outcome): Promise<Outcome>;
  /** Sends the call in another way than as it stands, such as in several requests; undefined where it is sent so. */
  perform?(args: Args, context: ToolContext): Promise<Outcome | undefined>;
  /** What follows a success; not after a rehearsal. `args` are as the caller gave them. */
  after?(outcome: Outcome, args: Args, context: ToolContext, resend: Resend): Promise<Outcome>;
  /** What a failure turns out to be after all; throws it where it is one. */
  failed?(error: unknown, args: Args, context: ToolContext, resend: Resend): Promise<Outcome>;
}

/** Sends the request again with other arguments in the vendor's terms. */
export type Resend = (args: Args) => Promise<Outcome>;
