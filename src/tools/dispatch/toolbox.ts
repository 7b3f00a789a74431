import { nearest } from '../../core/nearest.js';
import type { Toolbox } from '../../core/tool.js';
import type { PublishedTool } from '../catalog/published.js';
import type { ServerContext } from '../context/operation.js';

/** The chosen tools, in that order. Listing them needs nothing of what running one takes. */
export function createToolbox(chosen: readonly PublishedTool[], context: ServerContext): Toolbox {
  const names = chosen.map(({ listed }) => listed.name);
  return {
    tools: chosen.map(({ listed }) => listed),
    async run(name, args, run) {
      if (!names.includes(name)) {
        throw new Error(`no tool ${name}`);
      }
      const { callTool } = await import('./call-tool.js');
      return callTool(name, context, args, run);
    },
    nearest: (name) => nearest(name, names),
  };
}
