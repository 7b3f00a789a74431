import { type FileHandle, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { refusal, systemCode } from './refusal.js';

interface ResolvedPath {
  /** Without symbolic links, as far as it exists. */
  readonly path: string;
  readonly exists: boolean;
}

/**
 * Where a path given by an agent really leads, if that lies inside one of the folders. A relative path is looked for
 * in each of them; one that exists nowhere would lie in the first. What lies outside is refused alike whether it
 * exists or not.
 */
export async function locate(
  folders: readonly string[],
  path: string,
  argument: string,
): Promise<string> {
  if (folders.length === 0) {
    throw refusal(
      argument,
      'names a local file, but local files are off; start the server with --files DIR to allow a folder',
    );
  }
  const resolved = await Promise.all(candidates(folders, path).map(resolveLinks));
  const inside = resolved.filter((candidate) => isInside(folders, candidate.path));
  const found = inside.find(({ exists }) => exists) ?? inside[0];
  if (found === undefined) {
    throw outside(folders, argument);
  }
  return found.path;
}

function candidates(folders: readonly string[], path: string): readonly string[] {
  if (path.trim() === '' || path.includes('\0')) {
    return [];
  }
  return isAbsolute(path) ? [resolve(path)] : folders.map((folder) => resolve(folder, path));
}

async function resolveLinks(path: string): Promise<ResolvedPath> {
  try {
    return { path: await realpath(path), exists: true };
  } catch (error) {
    const missing = ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '');
    if (!missing || dirname(path) === path) {
      // Whoever opens it is told what is wrong.
      return { path, exists: false };
    }
    const parent = await resolveLinks(dirname(path));
    return { path: join(parent.path, basename(path)), exists: false };
  }
}

/** By the way from one to the other: `/data-evil` begins like `/data`, and lies beside it. */
function isInside(folders: readonly string[], path: string): boolean {
  return folders.some((folder) => {
    const way = relative(folder, path);
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
}

/**
 * Whether what was opened still lies inside: a folder on the way may have been swapped for a link since it was
 * located. Linux tells where an open file lies; elsewhere the path is followed once more.
 */
export async function isOpenedInside(
  folders: readonly string[],
  handle: FileHandle,
  path: string,
): Promise<boolean> {
  const lies = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => realpath(path));
  return isInside(folders, lies);
}

export function outside(folders: readonly string[], argument: string) {
  return refusal(
    argument,
    'is no path inside the folders that may be touched',
    `files in ${folders.join(', ')}`,
  );
}
