import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import type { Tool } from '../../src/core/tool.js';
import { createToolbox } from '../../src/tools/toolbox.js';
import { chooseTools } from '../../src/tools/toolsets.js';

const everything = {
  toolsets: ['all'],
  tools: [],
  excludeTools: [],
  readOnly: false,
  bases: undefined,
};
const context = { client: () => Promise.reject(new Error('not needed')), bases: undefined };
const { tools } = createToolbox(chooseTools(everything), context);

function tokens({ name, description, inputSchema }: Tool): number {
  return encode(JSON.stringify({ name, description, inputSchema })).length;
}

function sum(list: readonly Tool[]): number {
  return list.reduce((total, tool) => total + tokens(tool), 0);
}

describe('the tool list', () => {
  it('is the same every time', () => {
    const again = createToolbox(chooseTools(everything), context).tools;
    expect(JSON.stringify(again)).toBe(JSON.stringify(tools));
  });

  it('costs at most 10,000 tokens, and 2,500 as core', () => {
    const core = createToolbox(chooseTools({ ...everything, toolsets: ['core'] }), context).tools;
    expect(sum(tools)).toBeLessThanOrEqual(10_000);
    expect(sum(core)).toBeLessThanOrEqual(2_500);
  });
});

describe.each(tools.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  it('is listed as its snapshot has it', async () => {
    await expect(`${JSON.stringify(tool, null, 2)}\n`).toMatchFileSnapshot(
      `../snapshots/${name}.json`,
    );
  });

  it('costs at most 400 tokens', () => {
    expect(tokens(tool)).toBeLessThanOrEqual(400);
  });

  it('has an input schema that every client takes', () => {
    const text = JSON.stringify(tool.inputSchema);
    expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(text).not.toMatch(/"\$ref"|"\$schema"|"(anyOf|oneOf|allOf)"/);
    expect(text).not.toMatch(/"type":"array"(?!,"items")/);
  });

  it('describes every argument', () => {
    const properties = Object.entries(tool.inputSchema.properties ?? {});
    const silent = properties.filter(([, property]) => !property.description);
    expect(silent.map(([key]) => key)).toEqual([]);
  });

  it('says all four hints and has an open output schema', () => {
    expect(Object.values(tool.annotations).every((hint) => typeof hint === 'boolean')).toBe(true);
    expect(Object.keys(tool.annotations)).toHaveLength(4);
    expect(tool.outputSchema).toMatchObject({ type: 'object' });
    expect(JSON.stringify(tool.outputSchema)).not.toContain('additionalProperties');
  });
});
