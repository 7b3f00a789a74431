import { isDeepStrictEqual } from 'node:util';
import { effects } from '../../core/effect.js';
import { ApiError, InputError, PartialBatchError, PartialTaskError } from '../../core/errors.js';
import type { ToolResult, ToolRun } from '../../core/tool.js';
import { isEndpointName } from '../../endpoints/catalogue.js';
import { type Failure, isFailure } from '../answer/failure-text.js';
import { fitAnswer, fitText } from '../answer/fit-answer.js';
import { type Diagnosis, renderError, renderResult } from '../answer/render.js';
import type { Outcome } from '../answer/result.js';
import { isTaskName, operationNamed } from '../catalog/operations.js';
import { vendors } from '../catalog/vendors.js';
import {
  type Operation,
  type ParsedCall,
  parseCall,
  type ServerContext,
} from '../context/operation.js';
import { sharingReads } from '../context/shared-reads.js';
import type { Args, ToolContext } from '../context/tool-context.js';
import { noDiagnosis, type VendorTools } from '../context/vendor.js';
import { withoutAbsent } from '../input/absence.js';
import { refuseCutTexts } from '../input/cut-texts.js';
import { callEndpointTool } from './call-endpoint.js';

/** What tools run in, and the words for the tools that are listed. */
interface NamingContext extends ServerContext {
  /** Words a text of ours so that it names no tool without the way to it. */
  nameTools(text: string): string;
}

/** Runs the tool of that name: reads its arguments, runs it, and words what came of it. */
export async function callTool(
  name: string,
  server: NamingContext,
  given: unknown,
  run: ToolRun,
): Promise<ToolResult> {
  if (!isEndpointName(name) && !isTaskName(name)) {
    throw new Error(`no operation ${name}`);
  }
  const operation = operationNamed(name);
  const notes: string[] = [];
  let args: Args = {};
  const plainClient = await server.client(operation.service);
  const vendor = await vendors[operation.service].load();
  const memory = server.memory.of(plainClient.identity);
  const client = sharingReads(vendor.clientFor?.(plainClient) ?? plainClient, memory.reads);
  let context: ToolContext = {
    ...server,
    client,
    memory,
    run,
    note: (text) => {
      if (!notes.includes(text)) {
        notes.push(text);
      }
    },
  };
  try {
    const present = withoutAbsent(operation.input, given);
    const read = await vendor.read(operation, present, context);
    context = { ...context, asRead: read.asRead, linked: read.linked };
    const parsed = parse(operation, read.input, vendor);
    notes.push(...parsed.notes);
    if (effects[operation.effect].writes) {
      refuseCutTexts(parsed.args);
    }
    refuseForeignBase(operation.base, parsed.args, server.bases);
    args = parsed.args;
    const resolved = (checksIds?: boolean) =>
      parsed.resolvedBy((own) => vendor.resolve(operation, own, context, checksIds));
    const call = await resolved();
    args = call.args;
    const outcome = await runCall(call, () => resolved(true), { vendor, context });
    const all = [...notes, ...outcome.notes].map(server.nameTools);
    return fittedAnswer({ ...outcome, notes: all }, operation, args);
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    const diagnosis = await diagnose(operation, args, error, { vendor, context });
    const failed = renderError({ tool: name, error, notes, effect: operation.effect, diagnosis });
    return { ...failed, text: fitText(server.nameTools(failed.text)) };
  }
}

function fittedAnswer(outcome: Outcome, operation: Operation, args: Args): ToolResult {
  const isRead = operation.kind === 'endpoint' && !effects[operation.effect].writes;
  const endFirst = operation.kind === 'endpoint' ? operation.endpoint.endFirst : undefined;
  const { facts, notes } = fitAnswer(outcome, isRead ? args : {}, { isRead, endFirst });
  return renderResult(facts, notes);
}

/** Runs a call; once more where the vendor does not know an id that turns out to be a name. */
async function runCall(
  call: ParsedCall,
  checked: () => Promise<ParsedCall>,
  { vendor, context }: Explaining,
): Promise<Outcome> {
  try {
    return await call.run(context);
  } catch (error) {
    if (!(error instanceof ApiError) || !vendor.saysUnknownId(error)) {
      throw error;
    }
    // What cannot be looked up either is told with the vendor's refusal.
    const again = await checked().catch(() => call);
    if (isDeepStrictEqual(again.args, call.args)) {
      throw error;
    }
    return again.run(context);
  }
}

function parse(operation: Operation, input: unknown, vendor: VendorTools): ParsedCall {
  return operation.kind === 'task'
    ? operation.parse(input)
    : parseCall(operation.input, input, (args, context) =>
        callEndpointTool(operation, args, context, vendor),
      );
}

interface Explaining {
  readonly vendor: VendorTools;
  readonly context: ToolContext;
}

/** Only an answer of the vendor can be looked into. What was cancelled has to be told at once: the next call accounts for it. */
async function diagnose(
  operation: Operation,
  args: Args,
  error: Failure,
  { vendor, context }: Explaining,
): Promise<Diagnosis> {
  const isPartial = error instanceof PartialBatchError || error instanceof PartialTaskError;
  const cause = isPartial ? error.cause : error;
  if (!(cause instanceof ApiError)) {
    return noDiagnosis;
  }
  const endpoint = operation.kind === 'endpoint' ? operation.endpoint : undefined;
  try {
    return await vendor.explain({ endpoint, args, error, cause }, context);
  } catch {
    // The failure itself says more than that nothing could be added to it.
    return noDiagnosis;
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
