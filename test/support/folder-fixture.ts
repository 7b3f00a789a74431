import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { InputError, type InputIssue } from '../../src/core/errors.js';
import type { LocalFile, LocalSink } from '../../src/core/local-file.js';

/** An empty folder that goes away with the test. */
export function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bitable-mcp-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What an attempt was refused for; fails where it was not refused. */
export async function refusalOf(attempt: () => Promise<unknown>): Promise<InputIssue> {
  try {
    await attempt();
  } catch (error) {
    const [issue, ...others] = error instanceof InputError ? error.issues : [];
    if (issue === undefined || others.length > 0) {
      throw error;
    }
    return issue;
  }
  throw new Error('it was not refused');
}

/** A file of nothing but its content, which may be made while it is read. */
export function fileOf(content: string | Uint8Array | (() => Iterable<string>)): LocalFile {
  const pieces = typeof content === 'function' ? content : undefined;
  const bytes = pieces === undefined ? Buffer.from(content as string) : Buffer.alloc(0);
  return {
    name: 'rows',
    path: '/rows',
    size: bytes.length,
    async *blocks(size) {
      if (pieces !== undefined) {
        for (const piece of pieces()) {
          yield Buffer.from(piece);
        }
      }
      for (let at = 0; at < bytes.length; at += size) {
        yield bytes.subarray(at, at + size);
      }
    },
    close: async () => undefined,
  };
}

export interface MemorySink extends LocalSink {
  readonly text: string;
  readonly chunks: number;
}

/** Keeps what is written. */
export function memorySink(): MemorySink {
  const kept: Uint8Array[] = [];
  return {
    get text() {
      return Buffer.concat(kept).toString('utf8');
    },
    get chunks() {
      return kept.length;
    },
    write: async (chunk) => {
      kept.push(chunk);
    },
    finish: async () => ({ path: 'memory', size: Buffer.concat(kept).length }),
    discard: async () => undefined,
  };
}

/** Everything there is, in order. */
export async function gathered<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
}
