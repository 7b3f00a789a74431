import type { ToolResult } from '../core/tool.js';

const FRAMES = 3;

/** What the client learns of a throw: nothing that was in it. */
export function defectResult(tool: string): ToolResult {
  return {
    text: `${tool} failed inside the server. This is a defect of bitable-mcp, not of the arguments; a change may have been applied, so read before trying again. The server's log has the details.`,
    isError: true,
  };
}

/** The class and the places of a throw, never its message: that may hold a token or a cell. */
export function describeDefect(tool: string, thrown: unknown): string {
  if (!(thrown instanceof Error)) return `Defect in ${tool}: a ${typeof thrown} was thrown`;
  return `Defect in ${tool}: ${thrown.name} ${framesOf(thrown).join(' ')}`;
}

function framesOf(error: Error): readonly string[] {
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => /^at .+:\d+:\d+\)?$/.test(line)).slice(0, FRAMES);
}
