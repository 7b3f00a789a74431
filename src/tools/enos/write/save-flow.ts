import { InputError } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { reportChanges } from '../../answer/changes.js';
import { isFailure } from '../../answer/failure-text.js';
import type { EndpointSteps } from '../../context/operation.js';
import { type Args, callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { absentNote, applySetChange, isDelta, type SetChange } from '../../input/set-change.js';
import { ifReadable } from '../read/if-readable.js';
import { givenParameters, overlaid } from '../read/parameters.js';
import { plainKeys, readStoredFlow, type StoredFlow, saveBody } from '../read/stored-flow.js';
import { missingIn, readSaveArguments } from '../save-input.js';
import { flowChanges } from './flow-changes.js';
import { givenGraph, overlayGraph } from './overlay-graph.js';
import { removeFromGraph } from './remove-from-graph.js';

/** A flow as it was and as it is saved; undefined where it was not read. */
interface Saving {
  readonly before: StoredFlow;
  readonly after: StoredFlow;
}

/** Builds the steps of a save: the vendor replaces the whole flow, so what is not given is read and sent again. */
export function saveSteps(): EndpointSteps {
  let saving: Saving | undefined;
  let replaced: Saving | undefined;
  const changes = () => {
    const states = saving ?? replaced;
    return states === undefined ? [] : flowChanges(states.before, states.after);
  };
  return {
    locked: true,
    async before(args, context) {
      if (args['replace'] === true) {
        const body = replacement(args, context);
        const before =
          context.answers === 'short' ? undefined : await ifReadable(loadFlow(context, args));
        replaced = before && { before, after: replacedFlow(before, args) };
        return body;
      }
      const before = await readFlow(context, args);
      saving = { before, after: await changedFlow(context, before, args) };
      return {
        id: args['id'],
        ...checkedBody(saving.after, 'is required: the stored flow has none'),
      };
    },
    async unsent({ id }) {
      return saving === undefined || changes().length > 0
        ? undefined
        : {
            facts: { flowId: Number(id) },
            notes: ['the flow has these values already: nothing was sent'],
          };
    },
    async after({ facts, notes }, _, { answers }) {
      const report = reportChanges(answers === 'short' ? [] : changes());
      return { facts: { ...facts, ...report.facts }, notes: [...notes, ...report.notes] };
    },
  };
}

/** A flow as the vendor's own call leaves it, as far as that is certain: what was not sent may be cleared, or stay. */
function replacedFlow(before: StoredFlow, args: Args): StoredFlow {
  const { owners, visitors } = readSaveArguments(args);
  return {
    ...before,
    settings: { ...before.settings, ...givenSettings(args) },
    owners: namesOf(owners) ?? before.owners,
    visitors: namesOf(visitors) ?? before.visitors,
    ...(args['parameters'] !== undefined && { parameters: givenParameters(args['parameters']) }),
    ...givenGraph(args),
  };
}

function givenSettings(args: Args): JsonObject {
  const settings: unknown = Object.fromEntries(
    ['name', ...plainKeys].flatMap((key) => (args[key] === undefined ? [] : [[key, args[key]]])),
  );
  return isJsonObject(settings) ? settings : {};
}

async function loadFlow(context: ToolContext, { id: flowId }: Args): Promise<StoredFlow> {
  return readStoredFlow(await callEndpoint(context, 'enos_flows_load_for_edit', { flowId }));
}

async function readFlow(context: ToolContext, args: Args): Promise<StoredFlow> {
  try {
    return await loadFlow(context, args);
  } catch (error) {
    if (isFailure(error)) {
      context.note(
        'the flow could not be read, so nothing was saved; replace: true saves exactly what is given',
      );
    }
    throw error;
  }
}

async function changedFlow(
  context: ToolContext,
  stored: StoredFlow,
  args: Args,
): Promise<StoredFlow> {
  const { owners, visitors, remove } = readSaveArguments(args);
  const changed = {
    settings: { ...stored.settings, ...givenSettings(args) },
    owners: changedPeople(context, 'owners', stored.owners, owners),
    visitors: changedPeople(context, 'visitors', stored.visitors, visitors),
    parameters: changedParameters(context, stored, args, remove.parameters ?? []),
  };
  if (changed.owners.length === 0) {
    const problem = 'would leave nobody, and a flow without owners cannot be changed by anybody';
    throw new InputError([{ path: 'owners', problem, allowed: 'at least one user name' }]);
  }
  const overlay = await overlayGraph(context, stored, givenGraph(args));
  const { graph, notes } = removeFromGraph(overlay, remove);
  for (const note of notes) {
    context.note(note);
  }
  return { ...changed, ...graph };
}

function changedPeople(
  context: ToolContext,
  set: string,
  stored: readonly string[],
  change: SetChange<string> | undefined,
): readonly string[] {
  if (change === undefined) {
    return stored;
  }
  const { items, absent } = applySetChange(stored, change, (one, other) => one === other);
  const note = absentNote(set, absent);
  if (note !== undefined) {
    context.note(`${note}; it holds ${stored.join(', ')}`);
  }
  return items;
}

function changedParameters(
  context: ToolContext,
  { parameters: stored }: StoredFlow,
  args: Args,
  remove: readonly string[],
): StoredFlow['parameters'] {
  const given = givenParameters(args['parameters']);
  const givenKeys = new Set(given.map(({ key }) => key));
  const both = remove.findIndex((name) => givenKeys.has(name));
  if (both >= 0) {
    const path = `remove.parameters[${both}]`;
    throw new InputError([{ path, problem: 'is a parameter that parameters gives a value' }]);
  }
  const keys = stored.map(({ key }) => key);
  const note = absentNote(
    'remove.parameters',
    remove.filter((name) => !keys.includes(name)),
  );
  if (note !== undefined) {
    context.note(`${note}; the flow has ${keys.join(', ') || 'none'}`);
  }
  return overlaid(stored, given).filter(({ key }) => !remove.includes(key));
}

function checkedBody(flow: StoredFlow, problem: string): JsonObject {
  const body = saveBody(flow);
  const missing = missingIn({ id: 0, ...body });
  if (missing.length > 0) {
    throw new InputError(missing.map((path) => ({ path, problem })));
  }
  return body;
}

/** The vendor's call as it is given; what it leaves out is lost. */
function replacement({ replace: _, remove, ...args }: Args, context: ToolContext): Args {
  const { owners, visitors } = readSaveArguments(args);
  const issues = [
    ...missingIn(args).map((path) => ({ path, problem: 'is required with replace: true' })),
    ...peopleIssues('owners', owners),
    ...peopleIssues('visitors', visitors),
    ...(remove === undefined
      ? []
      : [
          {
            path: 'remove',
            problem: 'goes without replace: true, which leaves out what is not given',
          },
        ]),
  ];
  if (issues.length > 0) {
    throw new InputError(issues);
  }
  const { parameters } = args;
  const left = ['parameters', 'desc', 'queue', 'tasks', 'flows', 'relations'].filter(
    (key) => args[key] === undefined,
  );
  if (left.length > 0) {
    context.note(`replace: not sent, so EnOS may clear them: ${left.join(', ')}`);
  }
  return {
    ...args,
    owners: namesOf(owners)?.join(';'),
    visitors: namesOf(visitors)?.join(';'),
    ...(parameters !== undefined && { parameters: JSON.stringify(parameters) }),
  };
}

function peopleIssues(path: string, change: SetChange<string> | undefined) {
  const problem = 'is a change of stored names, which replace: true does not read';
  return change === undefined || !isDelta(change) ? [] : [{ path, problem, allowed: 'a list' }];
}

function namesOf(change: SetChange<string> | undefined): readonly string[] | undefined {
  return change === undefined || isDelta(change) ? undefined : change;
}
