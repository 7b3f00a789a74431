import type { Effect } from '../../core/effect.js';
import type { ServiceName } from '../../core/service.js';
import type { Tool } from '../../core/tool.js';

/** A tool as it can be listed, with what decides whether it is. */
export interface PublishedTool {
  readonly listed: Tool;
  readonly service: ServiceName;
  readonly effect: Effect;
  /** Whether it reaches what no base of an allow-list holds, or makes a base that nobody could touch then. */
  readonly beyondBases: boolean;
  readonly toolsets: readonly string[];
}
