import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { type CallToolResult, CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

export const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
/** The least that a server on this SDK can be. */
export const bare = fileURLToPath(new URL('./bare-server.mjs', import.meta.url));

export interface Connection {
  readonly client: Client;
  call(tool: string, args: Record<string, unknown>): Promise<CallToolResult>;
}

export interface Sandbox {
  readonly url: string;
  readonly app_id: string;
  readonly app_secret: string;
}

const announced = z.object({ url: z.string(), app_id: z.string(), app_secret: z.string() });

/** The sandbox in a process of its own, so that its work is not counted as ours. */
export async function withSandbox(work: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const child = spawn(process.execPath, [main, 'sandbox', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve);
  });
  try {
    await work(announced.parse(JSON.parse(line)));
  } finally {
    child.kill();
  }
}

export function connectTo({ url, app_id, app_secret }: Sandbox): Promise<Connection> {
  return connect([], {
    FEISHU_BASE_URL: url,
    FEISHU_APP_ID: app_id,
    FEISHU_APP_SECRET: app_secret,
  });
}

export async function connect(
  args: readonly string[],
  env: Record<string, string> = {},
  script = main,
): Promise<Connection> {
  const client = new Client({ name: 'bench', version: '0' });
  const transport = { command: process.execPath, args: [script, ...args], env };
  await client.connect(new StdioClientTransport(transport));
  return {
    client,
    async call(name, toolArgs) {
      const options = { timeout: 300_000, resetTimeoutOnProgress: true };
      const params = { name, arguments: toolArgs };
      const request = { method: 'tools/call', params };
      const result = await client.request(request, CallToolResultSchema, options);
      if (result.isError) {
        throw new Error(JSON.stringify(result.content));
      }
      return result;
    },
  };
}
