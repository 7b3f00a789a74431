import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/core/errors.js';
import type { OpenedReply } from '../../../src/core/service.js';
import { type Clock, systemClock } from '../../../src/http/clock.js';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/server.js';
import type { OperationName } from '../../../src/tools/catalog/operations.js';
import { SharedReads } from '../../../src/tools/context/shared-reads.js';
import { sandboxClient } from '../../support/service-client.js';
import { newTable } from '../../support/table-fixture.js';
import { toolContext } from '../../support/tool-context.js';
import { createToolbox } from '../../support/toolbox.js';

let sandbox: RunningSandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ options: { rolesReadyMs: 0 } });
});

afterAll(() => sandbox.close());

/** A clock that leaps over waits for a turn: the pace of the calls is not the subject. */
function leapingClock(): Clock {
  let leapt = 0;
  return {
    now: () => systemClock.now() + leapt,
    wallTime: () => systemClock.wallTime() + leapt,
    async sleep(ms, signal) {
      if (ms > 5_000) {
        return systemClock.sleep(ms, signal);
      }
      leapt += ms;
    },
  };
}

const twenty = Array.from({ length: 20 }, (_, index) => index);

describe('twenty calls beside each other that name one table', () => {
  it('look its name, its fields and the zone of its base up once', async () => {
    const { app_token } = newTable(sandbox, [{ 标题: 'a' }]);
    const before = sandbox.requests.length;
    const tool: OperationName = 'bitable_records_search';
    const context = toolContext(sandboxClient(sandbox, { clock: leapingClock() }));
    const run = (index: number) =>
      createToolbox([tool], context).run(
        tool,
        { app_token, table_id: '表', filter: `数量 != ${index}`, limit: 1 },
        { signal: new AbortController().signal, progress: () => undefined },
      );
    const answers = await Promise.all(twenty.map(run));
    expect(answers.filter(({ isError }) => isError)).toEqual([]);
    const sent = sandbox.requests.slice(before).map(({ name = '' }) => name);
    const count = (name: string) => sent.filter((each) => each === name).length;
    expect(count('bitable_tables_list')).toBe(1);
    expect(count('bitable_fields_list')).toBe(1);
    expect(count('bitable_apps_get')).toBe(1);
    expect(count(tool)).toBe(20);
  });
});

describe('a read that several calls wait for', () => {
  /** A read whose end the test decides. */
  function heldRead() {
    const sent: { signal: AbortSignal; end: (reply: OpenedReply | Error) => void }[] = [];
    const reads = new SharedReads();
    const read = (controller = new AbortController(), notes: string[] = []) =>
      reads.read(
        'key',
        { signal: controller.signal, note: (text) => notes.push(text) },
        (wishes) => {
          wishes.note('asked');
          return new Promise((resolve, reject) => {
            wishes.signal.addEventListener('abort', () => reject(new CancelledError(true)));
            const end = (reply: OpenedReply | Error) =>
              reply instanceof Error ? reject(reply) : resolve(reply);
            sent.push({ signal: wishes.signal, end });
          });
        },
      );
    return { sent, reads, read };
  }

  const reply = { data: { name: 'x' } };

  it('is cancelled for one of them, and goes on for the others, whom it tells its notes', async () => {
    const { sent, read } = heldRead();
    const [controller, notes] = [new AbortController(), [] as string[]];
    const [one, other] = [read(controller), read(undefined, notes)];
    controller.abort();
    await expect(one).rejects.toThrow(CancelledError);
    expect(sent.map(({ signal }) => signal.aborted)).toEqual([false]);
    sent[0]?.end(reply);
    await expect(other).resolves.toBe(reply);
    expect(notes).toEqual(['asked']);
  });

  it('ends when all of them are cancelled, and the next call reads anew', async () => {
    const { sent, read } = heldRead();
    const controller = new AbortController();
    const both = Promise.allSettled([read(controller), read(controller)]);
    controller.abort();
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(sent.map(({ signal }) => signal.aborted)).toEqual([true]);
    const next = read();
    sent[1]?.end(reply);
    await expect(next).resolves.toBe(reply);
  });

  it('fails for those that wait, and for none that comes later', async () => {
    const { sent, read } = heldRead();
    const both = Promise.allSettled([read(), read()]);
    sent[0]?.end(new Error('no'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const later = read();
    sent[1]?.end(reply);
    await expect(later).resolves.toBe(reply);
    expect(sent).toHaveLength(2);
  });

  it('is not joined after a write, which may have changed what it answers', async () => {
    const { sent, reads, read } = heldRead();
    const before = read();
    reads.forget();
    const after = read();
    expect(sent).toHaveLength(2);
    for (const { end } of sent) end(reply);
    await Promise.all([before, after]);
  });
});
