import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/server.js';
import { canary } from '../support/server-fixture.js';
import { newTable, records, rowsAt, type TableRef } from '../support/table-fixture.js';
import { HeldReplies } from './fixtures/held-replies.js';
import { RawServer } from './fixtures/raw-server.js';

const create = 'bitable_records_batch_create';
const search = 'bitable_records_search';

/** Longer than a server lives on that waits for nothing. */
const idleMs = 700;

let answers: HeldReplies;
let sandbox: RunningSandbox;
let server: RawServer;
let tableRef: TableRef;

beforeEach(async () => {
  answers = new HeldReplies();
  sandbox = await startSandbox({
    appSecret: canary,
    clock: answers,
    options: { writeMs: 0 },
  });
  server = await RawServer.start(sandbox);
  tableRef = newTable(sandbox);
});

afterEach(async () => {
  server.child.kill('SIGKILL');
  await sandbox.close();
});

const ask = (tool: string, args: object) =>
  server.send('tools/call', JSON.stringify({ name: tool, arguments: args }));

/** Asks for an answer that is held back; gives its id. */
async function askHeld(endpoint: string, skip: number, args: object): Promise<number> {
  sandbox.faults.add({ kind: 'slow', ms: 1, endpoint, skip });
  const id = ask(endpoint, args);
  await expect.poll(() => answers.count).toBe(1);
  return id;
}

/** Starts a batch of 5,000; gives its id when the second chunk is applied and its answer is held back. */
async function writeHalfWay(): Promise<number> {
  const id = await askHeld(create, 1, { ...tableRef, records: records(5_000) });
  expect(rowsAt(sandbox, tableRef)).toHaveLength(1_000);
  return id;
}

/** Ends the server; lets the answer to the chunk in flight leave when an end that waits for nothing would be over. */
async function endHalfWay(action: () => void): Promise<number | null> {
  const ended = server.endBy(action);
  await sleep(idleMs);
  expect(server.running).toBe(true);
  answers.release();
  return ended;
}

describe('the end of the server in the middle of a write', () => {
  it.each([
    ['the end of input', () => server.child.stdin.end()],
    ['SIGTERM', () => server.child.kill('SIGTERM')],
    ['SIGINT', () => server.child.kill('SIGINT')],
  ])('on %s, settles the chunk in flight, says what was applied, and is quiet', async (_, end) => {
    const id = await writeHalfWay();
    expect(await endHalfWay(end)).toBe(0);
    expect(rowsAt(sandbox, tableRef)).toHaveLength(1_000);
    expect((await server.answerTo(id))['result'].content[0].text).toContain(
      'Applied: positions 0 to 999 of 5000. Not applied: positions 1000 to 4999.',
    );
    expect(server.stderr).toBe('');
  });

  it('when nobody reads its output, settles the chunk in flight and leaves its outcome in the log', async () => {
    await writeHalfWay();
    const code = await endHalfWay(() => {
      server.child.stdout.destroy();
      server.send('ping', '{}');
    });
    expect(code).toBe(0);
    expect(rowsAt(sandbox, tableRef)).toHaveLength(1_000);
    expect(server.stderr).toMatch(/^bitable-mcp: .*Applied: positions 0 to 999 of 5000\./);
    expect(server.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('on a further SIGTERM, does not wait for the answer', async () => {
    await writeHalfWay();
    const kill = () => server.child.kill('SIGTERM');
    let again: NodeJS.Timeout | undefined;
    // Signals that come together count as one.
    const code = await server.endBy(() => {
      kill();
      again = setInterval(kill, 100);
    });
    clearInterval(again);
    expect(code).toBeNull();
    expect(server.child.signalCode).toBe('SIGTERM');
  });
});

/** Says on stderr how long the end took, from the last of the input to the last of the process's own doing. */
const stopwatch = `
  import { writeSync } from 'node:fs';
  process.stdin.once('end', () => {
    const start = performance.now();
    process.once('exit', () => writeSync(2, String(Math.round(performance.now() - start))));
  });`;

describe('the end of an idle server', () => {
  it.each([
    ['the end of input', () => server.child.stdin.end()],
    ['SIGTERM', () => server.child.kill('SIGTERM')],
  ])('on %s, comes by itself, with its sockets still open', async (_, end) => {
    await server.call(search, tableRef);
    expect(await server.endBy(end)).toBe(0);
    expect(server.stderr).toBe('');
  });

  // A loaded machine may be slow once; a server that waits too long does so every time.
  it('comes within half a second, with a read whose answer is late', { retry: 2 }, async () => {
    server.child.kill('SIGKILL');
    const watch = `data:text/javascript,${encodeURIComponent(stopwatch)}`;
    server = await RawServer.start(sandbox, ['--import', watch]);
    await askHeld(search, 0, tableRef);
    await server.end();
    expect(server.stderr).toMatch(/^\d+$/);
    expect(Number(server.stderr)).toBeLessThan(500);
  });

  // Its first call loads the client and signs in; where that takes longer than the end may, it is given up.
  it('answers what was asked before its input ended, as in a shell pipe', {
    retry: 2,
  }, async () => {
    const id = ask(search, tableRef);
    await server.end();
    expect((await server.answerTo(id))['result'].structuredContent).toMatchObject({ total: 0 });
  });

  it('finishes a write that was asked for just before, as in a shell pipe', {
    retry: 2,
  }, async () => {
    // The first write to a table also looks at its base and its fields, for which a loaded machine may lack the time.
    await server.call(search, tableRef);
    const id = ask(create, { ...tableRef, records: records(1) });
    await server.end();
    expect((await server.answerTo(id))['result'].structuredContent).toMatchObject({ created: 1 });
    expect(rowsAt(sandbox, tableRef)).toHaveLength(1);
  });
});
