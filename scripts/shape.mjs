/**
 * Prints the shape of a source tree: import depth, circles, folder sizes, files with one importer and
 * duplicate type names.
 *
 * Usage: npm run shape [-- <checkout>] [-- --details]. Prints a table, and with --details what it counts; writes
 * nothing. A file's depth is the number of files on its longest chain of imports, itself included.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { tracePaths } from './trace-paths.mjs';

const [given] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const checkout = resolve(given ?? new URL('..', import.meta.url).pathname);
const files = new Map(sourceFiles(join(checkout, 'src')).map((path) => [path, parse(path)]));

function sourceFiles(root) {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(root, path));
}

/** Reads the imports and the exported type names of one file. */
function parse(path) {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const edges = [];
  const types = [];
  const add = (specifier, kind) => {
    if (specifier.startsWith('.')) {
      edges.push({ to: join(dirname(path), specifier.replace(/\.js$/, '.ts')), kind });
    }
  };
  const visit = (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      add(node.moduleSpecifier.text, isTypeOnly(node) ? 'type' : 'value');
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0]?.text ?? '', 'lazy');
    } else if (ts.isImportTypeNode(node)) {
      add(node.argument.literal?.text ?? '', 'type');
    } else if (isExportedType(node)) {
      types.push(node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { edges, types };
}

function isTypeOnly(node) {
  if (ts.isExportDeclaration(node)) {
    return node.isTypeOnly;
  }
  const clause = node.importClause;
  const named = clause?.namedBindings;
  const elements = named && ts.isNamedImports(named) ? named.elements : undefined;
  const onlyTypes = elements?.every(({ isTypeOnly }) => isTypeOnly) === true && !clause.name;
  return clause?.isTypeOnly === true || onlyTypes;
}

function isExportedType(node) {
  const isType =
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassDeclaration(node);
  return isType && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

/** Gives the graph of the edges of some kinds, as sets of targets by file. */
function graphOf(kinds) {
  return new Map(
    [...files].map(([path, { edges }]) => [
      path,
      new Set(
        edges.filter(({ to, kind }) => kinds.includes(kind) && files.has(to)).map(({ to }) => to),
      ),
    ]),
  );
}

/** Groups files into strongly connected components (Tarjan), importees first. */
function components(graph) {
  const indexes = new Map();
  const lows = new Map();
  const stack = [];
  const found = [];
  const visit = (node) => {
    indexes.set(node, indexes.size);
    lows.set(node, indexes.get(node));
    stack.push(node);
    for (const next of graph.get(node)) {
      if (!indexes.has(next)) {
        visit(next);
        lows.set(node, Math.min(lows.get(node), lows.get(next)));
      } else if (stack.includes(next)) {
        lows.set(node, Math.min(lows.get(node), indexes.get(next)));
      }
    }
    if (lows.get(node) === indexes.get(node)) {
      found.push(stack.splice(stack.indexOf(node)));
    }
  };
  for (const node of graph.keys()) {
    if (!indexes.has(node)) {
      visit(node);
    }
  }
  return found;
}

/** Gives the depth of each file, a circle counting as one, and the longest chain. */
function depthOf(graph) {
  const groups = components(graph);
  const groupOf = new Map(groups.flatMap((group, index) => group.map((path) => [path, index])));
  const depths = [];
  const longest = [];
  for (const [index, group] of groups.entries()) {
    const below = group
      .flatMap((path) => [...graph.get(path)].map((to) => groupOf.get(to)))
      .filter((other) => other !== index);
    const next = below.reduce(
      (best, other) => (depths[other] > (depths[best] ?? 0) ? other : best),
      -1,
    );
    depths.push(1 + (depths[next] ?? 0));
    longest.push([group[0], ...(longest[next] ?? [])]);
  }
  const depth = Math.max(...depths);
  const ofFile = new Map([...groupOf].map(([path, index]) => [path, depths[index]]));
  return { depth, chain: longest[depths.indexOf(depth)], ofFile };
}

/** Gives the deepest file of each folder. */
function deepestOf({ ofFile }) {
  const deepest = new Map();
  for (const [path, depth] of ofFile) {
    const known = deepest.get(dirname(path));
    if (known === undefined || known.depth < depth) {
      deepest.set(dirname(path), { depth, path });
    }
  }
  return [...deepest.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function circlesOf(graph) {
  return components(graph).filter((group) => group.length > 1);
}

function largestFolders() {
  const counts = new Map();
  for (const path of files.keys()) {
    counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

function oneImporter(graph) {
  const importers = new Map([...files.keys()].map((path) => [path, 0]));
  for (const targets of graph.values()) {
    for (const to of targets) {
      importers.set(to, importers.get(to) + 1);
    }
  }
  return [...importers].filter(([, count]) => count === 1).map(([path]) => path);
}

function duplicateTypes(isMember) {
  const owners = new Map();
  for (const [path, { types }] of files) {
    for (const name of isMember(short(path)) ? types : []) {
      owners.set(name, [...(owners.get(name) ?? []), short(path)]);
    }
  }
  return [...owners].filter(([, paths]) => paths.length > 1);
}

function short(path) {
  return path.slice(join(checkout, 'src').length + 1);
}

/** Tells whether a file of the client names EnOS, the probe for what another vendor would touch. */
function namesVendor(path) {
  const isOutside = !/(^|\/)(enos|sandbox)[/-]/.test(path);
  return (
    isOutside && /\benos|Enos|EnOS|ENOS_/.test(readFileSync(join(checkout, 'src', path), 'utf8'))
  );
}

const withTypes = graphOf(['value', 'lazy', 'type']);
const static_ = graphOf(['value', 'type']);
const runTime = graphOf(['value', 'lazy']);
const atLoad = graphOf(['value']);
const inSandbox = (path) => path.startsWith('sandbox/');
const [[folder, largest]] = largestFolders();
const singles = oneImporter(withTypes);
const client = duplicateTypes((path) => !inSandbox(path));
const across = duplicateTypes(() => true);
const sandbox = duplicateTypes(inSandbox);

const paths = await tracePaths(checkout);
const namingVendor = [...files.keys()].map(short).filter(namesVendor);

const rows = [
  ['source files', files.size, ''],
  ['import depth, with types', depthOf(withTypes).depth, 'aim 16'],
  ['import depth, with types, without import()', depthOf(static_).depth, ''],
  ['import depth, at run time', depthOf(runTime).depth, 'aim 14'],
  ['import depth, at run time, without import()', depthOf(atLoad).depth, ''],
  ['circles, with types', circlesOf(withTypes).length, 'aim 0'],
  ['circles, with types, without import()', circlesOf(static_).length, 'aim 0'],
  [`most files in a folder (${short(folder) || '.'})`, largest, 'aim 18'],
  ['files with one importer', singles.length, 'aim under 150'],
  ['exported type names declared twice in the client', client.length, 'aim 0'],
  ['exported type names declared twice in the sandbox', sandbox.length, 'aim 0'],
  ['exported type names declared twice in all', across.length, 'aim 0'],
  ['files outside of its folders that name a vendor', namingVendor.length, 'aim 8'],
  ["files from a tool's argument to the HTTP body", paths.cell.length, 'aim 12'],
  ["files from a filter's text to the vendor's filter", paths.filter.length, 'aim 10'],
  ["files from a failure to the agent's text", paths.failure.length, 'aim 8'],
];
for (const [what, figure, aim] of rows) {
  process.stdout.write(`${what.padEnd(56)} ${String(figure).padStart(4)}  ${aim}\n`);
}

if (process.argv.includes('--details')) {
  const lines = [
    ['longest chain, with types', depthOf(withTypes).chain.map(short)],
    ['longest chain, at run time', depthOf(runTime).chain.map(short)],
    [
      'deepest file of each folder, with types',
      deepestOf(depthOf(withTypes)).map(({ depth, path }) => `${depth} ${short(path)}`),
    ],
    ['circles', circlesOf(withTypes).map((group) => group.map(short).join(' '))],
    [
      'folders',
      largestFolders()
        .slice(0, 12)
        .map(([path, count]) => `${count} ${short(path)}`),
    ],
    ['files outside of its folders that name a vendor', namingVendor],
    ["from a tool's argument to the HTTP body", paths.cell],
    ["from a filter's text to the vendor's filter", paths.filter],
    ["from a failure to the agent's text", paths.failure],
    ['one importer', singles.map(short)],
    ['types declared twice', across.map(([name, paths]) => `${name}: ${paths.join(' ')}`)],
  ];
  for (const [title, items] of lines) {
    process.stdout.write(`\n${title}\n${items.map((item) => `  ${item}\n`).join('')}`);
  }
}
