import type { JSONRPCRequest, Result } from '@modelcontextprotocol/sdk/types.js';
import type { Tool, Toolbox, ToolResult, ToolRun } from '../core/tool.js';
import { excerpt, invalidParams, quote } from './protocol-error.js';
import { growingProgress, type ProgressParams, type RunningCalls } from './running-calls.js';

interface Caller {
  readonly toolbox: Toolbox;
  readonly calls: RunningCalls;
  readonly log: (line: string) => void;
  readonly notify: (params: ProgressParams) => void;
  readonly sleep?: ((ms: number) => Promise<void>) | undefined;
}

/** The SDK's client drops a progress that it reads in one go with the answer: this keeps them apart. */
const progressLeadMs = 20;

type CallParams = NonNullable<JSONRPCRequest['params']>;

/** Answers `tools/call`. */
export function toolCaller({ toolbox, calls, log, notify, sleep }: Caller) {
  const tools = new Map(toolbox.tools.map((tool) => [tool.name, tool]));
  const undelivered = new UndeliveredResults(log);
  async function call(params: CallParams, cancelled: AbortSignal): Promise<Result> {
    const tool = named(tools, toolbox, params.name);
    const running = calls.start(cancelled, tool.annotations.readOnlyHint);
    const token = params._meta?.progressToken;
    let told = false;
    const tell = (progress: ProgressParams) => {
      told = true;
      notify(progress);
    };
    const progress = token === undefined ? () => {} : growingProgress(token, running, tell);
    const run = { signal: running.signal, progress };
    const result = await runSafely(toolbox, tool, params.arguments, run, log);
    if (told && running.live) {
      await sleep?.(progressLeadMs);
    }
    running.end();
    if (!running.awaited) {
      undelivered.store(tool, result);
    }
    return onTheWire(running.awaited ? undelivered.attachTo(result) : result);
  }
  return async ({ params = {} }: JSONRPCRequest, cancelled: AbortSignal): Promise<Result> => {
    const absent = absentResult(toolbox, params.name);
    return absent === undefined ? call(params, cancelled) : onTheWire(undelivered.attachTo(absent));
  };
}

/** A tool that exists but is not listed is no unknown one: the way to it is told where the agent reads it. */
function absentResult(toolbox: Toolbox, name: unknown): ToolResult | undefined {
  const why = typeof name === 'string' ? toolbox.whyAbsent?.(name) : undefined;
  return why === undefined
    ? undefined
    : {
        text: `${name} exists, but is not listed in this start of the server, so it was not called: ${why}.`,
        isError: true,
      };
}

function named(tools: ReadonlyMap<string, Tool>, toolbox: Toolbox, name: unknown): Tool {
  if (typeof name !== 'string') {
    throw invalidParams('"name" must be the name of a tool.');
  }
  const tool = tools.get(name);
  if (tool) {
    return tool;
  }
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

const maxFrames = 3;

/** What the client learns of a throw: nothing that was in it. */
function defectResult(tool: string): ToolResult {
  return {
    text: `${tool} failed inside the server. This is a defect of bitable-mcp, not of the arguments; a change may have been applied, so read before trying again. The server's log has the details.`,
    isError: true,
  };
}

/** The class and the places of a throw, never its message: that may hold a token or a cell. */
function describeDefect(tool: string, thrown: unknown): string {
  if (!(thrown instanceof Error)) {
    return `Defect in ${tool}: a ${typeof thrown} was thrown`;
  }
  return `Defect in ${tool}: ${thrown.name} ${framesOf(thrown).join(' ')}`;
}

function framesOf(error: Error): readonly string[] {
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => /^at .+:\d+:\d+\)?$/.test(line)).slice(0, maxFrames);
}

const maxNoteChars = 300;

/** Results that could not be sent, because their call was cancelled. The next result carries them. */
class UndeliveredResults {
  #notes: string[] = [];

  constructor(private readonly log: (line: string) => void) {}

  /** Keeps how a cancelled call ended. A read changed nothing, so there is nothing to tell. */
  store(tool: Tool, result: ToolResult): void {
    if (tool.annotations.readOnlyHint) {
      return;
    }
    const note = `The cancelled call ${tool.name} ended so: ${shorten(result.text)}`;
    this.log(note);
    this.#notes.push(note);
  }

  /** Adds what was kept to a result, as text and as data. */
  attachTo(result: ToolResult): ToolResult {
    const notes = this.#notes.splice(0);
    if (notes.length === 0) {
      return result;
    }
    const text = [...notes, result.text].join('\n\n');
    if (!result.structured) {
      return { ...result, text };
    }
    const own = Array.isArray(result.structured.notes) ? result.structured.notes : [];
    return { ...result, text, structured: { ...result.structured, notes: [...own, ...notes] } };
  }
}

/** Half an id could be taken for one, and half a number is another. */
const wholeWords = /^.*[^\s,，](?=[\s,，])/s;

function shorten(text: string): string {
  if (text.length <= maxNoteChars) {
    return text;
  }
  const words = wholeWords.exec(text.slice(0, maxNoteChars + 1))?.[0];
  return `${words ?? text.slice(0, maxNoteChars).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
