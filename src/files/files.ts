import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from '../core/errors.js';
import type { Files } from '../core/local-file.js';
import { checkCreate, createFile } from './access/create-file.js';
import { MadeFiles } from './access/made-files.js';
import { openFile } from './access/open-file.js';

/** Takes folders as `allowedFolders` found them. */
export function createFiles(folders: readonly string[]): Files {
  const made = new MadeFiles();
  return {
    folders,
    open: (path, options) => openFile(folders, path, options),
    create: (path, options) => createFile(folders, path, options, made),
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
