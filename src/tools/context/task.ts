import type { ZodObject, ZodRawShape, z } from 'zod';
import type { Effect } from '../../core/effect.js';
import type { ServiceName } from '../../core/service-name.js';
import type { Outcome } from '../answer/result.js';
import { type ParsedCall, parseCall } from './operation.js';
import type { ToolContext } from './tool-context.js';

type Schema<Shape extends ZodRawShape> = ZodObject<Shape, 'strict'>;

/** What a task does, apart from what it is: listing the tools loads none of it. */
interface Body<Shape extends ZodRawShape> {
  /** The arguments are checked; a base's link is resolved. */
  readonly run: (args: z.output<Schema<Shape>>, context: ToolContext) => Promise<Outcome>;
}

/** One call in place of a chain that agents get wrong. */
interface TaskSpec<Shape extends ZodRawShape> {
  /** Whose client it works with; `feishu` where it is absent. */
  readonly service?: ServiceName;
  readonly title: string;
  /** For the agent. The first sentence stands alone. */
  readonly summary: string;
  readonly effect: Effect;
  /** Whose hints it has, where what it does here differs from what it does to the vendor's data. */
  readonly annotationsAs?: Effect;
  /** It is about a whole base: the table that a link happens to show is not asked for. */
  readonly wholeBase?: boolean;
  /** The argument that names the base; undefined for what is about no certain one. */
  readonly base?: keyof Shape & string;
  readonly input: Schema<Shape>;
  /** What it answers on success; a key that a dry run leaves out is optional. */
  readonly output: ZodRawShape;
  /** Imports what it does, when it is first called. */
  readonly load: () => Promise<Body<Shape>>;
}

export interface Task extends Omit<TaskSpec<ZodRawShape>, 'load'> {
  /** Checks arguments; gives the call that runs with them. */
  parse(input: unknown): ParsedCall;
}

/** Defines a task whose `run` takes what its own schema parsed. */
export function defineTask<Shape extends ZodRawShape>({ load, ...spec }: TaskSpec<Shape>): Task {
  return {
    ...spec,
    parse: (input) =>
      parseCall(spec.input, input, async (args, context) => (await load()).run(args, context)),
  };
}
