import { EventEmitter } from 'node:events';
import { Duplex, PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { interruption } from '../../../src/server/lifecycle.js';
import { serveStdio } from '../../../src/server/stdio.js';
import { echo, type Run, succeed, toolboxOf, whenStopped } from './fixtures/toolbox.js';
import { VirtualClock } from './fixtures/virtual-clock.js';
import { readMessages, settle, until } from './fixtures/wire.js';

const HALF_A_SECOND = 500;

/** Listens to nobody. */
const deaf: Run = () => new Promise(() => undefined);

interface Setup {
  readonly settled?: () => Promise<void>;
  readonly output?: Duplex;
  readonly clock?: VirtualClock;
  readonly sleep?: (ms: number) => Promise<void>;
}

const callOf = (name: 'read' | 'write') =>
  `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${name}"}}\n`;

function serve(
  run: Run,
  {
    settled = async () => undefined,
    output = new PassThrough(),
    clock = new VirtualClock(),
    sleep = clock.sleep,
  }: Setup = {},
) {
  const input = new PassThrough();
  const errors = new PassThrough();
  const signals = new EventEmitter();
  let started = false;
  const announced: Run = (args, context) => {
    started = true;
    return run(args, context);
  };
  const toolbox = toolboxOf({
    read: { run: announced, readOnly: true },
    write: { run: announced },
  });
  const served = serveStdio({
    toolbox,
    version: '1.2.3',
    input,
    output,
    errors,
    interrupted: interruption(signals),
    settle: settled,
    sleep,
  });
  const call = async (name: 'read' | 'write') => {
    input.write(callOf(name));
    await until(() => started || undefined);
  };
  const received = readMessages(output);
  return { input, output, errors, clock, signals, served, call, received };
}

describe('the end of input', () => {
  it('ends an idle server at once', async () => {
    const { input, clock, served } = serve(echo);
    input.end();
    expect(await clock.drive(served)).toBe(0);
  });

  it('comes after everything that was asked before is answered, as in a shell pipe', async () => {
    const { input, clock, served, received } = serve(async () => {
      await clock.sleep(300);
      return succeed('late but there');
    });
    input.end(
      '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}\n{"jsonrpc":"2.0","id":2,"method":"tools/list"}\n{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"read"}}',
    );
    expect(await clock.drive(served)).toBeLessThan(HALF_A_SECOND);
    expect(received().map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(received()[2].result.content[0].text).toBe('late but there');
  });

  it('leaves a read its time, however long the machine was busy with other things', async () => {
    const clock = new VirtualClock();
    let busyMs = 2_000;
    const sleep = (ms: number) => {
      const late = busyMs;
      busyMs = 0;
      return clock.sleep(ms + late);
    };
    const run: Run = async () => {
      await clock.sleep(2_300);
      return succeed('late but there');
    };
    const { input, served, call, received } = serve(run, { clock, sleep });
    await call('read');
    input.end();
    await clock.drive(served);
    expect(received()).toMatchObject([
      { id: 1, result: { content: [{ text: 'late but there' }] } },
    ]);
  });

  it('stops a running read in the end, whose last words still go out', async () => {
    const { input, clock, served, call, received } = serve(whenStopped);
    await call('read');
    input.end();
    const elapsed = await clock.drive(served);
    expect(elapsed).toBeGreaterThan(300);
    expect(elapsed).toBeLessThan(HALF_A_SECOND);
    expect(received()).toMatchObject([{ id: 1, result: { content: [{ text: 'stopped' }] } }]);
  });

  it('stops a running write soon, and long before a read, so that it begins nothing more', async () => {
    const { input, clock, served, call, received } = serve(whenStopped);
    await call('write');
    input.end();
    expect(await clock.drive(served)).toBe(120);
    expect(received()).toMatchObject([{ id: 1, result: { content: [{ text: 'stopped' }] } }]);
  });

  it('gives a write that is asked for in the last line no longer', async () => {
    const { input, clock, served, received } = serve(whenStopped);
    input.end(callOf('write'));
    expect(await clock.drive(served)).toBe(120);
    expect(received()).toMatchObject([{ id: 1, result: { content: [{ text: 'stopped' }] } }]);
  });

  it('waits neither for a read that does not stop nor for a reader that takes nothing', async () => {
    const output = new Duplex({ read: () => undefined, write: () => undefined });
    const { input, clock, served, call } = serve(deaf, { output });
    await call('read');
    input.end('{"jsonrpc":"2.0","id":2,"method":"tools/list"}\n');
    expect(await clock.drive(served)).toBeLessThan(HALF_A_SECOND);
  });

  it.each([[undefined], [new Error('read EIO')]])(
    'is also an input that breaks with %s',
    async (error) => {
      const { input, clock, served } = serve(echo);
      input.destroy(error);
      expect(await clock.drive(served)).toBe(0);
    },
  );
});

describe('the write in flight', () => {
  it('is settled before the end, and what it did is still said', async () => {
    let applied: () => void = () => undefined;
    const write = new Promise<void>((resolve) => {
      applied = resolve;
    });
    const { input, clock, served, call, received } = serve(
      async (_args, run) => {
        await write;
        return succeed(run.signal.aborted ? 'stopped after chunk 1' : 'all done');
      },
      { settled: () => write },
    );
    await call('write');
    input.end();
    void clock.sleep(3_000).then(applied);
    expect(await clock.drive(served)).toBe(3_000);
    expect(received()[0].result.content[0].text).toBe('stopped after chunk 1');
  });

  it('is given up after ten seconds, and the log says so', async () => {
    const { input, clock, served, errors } = serve(deaf, {
      settled: () => new Promise(() => undefined),
    });
    input.end();
    const elapsed = await clock.drive(served);
    expect(elapsed).toBeGreaterThanOrEqual(10_000);
    expect(elapsed).toBeLessThan(10_000 + HALF_A_SECOND);
    expect(String(errors.read())).toContain('its outcome is unknown');
  });
});

describe('a signal', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('stops running calls and says so: %s', async (name) => {
    const { signals, clock, served, call, received } = serve(whenStopped);
    await call('write');
    signals.emit(name);
    expect(await clock.drive(served)).toBe(0);
    expect(received()).toMatchObject([{ id: 1, result: { content: [{ text: 'stopped' }] } }]);
  });

  it('lets a call that was stopped say so, even if that takes a moment', async () => {
    const { signals, clock, served, call, received } = serve(async (args, run) => {
      const result = await whenStopped(args, run);
      await clock.sleep(30);
      return result;
    });
    await call('write');
    signals.emit('SIGTERM');
    expect(await clock.drive(served)).toBeLessThan(HALF_A_SECOND);
    expect(received()).toMatchObject([{ id: 1, result: { content: [{ text: 'stopped' }] } }]);
  });

  it('lets a slow reader take the last answer', async () => {
    let taken = '';
    const output = new Duplex({
      read: () => undefined,
      write: (chunk, _encoding, done) => {
        void clock.sleep(50).then(() => {
          taken += chunk;
          done();
        });
      },
    });
    const { signals, clock, served, call } = serve(whenStopped, { output });
    await call('write');
    signals.emit('SIGTERM');
    expect(await clock.drive(served)).toBe(50);
    expect(taken).toContain('stopped');
  });

  it('stops a call that comes while a write is still settling', async () => {
    const { signals, clock, served, call, received } = serve(whenStopped, {
      settled: () => clock.sleep(1_000),
    });
    signals.emit('SIGTERM');
    await settle();
    await call('write');
    await clock.drive(served);
    expect(received()).toMatchObject([{ id: 1, result: { content: [{ text: 'stopped' }] } }]);
  });

  it('brings no answer to a call that was cancelled before', async () => {
    const { input, signals, clock, served, call, received, errors } = serve(async (args, run) => {
      const result = await whenStopped(args, run);
      await clock.sleep(30);
      return result;
    });
    await call('write');
    input.write('{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}\n');
    await settle();
    signals.emit('SIGTERM');
    await clock.drive(served);
    expect(received()).toEqual([]);
    expect(String(errors.read())).toContain('The cancelled call write ended so: stopped');
  });

  it('leaves the next one of its kind to the system, which kills', () => {
    const signals = new EventEmitter();
    interruption(signals);
    signals.emit('SIGINT');
    expect(signals.listenerCount('SIGINT')).toBe(0);
  });
});

describe('a closed output', () => {
  it('ends the server even when it closes without an error', async () => {
    const { output, clock, served } = serve(echo);
    output.destroy();
    expect(await clock.drive(served)).toBe(0);
  });

  it('ends the server; how a write ended goes to the log', async () => {
    const { output, clock, served, call, errors } = serve(whenStopped);
    await call('write');
    output.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    expect(await clock.drive(served)).toBeLessThan(HALF_A_SECOND);
    expect(String(errors.read())).toBe('bitable-mcp: The cancelled call write ended so: stopped\n');
  });
});

describe('the log', () => {
  it('takes one line a message, of bounded length, and may break without harm', async () => {
    const { input, errors, clock, served } = serve(async () => {
      throw Object.assign(new Error('no'), { name: `Wide\n${'x'.repeat(5_000)}` });
    });
    input.write('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"write"}}\n');
    const line = await until(() => errors.read() ?? undefined);
    expect(String(line).match(/\n/g)).toHaveLength(1);
    expect(String(line).length).toBeLessThan(1_100);
    errors.destroy(new Error('write EPIPE'));
    input.end('not JSON\n');
    await clock.drive(served);
  });
});
