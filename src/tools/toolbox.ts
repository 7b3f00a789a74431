import { nearest } from '../core/nearest.js';
import type { Toolbox } from '../core/tool.js';
import { catalogue, type EndpointName } from '../endpoints/catalogue.js';
import { endpointTool, type RunnableTool, type ToolContext } from './endpoint-tool.js';

/** The tools of the named endpoints, in that order. */
export function createToolbox(names: readonly EndpointName[], context: ToolContext): Toolbox {
  const runnable = new Map<string, RunnableTool>(
    names.map((name) => [name, endpointTool(name, catalogue[name], context)]),
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
