import { ApiError, InputError, PartialBatchError, PartialTaskError } from '../../core/errors.js';
import type { ServiceName } from '../../core/service.js';
import type { ToolResult, ToolRun } from '../../core/tool.js';
import { type Failure, isFailure, renderError, renderResult } from '../answer/render.js';
import { readLink } from '../bitable/read/base-link.js';
import { readGrid } from '../bitable/read/grid.js';
import { withIds } from '../bitable/read/names.js';
import type { Operation, ParsedCall, ServerContext } from '../context/operation.js';
import type { Args, ToolContext } from '../context/tool-context.js';

interface Given {
  readonly input: unknown;
  /** Whether records came in the form in which they are given out. */
  readonly asRead: boolean;
}

type Read = (operation: Operation, given: unknown, context: ToolContext) => Promise<Given>;

/** What people write in another form than the schemas know, put into theirs. */
const readers: Readonly<Record<ServiceName, Read>> = {
  async feishu(operation, given, context) {
    const { input, asRead } = readGrid(given, context.note, operation.effect);
    return { input: await readLink(operation.input, input, context, operation), asRead };
  },
  async project(operation, given, context) {
    const { readGiven } = await import('../project/read/read-given.js');
    return { input: await readGiven(operation, given, context), asRead: false };
  },
  enos: async (_, given) => ({ input: given, asRead: false }),
};

/** One call of a tool: reads its arguments, runs it, and words what came of it. */
export async function runOperation(
  operation: Operation,
  server: ServerContext,
  given: unknown,
  run: ToolRun,
): Promise<ToolResult> {
  const { name, effect, base } = operation;
  const notes: string[] = [];
  let args: Args = {};
  let context: ToolContext = {
    ...server,
    client: await server.client(operation.service),
    run,
    note: (text) => notes.push(text),
  };
  try {
    const read = await readers[operation.service](operation, given, context);
    context = { ...context, asRead: read.asRead };
    let call = operation.parse(read.input);
    notes.push(...call.notes);
    refuseForeignBase(base, call.args, server.bases);
    args = call.args;
    call = await resolvedCall(operation, call, context);
    args = call.args;
    const { facts, notes: more } = await call.run(context);
    return renderResult(facts, [...notes, ...more]);
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    const diagnosis = isAnswer(error) ? await operation.explain(args, context, error) : undefined;
    return renderError({ tool: name, error, notes, effect, diagnosis });
  }
}

/** Puts ids in place of the names that Feishu's arguments may hold. */
async function resolvedCall(
  { service, input }: Operation,
  call: ParsedCall,
  context: ToolContext,
): Promise<ParsedCall> {
  return service === 'feishu'
    ? call.resolvedBy((args) => withIds(context, input.shape, args))
    : call;
}

/** Only an answer of the vendor can be looked into. What was cancelled has to be told at once: the next call accounts for it. */
function isAnswer(error: Failure): boolean {
  const isPartial = error instanceof PartialBatchError || error instanceof PartialTaskError;
  return (isPartial ? error.cause : error) instanceof ApiError;
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
