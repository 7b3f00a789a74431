import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** From the start of a process to its first `tools/list` reply, in milliseconds. */
export async function timeToTools(args: readonly string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  await firstList(child);
  const elapsed = performance.now() - start;
  await end(child);
  return elapsed;
}

/** Resident memory after the first list and a pause, in MB. */
export async function idleMemory(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  await firstList(child);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const kilobytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)]));
  await end(child);
  return kilobytes / 1_024;
}

async function firstList(child: ChildProcess): Promise<void> {
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) {
    throw new Error('the child has no pipes');
  }
  const send = (message: object) =>
    stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const clientInfo = { name: 'bench', version: '0' };
  send({
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo },
  });
  for await (const line of createInterface({ input: stdout })) {
    const { id } = JSON.parse(line);
    if (id === 2) {
      return;
    }
    send({ method: 'notifications/initialized' });
    send({ id: 2, method: 'tools/list' });
  }
  throw new Error('the server ended before it listed its tools');
}

async function end(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.end();
  child.kill();
  await exited;
}
