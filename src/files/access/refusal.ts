import { InputError } from '../../core/errors.js';

/** One thing wrong with a local file, at the argument that named it. */
export function refusal(argument: string, problem: string, allowed?: string): InputError {
  return new InputError([{ path: argument, problem, ...(allowed !== undefined && { allowed }) }]);
}

const unreachable = 'may not be touched by this process';
const missing = 'does not exist';

/** What the system says, in words. */
const systemWords: Readonly<Record<string, string>> = {
  ENOENT: missing,
  ENOTDIR: missing,
  EACCES: unreachable,
  EPERM: unreachable,
  ELOOP: 'is a link that is not followed',
  ENAMETOOLONG: 'is longer than a path can be',
  EISDIR: 'is a folder, not a file',
  ENXIO: 'is not a regular file',
  ENOSPC: 'cannot be written: the disk is full',
  EDQUOT: 'cannot be written: the disk quota is used up',
  EROFS: 'cannot be written: the disk is read-only',
};

/** Runs what touches the disk; a failure of the system comes out as a refusal of the argument. */
export async function inWords<T>(argument: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const code = systemCode(error);
    throw code === undefined
      ? error
      : refusal(argument, systemWords[code] ?? `cannot be used here (${code})`);
  }
}

/** `ENOENT` and the like; undefined where it was not the system that failed. */
export function systemCode(error: unknown): string | undefined {
  const isSystem = error instanceof Error && 'syscall' in error && 'code' in error;
  return isSystem && typeof error.code === 'string' ? error.code : undefined;
}

const units = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** `10 GB` */
export function sizeText(bytes: number): string {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  return `${Number((bytes / 1024 ** power).toFixed(1))} ${units[power]}`;
}
