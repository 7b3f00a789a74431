import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { bare, main } from './connection.js';
import { median, report } from './report.js';

const pairs = 10;

/** In turn with a bare SDK server, so that a change of the machine's pace hits both. */
export async function startUp(): Promise<void> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let run = 0; run <= pairs; run += 1) {
    const pair = [await timeToTools(main), await timeToTools(bare)] as const;
    // The first pair warms the disk.
    if (run > 0) {
      ours.push(pair[0]);
      theirs.push(pair[1]);
    }
  }
  const [mine, other] = [median(ours), median(theirs)];
  report('process start to first tools/list', {
    value: mine / other,
    limit: 1.5,
    unit: ' x',
    detail: `${mine.toFixed(0)} ms, bare SDK server ${other.toFixed(0)} ms, medians of ${pairs}`,
  });
}

export async function idleMemory(): Promise<void> {
  const child = start(main);
  await firstList(child);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const kilobytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)]));
  await end(child);
  report('resident memory, idle, stdio', {
    value: Math.round(kilobytes / 1_024),
    limit: 90,
    unit: ' MB',
  });
}

async function timeToTools(script: string): Promise<number> {
  const started = performance.now();
  const child = start(script);
  await firstList(child);
  const elapsed = performance.now() - started;
  await end(child);
  return elapsed;
}

function start(script: string): ChildProcess {
  return spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'ignore'] });
}

async function firstList({ stdin, stdout }: ChildProcess): Promise<void> {
  if (stdin === null || stdout === null) {
    throw new Error('the child has no pipes');
  }
  const send = (message: object) =>
    stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const clientInfo = { name: 'bench', version: '0' };
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
  send({ id: 1, method: 'initialize', params });
  for await (const line of createInterface({ input: stdout })) {
    if (JSON.parse(line).id === 2) {
      return;
    }
    send({ method: 'notifications/initialized' });
    send({ id: 2, method: 'tools/list' });
  }
  throw new Error('the server ended before it listed its tools');
}

async function end(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await exited;
}
