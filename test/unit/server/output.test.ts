import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { StdioTransport } from '../../../src/server/stdio.js';
import { succeed, toolboxOf } from './fixtures/toolbox.js';
import { openWire, readMessages, settle } from './fixtures/wire.js';

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
