import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/server.js';
import { canary } from './harness.js';
import { newPlace, type Place, records, rowsAt } from './place.js';
import { RawServer } from './raw-server.js';

const create = 'bitable_records_batch_create';
/** How late the answer to the chunk in flight is. */
const lateMs = 300;

let sandbox: RunningSandbox;
let server: RawServer;
let place: Place;

beforeEach(async () => {
  sandbox = await startSandbox({ appSecret: canary });
  server = await RawServer.start(sandbox);
  place = newPlace(sandbox);
});

afterEach(async () => {
  server.child.kill('SIGKILL');
  await sandbox.close();
});

/** Starts a batch of 5,000; gives its id when the second chunk is applied and its answer is still due. */
async function writeHalfWay(ms = lateMs): Promise<number> {
  sandbox.faults.add({ kind: 'slow', ms, endpoint: create, skip: 1 });
  const params = { name: create, arguments: { ...place, records: records(5_000) } };
  const id = server.send('tools/call', JSON.stringify(params));
  await expect.poll(() => rowsAt(sandbox, place).length, { interval: 5 }).toBe(1_000);
  return id;
}

describe('the end of the server in the middle of a write', () => {
  it.each([
    ['the end of input', () => server.child.stdin.end()],
    ['SIGTERM', () => server.child.kill('SIGTERM')],
    ['SIGINT', () => server.child.kill('SIGINT')],
  ])('on %s, settles the chunk in flight, says what was applied, and is quiet', async (_, end) => {
    const id = await writeHalfWay();
    const { code, ms } = await server.endBy(end);
    expect(code).toBe(0);
    expect(ms).toBeGreaterThan(100);
    expect(ms).toBeLessThan(lateMs + 1_000);
    expect(rowsAt(sandbox, place)).toHaveLength(1_000);
    expect((await server.answerTo(id))['result'].content[0].text).toContain(
      'Applied: positions 0 to 999 of 5000. Not applied: positions 1000 to 4999.',
    );
    expect(server.stderr).toBe('');
  });

  it('when nobody reads its output, settles the chunk in flight and leaves its outcome in the log', async () => {
    await writeHalfWay();
    const { code, ms } = await server.endBy(() => {
      server.child.stdout.destroy();
      server.send('ping', '{}');
    });
    expect(code).toBe(0);
    expect(ms).toBeLessThan(lateMs + 1_000);
    expect(rowsAt(sandbox, place)).toHaveLength(1_000);
    expect(server.stderr).toMatch(/^bitable-mcp: .*Applied: positions 0 to 999 of 5000\./);
    expect(server.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('on a second SIGTERM, does not wait for the answer', async () => {
    await writeHalfWay(5_000);
    server.child.kill('SIGTERM');
    // Signals that come together count as one.
    await sleep(100);
    const { ms } = await server.endBy(() => server.child.kill('SIGTERM'));
    expect(ms).toBeLessThan(1_000);
  });
});

describe('the end of an idle server', () => {
  it.each([
    ['the end of input', () => server.child.stdin.end()],
    ['SIGTERM', () => server.child.kill('SIGTERM')],
  ])('on %s, comes within half a second, with its sockets still open', async (_, end) => {
    await server.call('bitable_records_search', place);
    const { code, ms } = await server.endBy(end);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(500);
    expect(server.stderr).toBe('');
  });

  it('does not wait for a read whose answer is late', async () => {
    sandbox.faults.add({ kind: 'slow', ms: 20_000, endpoint: 'bitable_records_search' });
    server.send('tools/call', JSON.stringify({ name: 'bitable_records_search', arguments: place }));
    await expect.poll(() => sandbox.faults.pending(), { interval: 5 }).toBe(0);
    const { code, ms } = await server.endBy(() => server.child.stdin.end());
    expect(code).toBe(0);
    expect(ms).toBeLessThan(500);
  });

  it('answers what was asked before its input ended, as in a shell pipe', async () => {
    const args = { name: 'bitable_records_search', arguments: place };
    const id = server.send('tools/call', JSON.stringify(args));
    await server.end();
    expect((await server.answerTo(id))['result'].structuredContent).toMatchObject({ total: 0 });
  });
});
