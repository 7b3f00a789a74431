import type { ToolResult, ToolRun } from '../../core/tool.js';
import { isEndpointName } from '../../endpoints/catalogue.js';
import { operationNamed } from '../catalog/operations.js';
import { isTaskName } from '../catalog/tasks.js';
import type { ServerContext } from '../context/operation.js';
import { runOperation } from './call-tool.js';

/** Runs the tool of that name. */
export function runTool(
  name: string,
  context: ServerContext,
  args: unknown,
  run: ToolRun,
): Promise<ToolResult> {
  if (!isEndpointName(name) && !isTaskName(name)) {
    throw new Error(`no operation ${name}`);
  }
  return runOperation(operationNamed(name), context, args, run);
}
