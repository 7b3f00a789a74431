import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { afterEach, describe, expect, it } from 'vitest';
import type { Toolbox, ToolRun } from '../../../src/core/tool.js';
import { createServer } from '../../../src/server/server.js';
import { echo, succeed, toolboxOf } from './fixtures/toolbox.js';
import { until } from './fixtures/wire.js';

const clients: Client[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

async function connect(toolbox: Toolbox): Promise<Client> {
  const [near, far] = InMemoryTransport.createLinkedPair();
  await createServer({ toolbox, version: '1.2.3', log: () => undefined }).connect(far);
  const client = new Client({ name: 'test', version: '0' });
  await client.connect(near);
  clients.push(client);
  return client;
}

describe("the SDK's own client", () => {
  it('is welcomed and lists the tools', async () => {
    const client = await connect(toolboxOf({ echo: { run: echo } }));
    expect(client.getServerVersion()).toMatchObject({ name: 'bitable-mcp', version: '1.2.3' });
    expect(client.getServerCapabilities()).toEqual({ tools: {} });
    const { tools } = await client.listTools();
    expect(tools.map(({ name, execution }) => [name, execution])).toEqual([['echo', undefined]]);
  });

  it('accepts data beyond the published output schema, and the notes the server adds', async () => {
    let started: ToolRun | undefined;
    let end: () => void = () => undefined;
    const client = await connect(
      toolboxOf({
        write: {
          run: (_args, run) =>
            new Promise((resolve) => {
              started = run;
              end = () => resolve(succeed('applied 500'));
            }),
        },
        read: { run: async () => succeed('rows', { rows: [[1]], more: { than: 'declared' } }) },
      }),
    );
    await client.listTools();
    const stop = new AbortController();
    const cancelled = client.callTool({ name: 'write' }, undefined, { signal: stop.signal });
    const run = await until(() => started);
    stop.abort('enough');
    await expect(cancelled).rejects.toThrow('enough');
    expect(run.signal.aborted).toBe(true);
    end();
    const { structuredContent } = await client.callTool({ name: 'read' });
    expect(structuredContent).toEqual({
      rows: [[1]],
      more: { than: 'declared' },
      notes: ['The cancelled call write ended so: applied 500'],
    });
  });

  it('gets failures without data, which its output check lets pass', async () => {
    const client = await connect(
      toolboxOf({
        broken: {
          run: async () => {
            throw new Error('t-secret');
          },
        },
      }),
    );
    await client.listTools();
    const result = await client.callTool({ name: 'broken' });
    expect(result.isError).toBe(true);
    expect(result.structuredContent).toBeUndefined();
  });

  it('sees progress while a call runs', async () => {
    const seen: unknown[] = [];
    const client = await connect(
      toolboxOf({
        batch: {
          run: async (_args, run) => {
            run.progress(500, 1000, '500 of 1000');
            run.progress(1000, 1000);
            return succeed('done');
          },
        },
      }),
    );
    await client.callTool({ name: 'batch' }, undefined, { onprogress: (step) => seen.push(step) });
    expect(seen).toEqual([
      { progress: 500, total: 1000, message: '500 of 1000' },
      { progress: 1000, total: 1000 },
    ]);
  });

  it('gets an error, not a result, for a tool that does not exist', async () => {
    const client = await connect(toolboxOf({ echo: { run: echo } }));
    await expect(client.callTool({ name: 'Echo' })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining('Did you mean "echo"?'),
    });
  });

  it('stops what still runs when it leaves', async () => {
    let started: ToolRun | undefined;
    const client = await connect(
      toolboxOf({
        wait: {
          run: (_args, run) => {
            started = run;
            return new Promise(() => undefined);
          },
        },
      }),
    );
    const call = client.callTool({ name: 'wait' }).catch(() => 'gone');
    const run = await until(() => started);
    await client.close();
    expect(await call).toBe('gone');
    expect(run.signal.aborted).toBe(true);
  });
});
