import { lstat, readFile } from 'node:fs/promises';

interface MadeFile {
  readonly madeBy: string;
  /** Changes whenever the file does. */
  readonly stamp: string;
}

interface NewFile {
  readonly passing: string;
  readonly madeBy: string;
}

/** Larger files are not compared. */
const mostCompared = 16 * 1024 ** 2;
const mostKept = 1_000;

/** Remembers the files that this process made, to know again those that nobody has changed since. */
export class MadeFiles {
  readonly #made = new Map<string, MadeFile>();

  async keep(path: string, madeBy: string | undefined): Promise<void> {
    const stamp = madeBy === undefined ? undefined : await stampOf(path);
    if (madeBy !== undefined && stamp !== undefined) {
      this.#made.delete(path);
      this.#made.set(path, { madeBy, stamp });
      for (const oldest of [...this.#made.keys()].slice(0, -mostKept)) {
        this.#made.delete(oldest);
      }
    }
  }

  /** True where there is a file whose content cannot be lost: the same work made it, or the new one says the same. */
  async mayReplace(path: string, { passing, madeBy }: NewFile): Promise<boolean> {
    const made = this.#made.get(path);
    const stamp = await stampOf(path);
    if (stamp === undefined) {
      return false;
    }
    const isOwn = made?.madeBy === madeBy && made.stamp === stamp;
    return isOwn || (await isSame(path, passing));
  }
}

/** Undefined where there is no file. */
async function stampOf(path: string): Promise<string | undefined> {
  const stats = await lstat(path, { bigint: true }).catch(() => undefined);
  return stats?.isFile() ? [stats.ino, stats.size, stats.mtimeNs].join() : undefined;
}

async function isSame(path: string, other: string): Promise<boolean> {
  const [{ size }, { size: otherSize }] = await Promise.all([lstat(path), lstat(other)]);
  if (size !== otherSize || size > mostCompared) {
    return false;
  }
  const [content, otherContent] = await Promise.all([readFile(path), readFile(other)]);
  return content.equals(otherContent);
}
