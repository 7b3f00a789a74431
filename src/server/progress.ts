import type { ToolRun } from '../core/tool.js';
import type { RunningCall } from './running-calls.js';

/** The params of a progress notification. */
export interface ProgressParams extends Record<string, unknown> {
  readonly progressToken: string | number;
  readonly progress: number;
  readonly total?: number;
  readonly message?: string;
}

/** Progress that only ever grows, and falls silent with its call. */
export function growingProgress(
  progressToken: string | number,
  call: RunningCall,
  notify: (params: ProgressParams) => void,
): ToolRun['progress'] {
  let reached = Number.NEGATIVE_INFINITY;
  return (progress, total, message) => {
    if (!call.live || !(progress > reached)) return;
    reached = progress;
    notify({
      progressToken,
      progress,
      ...(total !== undefined && { total }),
      ...(message !== undefined && { message }),
    });
  };
}
