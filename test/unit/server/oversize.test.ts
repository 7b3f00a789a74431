import { describe, expect, it } from 'vitest';
import { echo, succeed, toolboxOf } from './fixtures/toolbox.js';
import { openWire, settle } from './fixtures/wire.js';

const toolbox = toolboxOf({ echo: { run: echo } });
const ping = (id: string | number) => JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' });

function callOf(id: number, text: string): string {
  return JSON.stringify({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name: 'echo', arguments: { text } },
  });
}

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
      expect(await wire.ask('ping')).toMatchObject({ result: {} });
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
    expect(await wire.ask('ping')).toMatchObject({ result: {} });
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
