import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { type CallToolResult, CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';

/** An MCP client at the other end of a pipe, as Claude Desktop or Cursor would be. */
export interface Agent {
  readonly client: Client;
  readonly toolCount: number;
  /** Calls a tool and gives its structured result; a failed call throws what the agent would read. */
  call(tool: string, args: Arguments, onProgress?: OnProgress): Promise<Facts>;
  /** The text of a call that is expected to fail. */
  failure(tool: string, args: Arguments): Promise<string>;
  close(): Promise<void>;
}

export type Arguments = Readonly<Record<string, unknown>>;
export type Facts = Readonly<Record<string, unknown>>;
export type OnProgress = (done: number, total: number) => void;

/** Starts the built server in the sandbox, with one folder open to it, and connects over stdio. */
export async function startAgent(folder: string): Promise<Agent> {
  const client = new Client({ name: 'bitable-mcp-demo', version: '1.0.0' });
  const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
  const transport = new StdioClientTransport({
    command: process.execPath,
    // All tools: with three services the usual list holds only what is needed most.
    args: [main, '--sandbox', '--toolsets', 'all', '--files', folder],
  });
  await client.connect(transport);
  const { tools } = await client.listTools();
  return {
    client,
    toolCount: tools.length,
    async call(tool, args, onProgress) {
      const result = await request(client, tool, args, onProgress);
      if (result.isError === true || result.structuredContent === undefined) {
        throw new Error(textOf(result));
      }
      return result.structuredContent;
    },
    async failure(tool, args) {
      const result = await request(client, tool, args);
      if (result.isError !== true) {
        throw new Error(`${tool} was expected to fail, and did not`);
      }
      return textOf(result);
    },
    close: () => client.close(),
  };
}

async function request(
  client: Client,
  tool: string,
  args: Arguments,
  onProgress?: OnProgress,
): Promise<CallToolResult> {
  const result = await client.callTool({ name: tool, arguments: args }, CallToolResultSchema, {
    ...(onProgress && {
      onprogress: ({ progress, total }) => onProgress(progress, total ?? progress),
    }),
  });
  return CallToolResultSchema.parse(result);
}

function textOf(result: CallToolResult): string {
  return result.content
    .map((part) => (part.type === 'text' ? part.text : `[${part.type}]`))
    .join('\n');
}
