import { describe, expect, it } from 'vitest';
import { echo, inputSchema, outputSchema, toolboxOf } from './fixtures/toolbox.js';
import { openWire } from './fixtures/wire.js';

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
