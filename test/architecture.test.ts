import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = new URL('../src', import.meta.url).pathname;

interface Source {
  /** Within `src`. */
  readonly path: string;
  /** `core`, `http`…; the file's own name where it lies in `src` itself. */
  readonly room: string;
  readonly text: string;
  /** What it imports: rooms of ours, or names of packages. */
  readonly imports: readonly string[];
}

const sources: readonly Source[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => {
    const text = readFileSync(join(src, path), 'utf8');
    const specifiers = [...text.matchAll(/(?<![\w'])(?:from|import)\s*\(?\s*'([^'\s]+)'/g)].map(
      ([, name]) => name ?? '',
    );
    return {
      path,
      room: roomOf(path),
      text,
      imports: specifiers.map((name) => target(path, name)),
    };
  });

function roomOf(path: string): string {
  return path.split('/')[0] ?? path;
}

function target(from: string, specifier: string): string {
  return specifier.startsWith('.') ? roomOf(fileOf(from, specifier)) : specifier;
}

function fileOf(from: string, specifier: string): string {
  return relative(src, join(src, dirname(from), specifier.replace(/\.js$/, '.ts')));
}

/** Which rooms and packages a room may import, besides itself and Node. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: ['zod'],
  endpoints: ['core', 'zod'],
  cells: ['core'],
  files: ['core', 'csv-parse'],
  http: ['core', 'zod', 'undici'],
  services: ['core', 'http', 'zod'],
  tools: ['core', 'http', 'endpoints', 'cells', 'files', 'zod', 'zod-to-json-schema'],
  server: ['core', 'tools', 'sdk'],
  sandbox: ['core', 'endpoints', 'zod'],
};

/** What only one place may do: a file, or a room. */
const reserved: readonly (readonly [what: string, pattern: RegExp, places: readonly string[]])[] = [
  ['imports undici', /from 'undici'/, ['http/wire/transport.ts']],
  ['reads process.env', /process\.env/, ['app/config.ts']],
  ['ends the process', /process\.exit\b/, ['main.ts']],
  [
    'reads the clock or sets a timer',
    /\bDate\.now\(|\bsetTimeout\(|\bsetInterval\(/,
    ['http/clock.ts', 'sandbox/kernel/clock.ts'],
  ],
  ['touches local files', /from 'node:fs/, ['app/version.ts', 'files/']],
  ['writes to stdout', /process\.stdout|console\./, ['main.ts', 'app/serve.ts']],
];

describe('the house', () => {
  it.each(Object.keys(allowed))('%s imports only what it may', (room) => {
    const may = new Set([room, ...(allowed[room] ?? [])]);
    const strays = sources
      .filter((source) => source.room === room)
      .flatMap(({ path, imports }) =>
        imports.map(
          (name) => [path, name.startsWith('@modelcontextprotocol/sdk') ? 'sdk' : name] as const,
        ),
      )
      .filter(([, name]) => !may.has(name) && !name.startsWith('node:'));
    expect(strays).toEqual([]);
  });

  it('knows every room', () => {
    const rooms = new Set(sources.map(({ room }) => room).filter((room) => !room.endsWith('.ts')));
    expect([...rooms].sort()).toEqual([...Object.keys(allowed), 'app'].sort());
  });

  it('lets nothing but the commands that start it import the sandbox', () => {
    const importers = sources.filter(
      ({ room, imports }) => room !== 'sandbox' && imports.includes('sandbox'),
    );
    expect(importers.map(({ path }) => path).sort()).toEqual(['app/serve.ts', 'main.ts']);
  });

  it('keeps the schemas of the client out of the sandbox, which takes names and routes only', () => {
    const takers = sources
      .filter(({ room }) => room === 'sandbox')
      .filter(({ text }) => /endpoints\/(?!catalogue\.js)/.test(text));
    expect(takers.map(({ path }) => path)).toEqual([]);
  });

  it('has specs of tasks that load nothing that only their runs need', () => {
    const loaded = loadedBy('tools/catalog/operations.ts');
    expect(loaded).toContain('tools/bitable/tasks/import-file/tool.ts');
    expect(loaded.filter((name) => /^(?:cells|files|http)\/|\/run\.ts$/.test(name))).toEqual([]);
    expect(loaded.filter((name) => /^(?:csv-parse|undici)\b/.test(name))).toEqual([]);
  });

  it('has extensions of tools that load nothing that only their calls need', () => {
    const loaded = loadedBy('tools/catalog/operations.ts');
    expect(loaded).toContain('tools/enos/extensions.ts');
    const lazy = /^(?:cells|files|http)\/|\/(?:wait|delete|resolve|write)\//;
    expect(loaded.filter((name) => lazy.test(name))).toEqual([]);
    expect(loaded.filter((name) => /^(?:csv-parse|undici)\b/.test(name))).toEqual([]);
  });

  it.each(reserved)('has one place that %s', (_, pattern, places) => {
    const found = sources.filter(({ text }) => pattern.test(withoutComments(text)));
    const isAllowed = (path: string) => places.some((place) => path.startsWith(place));
    expect(found.map(({ path }) => path).filter((path) => !isAllowed(path))).toEqual([]);
  });
});

/** The files within `src` and the packages that are loaded with a file: what it imports for more than types. */
function loadedBy(file: string): readonly string[] {
  const loaded = new Set([file]);
  for (const path of loaded) {
    const { text = '' } = sources.find((source) => source.path === path) ?? {};
    for (const [, name = ''] of text.matchAll(/^(?:im|ex)port (?!type\b)[^;']*'([^']+)';$/gm)) {
      loaded.add(name.startsWith('.') ? fileOf(path, name) : name);
    }
  }
  return [...loaded];
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}
