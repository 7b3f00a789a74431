import type { EndpointName } from '../../../endpoints/catalogue.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import { directoryId } from './directories.js';
import { flowId } from './flows.js';
import type { GivenName } from './given-name.js';
import { runId } from './runs.js';
import { taskId } from './tasks.js';

type Resolver = (context: ToolContext, name: GivenName) => Promise<string | number>;

/** Arguments that take a name in place of an id, in the order in which they are resolved. */
export const resolvers: ReadonlyMap<string, Resolver> = new Map([
  ['flowId', flowId],
  ['id', flowId],
  ['taskId', taskId],
  ['dirId', directoryId],
  ['parentId', directoryId],
  ['flowInstId', runId],
]);

/** Arguments that hold an id although they are called like one that takes a name. */
const plain: Partial<Readonly<Record<EndpointName, readonly string[]>>> = {
  // The id that a new flow would have.
  enos_flows_import: ['flowId'],
};

/** Arguments with ids where names were given. `checksIds`: also what has the form of a flow's id is looked up. */
export async function withEnosIds<Given extends Args>(
  context: ToolContext,
  tool: EndpointName,
  args: Given,
  checksIds: boolean,
): Promise<Given> {
  let resolved = args;
  for (const [argument, resolve] of resolvers) {
    const given = resolved[argument];
    const isReference = typeof given === 'string' || typeof given === 'number';
    if (isReference && !plain[tool]?.includes(argument)) {
      const id = await resolve(context, { tool, argument, args: resolved, given, checksIds });
      resolved = { ...resolved, [argument]: id };
    }
  }
  return resolved;
}
