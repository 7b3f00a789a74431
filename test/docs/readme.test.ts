import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withToolTable } from './tool-table.js';

describe.each(['README.md', 'README.zh.md'])('%s', (name) => {
  const readme = readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

  it('lists the tools as the catalogue has them (npm run docs writes the table)', () => {
    expect(readme).toBe(withToolTable(readme));
  });

  it('names only npm scripts that exist', () => {
    const manifest = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    const named = [...readme.matchAll(/npm run ([a-z]+)/g)].map(([, script]) => script);
    expect(named.length).toBeGreaterThan(3);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(named));
  });
});
