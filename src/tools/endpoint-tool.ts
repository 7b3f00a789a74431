import { effects } from '../core/effect.js';
import type { Endpoint } from '../core/endpoint.js';
import { InputError } from '../core/errors.js';
import type { Tool, ToolResult, ToolRun } from '../core/tool.js';
import type { Client } from '../http/client.js';
import { parseInput } from './input.js';
import { perform } from './perform.js';
import { isFailure, renderError, renderResult } from './render.js';
import { inputSchema, outputSchema, publishedInput, publishedOutput } from './schema.js';

/** A listed tool and what runs it. */
export interface RunnableTool {
  readonly listed: Tool;
  run(args: unknown, run: ToolRun): Promise<ToolResult>;
}

export interface ToolContext {
  /** The client, made when the first call needs it. */
  client(): Promise<Client>;
  /** The bases that may be touched; undefined for all. */
  readonly bases: ReadonlySet<string> | undefined;
}

/** One endpoint as one tool. */
export function endpointTool(name: string, endpoint: Endpoint, context: ToolContext): RunnableTool {
  const schema = inputSchema(endpoint);
  return {
    listed: {
      name,
      title: endpoint.title,
      description: endpoint.summary,
      annotations: effects[endpoint.effect].hints,
      inputSchema: publishedInput(schema),
      outputSchema: publishedOutput(outputSchema(endpoint)),
    },
    async run(input, run) {
      const notes: string[] = [];
      try {
        const parsed = parseInput(schema, input);
        notes.push(...parsed.notes);
        refuseForeignBase(parsed.args, context.bases);
        const call = { name, endpoint, args: parsed.args, notes, run };
        const outcome = await perform(await context.client(), call);
        return renderResult(outcome.facts, [...notes, ...outcome.notes]);
      } catch (error) {
        if (!isFailure(error)) {
          throw error;
        }
        return renderError({ tool: name, error, notes, effect: endpoint.effect });
      }
    },
  };
}

function refuseForeignBase(
  args: Readonly<Record<string, unknown>>,
  bases: ReadonlySet<string> | undefined,
): void {
  const base = args['app_token'];
  if (bases === undefined || (typeof base === 'string' && bases.has(base))) {
    return;
  }
  throw new InputError([
    {
      path: 'app_token',
      problem: 'is not a base that this server may touch',
      allowed: [...bases].join(', '),
    },
  ]);
}
