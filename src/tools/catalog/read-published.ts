import { createRequire } from 'node:module';
import type { PublishedTool } from './published-tool.js';

/**
 * Every tool there is. The build writes them down, because to make their schemas anew takes longer than all else that a
 * start does; where nothing was built they are made.
 */
export async function readPublishedTools(): Promise<readonly PublishedTool[]> {
  return written() ?? (await import('./publish.js')).publishedTools();
}

function written(): readonly PublishedTool[] | undefined {
  try {
    return createRequire(import.meta.url)('./published.json');
  } catch {
    return undefined;
  }
}
