import type { ServiceName } from '../../src/core/service-name.js';
import type { Toolbox } from '../../src/core/tool.js';
import { publishedTools } from '../../src/tools/catalog/publish.js';
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

/** The tools of these names. */
export function createToolbox(names: readonly string[], context: ServerContext): Toolbox {
  return create(
    published.filter(({ listed }) => names.includes(listed.name)),
    context,
  );
}
