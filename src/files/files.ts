import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from '../core/errors.js';
import type { LocalFile, LocalSink } from '../core/local-file.js';
import {
  type CheckedTarget,
  type CreateOptions,
  checkCreate,
  createFile,
} from './access/create-file.js';
import { type OpenOptions, openFile } from './access/open-file.js';

/** The local files that tools may touch; everything else is refused by name of the argument. */
export interface Files {
  /** Without symbolic links. None: local files are off. */
  readonly folders: readonly string[];
  open(path: string, options: OpenOptions): Promise<LocalFile>;
  create(path: string, options: CreateOptions): Promise<LocalSink>;
  /** Refuses what `create` would refuse, as far as that can be told before there is anything to write. */
  check(path: string, options: Pick<CreateOptions, 'argument'>): Promise<CheckedTarget>;
}

/** Takes folders as `allowedFolders` found them. */
export function createFiles(folders: readonly string[]): Files {
  return {
    folders,
    open: (path, options) => openFile(folders, path, options),
    create: (path, options) => createFile(folders, path, options),
    check: (path, options) => checkCreate(folders, path, options),
  };
}

/** The folders of `--files` as they really lie on the disk. What is no folder ends the start: nothing fails open. */
export function allowedFolders(given: readonly string[]): readonly string[] {
  return [...new Set(given.map(allowedFolder))];
}

function allowedFolder(given: string): string {
  const folder = given.trim() === '' ? undefined : realFolder(given);
  if (folder === undefined) {
    throw new ConfigError(`There is no folder ${given}.`, '--files', 'Name a folder that exists.');
  }
  if (dirname(folder) === folder) {
    throw new ConfigError(
      `${given} is the whole disk.`,
      '--files',
      'Name the folder that holds the files for import, export and attachments.',
    );
  }
  return folder;
}

function realFolder(given: string): string | undefined {
  try {
    const real = realpathSync(given);
    return statSync(real).isDirectory() ? real : undefined;
  } catch {
    return undefined;
  }
}
