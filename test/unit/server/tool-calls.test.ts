import { describe, expect, it } from 'vitest';
import { echo, succeed, toolboxOf } from './fixtures/toolbox.js';
import { openWire } from './fixtures/wire.js';

const toolbox = toolboxOf({
  records_search: { run: echo, readOnly: true },
  records_create: { run: echo },
});

describe('a call of no tool', () => {
  it('is a protocol error that names the nearest tool', async () => {
    const wire = await openWire(toolbox);
    const { error } = await wire.ask('tools/call', { name: 'Records_Search', arguments: {} });
    expect(error).toEqual({
      code: -32602,
      message: 'Unknown tool "Records_Search". Did you mean "records_search"?',
    });
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', '', 'records_search '])(
    'is a protocol error for the name %j',
    async (name) => {
      const wire = await openWire(toolbox);
      const { error } = await wire.ask('tools/call', { name });
      expect(error).toEqual({ code: -32602, message: `Unknown tool ${JSON.stringify(name)}.` });
    },
  );

  it.each([[undefined], [null], [7], [['records_search']]])(
    'is a protocol error for a name that is %j',
    async (name) => {
      const wire = await openWire(toolbox);
      const { error } = await wire.ask('tools/call', { name });
      expect(error.code).toBe(-32602);
    },
  );

  it('quotes and compares only the beginning of a long name', async () => {
    const compared: string[] = [];
    const curious = {
      ...toolbox,
      nearest: (name: string) => {
        compared.push(name);
        return undefined;
      },
    };
    const wire = await openWire(curious);
    const { error } = await wire.ask('tools/call', { name: 'x'.repeat(1_000_000) });
    expect(error.message.length).toBeLessThan(200);
    expect(compared).toEqual(['x'.repeat(100)]);
  });
});

describe('arguments', () => {
  const given: unknown[] = [];
  const wireWithEcho = () =>
    openWire(
      toolboxOf({
        take: {
          run: async (args) => {
            given.push(args);
            return succeed('taken');
          },
        },
      }),
    );

  it.each([
    ['unknown keys', '{"txet":"a","nested":{"b":[1,null,"c"]}}'],
    ['a JSON text', '"{\\"text\\":1}"'],
    ['a list', '[1,2]'],
    [
      'an own __proto__',
      '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}},"toString":"a"}',
    ],
  ])('reach the tool as they came: %s', async (_name, json) => {
    const wire = await wireWithEcho();
    wire.send(
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"take","arguments":${json}}}`,
    );
    expect(await wire.answerTo(1)).toMatchObject({ result: { content: [{ text: 'taken' }] } });
    expect(JSON.stringify(given.at(-1))).toBe(json);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it.each([[undefined], [null]])('that are %j reach it as none', async (args) => {
    const wire = await wireWithEcho();
    await wire.ask('tools/call', { name: 'take', arguments: args });
    expect(given.at(-1)).toEqual({});
  });

  it('nested 20,000 deep reach it too, and the server lives on', async () => {
    const wire = await wireWithEcho();
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    wire.send(
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"take","arguments":{"a":${deep}}}}`,
    );
    expect(await wire.answerTo(1)).toMatchObject({ result: { content: [{ text: 'taken' }] } });
  });
});

describe('results', () => {
  it('carry text and data, and say isError only where it is one', async () => {
    const wire = await openWire(
      toolboxOf({
        good: { run: async () => succeed('done', { n: 1 }) },
        bad: { run: async () => ({ text: 'no', structured: { code: 1254045 }, isError: true }) },
        bare: { run: async () => ({ text: 'no', isError: true }) },
      }),
    );
    expect((await wire.ask('tools/call', { name: 'good' })).result).toEqual({
      content: [{ type: 'text', text: 'done' }],
      structuredContent: { n: 1 },
    });
    expect((await wire.ask('tools/call', { name: 'bad' })).result).toEqual({
      content: [{ type: 'text', text: 'no' }],
      structuredContent: { code: 1254045 },
      isError: true,
    });
    expect((await wire.ask('tools/call', { name: 'bare' })).result).toEqual({
      content: [{ type: 'text', text: 'no' }],
      isError: true,
    });
  });

  it('of a call that asks for a task are plain results: tasks are not a capability here', async () => {
    const wire = await openWire(toolbox);
    const { result } = await wire.ask('tools/call', {
      name: 'records_create',
      arguments: {},
      task: { ttl: 60_000 },
      _meta: { 'io.modelcontextprotocol/related-task': { taskId: 't' }, progressToken: 1 },
    });
    expect(result.content[0].text).toBe('{}');
  });

  const thrown: [string, unknown][] = [
    ['an error', new Error('t-secret')],
    ['a text', 't-secret'],
    ['an error with a protocol code', Object.assign(new Error('t-secret'), { code: -32000 })],
  ];

  it.each(thrown)('hide what was thrown, also from the log: %s', async (_name, value) => {
    const wire = await openWire(
      toolboxOf({
        broken: {
          run: async () => {
            throw value;
          },
        },
      }),
    );
    const { result } = await wire.ask('tools/call', { name: 'broken' });
    expect(result.isError).toBe(true);
    expect(result.content[0].text).toContain('broken failed inside the server');
    expect(JSON.stringify([wire.received(), wire.logged])).not.toContain('t-secret');
    expect(wire.logged).toHaveLength(1);
  });

  it('of a throw leave its class and place in the log', async () => {
    const wire = await openWire(
      toolboxOf({
        broken: {
          run: () => {
            throw new RangeError('out of it');
          },
        },
      }),
    );
    await wire.ask('tools/call', { name: 'broken' });
    expect(wire.logged[0]).toMatch(
      /^Defect in broken: RangeError at .*tool-calls\.test\.ts:\d+:\d+/,
    );
  });
});
