import { callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { choose } from '../../input/choose.js';
import { exactId, graphOf, tasksOf } from '../read/flow.js';
import type { GivenName } from './given-name.js';

/** Finds the task of a flow that an argument names by its id or its name. */
export async function taskId(
  context: ToolContext,
  { argument, args, given }: GivenName,
): Promise<string | number> {
  const { flowId } = args;
  const flow = await callEndpoint(context, 'enos_flows_get', { flowId });
  const tasks = tasksOf(graphOf(flow));
  const name = String(given);
  const place = `in flow ${String(flow['flowName'])}`;
  const wanted = { what: `task ${place}`, plural: `tasks ${place}`, name, path: argument };
  return exactId(choose({ ...wanted, idWord: 'id' }, tasks).id);
}
