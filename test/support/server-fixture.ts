import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { RequestOptions } from '@modelcontextprotocol/sdk/shared/protocol.js';
import { type CallToolResult, CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { expect } from 'vitest';
import type { RequestRecord } from '../../src/sandbox/kernel/dispatch.js';
import {
  type RunningSandbox,
  type SandboxSettings,
  startSandbox,
} from '../../src/sandbox/server.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** What `npm run build` makes and people start. */
export const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** Must never be seen again once it was handed to the server. */
export const canary = 'Canary0SecretThatNobodyMayEverSee';

/** Learn what a base, a table or a role is, around a call on it. */
const looks: ReadonlySet<string> = new Set([
  'bitable_apps_get',
  'bitable_fields_list',
  'bitable_tables_list',
  'bitable_roles_list',
  'bitable_base_roles_list',
]);

export type Args = Readonly<Record<string, unknown>>;

// biome-ignore lint/suspicious/noExplicitAny: what comes back is asserted, not assumed.
export type Facts = Record<string, any>;

export interface Setup {
  /** Flags of the command line. */
  readonly args?: readonly string[];
  /** In place of the credentials of the sandbox. */
  readonly env?: (sandbox: RunningSandbox) => Readonly<Record<string, string>>;
  readonly sandbox?: SandboxSettings;
}

/** An MCP client, the built server as its child, and the vendor that the server talks to in this process. */
export class ServerFixture {
  readonly client = new Client({ name: 'e2e', version: '0' });
  /** Whatever the client could make nothing of. */
  readonly unreadable: string[] = [];
  readonly #heard: string[] = [];
  #stderr = '';

  private constructor(
    readonly sandbox: RunningSandbox,
    readonly defects: readonly unknown[],
  ) {}

  static async start({
    args = [],
    env = signedIn,
    sandbox: settings,
  }: Setup = {}): Promise<ServerFixture> {
    const defects: unknown[] = [];
    const onError = (error: unknown) => defects.push(error);
    // Roles are ready and writes are over at once: waiting for them has tests of its own, on a clock that is set.
    const options = { rolesReadyMs: 0, writeMs: 0, ...settings?.options };
    const sandbox = await startSandbox({ appSecret: canary, onError, ...settings, options });
    const fixture = new ServerFixture(sandbox, defects);
    await fixture.#connect(args, { FEISHU_BASE_URL: sandbox.url, ...env(sandbox) });
    return fixture;
  }

  async #connect(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
    const command = { command: process.execPath, args: [main, ...args], env: { ...env } };
    const transport = new StdioClientTransport({ ...command, stderr: 'pipe' });
    transport.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr += chunk;
    });
    this.client.onerror = (error) => this.unreadable.push(error.message);
    await this.client.connect(transport);
    const read = transport.onmessage;
    transport.onmessage = (message) => {
      this.#heard.push(JSON.stringify(message));
      read?.(message);
    };
    // From here on the client holds every result against the published output schema.
    await this.client.listTools();
  }

  async result(tool: string, args: Args, options?: RequestOptions): Promise<CallToolResult> {
    const params = { name: tool, arguments: args };
    return CallToolResultSchema.parse(
      await this.client.callTool(params, CallToolResultSchema, options),
    );
  }

  /** The facts of a call that must succeed. */
  async call(tool: string, args: Args, options?: RequestOptions): Promise<Facts> {
    const result = await this.result(tool, args, options);
    expect(result.isError ?? false, textOf(result)).toBe(false);
    return result.structuredContent ?? {};
  }

  /** What the agent reads of a call that must fail. */
  async failure(tool: string, args: Args): Promise<string> {
    const result = await this.result(tool, args);
    expect(result.isError, textOf(result)).toBe(true);
    return textOf(result);
  }

  /** The params of all progress that came, also of what came too close to its answer for the client to tell of it. */
  get progress(): readonly Facts[] {
    const messages: Facts[] = this.#heard.map((text) => JSON.parse(text));
    return messages
      .filter(({ method }) => method === 'notifications/progress')
      .map(({ params }) => params);
  }

  /** What reached the vendor: of an endpoint, or all but looks. */
  requests(endpoint?: string): readonly RequestRecord[] {
    const { requests } = this.sandbox;
    return endpoint === undefined
      ? requests.filter(({ name = '' }) => !looks.has(name))
      : requests.filter(({ name }) => name === endpoint);
  }

  /** How many those are. */
  sent(endpoint?: string): number {
    return this.requests(endpoint).length;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Ends everything. Nothing may have come but messages, none of them may hold a secret, and the log is as expected. */
  async end(log: string | RegExp = /^$/): Promise<void> {
    await this.client.close();
    await this.sandbox.close();
    expect(this.defects).toEqual([]);
    expect(this.unreadable).toEqual([]);
    expect(this.#stderr).toMatch(log);
    expectNoSecret(this.#stderr + this.#heard.join('\n'), this.sandbox);
  }
}

export function signedIn({ appId, appSecret }: RunningSandbox): Readonly<Record<string, string>> {
  return { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret };
}

/** Neither the secret that signs in, be it cut off, nor a token that it is traded for. */
export function expectNoSecret(text: string, { userAccessToken }: RunningSandbox): void {
  expect(text).not.toContain(canary.slice(0, 8));
  expect(text).not.toContain(userAccessToken);
  expect(text).not.toMatch(/\bt-[0-9a-f]{40}/);
}

function textOf({ content }: CallToolResult): string {
  return content.map((part) => (part.type === 'text' ? part.text : `[${part.type}]`)).join('\n');
}
