import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { type CallToolResult, CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/server.js';
import { main } from '../support/server-fixture.js';
import { toolsetMembers } from '../support/toolbox.js';

let sandbox: RunningSandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});

afterAll(() => sandbox.close());

const feishu = () => ({
  FEISHU_BASE_URL: sandbox.url,
  FEISHU_APP_ID: sandbox.appId,
  FEISHU_APP_SECRET: sandbox.appSecret,
});

const project = () => ({
  FEISHU_PROJECT_BASE_URL: sandbox.url,
  FEISHU_PROJECT_PLUGIN_ID: sandbox.project.access.pluginId,
  FEISHU_PROJECT_PLUGIN_SECRET: sandbox.project.access.pluginSecret,
  FEISHU_PROJECT_USER_KEY: sandbox.project.access.userKey,
});

const enos = () => ({
  ENOS_APIGW_URL: sandbox.url,
  ENOS_ACCESS_KEY: sandbox.enos.access.accessKey,
  ENOS_SECRET_KEY: sandbox.enos.access.secretKey,
  ENOS_ORG_ID: sandbox.enos.access.orgId,
  ENOS_USER_ID: sandbox.enos.access.userId,
});

/** A session with the built server, ended when the work is done. */
async function session<Result>(
  env: Readonly<Record<string, string>>,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ name: 'e2e', version: '0' });
  const command = { command: process.execPath, args: [main], env: { ...env } };
  await client.connect(new StdioClientTransport(command));
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

async function namesIn(client: Client): Promise<string[]> {
  const { tools } = await client.listTools();
  return tools.map(({ name }) => name);
}

async function call(client: Client, name: string, args: object): Promise<CallToolResult> {
  return CallToolResultSchema.parse(await client.callTool({ name, arguments: { ...args } }));
}

describe('the credentials of one service', () => {
  it.each([
    ['feishu', feishu, ['FEISHU_PROJECT_PLUGIN_ID', 'ENOS_ACCESS_KEY']],
    ['project', project, ['FEISHU_APP_ID', 'ENOS_ACCESS_KEY']],
    ['enos', enos, ['FEISHU_APP_ID', 'FEISHU_PROJECT_PLUGIN_ID']],
  ] as const)(
    'switch on the tools of %s alone, and the instructions say what switches on the others',
    async (service, env, others) => {
      await session(env(), async (client) => {
        expect(await namesIn(client)).toEqual(toolsetMembers('default', service));
        for (const variable of others) {
          expect(client.getInstructions()).toContain(variable);
        }
        expect(client.getInstructions()?.length).toBeLessThanOrEqual(2_048);
      });
    },
  );
});

describe('the credentials of all services', () => {
  const all = () => ({ ...feishu(), ...project(), ...enos() });

  it('list what is needed most of each, in place of everything', async () => {
    await session(all(), async (client) => {
      expect(await namesIn(client)).toEqual(toolsetMembers('shared'));
    });
  });

  it('let one session work with each of them', async () => {
    await session(all(), async (client) => {
      const spaces = await call(client, 'project_spaces_list', {});
      expect(spaces.structuredContent).toHaveProperty('rows');
      const flows = await call(client, 'enos_flows_search', {});
      expect(flows.structuredContent).toHaveProperty('rows');
      const base = await call(client, 'bitable_describe_base', { app_token: sandbox.sampleUrl });
      expect(base.structuredContent).toHaveProperty('tables');
    });
  });

  it('are shown nowhere, also where they are wrong', async () => {
    const secret = 'Canary0PluginSecretNobodyMaySee';
    const env = { ...project(), FEISHU_PROJECT_PLUGIN_SECRET: secret };
    const failed = await session(env, (client) => call(client, 'project_spaces_list', {}));
    expect(failed.isError).toBe(true);
    expect(JSON.stringify(failed)).toContain('10204');
    expect(JSON.stringify(failed)).not.toContain(secret);
  });
});
