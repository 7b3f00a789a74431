import { nearest } from '../../core/nearest.js';
import type { Toolbox } from '../../core/tool.js';
import { asListed } from '../catalog/listed-words.js';
import type { ToolList } from '../catalog/tool-list.js';
import type { ServerContext } from '../context/operation.js';

/** The listed tools, in that order. Listing them needs nothing of what running one takes. */
export function createToolbox(list: ToolList, context: ServerContext): Toolbox {
  const names = list.tools.map(({ listed }) => listed.name);
  const server = { ...context, nameTools: (text: string) => list.name(text) };
  return {
    tools: list.tools.map((tool) => asListed(tool, list)),
    async run(name, args, run) {
      if (!names.includes(name)) {
        throw new Error(`no tool ${name}`);
      }
      const { callTool } = await import('./call-tool.js');
      return callTool(name, server, args, run);
    },
    whyAbsent: (name) => list.whyAbsent(name),
    nearest: (name) => nearest(name, names),
  };
}
