import { type Candidate, NameIndex } from '../../../core/choose.js';
import { InputError } from '../../../core/errors.js';
import { isFailure } from '../../answer/failure-text.js';
import { callEndpoint, listAll, type ToolContext } from '../../context/tool-context.js';
import { ambiguousName, choose } from '../../input/choose.js';
import { exactId } from '../read/flow.js';
import { type DirectoryEntry, entriesOf } from './directories.js';
import type { GivenName } from './given-name.js';

/** Ids are integers to the vendor; beyond 2^53 only text keeps every digit. */
const idForm = /^\d{1,19}$/;
const runIdForm = /^(\d{1,19})-\d{4,17}$/;

/** Finds the flow that an argument names by its id, its name, or its path in the directories. */
export async function flowId(
  context: ToolContext,
  { argument, given }: Pick<GivenName, 'argument' | 'given'>,
): Promise<string | number> {
  const text = String(given);
  if (idForm.test(text)) {
    return given;
  }
  const [, flow] = runIdForm.exec(text) ?? [];
  const exact = (await searchFlows(context, text)).filter(({ name }) => name === text);
  const [found, ...others] = exact;
  if (found !== undefined && others.length === 0) {
    return exactId(found.id);
  }
  if (flow !== undefined && found === undefined) {
    throw runInsteadOfFlow(argument, text, flow);
  }
  return exactId(await chooseByPath(context, { argument, given: text }, exact));
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
