import { readFileSync } from 'node:fs';

/** The package's own version; the manifest lies beside `dist` and `src` alike. */
export const version: string = readVersion();

function readVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const found = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return found ? String(manifest.version) : '0.0.0';
}
