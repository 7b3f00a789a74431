import { createRequire } from 'node:module';
import type { Effect } from '../../core/effect.js';
import type { ServiceName } from '../../core/service-name.js';
import type { Tool } from '../../core/tool.js';

/** A tool as it can be listed, with what decides whether it is. */
export interface PublishedTool {
  readonly listed: Tool;
  readonly service: ServiceName;
  readonly effect: Effect;
  /** Whether it reaches what no base of an allow-list holds, or makes a base that nobody could touch then. */
  readonly beyondBases: boolean;
  /** Whether it answers a list as columns and rows, and so takes `fields` and `raw`. */
  readonly isListing: boolean;
  /** The resource's own comes last. */
  readonly toolsets: readonly string[];
  /** The other tools that its texts name. */
  readonly mentions: readonly string[];
}

/**
 * Every tool there is. The build writes them down, because to make their schemas anew takes longer than all else that a
 * start does; where nothing was built they are made.
 */
export async function readPublishedTools(
  make: () => Promise<readonly PublishedTool[]>,
): Promise<readonly PublishedTool[]> {
  return written() ?? make();
}

function written(): readonly PublishedTool[] | undefined {
  try {
    return createRequire(import.meta.url)('./published.json');
  } catch {
    return undefined;
  }
}
