import { type ServiceName, serviceNames } from '../../src/core/service-name.js';
import type { Toolbox } from '../../src/core/tool.js';
import { publishedTools } from '../../src/tools/catalog/publish.js';
import { ToolList } from '../../src/tools/catalog/tool-list.js';
import type { ServerContext } from '../../src/tools/context/operation.js';
import { createToolbox as create } from '../../src/tools/dispatch/toolbox.js';

export const published = publishedTools();

/** The names of the tools of a toolset, of all services or of one, in the order in which they are listed. */
export function toolsetMembers(toolset: string, service?: ServiceName): string[] {
  return published
    .filter((tool) => service === undefined || tool.service === service)
    .filter(({ toolsets }) => toolsets.includes(toolset))
    .map(({ listed }) => listed.name);
}

const everyTool = new ToolList(published, {
  ...{ toolsets: ['all'], tools: [], excludeTools: [], readOnly: false, bases: undefined },
  services: new Set(serviceNames),
});

/** The tools of these names; answers can name all others as well. */
export function createToolbox(names: readonly string[], context: ServerContext): Toolbox {
  const { tools, ...box } = create(everyTool, context);
  return { ...box, tools: tools.filter(({ name }) => names.includes(name)) };
}
