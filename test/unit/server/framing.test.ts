import { describe, expect, it } from 'vitest';
import { echo, succeed, toolboxOf } from './fixtures/toolbox.js';
import { openWire, settle, type Wire } from './fixtures/wire.js';

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

describe('a closed transport', () => {
  it('reads no more', async () => {
    const wire = await openWire(toolbox);
    const seen: unknown[] = [];
    wire.transport.onmessage = (message) => seen.push(message);
    await wire.transport.close();
    wire.send(ping(1));
    await settle();
    expect(seen).toEqual([]);
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
