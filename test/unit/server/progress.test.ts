import { describe, expect, it } from 'vitest';
import { succeed, toolboxOf } from './fixtures/toolbox.js';
import { openWire, settle, until } from './fixtures/wire.js';

describe('progress', () => {
  function steps(...reports: [number, number | undefined, string?][]) {
    return toolboxOf({
      work: {
        run: async (_args, run) => {
          for (const report of reports) run.progress(...report);
          return succeed('done');
        },
      },
    });
  }

  it('goes to the client that asked for it, before the answer', async () => {
    const wire = await openWire(steps([500, 1200], [1000, 1200, 'chunk 2'], [1200, undefined]));
    await wire.ask('tools/call', { name: 'work', _meta: { progressToken: 'p' } });
    const told = wire.received().map(({ params, result }) => params ?? result.content[0].text);
    expect(told).toEqual([
      { progressToken: 'p', progress: 500, total: 1200 },
      { progressToken: 'p', progress: 1000, total: 1200, message: 'chunk 2' },
      { progressToken: 'p', progress: 1200 },
      'done',
    ]);
  });

  it('is on its way a little before the answer, so that no client reads both in one go', async () => {
    const waits: { readonly ms: number; readonly end: () => void }[] = [];
    const sleep = (ms: number) => new Promise<void>((end) => waits.push({ ms, end }));
    const wire = await openWire(steps([1, 2]), undefined, sleep);
    const answer = wire.ask('tools/call', { name: 'work', _meta: { progressToken: 'p' } });
    const wait = await until(() => waits[0]);
    await settle();
    expect(wait.ms).toBe(20);
    expect(wire.received()).toMatchObject([{ params: { progress: 1 } }]);
    wait.end();
    expect((await answer).result.content[0].text).toBe('done');
  });

  it('stays silent without a token', async () => {
    const wire = await openWire(steps([1, 2]));
    await wire.ask('tools/call', { name: 'work' });
    expect(wire.received()).toHaveLength(1);
  });

  it('takes the token 0 as one', async () => {
    const wire = await openWire(steps([1, 2]));
    await wire.ask('tools/call', { name: 'work', _meta: { progressToken: 0 } });
    expect(wire.received()[0]).toMatchObject({ params: { progressToken: 0, progress: 1 } });
  });

  it('never repeats and never falls', async () => {
    const wire = await openWire(steps([2, 9], [2, 9], [1, 9], [Number.NaN, 9], [3, 9]));
    await wire.ask('tools/call', { name: 'work', _meta: { progressToken: 1 } });
    const told = wire.received().filter(({ method }) => method === 'notifications/progress');
    expect(told.map(({ params }) => params.progress)).toEqual([2, 3]);
  });

  it('never comes after the answer', async () => {
    let late: () => void = () => undefined;
    const wire = await openWire(
      toolboxOf({
        work: {
          run: async (_args, run) => {
            late = () => run.progress(5, 9);
            return succeed('done');
          },
        },
      }),
    );
    await wire.ask('tools/call', { name: 'work', _meta: { progressToken: 1 } });
    late();
    await settle();
    expect(wire.received()).toHaveLength(1);
  });
});

describe('calls side by side', () => {
  it('are answered as each ends, not in order', async () => {
    const ends: (() => void)[] = [];
    const wire = await openWire(
      toolboxOf({
        wait: {
          run: (args) =>
            new Promise((resolve) => ends.push(() => resolve(succeed(JSON.stringify(args))))),
        },
      }),
    );
    for (const id of [1, 2]) {
      wire.send({
        jsonrpc: '2.0',
        id,
        method: 'tools/call',
        params: { name: 'wait', arguments: { id } },
      });
    }
    await until(() => (ends.length === 2 ? true : undefined));
    ends[1]?.();
    await wire.answerTo(2);
    ends[0]?.();
    await wire.answerTo(1);
    const texts = wire.received().map(({ id, result }) => [id, result.content[0].text]);
    expect(texts).toEqual([
      [2, '{"id":2}'],
      [1, '{"id":1}'],
    ]);
  });
});
