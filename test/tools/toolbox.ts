import type { Toolbox } from '../../src/core/tool.js';
import type { ToolContext } from '../../src/tools/operation.js';
import { publishedTools } from '../../src/tools/publish.js';
import { createToolbox as create } from '../../src/tools/toolbox.js';

export const published = publishedTools();

/** The names of the tools of a toolset, in the order in which they are listed. */
export function toolsetMembers(toolset: string): string[] {
  const members = published.filter(({ toolsets }) => toolsets.includes(toolset));
  return members.map(({ listed }) => listed.name);
}

/** The tools of these names. */
export function createToolbox(names: readonly string[], context: ToolContext): Toolbox {
  return create(
    published.filter(({ listed }) => names.includes(listed.name)),
    context,
  );
}
