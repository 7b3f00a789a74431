import { createFiles } from '../../src/files/files.js';
import type { Client } from '../../src/http/calls.js';
import { CallerMemories } from '../../src/tools/context/caller-memory.js';
import type { ServerContext } from '../../src/tools/context/operation.js';
import type { AnswerDetail } from '../../src/tools/context/tool-context.js';

export interface ContextChoices {
  readonly folders?: readonly string[];
  readonly bases?: ReadonlySet<string>;
  readonly answers?: AnswerDetail;
}

import { LinkHosts } from '../../src/tools/input/link-hosts.js';

/** What tools run in, with nothing remembered and, unless folders are given, no local files. */
export function toolContext(
  client: Client | undefined,
  { folders = [], bases, answers = 'full' }: ContextChoices = {},
): ServerContext {
  return {
    client: async () => client ?? Promise.reject(new Error('no client is needed here')),
    memory: new CallerMemories(() => 0),
    files: createFiles(folders),
    bases,
    answers,
    linkHosts: new LinkHosts(['127.0.0.1']),
  };
}
