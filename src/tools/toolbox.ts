import { nearest } from '../core/nearest.js';
import type { Toolbox } from '../core/tool.js';
import { isEndpointName } from '../endpoints/catalogue.js';
import { endpointOperation } from './endpoint-tool.js';
import {
  type Operation,
  type RunnableTool,
  runnableTool,
  type ToolContext,
} from './runnable-tool.js';
import { taskOperation } from './task-tool.js';
import { tasks } from './tasks/tasks.js';
import type { ToolName } from './toolsets.js';

/** The named tools, in that order. */
export function createToolbox(names: readonly ToolName[], context: ToolContext): Toolbox {
  const runnable = new Map<string, RunnableTool>(
    names.map((name) => [name, runnableTool(operationOf(name), context)]),
  );
  return {
    tools: [...runnable.values()].map((tool) => tool.listed),
    run: (name, args, run) => {
      const tool = runnable.get(name);
      if (tool === undefined) {
        throw new Error(`no tool ${name}`);
      }
      return tool.run(args, run);
    },
    nearest: (name) => nearest(name, names),
  };
}

function operationOf(name: ToolName): Operation {
  return isEndpointName(name) ? endpointOperation(name) : taskOperation(name, tasks[name]);
}
