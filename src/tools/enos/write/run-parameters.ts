import { InputError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import { nearest } from '../../../core/nearest.js';
import { quoted } from '../../../core/text.js';
import { changesBetween, reportChanges } from '../../answer/changes.js';
import type { Outcome } from '../../answer/result.js';
import type { EndpointSteps } from '../../context/operation.js';
import { type Args, callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { objectsIn } from '../read/flow.js';
import { ifReadable } from '../read/if-readable.js';
import {
  givenParameters,
  type NamedParameter,
  overlaid,
  parameterMap,
  readParameters,
} from '../read/parameters.js';
import { followSteps } from '../wait/follow-run.js';

/** The parameters of one run, and those that are stored; undefined where they were not read. */
interface RunParameters {
  readonly sent: readonly NamedParameter[];
  readonly stored: readonly NamedParameter[] | undefined;
}

/**
 * Builds the steps of a trigger with parameters: the stored ones that were not given are sent as well, since the vendor
 * does not say what a run gets in their place.
 */
export function runParameterSteps(): EndpointSteps {
  const follow = followSteps();
  let parameters: RunParameters = { sent: [], stored: undefined };
  return {
    async before({ only_given: onlyGiven, ...args }, context) {
      const own = await follow.before(args, context);
      const given = givenParameters(own['parameters']);
      parameters =
        onlyGiven === true
          ? {
              sent: given,
              stored:
                context.answers === 'short'
                  ? undefined
                  : await ifReadable(readStored(context, own)),
            }
          : await withStored(context, own, given);
      await noteUnused(context, own, { ...parameters, given });
      return { ...own, parameters: parameters.sent };
    },
    async after(outcome, args, context, resend) {
      return withChanges(await follow.after(outcome, args, context, resend), parameters, context);
    },
  };
}

async function withStored(
  context: ToolContext,
  args: Args,
  given: readonly NamedParameter[],
): Promise<RunParameters> {
  const stored = await readStored(context, args).catch((error) => {
    context.note(
      'the stored parameters of the flow could not be read, so it was not triggered; only_given: true triggers it without them',
    );
    throw error;
  });
  return { sent: overlaid(stored, given), stored };
}

async function readStored(
  context: ToolContext,
  { flowId }: Args,
): Promise<readonly NamedParameter[]> {
  const flow = await callEndpoint(context, 'enos_flows_get', { flowId });
  const stored = readParameters(flow['parameters']);
  if (stored === undefined) {
    const problem = 'cannot be laid over the stored ones, which are not a list of keys and values';
    const allowed = 'only_given: true, which sends exactly the given ones';
    throw new InputError([{ path: 'parameters', problem, allowed }]);
  }
  return stored;
}

/** Notes names that no stored parameter has and no command of the flow uses: most likely they are misspelt. */
async function noteUnused(
  context: ToolContext,
  args: Args,
  { stored, given }: RunParameters & { readonly given: readonly NamedParameter[] },
): Promise<void> {
  const known = new Set((stored ?? []).map(({ key }) => key));
  const unknown = given.filter(({ key }) => !known.has(key));
  if (stored === undefined || unknown.length === 0) {
    return;
  }
  const used = await namesInCommands(context, args);
  const names = [...new Set([...known, ...(used ?? [])])];
  for (const { key } of unknown.filter((each) => used?.has(each.key) !== true)) {
    const where =
      used === undefined
        ? 'is no stored parameter'
        : 'is no stored parameter and no command uses it';
    context.note(
      `parameters: ${quoted(key)} ${where}; it is sent all the same. ${listOf(names, key)}`,
    );
  }
}

function listOf(names: readonly string[], key: string): string {
  const near = nearest(key, names);
  const sorted = near === undefined ? names : [near, ...names.filter((name) => name !== near)];
  const known = sorted.length === 0 ? 'The flow has none' : `Known: ${sorted.join(', ')}`;
  return near === undefined ? known : `Did you mean ${near}? ${known}`;
}

const variable = /\$(?:\{(?<braced>[^{}]+)\}|(?<bare>\w+))/g;

/** The names that commands of the tasks use as `$NAME` or `${NAME}`; undefined where they cannot be seen. */
async function namesInCommands(
  context: ToolContext,
  { flowId }: Args,
): Promise<ReadonlySet<string> | undefined> {
  const exported = await ifReadable(callEndpoint(context, 'enos_flows_export', { flowId }));
  if (exported === undefined) {
    return undefined;
  }
  const commands = objectsIn(exported['tasks']).map(({ cmd }) => String(cmd ?? ''));
  const found = [...commands.join('\n').matchAll(variable)];
  return new Set(found.map(({ groups }) => groups?.['braced'] ?? groups?.['bare'] ?? ''));
}

function withChanges(
  { facts, notes }: Outcome,
  { sent, stored }: RunParameters,
  { answers }: ToolContext,
): Outcome {
  if (stored === undefined || answers === 'short') {
    return { facts, notes };
  }
  const [before, after] = [parameterMap(stored), parameterMap(sent)];
  const report = reportChanges(changesBetween(before, after, keysOf(before, after)));
  const kept = stored.filter(({ key, value }) => after[key] === value).map(({ key }) => key);
  const note = [
    'parameters hold for this run only; the flow keeps its own',
    ...(kept.length > 0 ? [`as stored: ${kept.join(', ')}`] : []),
  ].join('; ');
  return { facts: { ...facts, ...report.facts }, notes: [...notes, ...report.notes, note] };
}

function keysOf(before: JsonObject, after: JsonObject): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}
