import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('./fixtures/server-process.ts', import.meta.url));
const command = ['--import', 'tsx', script];
/** For what must end by itself; what would not end is a good deal later, or never comes. */
const PATIENCE_MS = 5_000;

const children: ChildProcessWithoutNullStreams[] = [];

const orphans: number[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const pid of orphans.splice(0)) process.kill(pid, 'SIGKILL');
});

interface Served {
  readonly child: ChildProcessWithoutNullStreams;
  stdout(): string;
  stderr(): string;
  send(id: number, method: string, params?: object): void;
  /** Resolves when the text is there. */
  says(stream: 'stdout' | 'stderr', text: string): Promise<void>;
  /** Does something that ends the server; gives the exit code and how long it took. */
  endBy(action: () => void): Promise<{ code: number | null; elapsed: number }>;
}

/** Starts a server and waits until it answers. */
async function start(): Promise<Served> {
  const child = spawn(process.execPath, command);
  children.push(child);
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      text[name] += chunk;
    });
  }
  child.stdin.on('error', () => undefined);
  const served: Served = {
    child,
    stdout: () => text.stdout,
    stderr: () => text.stderr,
    send: (id, method, params) => {
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    },
    says: async (stream, wanted) => {
      while (!text[stream].includes(wanted)) await once(child[stream], 'data');
    },
    endBy: async (action) => {
      const start = performance.now();
      const exit = once(child, 'exit');
      action();
      const [code] = await exit;
      return { code, elapsed: performance.now() - start };
    },
  };
  served.send(0, 'ping');
  await served.says('stdout', '"id":0');
  return served;
}

function expectQuietEnd(end: { code: number | null; elapsed: number }, served: Served): void {
  expect(end.code).toBe(0);
  expect(end.elapsed).toBeLessThan(PATIENCE_MS);
  expect(served.stderr()).not.toMatch(/^\s+at /m);
}

describe('the server as a process', () => {
  it('ends with its input, whatever timers and sockets still live', async () => {
    const served = await start();
    expectQuietEnd(await served.endBy(() => served.child.stdin.end()), served);
    expect(served.stderr()).toBe('');
  });

  it('ends with its input while a read runs that does not stop', async () => {
    const served = await start();
    served.send(1, 'tools/call', { name: 'deaf' });
    await served.says('stderr', 'running');
    expectQuietEnd(await served.endBy(() => served.child.stdin.end()), served);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends on %s with exit code 0', async (signal) => {
    const served = await start();
    served.send(1, 'tools/call', { name: 'deaf' });
    await served.says('stderr', 'running');
    expectQuietEnd(await served.endBy(() => served.child.kill(signal)), served);
  });

  it('ends when nobody reads its output any more', async () => {
    const served = await start();
    served.child.stdout.destroy();
    const end = await served.endBy(() => {
      served.send(1, 'tools/call', { name: 'big' });
      served.send(2, 'ping');
    });
    expectQuietEnd(end, served);
    expect(served.stderr()).toBe('');
  });

  it('ends when all its pipes break at once, as when its parent was killed', async () => {
    const served = await start();
    served.send(1, 'tools/call', { name: 'deaf' });
    await served.says('stderr', 'running');
    const end = await served.endBy(() => {
      served.child.stdin.write('not JSON, which is worth a line in the log\n');
      served.child.stdout.destroy();
      served.child.stderr.destroy();
      served.child.stdin.destroy();
    });
    expectQuietEnd(end, served);
  });

  it('does not outlive a parent that was killed', async () => {
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'deaf' } };
    const parent = spawn(process.execPath, [
      '-e',
      `const { spawn } = require('node:child_process');
       const stdio = ['pipe', 'pipe', 'inherit'];
       const child = spawn(process.execPath, ${JSON.stringify(command)}, { stdio });
       console.log(child.pid);
       child.stdin.write(${JSON.stringify(`${JSON.stringify(call)}\n`)});`,
    ]);
    children.push(parent);
    const [pid] = await once(parent.stdout, 'data');
    orphans.push(Number(pid));
    await once(parent.stderr, 'data');
    // The server has inherited this pipe, so it closes when both are gone.
    const gone = once(parent.stderr, 'close');
    const start = performance.now();
    parent.kill('SIGKILL');
    await gone;
    expect(performance.now() - start).toBeLessThan(PATIENCE_MS);
    orphans.pop();
  });

  it('settles the write in flight before it ends, and still says what it did', async () => {
    const served = await start();
    served.send(1, 'tools/call', { name: 'write' });
    await served.says('stderr', 'running');
    const { code } = await served.endBy(() => served.child.kill('SIGTERM'));
    expect(code).toBe(0);
    expect(served.stderr()).toContain('applied');
    expect(served.stdout()).toContain('"structuredContent":{"text":"applied"}');
  });

  it('gets a long answer out before it ends', async () => {
    const served = await start();
    served.send(1, 'tools/call', { name: 'big' });
    const closed = once(served.child.stdout, 'close');
    served.child.stdin.end();
    await closed;
    const [, answer] = served.stdout().trim().split('\n');
    expect(JSON.parse(answer ?? '').result.content[0].text).toHaveLength(1_000_000);
  });

  it('writes nothing but messages to its output', async () => {
    const served = await start();
    served.child.stdin.write('not JSON\n[]\n');
    served.send(1, 'tools/call', { name: 'echo', arguments: { text: 'a\nb' } });
    served.send(2, 'tools/call', { name: 'nothing' });
    await served.says('stdout', '"id":1');
    await served.endBy(() => served.child.stdin.end());
    const lines = served.stdout().trim().split('\n');
    const ids = lines.map((line) => JSON.parse(line).id);
    expect(ids.sort()).toEqual([0, 1, 2, null, null]);
  });

  it("serves the SDK's own client, and ends when that closes", { retry: 2 }, async () => {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: command,
      stderr: 'ignore',
    });
    const client = new Client({ name: 'test', version: '0' });
    await client.connect(transport);
    const { tools } = await client.listTools();
    expect(tools).toHaveLength(4);
    const { structuredContent } = await client.callTool({ name: 'echo', arguments: { text: 'é' } });
    expect(structuredContent).toEqual({ given: { text: 'é' } });
    const start = performance.now();
    await client.close();
    // After two seconds the SDK would make it end.
    expect(performance.now() - start).toBeLessThan(1_900);
  });
});
