import type { JSONRPCRequest, Result } from '@modelcontextprotocol/sdk/types.js';
import type { Tool, Toolbox, ToolResult, ToolRun } from '../core/tool.js';
import { defectResult, describeDefect } from './defect.js';
import { growingProgress, type ProgressParams } from './progress.js';
import { excerpt, invalidParams, quote } from './protocol-error.js';
import type { RunningCalls } from './running-calls.js';
import { UndeliveredResults } from './unheard-results.js';

interface Caller {
  readonly toolbox: Toolbox;
  readonly calls: RunningCalls;
  readonly log: (line: string) => void;
  readonly notify: (params: ProgressParams) => void;
  readonly sleep?: ((ms: number) => Promise<void>) | undefined;
}

/** The SDK's client drops a progress that it reads in one go with the answer: this keeps them apart. */
const progressLeadMs = 20;

/** Answers `tools/call`. */
export function toolCaller({ toolbox, calls, log, notify, sleep }: Caller) {
  const tools = new Map(toolbox.tools.map((tool) => [tool.name, tool]));
  const unheard = new UndeliveredResults(log);
  return async ({ params = {} }: JSONRPCRequest, cancelled: AbortSignal): Promise<Result> => {
    const tool = named(tools, toolbox, params.name);
    const call = calls.start(cancelled, tool.annotations.readOnlyHint);
    const token = params._meta?.progressToken;
    let told = false;
    const tell = (progress: ProgressParams) => {
      told = true;
      notify(progress);
    };
    const progress = token === undefined ? () => {} : growingProgress(token, call, tell);
    const run = { signal: call.signal, progress };
    const result = await runSafely(toolbox, tool, params.arguments, run, log);
    if (told && call.live) await sleep?.(progressLeadMs);
    call.end();
    if (!call.awaited) unheard.store(tool, result);
    return onTheWire(call.awaited ? unheard.attachTo(result) : result);
  };
}

function named(tools: ReadonlyMap<string, Tool>, toolbox: Toolbox, name: unknown): Tool {
  if (typeof name !== 'string') throw invalidParams('"name" must be the name of a tool.');
  const tool = tools.get(name);
  if (tool) return tool;
  const nearest = toolbox.nearest(excerpt(name));
  throw invalidParams(
    `Unknown tool ${quote(name)}.${nearest === undefined ? '' : ` Did you mean ${quote(nearest)}?`}`,
  );
}

async function runSafely(
  toolbox: Toolbox,
  tool: Tool,
  args: unknown,
  run: ToolRun,
  log: (line: string) => void,
): Promise<ToolResult> {
  try {
    return await toolbox.run(tool.name, args ?? {}, run);
  } catch (error) {
    log(describeDefect(tool.name, error));
    return defectResult(tool.name);
  }
}

function onTheWire({ text, structured, isError }: ToolResult): Result {
  return {
    content: [{ type: 'text', text }],
    ...(structured && { structuredContent: structured }),
    ...(isError && { isError }),
  };
}
