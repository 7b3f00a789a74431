import { type ZodObject, type ZodRawShape, z } from 'zod';
import type { Effect } from '../../core/effect.js';
import type { ServiceName } from '../../core/service.js';
import type { Outcome } from '../answer/result.js';
import type { ToolContext } from '../context/tool-context.js';

/** What a task is called with: checked, a base's link resolved. */
export type ArgsOf<Input extends ZodRawShape> = z.output<ZodObject<Input, 'strict'>>;

/** What a task does, apart from what it is: listing the tools loads none of it. */
interface Body<Input extends ZodRawShape> {
  readonly run: (args: ArgsOf<Input>, context: ToolContext) => Promise<Outcome>;
}

/** One call in place of a chain that agents get wrong. */
interface TaskSpec<Input extends ZodRawShape> {
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
  readonly base?: keyof Input & string;
  readonly input: Input;
  /** What it answers on success; a key that a dry run leaves out is optional. */
  readonly output: ZodRawShape;
  /** Imports what it does, when it is first called. */
  readonly load: () => Promise<Body<Input>>;
}

export interface Task extends Omit<TaskSpec<ZodRawShape>, 'load'> {
  readonly schema: ZodObject<ZodRawShape, 'strict'>;
  run(args: Readonly<Record<string, unknown>>, context: ToolContext): Promise<Outcome>;
}

/** A task whose arguments have the types of its schema. */
export function defineTask<const Input extends ZodRawShape>({
  load,
  ...spec
}: TaskSpec<Input>): Task {
  const schema = z.object(spec.input).strict();
  return {
    ...spec,
    schema,
    async run(args, context) {
      const { run } = await load();
      // Parsed once by the tool already; what reaches here fits, and the types say so from here on.
      return run(schema.parse(args), context);
    },
  };
}
