import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import {
  type CallToolResult,
  CallToolResultSchema,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { request } from 'undici';
import { z } from 'zod';
import { idleMemory, median, timeToTools } from './measure.js';
import { nineCells, nineFields } from './sample.js';
import { startUpstream } from './upstream.js';

/** Measures the budgets of the design and prints them; writes nothing. */

const main = new URL('../../dist/main.js', import.meta.url).pathname;
const bare = new URL('./bare-server.mjs', import.meta.url).pathname;
const results: (readonly [what: string, figure: string, budget: string, within: boolean])[] = [];

function report(what: string, value: number, limit: number, unit: string, detail = ''): void {
  const digits = Number.isInteger(value) ? 0 : 2;
  const figure = `${value.toFixed(digits)}${unit}${detail && ` (${detail})`}`;
  results.push([what, figure, `at most ${limit}${unit}`, value <= limit]);
}

await startUp();
report('resident memory, idle, stdio', Math.round(await idleMemory([main])), 90, ' MB');
await listTokens();
await withSandbox(async (sandbox) => {
  await addedTime(sandbox);
  await answerTokens(sandbox);
});
await batchTime();
packages();

const width = Math.max(...results.map(([what]) => what.length));
for (const [what, figure, budget, within] of results) {
  process.stdout.write(
    `${within ? 'ok    ' : 'MISSED'}  ${what.padEnd(width)}  ${figure}; ${budget}\n`,
  );
}

async function startUp(): Promise<void> {
  const ours: number[] = [];
  const theirs: number[] = [];
  // In turn, so that a change of the machine's pace hits both; the first pair warms the disk.
  for (let run = 0; run < 11; run += 1) {
    const pair = [await timeToTools([main]), await timeToTools([bare])] as const;
    if (run > 0) {
      ours.push(pair[0]);
      theirs.push(pair[1]);
    }
  }
  const detail = `${median(ours).toFixed(0)} ms, bare SDK server ${median(theirs).toFixed(0)} ms, medians of ${ours.length}`;
  report('process start to first tools/list', median(ours) / median(theirs), 1.5, ' x', detail);
}

async function listTokens(): Promise<void> {
  for (const [toolset, limit] of [
    ['core', 2_500],
    ['default', 10_000],
  ] as const) {
    const { client } = await connect(['--toolsets', toolset]);
    const { tools } = await client.listTools();
    await client.close();
    const tokens = tools.map(tokensOf);
    const sum = tokens.reduce((total, count) => total + count, 0);
    report(`tokens of the tool list, ${toolset}`, sum, limit, '', `${tools.length} tools`);
    if (toolset === 'default') {
      const most = Math.max(...tokens);
      report('tokens of the largest tool', most, 400, '', tools[tokens.indexOf(most)]?.name);
    }
  }
}

/** What a model sees of a tool. */
function tokensOf({ name, description, inputSchema }: Tool): number {
  return encode(JSON.stringify({ name, description, inputSchema })).length;
}

interface Sandbox {
  readonly url: string;
  readonly app_id: string;
  readonly app_secret: string;
}

async function withSandbox(work: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const child = spawn(process.execPath, [main, 'sandbox', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await new Promise<[string]>((resolve) => {
    createInterface({ input: child.stdout }).once('line', (text) => resolve([text]));
  });
  try {
    const shape = z.object({ url: z.string(), app_id: z.string(), app_secret: z.string() });
    await work(shape.parse(JSON.parse(line)));
  } finally {
    child.kill();
  }
}

function connectTo({ url, app_id, app_secret }: Sandbox) {
  return connect([], {
    FEISHU_BASE_URL: url,
    FEISHU_APP_ID: app_id,
    FEISHU_APP_SECRET: app_secret,
  });
}

async function connect(args: readonly string[], env: Record<string, string> = {}) {
  const client = new Client({ name: 'bench', version: '0' });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [main, ...args], env }),
  );
  const call = async (name: string, args: Record<string, unknown>) => {
    const options = { timeout: 300_000, resetTimeoutOnProgress: true };
    const result = await client.callTool({ name, arguments: args }, CallToolResultSchema, options);
    if (result.isError) {
      throw new Error(JSON.stringify(result.content));
    }
    return result;
  };
  return { client, call };
}

/** The same read through the server and with bare undici, in turn, at a pace that no limit slows. */
async function addedTime(sandbox: Sandbox): Promise<void> {
  const { client, call } = await connectTo(sandbox);
  const created = await call('bitable_apps_create', { name: 'bench' });
  const { app } = z
    .object({ app: z.object({ app_token: z.string() }) })
    .parse(created.structuredContent);
  const token = await tenantToken(sandbox);
  const path = `${sandbox.url}/open-apis/bitable/v1/apps/${app.app_token}`;
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let run = 0; run < 60; run += 1) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    ours.push(await timed(() => call('bitable_apps_get', { app_token: app.app_token })));
    theirs.push(
      await timed(async () => {
        const reply = await request(path, { headers: { authorization: `Bearer ${token}` } });
        await reply.body.json();
      }),
    );
  }
  await client.close();
  const [mine, other] = [median(ours.slice(10)), median(theirs.slice(10))];
  const detail = `${mine.toFixed(2)} ms, bare undici ${other.toFixed(2)} ms`;
  report('added time per call, p50', mine - other, 1, ' ms', detail);
}

async function tenantToken({ url, app_id, app_secret }: Sandbox): Promise<string> {
  const reply = await request(`${url}/open-apis/auth/v3/tenant_access_token/internal`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ app_id, app_secret }),
  });
  return z.object({ tenant_access_token: z.string() }).parse(await reply.body.json())
    .tenant_access_token;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function answerTokens(sandbox: Sandbox): Promise<void> {
  const { client, call } = await connectTo(sandbox);
  const created = await call('bitable_apps_create', { name: 'bench' });
  const { app } = z
    .object({ app: z.object({ app_token: z.string() }) })
    .parse(created.structuredContent);
  const fields = nineFields();
  const table = { name: '任务', fields };
  const made = await call('bitable_tables_create', { app_token: app.app_token, table });
  const { table_id } = z.object({ table_id: z.string() }).parse(made.structuredContent);
  const place = { app_token: app.app_token, table_id };
  const records = Array.from({ length: 50 }, (_, index) => ({ fields: nineCells(index) }));
  await call('bitable_records_batch_create', { ...place, records });
  const answer = await call('bitable_records_search', { ...place, limit: 50 });
  await client.close();
  const tokens = [
    JSON.stringify(answer.structuredContent),
    textOf(CallToolResultSchema.parse(answer).content),
  ].map((text) => encode(text).length);
  report(
    'tokens of 50 records x 9 fields',
    Math.max(...tokens),
    3_500,
    '',
    'the larger of text and structured',
  );
}

function textOf(content: CallToolResult['content']): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}

/** 40 chunks against an upstream that takes 250 ms for each. */
async function batchTime(): Promise<void> {
  const latencyMs = 250;
  const upstream = await startUpstream(latencyMs);
  const { client, call } = await connect([], {
    FEISHU_BASE_URL: upstream.url,
    FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718',
    FEISHU_APP_SECRET: 'bench',
  });
  const place = { app_token: 'bench', table_id: 'tblbench' };
  await call('bitable_records_batch_create', { ...place, records: [{ fields: { a: 1 } }] });
  const before = upstream.writes();
  const records = Array.from({ length: 20_000 }, (_, index) => ({
    fields: { 任务: `第 ${index} 行`, 数: index },
  }));
  const elapsed = await timed(() => call('bitable_records_batch_create', { ...place, records }));
  const chunks = upstream.writes() - before;
  await client.close();
  await upstream.close();
  const detail = `${chunks} chunks x ${latencyMs} ms in ${(elapsed / 1_000).toFixed(2)} s`;
  report(
    '20,000 records over the upstream latency',
    elapsed / (chunks * latencyMs),
    1.05,
    ' x',
    detail,
  );
}

function packages(): void {
  const listed = execFileSync('npm', ['ls', '--all', '--omit=dev', '--parseable'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const count = listed.trim().split('\n').length - 1;
  report('packages in the production tree', count, 110, '');
}
