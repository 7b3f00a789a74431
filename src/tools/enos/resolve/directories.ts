import { type Candidate, NameIndex } from '../../../core/choose.js';
import { InputError } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { ambiguousName, choose, type WantedName } from '../../input/choose.js';
import type { GivenName } from './given-name.js';

/** A directory, or a flow in one. */
export interface DirectoryEntry extends Candidate {
  readonly path: string;
  readonly isFlow: boolean;
}

const idForm = /^[0-9a-f]{32}$/;

/** Finds the directory that an argument names by its id, its name, or its path. */
export async function directoryId(
  context: ToolContext,
  { argument, given }: Pick<GivenName, 'argument' | 'given'>,
): Promise<string> {
  const name = String(given);
  if (idForm.test(name)) {
    return name;
  }
  const entries = entriesOf(await callEndpoint(context, 'enos_directories_list', {}));
  const directories = entries.filter(({ isFlow }) => !isFlow);
  const { fitting } = new NameIndex(directories).choose(name);
  const wanted: WantedName = {
    ...{ what: 'directory', plural: 'directories' },
    ...{ name, path: argument },
    idWord: 'id',
  };
  if (fitting.length > 1) {
    const options = fitting.map(({ id, path }) => ({ id, name: path }));
    throw new InputError([ambiguousName(wanted, options)]);
  }
  return choose(wanted, directories).id;
}

/** Everything in the tree that "List Workflow Directories" answers, with paths such as `Workflow/reports`. */
export function entriesOf({ data }: JsonObject): readonly DirectoryEntry[] {
  return entriesIn(data, '');
}

function entriesIn(nodes: Json | undefined, above: string): readonly DirectoryEntry[] {
  return (Array.isArray(nodes) ? nodes : []).filter(isJsonObject).flatMap((node) => {
    const { key, title, isDirectory, children } = node;
    const name = String(title);
    const path = `${above}${name}`;
    // The root stands in every path; people leave it out.
    const short = path.split('/').slice(1).join('/');
    const others = [path, ...(short === '' || short === name ? [] : [short])];
    const entry = { id: String(key), name, path, others, isFlow: isDirectory !== true };
    return [entry, ...entriesIn(children, `${path}/`)];
  });
}
