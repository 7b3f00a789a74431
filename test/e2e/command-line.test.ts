import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterEach, describe, expect, it } from 'vitest';
import { canary, main, root, ServerFixture, type Setup } from '../support/server-fixture.js';
import { newTable, numbered } from '../support/table-fixture.js';
import { toolsetMembers } from '../support/toolbox.js';

const search = 'bitable_records_search';

let fixture: ServerFixture | undefined;

afterEach(async () => {
  await fixture?.end();
  fixture = undefined;
});

async function start(setup: Setup): Promise<ServerFixture> {
  fixture = await ServerFixture.start(setup);
  return fixture;
}

async function toolsWith(...args: string[]): Promise<string[]> {
  const { client } = await start({ args });
  return (await client.listTools()).tools.map(({ name }) => name);
}

/** Runs the command to its end, with an environment of its own. */
async function run(
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { FEISHU_APP_ID: 'cli_x', FEISHU_APP_SECRET: canary, ...more };
  const done = promisify(execFile)(process.execPath, [main, ...args], { env });
  return done.then(
    (output) => ({ code: 0, ...output }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

describe('--sandbox', () => {
  it('serves a sample base, whose link in the instructions leads to rows', async () => {
    const { client, call, sandbox } = await startBound({ args: ['--sandbox'], env: () => ({}) });
    const link = client.getInstructions()?.match(/http:\/\/\S+/)?.[0] ?? '';
    const { pathname, searchParams, hostname } = new URL(link);
    expect(hostname).toBe('127.0.0.1');
    const tableRef = { app_token: pathname.split('/').at(-1), table_id: searchParams.get('table') };
    const { items } = await call('bitable_tables_list', { app_token: tableRef.app_token });
    expect(items).toMatchObject([{ name: '任务', table_id: tableRef.table_id }, { name: '客户' }]);
    expect((await call(search, tableRef)).total).toBe(25);
    expect(sandbox.requests).toEqual([]);
  });

  it('leaves credentials, base URL and proxies alone that are set', async () => {
    const env: Setup['env'] = () => ({
      FEISHU_APP_SECRET: canary,
      FEISHU_BASE_URL: 'https://127.0.0.1:9',
      HTTP_PROXY: 'http://127.0.0.1:9',
      BITABLE_MCP_SANDBOX: '1',
    });
    const { call } = await startBound({ env });
    const { app } = await call('bitable_apps_create', { name: '试' });
    expect(app.name).toBe('试');
  });
});

describe('the choice of tools', () => {
  it('--read-only lists no tool that changes anything at Feishu, even when it is asked for by name', async () => {
    const { client } = await start({
      args: ['--read-only', '--tools', 'bitable_records_delete,bitable_records_get'],
      env: () => ({ BITABLE_MCP_TOOLSETS: 'all' }),
    });
    const { tools } = await client.listTools();
    const names = tools.map(({ name }) => name);
    expect(names.filter((name) => /create|update|upsert|upload|import|copy/.test(name))).toEqual(
      [],
    );
    const leaveFiles = ['bitable_export_table', 'drive_medias_download'];
    for (const { name, annotations } of tools) {
      expect(annotations?.readOnlyHint, name).toBe(!leaveFiles.includes(name));
    }
    expect(tools.length).toBeGreaterThan(20);
    const result = await client.callTool({ name: 'bitable_records_delete', arguments: {} });
    expect(result.isError).toBe(true);
    expect(JSON.stringify(result.content)).toContain(
      '--read-only puts tools that write off-limits',
    );
  });

  it('tells of a tool that is not listed why, and which switch lists it, and of an unknown one the nearest that is', async () => {
    const fixture = await start({ args: ['--tools', 'bitable_roles_list,bitable_apps_get'] });
    const { client } = fixture;
    expect(await fixture.failure('bitable_roles_create', {})).toContain(
      '--toolsets bitable_roles or --tools bitable_roles_list,bitable_apps_get,bitable_roles_create lists it',
    );
    expect(await fixture.failure('enos_flows_get', {})).toContain('set ENOS_APIGW_URL');
    const wrong = { name: 'bitable_role_list', arguments: {} };
    await expect(client.callTool(wrong)).rejects.toThrow('Did you mean "bitable_roles_list"?');
  });

  it.each([
    [['--read-only', '--toolsets', 'core'], 'bitable_roles_create', '--read-only'],
    [['--base', 'bascA', '--toolsets', 'core'], 'bitable_apps_create', '--base'],
  ])('promises no switch for what another one forbids: %j', async (args, tool, forbids) => {
    const text = await (await start({ args })).failure(tool, {});
    expect(text).toContain(`${forbids} puts`);
    expect(text).not.toMatch(/--tool(set)?s/);
  });

  it('leaves names of tools that are not listed out of instructions, descriptions and failures', async () => {
    const fixture = await start({
      args: ['--tools', 'bitable_roles_list,bitable_records_aggregate'],
    });
    const { client, sandbox } = fixture;
    const told = client.getInstructions() ?? '';
    expect(told.match(/\b(?:bitable|project|enos|drive)_[a-z_]+/g)).toEqual([
      'bitable_records_aggregate',
    ]);
    expect(JSON.stringify((await client.listTools()).tools)).not.toContain(
      'bitable_records_search',
    );
    const app_token = new URL(sandbox.sampleUrl).pathname.split('/').at(-1);
    const text = await fixture.failure('bitable_roles_list', { app_token });
    expect(text).toContain('with bitable_apps_update (not listed: --toolsets bitable_apps or');
  });

  it('a flag cannot take back what the environment forbids', async () => {
    const { client } = await start({
      args: ['--toolsets', 'core'],
      env: () => ({ BITABLE_MCP_READ_ONLY: 'true' }),
    });
    const names = (await client.listTools()).tools.map(({ name }) => name);
    expect(names).toEqual(['bitable_describe_base', 'bitable_records_aggregate', search]);
  });

  it('--toolsets core lists what most tasks need', async () => {
    expect(await toolsWith('--toolsets', 'core')).toEqual([
      'bitable_describe_base',
      'bitable_records_upsert',
      'bitable_records_aggregate',
      'bitable_tables_create',
      'bitable_fields_create',
      search,
      'bitable_records_batch_create',
      'bitable_records_batch_update',
      'bitable_records_batch_delete',
    ]);
  });

  it('--toolsets takes resources, --tools adds to them, --exclude-tools takes away', async () => {
    const args = ['--toolsets', 'bitable_apps,bitable_fields', '--tools', search];
    expect(await toolsWith(...args, '--exclude-tools', 'bitable_apps_copy')).toEqual([
      'bitable_apps_get',
      'bitable_apps_update',
      'bitable_apps_create',
      'bitable_fields_list',
      'bitable_fields_create',
      'bitable_fields_update',
      'bitable_fields_delete',
      search,
    ]);
  });

  it('--tools alone lists these tools alone', async () => {
    expect(await toolsWith('--tools', `${search} bitable_apps_get`)).toEqual([
      'bitable_apps_get',
      search,
    ]);
  });

  it.each([
    [['--toolsets', 'cor'], 'There is no toolset cor. Did you mean core?', 'bitable_records'],
    [['--tools', 'bitable_records_find'], 'There is no tool bitable_records_find.', search],
    [['--exclude-tools', 'x'], 'There is no tool x.', search],
    [['--read-onyl'], '--read-onyl', '--read-only'],
    [['serve'], 'There is no command serve.', 'bitable-mcp sandbox'],
    [['sandbox', '--port', '70000'], 'There is no port 70000.', '0 to 65535'],
    [['--sandbox', '--set', 'writeConflict=no'], 'names no switch', 'feishu.writeConflicts'],
    [['--set', 'writeConflicts=false'], 'the sandbox, which is off', '--sandbox'],
  ])('%j ends the start with status 2 and says what there is', async (args, problem, known) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`bitable-mcp: `);
    expect(stderr).toContain(problem);
    expect(stderr).toContain(known);
    expect(stderr).not.toContain(canary);
  });
});

describe('FEISHU_BASE_URL', () => {
  it.each([
    'open.feishu.cn',
    'ftp://open.feishu.cn',
    `https://me:${canary}@open.feishu.cn`,
    'https://x/?y',
  ])('that is no plain address ends the start with status 2: %s', async (url) => {
    const { code, stdout, stderr } = await run([], { FEISHU_BASE_URL: url });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('FEISHU_BASE_URL is not an address.');
    expect(stderr).toContain('https://open.larksuite.com');
    expect(stderr).not.toContain(canary);
  });
});

describe('--base', () => {
  it.each(['bitable_apps_get', 'bitable_tables_list', 'bitable_apps_update'])(
    'refuses another base before anything is sent by %s',
    async (tool) => {
      const { sandbox, ...one } = await startBound({ args: ['--base', 'bascnAllowed,bascnToo'] });
      const { app_token } = newTable(sandbox);
      const text = await one.failure(tool, { app_token });
      expect(text).toContain('app_token is not a base that this server may touch');
      expect(text).toContain('bascnAllowed, bascnToo');
      expect(sandbox.requests).toEqual([]);
    },
  );

  it('lists no tool that makes a base, because nobody could touch it then', async () => {
    const names = await toolsWith('--base', 'bascnAllowed');
    expect(names).toContain('bitable_apps_get');
    expect(names.filter((name) => /apps_(create|copy)/.test(name))).toEqual([]);
  });

  it('lets the named base through', async () => {
    const sandbox = { seed: 'pinned' };
    const first = await start({ sandbox });
    const { app_token } = newTable(first.sandbox, numbered(1));
    await first.end();
    const one = await start({ sandbox, args: ['--base', app_token] });
    const tableRef = newTable(one.sandbox, numbered(1));
    expect(tableRef.app_token).toBe(app_token);
    expect((await one.call(search, tableRef)).total).toBe(1);
  });
});

describe('commands that end by themselves', () => {
  it('--version is the one of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('--help names every flag and its environment twin', async () => {
    const { code, stdout, stderr } = await run(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const configuration = readme.split(/^## /m).find((part) => part.startsWith('Configuration'));
    const named =
      configuration?.match(/--[a-z][a-z-]*|BITABLE_MCP_\w+|FEISHU_\w+|HTTPS?_PROXY/g) ?? [];
    expect(named.length).toBeGreaterThan(12);
    for (const name of named) expect(stdout).toContain(name);
  });
});

describe('the sandbox alone', () => {
  it('prints one JSON line, answers on loopback only as it was set, says when its port is taken, and ends on SIGTERM', async () => {
    const args = [main, 'sandbox', '--json', '--set', 'unknownBaseCode=1254040'];
    const child = spawn(process.execPath, args, { env: {} });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk;
    });
    await once(child.stdout, 'data');
    const { url, app_id, app_secret, sample, user_access_token, project } = JSON.parse(stdout);
    expect(project).toMatchObject({ user_token: expect.stringMatching(/^u-/) });
    expect(sample).toEqual({
      base: expect.stringContaining(`${url}/base/`),
      wiki: expect.stringContaining(`${url}/wiki/`),
      docx: expect.stringContaining(`${url}/docx/`),
      sheet: expect.stringContaining(`${url}/sheets/`),
      folder: expect.stringContaining(`${url}/drive/folder/`),
    });
    const unknownBase = await fetch(
      `${url}/open-apis/bitable/v1/apps/n0wzLYDGWlwEh0OEqsrjfApwAOx`,
      {
        headers: { Authorization: `Bearer ${user_access_token}` },
      },
    );
    expect(await unknownBase.json()).toMatchObject({ code: 1254040 });
    const signIn = await fetch(`${url}/open-apis/auth/v3/tenant_access_token/internal`, {
      method: 'POST',
      body: JSON.stringify({ app_id, app_secret }),
    });
    expect(await signIn.json()).toMatchObject({ code: 0, tenant_access_token: expect.any(String) });
    const { hostname, port } = new URL(url);
    expect(hostname).toBe('127.0.0.1');
    expect(
      await Promise.all(otherAddresses().map((host) => accepts(host, Number(port)))),
    ).not.toContain(true);
    expect(await accepts(hostname, Number(port))).toBe(true);
    const second = await run(['sandbox', '--port', port]);
    expect(second).toMatchObject({ code: 2, stdout: '' });
    expect(second.stderr).toBe(
      `bitable-mcp: Port ${port} is taken. Give another one, or --port 0 for a free one.\n`,
    );
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    expect(await closed).toEqual([0, null]);
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });
});

describe('mcp.json', () => {
  it('has a first server that starts from the root of the repository and lists its tools', async () => {
    const { mcpServers } = JSON.parse(readFileSync(join(root, 'mcp.json'), 'utf8'));
    const [server] = Object.values<{ command: string; args: string[] }>(mcpServers);
    const transport = new StdioClientTransport({ ...server!, cwd: root, stderr: 'ignore' });
    const client = new Client({ name: 'mcp.json', version: '0' });
    await client.connect(transport);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(toolsetMembers('shared'));
    expect(client.getInstructions()).toContain('sandbox');
    await client.close();
  });
});

/** Its methods can be taken apart. */
async function startBound(setup: Setup) {
  const started = await start(setup);
  return {
    client: started.client,
    sandbox: started.sandbox,
    call: started.call.bind(started),
    failure: started.failure.bind(started),
  };
}

/** Addresses of this machine that a server on 127.0.0.1 alone does not answer at. */
function otherAddresses(): string[] {
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const others = own.filter(({ address }) => address !== '127.0.0.1');
  // All of 127/8 is this machine on Linux, and a server on 0.0.0.0 would answer there.
  const twin = process.platform === 'linux' ? ['127.0.0.2'] : [];
  return [...others.filter(({ scopeid }) => !scopeid).map(({ address }) => address), ...twin];
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const done = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}
