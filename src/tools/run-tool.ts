import type { ToolResult, ToolRun } from '../core/tool.js';
import { isEndpointName } from '../endpoints/catalogue.js';
import type { ToolContext } from './operation.js';
import { operationNamed } from './operations.js';
import { runOperation } from './run-operation.js';
import { isTaskName } from './tasks/tasks.js';

/** Runs the tool of that name. */
export function runTool(
  name: string,
  context: ToolContext,
  args: unknown,
  run: ToolRun,
): Promise<ToolResult> {
  if (!isEndpointName(name) && !isTaskName(name)) {
    throw new Error(`no operation ${name}`);
  }
  return runOperation(operationNamed(name), context, args, run);
}
