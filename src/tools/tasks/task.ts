import { type ZodObject, type ZodRawShape, z } from 'zod';
import type { Effect } from '../../core/effect.js';
import type { Desk } from '../desk.js';
import type { Outcome } from '../result.js';

/** One call in place of a chain that agents get wrong. */
interface TaskSpec<Input extends ZodRawShape> {
  readonly title: string;
  /** For the agent. The first sentence stands alone. */
  readonly summary: string;
  readonly effect: Effect;
  /** Whose hints it has, where what it does here differs from what it does to the vendor's data. */
  readonly hintsOf?: Effect;
  /** The argument that names the base; undefined for what is about no certain one. */
  readonly base?: keyof Input & string;
  readonly input: Input;
  /** What it answers on success; a key that a dry run leaves out is optional. */
  readonly output: ZodRawShape;
  /** Arguments checked, `app_token` and ids resolved where the task says so itself. */
  run(args: z.output<ZodObject<Input, 'strict'>>, desk: Desk): Promise<Outcome>;
}

export interface Task extends Omit<TaskSpec<ZodRawShape>, 'run'> {
  readonly schema: ZodObject<ZodRawShape, 'strict'>;
  run(args: Readonly<Record<string, unknown>>, desk: Desk): Promise<Outcome>;
}

/** A task whose arguments have the types of its schema. */
export function defineTask<const Input extends ZodRawShape>(spec: TaskSpec<Input>): Task {
  const schema = z.object(spec.input).strict();
  return {
    ...spec,
    schema,
    // Parsed once by the tool already; what reaches here fits, and the types say so from here on.
    run: (args, desk) => spec.run(schema.parse(args), desk),
  };
}
