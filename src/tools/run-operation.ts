import { InputError } from '../core/errors.js';
import type { ToolResult, ToolRun } from '../core/tool.js';
import type { Args, Desk } from './desk.js';
import { parseInput } from './input.js';
import { readGrid } from './input-grid.js';
import { readLink } from './input-link.js';
import { withIds } from './names.js';
import type { Operation, ToolContext } from './operation.js';
import { isFailure, renderError, renderResult } from './render.js';

/** One call of a tool: reads its arguments, runs it, and words what came of it. */
export async function runOperation(
  operation: Operation,
  context: ToolContext,
  given: unknown,
  run: ToolRun,
): Promise<ToolResult> {
  const { name, effect, input, base } = operation;
  const notes: string[] = [];
  let args: Args = {};
  const desk: Desk = {
    ...context,
    client: await context.client(operation.service),
    run,
    note: (text) => notes.push(text),
  };
  try {
    const parsed = parseInput(input, await readLink(input, readGrid(given), desk));
    notes.push(...parsed.notes);
    refuseForeignBase(base, parsed.args, context.bases);
    args = parsed.args;
    args = await withIds(desk, input.shape, args);
    const { facts, notes: more } = await operation.run(args, desk);
    return renderResult(facts, [...notes, ...more]);
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    const diagnosis = await operation.explain(args, desk, error);
    return renderError({ tool: name, error, notes, effect, diagnosis });
  }
}

function refuseForeignBase(
  argument: string | undefined,
  args: Args,
  bases: ReadonlySet<string> | undefined,
): void {
  const base = argument === undefined ? undefined : args[argument];
  if (argument === undefined || bases?.has(String(base)) !== false) {
    return;
  }
  const problem = 'is not a base that this server may touch';
  throw new InputError([{ path: argument, problem, allowed: [...bases].join(', ') }]);
}
