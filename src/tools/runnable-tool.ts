import type { ZodObject, ZodRawShape } from 'zod';
import { type Effect, effects } from '../core/effect.js';
import type { Tool, ToolResult, ToolRun } from '../core/tool.js';
import type { Files } from '../files/files.js';
import type { Client } from '../http/client.js';
import type { Args, Desk } from './desk.js';
import type { Diagnosis } from './diagnosis.js';
import type { Failure } from './failure-text.js';
import type { Memory } from './memory.js';
import type { Outcome } from './result.js';
import { publishedInput, publishedOutput } from './schema.js';

/** What a tool is made of, be it one endpoint or a task. */
export interface Operation {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly effect: Effect;
  /** Whose hints it has, where those are of another effect. */
  readonly hintsOf?: Effect;
  readonly input: ZodObject<ZodRawShape, 'strict'>;
  readonly output: ZodObject<ZodRawShape>;
  /** The argument that names the base; undefined for what is about none. */
  readonly base: string | undefined;
  /** The arguments are checked; a base's link is resolved. */
  run(args: Args, desk: Desk): Promise<Outcome>;
  /** What to say beside a failure. */
  explain(args: Args, desk: Desk, error: Failure): Promise<Diagnosis>;
}

/** A listed tool and what runs it. */
export interface RunnableTool {
  readonly listed: Tool;
  run(args: unknown, run: ToolRun): Promise<ToolResult>;
}

export interface ToolContext {
  /** The client, made when the first call needs it. */
  client(): Promise<Client>;
  readonly memory: Memory;
  readonly files: Files;
  /** The bases that may be touched; undefined for all. */
  readonly bases: ReadonlySet<string> | undefined;
}

export function runnableTool(operation: Operation, context: ToolContext): RunnableTool {
  const { name, title, summary, effect, hintsOf = effect, input, output } = operation;
  return {
    listed: {
      name,
      title,
      description: summary,
      annotations: effects[hintsOf].hints,
      inputSchema: publishedInput(input),
      outputSchema: publishedOutput(output),
    },
    // Listing the tools needs nothing of what running one takes.
    run: async (given, run) => {
      const { runOperation } = await import('./run-operation.js');
      return runOperation(operation, context, given, run);
    },
  };
}
