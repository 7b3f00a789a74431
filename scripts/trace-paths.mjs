/**
 * Finds the source files that a value passes on its way through the server. A copy of the source is compiled in which
 * every function reports the file it stands in when an argument of it holds the value; the copy then serves one call
 * of each kind over stdio, with the sandbox as the vendor.
 */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import ts from 'typescript';

/** What is followed: how an argument is recognized that holds it. */
const cell = 'traced cell text';
const filterText = 'traced filter text';
const recordId = 'recTracedRecord1';
const failureCode = 1254043;

/** Runs in the traced process: files are noted in the order in which the value reaches them. */
function installTrace({ markers, log, appendFileSync }) {
  const noted = new Set();
  const reached = new Set();
  const holds = (value, text, depth) => {
    if (typeof value === 'string' || typeof value === 'number') {
      return String(value).includes(text);
    }
    if (typeof value !== 'object' || value === null || depth > 7) {
      return false;
    }
    const prototype = Object.getPrototypeOf(value);
    const isPlain = Array.isArray(value) || prototype === Object.prototype || prototype === null;
    if (!isPlain && !(value instanceof Error) && !(value instanceof Map)) {
      return false;
    }
    const parts = value instanceof Map ? [...value.values()] : Object.values(value);
    return parts.some((part) => holds(part, text, depth + 1));
  };
  globalThis.__pass = (file, values) => {
    for (const { name, text, after } of markers) {
      const isSandbox = file.startsWith('sandbox/');
      const isOver = after === undefined ? reached.has(name) : !reached.has(after);
      const key = `${name} ${file}`;
      if (isOver || noted.has(key) || !values.some((value) => holds(value, text, 0))) {
        continue;
      }
      if (isSandbox) {
        reached.add(name);
      } else {
        noted.add(key);
        appendFileSync(log, `${key}\n`);
      }
    }
  };
}

/** Compiles one file so that each of its functions reports its arguments. */
function instrument(text, file) {
  const { factory } = ts;
  const reportOf = (parameters) => {
    const names = parameters.flatMap(({ name }) => namesIn(name));
    const list = factory.createArrayLiteralExpression(
      names.map((name) => factory.createIdentifier(name)),
    );
    return factory.createCallExpression(
      factory.createPropertyAccessExpression(factory.createIdentifier('globalThis'), '__pass'),
      undefined,
      [factory.createStringLiteral(file), list],
    );
  };
  const transform = (context) => {
    const visit = (node) => {
      const visited = ts.visitEachChild(node, visit, context);
      if (!ts.isFunctionLike(visited) || !visited.body || visited.parameters.length === 0) {
        return visited;
      }
      return withReport(visited, reportOf(visited.parameters), factory);
    };
    return (source) => ts.visitNode(source, visit);
  };
  return ts.transpileModule(text, {
    fileName: file,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
    transformers: { before: [transform] },
  }).outputText;
}

function namesIn(name) {
  if (ts.isIdentifier(name)) {
    return name.text === 'this' ? [] : [name.text];
  }
  return name.elements.flatMap((element) => (element.name ? namesIn(element.name) : []));
}

function withReport(node, report, factory) {
  const statement = factory.createExpressionStatement(report);
  if (ts.isArrowFunction(node)) {
    const body = ts.isBlock(node.body)
      ? factory.createBlock([statement, ...node.body.statements], true)
      : factory.createParenthesizedExpression(
          factory.createBinaryExpression(report, ts.SyntaxKind.CommaToken, node.body),
        );
    return factory.updateArrowFunction(
      node,
      node.modifiers,
      node.typeParameters,
      node.parameters,
      node.type,
      node.equalsGreaterThanToken,
      body,
    );
  }
  const body = factory.createBlock([statement, ...node.body.statements], true);
  if (ts.isFunctionDeclaration(node)) {
    return factory.updateFunctionDeclaration(
      node,
      node.modifiers,
      node.asteriskToken,
      node.name,
      node.typeParameters,
      node.parameters,
      node.type,
      body,
    );
  }
  return ts.isMethodDeclaration(node)
    ? factory.updateMethodDeclaration(
        node,
        node.modifiers,
        node.asteriskToken,
        node.name,
        node.questionToken,
        node.typeParameters,
        node.parameters,
        node.type,
        body,
      )
    : node;
}

/** Writes the instrumented copy, beside what it needs to run. */
function compileCopy(checkout, copy) {
  const src = join(checkout, 'src');
  for (const path of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (path.endsWith('.ts')) {
      const out = join(copy, 'dist', path.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(out), { recursive: true });
      writeFileSync(out, instrument(readFileSync(join(src, path), 'utf8'), path));
    }
  }
  writeFileSync(join(copy, 'package.json'), readFileSync(join(checkout, 'package.json')));
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
  const markers = [
    { name: 'cell', text: cell },
    { name: 'filter', text: filterText },
    { name: 'call', text: recordId },
    { name: 'failure', text: String(failureCode), after: 'call' },
  ];
  const options = `{ markers: ${JSON.stringify(markers)}, log: ${JSON.stringify(join(copy, 'log'))}, appendFileSync }`;
  writeFileSync(
    join(copy, 'trace.mjs'),
    `import { appendFileSync } from 'node:fs';\n${installTrace}\ninstallTrace(${options});\n`,
  );
}

/** Makes one call of each kind, after others have loaded what such calls need. */
async function makeCalls(copy) {
  const client = new Client({ name: 'paths', version: '1' });
  const args = [
    '--import',
    join(copy, 'trace.mjs'),
    join(copy, 'dist/main.js'),
    '--sandbox',
    '--toolsets',
    'all',
  ];
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args, stderr: 'inherit' }),
  );
  const call = async (name, input) => {
    const { content, isError } = await client.callTool({ name, arguments: input });
    return { text: content.map(({ text }) => text).join('\n'), isError };
  };
  const [url] = /https?:\/\/\S+\/base\/\w+/.exec(client.getInstructions() ?? '') ?? [];
  const table = { app_token: url, table_id: '任务' };
  await call('bitable_records_search', { ...table, limit: 1 });
  await call('bitable_records_get', { ...table, record_id: 'recNoSuchRecord1' });
  const calls = [
    await call('bitable_records_batch_create', {
      ...table,
      records: [{ fields: { 任务名称: cell } }],
    }),
    await call('bitable_records_search', { ...table, filter: `任务名称 = "${filterText}"` }),
    await call('bitable_records_get', { ...table, record_id: recordId }),
  ];
  await client.close();
  const [, , failed] = calls;
  if (calls[0].isError || calls[1].isError || !failed.text.includes(String(failureCode))) {
    throw new Error(`a call did not end as expected:\n${calls.map(({ text }) => text).join('\n')}`);
  }
}

/**
 * Gives the files, in order: of a cell from a tool's argument to the HTTP body, of a filter from its text to the
 * vendor's filter, of a failure from the vendor's answer to the agent's text. Pure helpers in core do not count.
 */
export async function tracePaths(checkout) {
  const copy = mkdtempSync(join(tmpdir(), 'bitable-mcp-paths-'));
  try {
    compileCopy(checkout, copy);
    await makeCalls(copy);
    const lines = readFileSync(join(copy, 'log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
    const filesOf = (name, rooms) =>
      lines
        .filter(([kind, file]) => kind === name && rooms.includes(file.split('/')[0]))
        .map(([, file]) => file);
    return {
      cell: filesOf('cell', ['tools', 'cells', 'http']),
      filter: filesOf('filter', ['tools', 'cells']),
      failure: filesOf('failure', ['services', 'http', 'tools', 'server']),
    };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
