import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/app/config.js';
import { ConfigError } from '../../../src/core/errors.js';
import { emptyFolder } from '../../support/folder-fixture.js';

function folders(argv: readonly string[], env: Record<string, string> = {}) {
  const config = readConfig(argv, env);
  return config.command === 'serve' ? config.files : undefined;
}

describe('the folders whose files may be touched', () => {
  it('are none by default', () => {
    expect(folders([])).toEqual([]);
    expect(folders([], { BITABLE_MCP_FILES: '' })).toEqual([]);
  });

  it('are given by flags, or in the environment as in PATH; flags win', () => {
    const [a, b, c] = [emptyFolder(), emptyFolder(), emptyFolder()];
    expect(folders(['--files', a, '--files', b])).toEqual([a, b]);
    expect(folders([], { BITABLE_MCP_FILES: [a, b].join(delimiter) })).toEqual([a, b]);
    expect(folders(['--files', c], { BITABLE_MCP_FILES: a })).toEqual([c]);
  });

  it('are taken as they really lie on the disk, each once', () => {
    const parent = emptyFolder();
    mkdirSync(join(parent, 'real'));
    symlinkSync(join(parent, 'real'), join(parent, 'link'));
    expect(folders(['--files', join(parent, 'link'), '--files', join(parent, 'real')])).toEqual([
      join(parent, 'real'),
    ]);
  });

  it('end the start where one is missing, no folder, unnamed, or the whole disk', () => {
    const parent = emptyFolder();
    writeFileSync(join(parent, 'file'), '');
    symlinkSync('/', join(parent, 'root'));
    const good = emptyFolder();
    for (const bad of [
      join(parent, 'none'),
      join(parent, 'file'),
      '',
      ' ',
      '/',
      join(parent, 'root'),
    ]) {
      expect(() => folders(['--files', good, '--files', bad])).toThrow(ConfigError);
    }
    expect(() => folders([], { BITABLE_MCP_FILES: '/' })).toThrow('/ is the whole disk.');
  });
});
