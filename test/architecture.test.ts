import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = new URL('../src', import.meta.url).pathname;

interface Source {
  /** Within `src`. */
  readonly path: string;
  /** The files of ours that it imports, within `src`. */
  readonly files: readonly string[];
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
      files: specifiers.filter((name) => name.startsWith('.')).map((name) => fileOf(path, name)),
      imports: specifiers.map((name) => target(path, name)),
    };
  });

function roomOf(path: string): string {
  return path.split('/')[0] ?? path;
}

/** The folder within a room that a file lies in; `.` for the room itself. */
function innerRoomOf(path: string): string {
  const [, inner = '.', ...rest] = path.split('/');
  return rest.length > 0 ? inner : '.';
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
  files: ['core', 'csv-parse', 'saxes'],
  http: ['core', 'zod', 'undici'],
  services: ['core', 'http', 'zod'],
  tools: ['core', 'http', 'endpoints', 'cells', 'files', 'zod', 'zod-to-json-schema'],
  server: ['core', 'tools', 'sdk'],
  sandbox: ['core', 'endpoints', 'zod'],
};

/** Which of its other inner rooms an inner room may import; a file that lies in the room itself is `.`. */
const allowedInside: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  http: {
    '.': ['policies', 'wire', 'files'],
    policies: ['.'],
    wire: ['.'],
    lists: ['.', 'policies'],
    files: ['.', 'wire'],
  },
  cells: {
    '.': [],
    time: [],
    write: ['.', 'kinds'],
    kinds: ['.', 'time', 'read', 'write'],
    read: ['.', 'kinds', 'time'],
    filter: ['.', 'kinds', 'time', 'write'],
  },
  services: {
    shared: [],
    feishu: ['shared'],
    project: ['shared'],
    enos: ['shared'],
  },
  files: {
    access: [],
    workbook: ['access'],
    rows: ['access', 'workbook'],
    '.': ['access', 'rows'],
  },
  tools: {
    input: [],
    answer: ['input'],
    context: ['input', 'answer'],
    bitable: ['input', 'answer', 'context'],
    project: ['input', 'answer', 'context'],
    enos: ['input', 'answer', 'context'],
    catalog: ['answer', 'context', 'bitable', 'project', 'enos'],
    dispatch: ['input', 'answer', 'context', 'bitable', 'project', 'enos', 'catalog'],
  },
  sandbox: {
    kernel: [],
    faults: ['kernel'],
    feishu: ['kernel', 'faults', 'sample'],
    project: ['kernel', 'sample'],
    enos: ['kernel', 'sample'],
    sample: ['kernel', 'feishu', 'project', 'enos'],
    '.': ['kernel', 'faults', 'feishu', 'project', 'enos', 'sample'],
  },
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

  it.each(
    Object.entries(allowedInside).flatMap(([room, inner]) =>
      Object.entries(inner).map(([name, may]) => [room, name, may] as const),
    ),
  )('%s/%s imports only what it may of its own room', (room, name, may) => {
    const strays = sources
      .filter((source) => source.room === room && innerRoomOf(source.path) === name)
      .flatMap(({ path, files }) =>
        files
          .filter((file) => roomOf(file) === room)
          .filter((file) => ![name, ...may].includes(innerRoomOf(file)))
          .map((file) => [path, file]),
      );
    expect(strays).toEqual([]);
  });

  it.each(Object.keys(allowedInside))('knows every room inside of %s', (room) => {
    const inner = sources.filter((source) => source.room === room);
    const names = new Set(inner.map(({ path }) => innerRoomOf(path)));
    expect([...names].sort()).toEqual(Object.keys(allowedInside[room] ?? {}).sort());
  });

  it('lets nothing of a vendor import its tasks, and no task another', () => {
    const taskOf = (path: string) => /^tools\/\w+\/tasks\/([\w-]+)/.exec(path)?.[1];
    const strays = sources
      .filter(({ path }) => /^tools\/(?!catalog\/)/.test(path))
      .flatMap(({ path, files }) =>
        files
          .filter((file) => taskOf(file) !== undefined && taskOf(file) !== taskOf(path))
          .map((file) => [path, file]),
      );
    expect(strays).toEqual([]);
  });

  it.each(['project', 'enos'])(
    'lets the %s service of the sandbox meet its sample in one file',
    (vendor) => {
      const importers = sources
        .filter(({ path }) => path.startsWith(`sandbox/${vendor}/`))
        .filter(({ files }) => files.some((file) => file.startsWith('sandbox/sample/')));
      expect(importers.map(({ path }) => path)).toEqual([`sandbox/${vendor}/service.ts`]);
    },
  );

  it('has no circle of imports, types and lazy imports included', () => {
    const open = new Set<string>();
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string): void => {
      if (open.has(path)) {
        circles.push([...open].slice([...open].indexOf(path)).join(' > '));
      }
      if (open.has(path) || done.has(path)) {
        return;
      }
      open.add(path);
      sources.find((source) => source.path === path)?.files.forEach(visit);
      open.delete(path);
      done.add(path);
    };
    for (const { path } of sources) {
      visit(path);
    }
    expect(circles).toEqual([]);
  });

  it('has no folder with more than 18 files', () => {
    const counts = new Map<string, number>();
    for (const { path } of sources) {
      counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
    }
    expect([...counts].filter(([, count]) => count > 18)).toEqual([]);
  });

  it('declares the name of an exported type once', () => {
    const owners = new Map<string, string[]>();
    for (const { path, text } of sources) {
      const names = text.matchAll(/^export (?:abstract )?(?:interface|type|class) (\w+)/gm);
      for (const [, name = ''] of names) {
        owners.set(name, [...(owners.get(name) ?? []), path]);
      }
    }
    expect([...owners].filter(([, paths]) => paths.length > 1)).toEqual([]);
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
    expect(loaded.filter((name) => /^(?:csv-parse|saxes|undici)\b/.test(name))).toEqual([]);
  });

  it('has extensions of tools that load nothing that only their calls need', () => {
    const loaded = loadedBy('tools/catalog/operations.ts');
    expect(loaded).toContain('tools/enos/extensions.ts');
    const lazy = /^(?:cells|files|http)\/|\/(?:wait|delete|resolve|write)\//;
    expect(loaded.filter((name) => lazy.test(name))).toEqual([]);
    expect(loaded.filter((name) => /^(?:csv-parse|saxes|undici)\b/.test(name))).toEqual([]);
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
