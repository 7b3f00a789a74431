import { z } from 'zod';
import type { Operation } from './operation.js';
import { notes } from './schema.js';
import type { Task } from './tasks/task.js';

/** A task as one tool. */
export function taskOperation(name: string, task: Task): Operation {
  const {
    service = 'feishu',
    title,
    summary,
    effect,
    hintsOf = effect,
    schema,
    output,
    base,
    wholeBase,
  } = task;
  return {
    name,
    service,
    title,
    summary,
    effect,
    hintsOf,
    input: schema,
    base,
    wholeBase,
    output: z.object({ ...output, notes }),
    run: (args, desk) => task.run(args, desk),
    async explain(args, desk, error) {
      const { diagnose } = await import('./diagnosis.js');
      return diagnose(desk, { endpoint: undefined, args, error });
    },
  };
}
