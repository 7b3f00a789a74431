import type { z } from 'zod';
import { effects } from '../core/effect.js';
import type { Endpoint } from '../core/endpoint.js';
import { InputError } from '../core/errors.js';
import { isJsonObject } from '../core/json.js';
import type { Tool, ToolResult, ToolRun } from '../core/tool.js';
import { runBatch } from '../http/batch.js';
import type { Client } from '../http/client.js';
import { paginate } from '../http/paginate.js';
import { parseInput } from './input.js';
import { isFailure, renderError, renderResult } from './render.js';
import { batchOutcome, type Outcome, pageOutcome, replyOutcome } from './result.js';
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

interface Call {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly args: Readonly<Record<string, unknown>>;
  readonly notes: string[];
  readonly run: ToolRun;
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
    run: (input, run) => answer(name, endpoint, schema, context, input, run),
  };
}

async function answer(
  name: string,
  endpoint: Endpoint,
  schema: z.ZodObject<z.ZodRawShape, 'strict'>,
  context: ToolContext,
  input: unknown,
  run: ToolRun,
): Promise<ToolResult> {
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
    return renderError({ tool: name, error, notes, writes: effects[endpoint.effect].writes });
  }
}

async function perform(client: Client, call: Call): Promise<Outcome> {
  const { name, endpoint, args, run } = call;
  const options = { signal: run.signal, note: (text: string) => call.notes.push(text) };
  const progress = (done: number, total?: number) => run.progress(done, total);
  if (endpoint.pages !== undefined) {
    const { limit, cursor, ...query } = args;
    const wanted = typeof limit === 'number' ? limit : endpoint.pages.defaultLimit;
    const from = typeof cursor === 'string' ? { cursor } : {};
    const page = await paginate(client, name, endpoint, query, {
      ...options,
      ...from,
      limit: wanted,
      progress,
    });
    return pageOutcome(endpoint, args, page);
  }
  if (endpoint.batch !== undefined) {
    const result = await runBatch(client, name, endpoint, args, { ...options, progress });
    return batchOutcome(endpoint, args, result);
  }
  const { data } = await client.call(name, endpoint, args, options);
  return replyOutcome(endpoint, args, isJsonObject(data) ? data : {});
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
