import { createFiles } from '../../src/files/files.js';
import type { Client } from '../../src/http/calls.js';
import { CallerMemories } from '../../src/tools/context/caller-memory.js';
import type { ServerContext } from '../../src/tools/context/operation.js';

/** What tools run in, with nothing remembered and, unless folders are given, no local files. */
export function toolContext(
  client: Client | undefined,
  { folders = [], bases }: { folders?: readonly string[]; bases?: ReadonlySet<string> } = {},
): ServerContext {
  return {
    client: async () => client ?? Promise.reject(new Error('no client is needed here')),
    memory: new CallerMemories(() => 0),
    files: createFiles(folders),
    bases,
  };
}
