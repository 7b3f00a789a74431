import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { StdioTransport } from '../../src/server/stdio.js';
import { echo, succeed, toolboxOf } from './fixtures/toolbox.js';
import { openWire, readMessages, settle, type Wire } from './fixtures/wire.js';

const toolbox = toolboxOf({ echo: { run: echo } });
const ping = (id: string | number) => JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' });

async function stillServes(wire: Wire): Promise<void> {
  expect(await wire.ask('ping')).toMatchObject({ result: {} });
}

function callOf(id: number, text: string): string {
  return JSON.stringify({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name: 'echo', arguments: { text } },
  });
}

describe('lines', () => {
  it('reads characters that are split over chunks, byte by byte', async () => {
    const wire = await openWire(toolbox);
    for (const byte of Buffer.from(`${callOf(1, '截止日期 🎉')}\n`)) {
      wire.input.write(Buffer.from([byte]));
    }
    const answer = await wire.answerTo(1);
    expect(answer.result.structuredContent).toEqual({ given: { text: '截止日期 🎉' } });
  });

  it('reads several messages of one chunk, in order', async () => {
    const wire = await openWire(toolbox);
    wire.input.write(`${ping(1)}\n${ping(2)}\n${ping(3)}\n`);
    await wire.answerTo(3);
    expect(wire.received().map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it('takes CRLF, blank lines and a byte order mark as they come', async () => {
    const wire = await openWire(toolbox);
    wire.input.write(`\uFEFF${ping(1)}\r\n\r\n  \n${ping(2)}\r\n`);
    await wire.answerTo(2);
    expect(wire.received()).toEqual([
      { jsonrpc: '2.0', id: 1, result: {} },
      { jsonrpc: '2.0', id: 2, result: {} },
    ]);
  });

  it('answers a last request that no newline ends', async () => {
    const wire = await openWire(toolbox);
    wire.input.end(ping(9));
    expect(await wire.answerTo(9)).toMatchObject({ result: {} });
  });
});

describe('what is no request', () => {
  const deep = '['.repeat(20_000) + ']'.repeat(20_000);
  const refused: [string, string, number, string | number | null][] = [
    ['malformed JSON', '{"jsonrpc":"2.0","id":1', -32700, null],
    ['a word', 'hello', -32700, null],
    [
      'invalid UTF-8',
      '{"jsonrpc":"2.0","id":7,"method":"ping","params":{"a":"\xff"}}',
      -32700,
      null,
    ],
    ['a batch', `[${ping(1)},${ping(2)}]`, -32600, null],
    ['an empty batch', '[]', -32600, null],
    ['20,000 nested arrays', deep, -32600, null],
    ['a string', '"ping"', -32600, null],
    ['null', 'null', -32600, null],
    ['an empty object', '{}', -32600, null],
    ['an id that is null', '{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600, null],
    ['an id that is a fraction', '{"jsonrpc":"2.0","id":5.5,"method":"ping"}', -32600, null],
    [
      'an id beyond 53 bits',
      '{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}',
      -32600,
      null,
    ],
    ['an id that is infinite', '{"jsonrpc":"2.0","id":1e400,"method":"ping"}', -32600, null],
    ['an id that is nested deeply', `{"jsonrpc":"2.0","id":${deep},"method":"ping"}`, -32600, null],
    ['no jsonrpc', '{"id":7,"method":"ping"}', -32600, 7],
    ['no jsonrpc and no id', '{"method":"ping"}', -32600, null],
    ['another jsonrpc', '{"jsonrpc":"1.0","id":"a","method":"ping"}', -32600, 'a'],
    ['no method', '{"jsonrpc":"2.0","id":7}', -32600, 7],
    ['a method that is a number', '{"jsonrpc":"2.0","id":7,"method":1}', -32600, 7],
    [
      'members of its prototype',
      '{"__proto__":{"jsonrpc":"2.0","method":"ping"},"id":7}',
      -32600,
      7,
    ],
    ['params that are a list', '{"jsonrpc":"2.0","id":7,"method":"ping","params":[]}', -32602, 7],
    [
      'a progress token that is a fraction',
      '{"jsonrpc":"2.0","id":7,"method":"ping","params":{"_meta":{"progressToken":1.5}}}',
      -32602,
      7,
    ],
  ];

  it.each(refused)('is refused with an answer: %s', async (_name, line, code, id) => {
    const wire = await openWire(toolbox);
    wire.input.write(Buffer.from(`${line}\n`, line.includes('\xff') ? 'latin1' : 'utf8'));
    const answer = await wire.answerTo(id);
    expect(answer).toMatchObject({ jsonrpc: '2.0', id, error: { code } });
    await stillServes(wire);
    expect(wire.received()).toHaveLength(2);
  });

  it('is never quoted, in the answer or in the log', async () => {
    const wire = await openWire(toolbox);
    wire.send('{"jsonrpc":"2.0","id":5.5,"method":"ping","params":{"token":"t-secret"}}');
    wire.send('{"token":"t-secret"');
    await settle();
    expect(wire.received()).toHaveLength(2);
    expect(JSON.stringify([wire.received(), wire.logged])).not.toContain('t-secret');
  });

  it('is logged only where it is a broken notification or an answer', async () => {
    const wire = await openWire(toolbox);
    wire.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: [] });
    wire.send({ jsonrpc: '2.0', id: 1, result: {} });
    wire.send({ jsonrpc: '2.0', id: 2, error: { code: 1, message: 'no' } });
    await stillServes(wire);
    expect(wire.received()).toHaveLength(1);
    expect(wire.logged).toHaveLength(3);
  });
});

describe('what the SDK would drop in silence', () => {
  it('serves a request with members that JSON-RPC does not know', async () => {
    const wire = await openWire(toolbox);
    wire.send({ jsonrpc: '2.0', id: 1, method: 'ping', traceparent: '00-1' });
    expect(await wire.answerTo(1)).toMatchObject({ result: {} });
  });

  it('reads params that are null as none', async () => {
    const wire = await openWire(toolbox);
    wire.send({ jsonrpc: '2.0', id: 1, method: 'ping', params: null });
    expect(await wire.answerTo(1)).toMatchObject({ result: {} });
  });

  it('tells the client when a result cannot be written as JSON', async () => {
    const circular: Record<string, string> = {};
    Object.assign(circular, { circular });
    const wire = await openWire(toolboxOf({ loop: { run: async () => succeed('x', circular) } }));
    const answer = await wire.ask('tools/call', { name: 'loop' });
    expect(answer.error).toMatchObject({ code: -32603 });
    await stillServes(wire);
  });
});

describe('a line over the limit', () => {
  const limit = 100_000;
  const filling = 'x'.repeat(limit);
  const idFirst = `{"jsonrpc":"2.0","id":41,"method":"tools/call","params":{"a":"${filling}","id":1}}`;
  const idLast = `{"method":"tools/call","params":{"id":1,"a":"${filling}"},"jsonrpc":"2.0","id":"last"}`;
  const idBeforeLast = `{"method":"x","params":{"a":"${filling}"},"id":43,"jsonrpc":"2.0"}`;
  const idOfAnother = `{"method":"x","params":{"a":"${filling}","b":{"c":1,"id":5}},"jsonrpc":"2.0"}`;
  const idInText = `{"method":"x","params":{"a":"${filling},\\"id\\":5}"}}`;

  it.each([
    ['in front', idFirst, 41],
    ['at the end, where SDK clients put it', idLast, 'last'],
    ['before the end', idBeforeLast, 43],
    ['nowhere, but in an argument', idOfAnother, null],
    ['nowhere, but in a text', idInText, null],
    ['a fraction', `{"id":5.5,"a":"${filling}"}`, null],
  ])(
    'is refused by name of the limit, with its id %s, and serving goes on',
    async (_where, line, id) => {
      const wire = await openWire(toolbox, limit);
      wire.send(line);
      const answer = await wire.answerTo(id);
      expect(answer.error.code).toBe(-32600);
      expect(answer.error.message).toContain(`${limit} bytes`);
      expect(wire.logged.join()).toContain(`${limit} bytes`);
      await stillServes(wire);
    },
  );

  it('is skipped chunk by chunk without being kept', async () => {
    const wire = await openWire(toolbox, limit);
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const before = process.memoryUsage().arrayBuffers;
    wire.input.write('{"jsonrpc":"2.0","id":5,"a":"');
    for (let sent = 0; sent < 200; sent += 1) {
      wire.input.write(chunk);
      if (sent % 20 === 0) await settle();
    }
    await settle();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * 1024 * 1024);
    wire.send('"}');
    expect((await wire.answerTo(5)).error.message).toContain('skipped');
    await stillServes(wire);
  });

  it('is one byte more than what is served', async () => {
    const line = ping(1);
    const wire = await openWire(toolbox, line.length);
    wire.send(line);
    expect(await wire.answerTo(1)).toMatchObject({ result: {} });
    wire.send(` ${ping(2)}`);
    expect(await wire.answerTo(2)).toMatchObject({ error: { code: -32600 } });
  });

  it('is one over 32 MiB unless told otherwise', async () => {
    const mebibyte = 1024 * 1024;
    const measure = async (args: unknown) => succeed(`${JSON.stringify(args).length}`);
    const wire = await openWire(toolboxOf({ echo: { run: measure } }));
    wire.send(callOf(1, 'x'.repeat(31 * mebibyte)));
    const served = await wire.answerTo(1);
    expect(Number(served.result.content[0].text)).toBeGreaterThan(31 * mebibyte);
    wire.send(callOf(2, 'x'.repeat(32 * mebibyte)));
    const refused = await wire.answerTo(2);
    expect(refused.error.message).toContain(`${32 * mebibyte} bytes`);
  });
});

describe('the output', () => {
  const message = { jsonrpc: '2.0', id: 1, result: {} } as const;

  /** A pipe whose reader never reads. */
  function stuckOutput(): Writable {
    return new Writable({ highWaterMark: 1, write: () => undefined });
  }

  it('makes a sender wait until the reader took the message', async () => {
    let take: () => void = () => undefined;
    const output = new Writable({
      write: (_chunk, _encoding, done) => {
        take = done;
      },
    });
    const transport = new StdioTransport(new PassThrough(), output);
    await transport.start();
    let sent = false;
    const sending = transport.send(message).then(() => {
      sent = true;
    });
    await settle();
    expect(sent).toBe(false);
    take();
    await sending;
    expect(sent).toBe(true);
  });

  it('lets no sender hang when it dies with messages in it', async () => {
    const output = stuckOutput();
    const transport = new StdioTransport(new PassThrough(), output);
    await transport.start();
    const sending = [transport.send(message), transport.send(message), transport.flushed()];
    output.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await Promise.all(sending);
    expect(await transport.ended).toBe('output');
    await transport.send(message);
  });

  it('may fail again after the end without harm', async () => {
    const output = stuckOutput();
    const input = new PassThrough();
    const transport = new StdioTransport(input, output);
    await transport.start();
    await transport.close();
    output.emit('error', new Error('write EPIPE'));
    input.emit('error', new Error('read EIO'));
    await transport.send(message);
    expect(await transport.ended).toBe('output');
  });

  it('holds one line a message, whatever is in the text', async () => {
    const text = 'a\nb\r\nc\u2028d \uD800 \u0000';
    const wire = await openWire(toolboxOf({ lines: { run: async () => succeed(text) } }));
    const answer = await wire.ask('tools/call', { name: 'lines' });
    expect(answer.result.content[0].text).toBe(text);
  });

  it('is not written to after the transport was closed', async () => {
    const output = new PassThrough();
    const received = readMessages(output);
    const transport = new StdioTransport(new PassThrough(), output);
    await transport.start();
    await transport.send(message);
    await transport.close();
    await transport.send(message);
    await settle();
    expect(received()).toHaveLength(1);
  });
});
