import { z } from 'zod';
import { notes } from '../answer/schema.js';
import type { Operation } from '../context/operation.js';
import type { Task } from './task.js';

/** A task as one tool. */
export function taskOperation(name: string, task: Task): Operation {
  const {
    service = 'feishu',
    title,
    summary,
    effect,
    annotationsAs = effect,
    input,
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
    annotationsAs,
    input,
    base,
    wholeBase,
    output: z.object({ ...output, notes }),
    parse: (given) => task.parse(given),
    async explain(args, context, error) {
      const { diagnose } = await import('../bitable/explain/explain-failure.js');
      return diagnose(context, { endpoint: undefined, args, error });
    },
  };
}
