import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { echo, toolboxOf } from './fixtures/toolbox.js';
import { openWire } from './fixtures/wire.js';

const toolbox = toolboxOf({ echo: { run: echo } });

const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>('2.0', 'tools/call', 'tools/list', 'initialize', 'ping', 'echo', null),
);

/** Objects that look like messages, more or less. */
const nearMessage = fc
  .record(
    {
      jsonrpc: fc.oneof(
        { weight: 4, arbitrary: fc.constant('2.0') },
        { weight: 1, arbitrary: odd },
      ),
      id: odd,
      method: fc.oneof(
        fc.constantFrom('tools/call', 'tools/list', 'initialize', 'notifications/cancelled'),
        odd,
      ),
      params: fc.oneof(
        odd,
        fc.record({ name: odd, arguments: odd, cursor: odd, _meta: odd, requestId: odd }),
      ),
      result: odd,
      error: odd,
    },
    { requiredKeys: [] },
  )
  .map((value) => Buffer.from(JSON.stringify(value)));

const text = fc.string({ unit: 'binary', maxLength: 300 }).map((value) => Buffer.from(value));
const bytes = fc.uint8Array({ maxLength: 300 }).map((value) => Buffer.from(value));

/** A valid message, cut somewhere or with a byte changed. */
const damaged = fc.tuple(nearMessage, fc.nat(), fc.nat(255)).map(([message, at, byte]) => {
  const copy = Buffer.from(message);
  if (copy.length > 0) copy[at % copy.length] = byte;
  return byte % 2 === 0 ? copy : copy.subarray(0, at % (copy.length + 1));
});

const frames = fc.array(fc.oneof(nearMessage, damaged, text, bytes), { maxLength: 20 });

describe('random frames', () => {
  it('never silence the server: a ping that follows is answered', async () => {
    await fc.assert(
      fc.asyncProperty(frames, fc.integer({ min: 1, max: 64 }), async (lines, chunkSize) => {
        const wire = await openWire(toolbox, 2_000);
        const stream = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
        for (let at = 0; at < stream.length; at += chunkSize) {
          wire.input.write(stream.subarray(at, at + chunkSize));
        }
        expect(await wire.ask('ping')).toMatchObject({ result: {} });
        for (const message of wire.received()) expect(message.jsonrpc).toBe('2.0');
      }),
      { numRuns: 300, seed: 20251125 },
    );
  });

  it('are each answered where they are requests', async () => {
    const request = fc.record({
      id: fc.oneof(fc.integer(), fc.string()),
      method: fc.oneof(
        fc.constantFrom('tools/call', 'tools/list', 'initialize', 'ping'),
        fc.string(),
      ),
      params: fc.option(fc.jsonValue(), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(request, async (message) => {
        const wire = await openWire(toolbox);
        wire.send({ jsonrpc: '2.0', ...message });
        const answer = await wire.answerTo(message.id);
        expect('result' in answer || Number.isSafeInteger(answer.error.code)).toBe(true);
      }),
      { numRuns: 300, seed: 20251125 },
    );
  });
});
