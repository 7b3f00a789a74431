import { describe, expect, it } from 'vitest';
import { echo, inputSchema, outputSchema, succeed, toolboxOf } from './fixtures/toolbox.js';
import { openWire, settle, until } from './fixtures/wire.js';

const toolbox = toolboxOf({
  records_search: { run: echo, readOnly: true },
  records_create: { run: echo },
});

describe('initialize', () => {
  const params = (protocolVersion: unknown) => ({
    protocolVersion,
    capabilities: {},
    clientInfo: { name: 'test', version: '0' },
  });

  it('tells who serves, with tools as the only capability', async () => {
    const wire = await openWire(toolbox);
    const { result } = await wire.ask('initialize', params('2025-06-18'));
    expect(result).toEqual({
      protocolVersion: '2025-06-18',
      capabilities: { tools: {} },
      serverInfo: { name: 'bitable-mcp', title: 'Feishu / Lark Bitable', version: '1.2.3' },
      instructions: 'Start with a search.',
    });
  });

  it('offers its newest revision to a client that asks for one it does not know', async () => {
    const wire = await openWire(toolbox);
    const { result } = await wire.ask('initialize', params('2099-01-01'));
    expect(result.protocolVersion).toBe('2025-11-25');
  });

  it('names what is missing', async () => {
    const wire = await openWire(toolbox);
    const { error } = await wire.ask('initialize', { capabilities: {} });
    expect(error.code).toBe(-32602);
    expect(error.message).toContain('protocolVersion');
  });
});

describe('methods that are not served', () => {
  it.each([
    'server/discover',
    'resources/list',
    'resources/read',
    'resources/subscribe',
    'prompts/list',
    'completion/complete',
    'logging/setLevel',
    'tasks/list',
    'constructor',
    '__proto__',
    'Tools/List',
  ])('%s is refused at once', async (method) => {
    const wire = await openWire(toolbox);
    const { error } = await wire.ask(method, {});
    expect(error).toEqual({ code: -32601, message: `Unknown method "${method}".` });
  });

  it('are not quoted at length', async () => {
    const wire = await openWire(toolbox);
    const { error } = await wire.ask('x'.repeat(100_000));
    expect(error.code).toBe(-32601);
    expect(error.message.length).toBeLessThan(200);
  });
});

describe('tools/list', () => {
  it('publishes each tool as it stands, and nothing beside it', async () => {
    const union = { oneOf: [{ type: 'string' }, { type: 'null' }] };
    const schema = { ...inputSchema, properties: { due: union } };
    const wire = await openWire(toolboxOf({ find: { run: echo, inputSchema: schema } }));
    const { result } = await wire.ask('tools/list');
    expect(result).toEqual({
      tools: [
        {
          name: 'find',
          title: 'Title of find',
          description: 'Does find.',
          inputSchema: schema,
          outputSchema,
          annotations: {
            readOnlyHint: false,
            destructiveHint: false,
            idempotentHint: false,
            openWorldHint: true,
          },
        },
      ],
    });
  });

  it('is the same to the byte each time', async () => {
    const wire = await openWire(toolbox);
    const lists = [
      await wire.ask('tools/list'),
      await wire.ask('tools/list', {}),
      await wire.ask('tools/list', { cursor: null }),
    ];
    const texts = lists.map(({ result }) => JSON.stringify(result));
    expect(new Set(texts).size).toBe(1);
  });

  it.each([['a cursor'], [''], [7], [{}]])(
    'refuses the cursor %j, which it never gave',
    async (cursor) => {
      const wire = await openWire(toolbox);
      const { error } = await wire.ask('tools/list', { cursor });
      expect(error.code).toBe(-32602);
    },
  );
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
    expect(wire.logged[0]).toMatch(/^Defect in broken: RangeError at .*server\.test\.ts:\d+/);
  });
});

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
