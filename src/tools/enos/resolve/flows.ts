import { type Candidate, NameIndex } from '../../../core/choose.js';
import { InputError } from '../../../core/errors.js';
import type { NamedOption } from '../../../core/remedy.js';
import { isFailure } from '../../answer/failure-text.js';
import { callEndpoint, listAll, type ToolContext } from '../../context/tool-context.js';
import { ambiguousName, choose } from '../../input/choose.js';
import { exactId } from '../read/flow.js';
import { ifReadable } from '../read/if-readable.js';
import { type DirectoryEntry, entriesOf } from './directories.js';
import type { GivenName } from './given-name.js';

/** Ids are integers to the vendor; beyond 2^53 only text keeps every digit. */
const idForm = /^\d{1,19}$/;
const runIdForm = /^(\d{1,19})-\d{4,17}$/;

/** Finds the flow that an argument names by its id, its name, or its path in the directories. */
export async function flowId(
  context: ToolContext,
  { argument, given, checksIds }: Pick<GivenName, 'argument' | 'given' | 'checksIds'>,
): Promise<string | number> {
  const text = String(given);
  if (idForm.test(text)) {
    return checksIds ? digitsOfFlow(context, argument, text) : given;
  }
  const [, flow] = runIdForm.exec(text) ?? [];
  const exact = (await searchFlows(context, text)).filter(({ name }) => name === text);
  const [found, ...others] = exact;
  if (found !== undefined && others.length === 0) {
    rememberFlow(context, found);
    return exactId(found.id);
  }
  if (flow !== undefined && found === undefined) {
    throw runInsteadOfFlow(argument, text, flow);
  }
  return exactId(await chooseByPath(context, { argument, given: text }, exact));
}

/** Finds the flow that digits name: most are an id, and a name may consist of digits too. */
async function digitsOfFlow(
  context: ToolContext,
  argument: string,
  text: string,
): Promise<string | number> {
  const found = await ifReadable(searchFlows(context, text));
  const named = (found ?? []).filter(({ id, name }) => id === text || name === text);
  const [flow, ...others] = named;
  if (others.length > 0) {
    const wanted = { what: 'flow', name: text, path: argument, idWord: 'id' } as const;
    throw new InputError([ambiguousName(wanted, named)]);
  }
  // Who cannot search may still see the flow, and a search may leave it out.
  if (found === undefined || (flow === undefined && (await isFlow(context, text)))) {
    return exactId(text);
  }
  if (flow === undefined) {
    throw await unknownFlow(context, argument, text);
  }
  rememberFlow(context, flow);
  if (flow.id !== text) {
    context.note(`${argument}: ${text} was read as the name of the flow with the id ${flow.id}`);
  }
  return exactId(flow.id);
}

async function isFlow(context: ToolContext, id: string): Promise<boolean> {
  const flow = await ifReadable(callEndpoint(context, 'enos_flows_get', { flowId: exactId(id) }));
  return flow !== undefined;
}

/** Builds the refusal of an id that no flow has, with flows that there are. */
async function unknownFlow(context: ToolContext, path: string, text: string): Promise<InputError> {
  const options = await flowOptions(context);
  const problem = `is ${JSON.stringify(text)}, and there is no flow of that id or name`;
  return new InputError([
    { path, problem, ...(options.length > 0 && { options, optionKind: 'item' }) },
  ]);
}

/** The flows in the directories, by their paths; none where they cannot be read. */
export async function flowOptions(context: ToolContext): Promise<readonly NamedOption[]> {
  const tree = await ifReadable(callEndpoint(context, 'enos_directories_list', {}));
  const flows = entriesOf(tree ?? {}).filter(({ isFlow: isOne }) => isOne);
  return flows.map(({ id, path: name }) => ({ id, name }));
}

/** The key of a flow's name among what a call has seen. */
export function flowKey(id: unknown): string {
  return `flow ${String(id)}`;
}

function rememberFlow({ memory }: ToolContext, { id, name }: Candidate): void {
  memory.names.set(flowKey(id), name);
}

/** Flows by part of their id or name. */
export async function searchFlows(
  context: ToolContext,
  expression: string,
): Promise<readonly Candidate[]> {
  const flows = await listAll(context, 'enos_flows_search', { expression });
  return flows.map(({ flowId: id, flowName }) => ({ id: String(id), name: String(flowName) }));
}

function runInsteadOfFlow(path: string, text: string, flow: string): InputError {
  const problem = `is ${JSON.stringify(text)}, the id of a run and not of a flow`;
  const allowed = `the id or name of a flow: ${flow}, if it is a run of that flow`;
  return new InputError([{ path, problem, allowed }]);
}

async function chooseByPath(
  context: ToolContext,
  { argument, given }: { readonly argument: string; readonly given: string },
  exact: readonly Candidate[],
): Promise<string> {
  const inDirectories = (await readTree(context, exact)).filter(({ isFlow }) => isFlow);
  const known = new Set(inDirectories.map(({ id }) => id));
  const candidates: readonly (Candidate & Partial<DirectoryEntry>)[] = [
    ...inDirectories,
    ...exact.filter(({ id }) => !known.has(id)),
  ];
  const { fitting } = new NameIndex(candidates).choose(given);
  const wanted = { what: 'flow', name: given, path: argument, idWord: 'id' } as const;
  if (fitting.length > 1) {
    const options = fitting.map(({ id, name, path = name }) => ({ id, name: path }));
    throw new InputError([ambiguousName(wanted, options)]);
  }
  const { id, name, path = name } = choose(wanted, candidates);
  rememberFlow(context, { id, name });
  context.note(`${argument}: ${JSON.stringify(given)} was read as ${path} (${id})`);
  return id;
}

/** The directories; without them, where they cannot be read, what is known stands for itself. */
async function readTree(
  context: ToolContext,
  exact: readonly Candidate[],
): Promise<readonly DirectoryEntry[]> {
  try {
    return entriesOf(await callEndpoint(context, 'enos_directories_list', {}));
  } catch (error) {
    if (exact.length === 0 || !isFailure(error)) {
      throw error;
    }
    return [];
  }
}
