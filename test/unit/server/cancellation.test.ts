import { describe, expect, it } from 'vitest';
import type { ToolResult, ToolRun } from '../../../src/core/tool.js';
import { echo, succeed, type ToolSpec, toolboxOf } from './fixtures/toolbox.js';
import { openWire, settle, until, type Wire } from './fixtures/wire.js';

/** A tool that ends when the test says so. */
function controlled(readOnly = false) {
  const calls: { run: ToolRun; end: (result: ToolResult) => void; fail: (error: Error) => void }[] =
    [];
  const spec: ToolSpec = {
    readOnly,
    run: (_args, run) =>
      new Promise((end, fail) => {
        calls.push({ run, end, fail });
      }),
  };
  return { spec, started: (count = 1) => until(() => calls[count - 1]) };
}

function call(wire: Wire, id: number, name: string): void {
  wire.send({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name, _meta: { progressToken: id } },
  });
}

function cancel(wire: Wire, requestId: unknown): void {
  wire.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId } });
}

describe('a cancelled call', () => {
  it('is told so, and nothing more is sent for it', async () => {
    const write = controlled();
    const wire = await openWire(toolboxOf({ write: write.spec }));
    call(wire, 1, 'write');
    const { run, end } = await write.started();
    cancel(wire, 1);
    await until(() => run.signal.aborted || undefined);
    run.progress(500, 1000);
    end(succeed('applied 500 of 1000'));
    await settle();
    expect(wire.received()).toEqual([]);
  });

  it('is told so even when the cancellation came in the same chunk', async () => {
    const write = controlled();
    const wire = await openWire(toolboxOf({ write: write.spec }));
    const request = {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'write' },
    };
    const cancelled = {
      jsonrpc: '2.0',
      method: 'notifications/cancelled',
      params: { requestId: 1 },
    };
    wire.send(`${JSON.stringify(request)}\n${JSON.stringify(cancelled)}`);
    const { run } = await write.started();
    expect(run.signal.aborted).toBe(true);
  });

  it('leaves how it ended to the next result, once, as text and as data', async () => {
    const write = controlled();
    const notes = async () => succeed('found', { rows: 1, notes: ['read as a number'] });
    const wire = await openWire(toolboxOf({ write: write.spec, search: { run: notes } }));
    call(wire, 1, 'write');
    const { end } = await write.started();
    cancel(wire, 1);
    await settle();
    end(succeed('applied 500 of 1000'));
    await settle();
    const note = 'The cancelled call write ended so: applied 500 of 1000';
    expect(wire.logged).toEqual([note]);
    const next = await wire.ask('tools/call', { name: 'search' });
    expect(next.result.content[0].text).toBe(`${note}\n\nfound`);
    expect(next.result.structuredContent).toEqual({ rows: 1, notes: ['read as a number', note] });
    const later = await wire.ask('tools/call', { name: 'search' });
    expect(later.result.content[0].text).toBe('found');
    expect(later.result.structuredContent.notes).toEqual(['read as a number']);
  });

  const id = 'rec123456';
  const words = (length: number) => 'word '.repeat(length / 5);

  it.each([
    ['half of no id', `${words(295)}(${id}) and more`, words(295)],
    ['the whole ids of a list', `${words(285)}${id},${id},${id}`, `${words(285)}${id}`],
    ['all of a word that just fits', `${words(290)}1234567890 more`, `${words(290)}1234567890`],
    ['half of no character', `${'x'.repeat(299)}🎉 and more`, 'x'.repeat(299)],
  ])('keeps the first 300 characters, and %s', async (_, text, kept) => {
    const write = controlled();
    const wire = await openWire(toolboxOf({ write: write.spec, echo: { run: echo } }));
    call(wire, 1, 'write');
    const { end } = await write.started();
    cancel(wire, 1);
    await settle();
    end(succeed(text));
    await settle();
    const { result } = await wire.ask('tools/call', { name: 'echo' });
    expect(result.structuredContent.notes).toEqual([
      `The cancelled call write ended so: ${kept.trim()}…`,
    ]);
  });

  it('joins the others that were cancelled, in the order in which they ended', async () => {
    const write = controlled();
    const wire = await openWire(toolboxOf({ write: write.spec, bare: { run: bareFailure } }));
    call(wire, 1, 'write');
    call(wire, 2, 'write');
    const first = await write.started(1);
    const second = await write.started(2);
    cancel(wire, 1);
    cancel(wire, 2);
    await settle();
    second.end(succeed('two'));
    first.fail(new Error('t-secret'));
    await settle();
    const { result } = await wire.ask('tools/call', { name: 'bare' });
    const [two, one, own] = result.content[0].text.split('\n\n');
    expect(two).toBe('The cancelled call write ended so: two');
    expect(one).toMatch(/^The cancelled call write ended so: write failed inside the server/);
    expect(own).toBe('refused');
    expect(result.structuredContent).toBeUndefined();
  });

  it('leaves nothing behind when it only read', async () => {
    const read = controlled(true);
    const wire = await openWire(toolboxOf({ read: read.spec, echo: { run: echo } }));
    call(wire, 1, 'read');
    const { end } = await read.started();
    cancel(wire, 1);
    await settle();
    end({ text: 'cancelled', isError: true });
    await settle();
    const { result } = await wire.ask('tools/call', { name: 'echo' });
    expect(result.content[0].text).toBe('{}');
  });
});

describe('a cancellation of something else', () => {
  it.each([[99], ['1'], [null], [{}], [undefined]])('changes nothing: %j', async (requestId) => {
    const write = controlled();
    const wire = await openWire(toolboxOf({ write: write.spec }));
    call(wire, 1, 'write');
    const { run, end } = await write.started();
    cancel(wire, requestId);
    await settle();
    expect(run.signal.aborted).toBe(false);
    end(succeed('done'));
    expect((await wire.answerTo(1)).result.content[0].text).toBe('done');
  });

  it('changes nothing when it comes after the answer', async () => {
    const wire = await openWire(toolboxOf({ echo: { run: echo } }));
    call(wire, 1, 'echo');
    await wire.answerTo(1);
    cancel(wire, 1);
    const { result } = await wire.ask('tools/call', { name: 'echo' });
    expect(result.content[0].text).toBe('{}');
  });
});

async function bareFailure(): Promise<ToolResult> {
  return { text: 'refused', isError: true };
}
