import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { serviceNames } from '../../../../src/core/service-name.js';
import type { Tool } from '../../../../src/core/tool.js';
import { chooseTools } from '../../../../src/tools/catalog/choose-tools.js';
import { publishedTools } from '../../../../src/tools/catalog/publish.js';
import type { PublishedTool } from '../../../../src/tools/catalog/published.js';

const published = publishedTools();
const tools = published.map(({ listed }) => listed);

function tokens({ name, description, inputSchema }: Tool): number {
  return encode(JSON.stringify({ name, description, inputSchema })).length;
}

function sum(list: readonly PublishedTool[]): number {
  return list.reduce((total, { listed }) => total + tokens(listed), 0);
}

describe('the tool list', () => {
  it('is the same every time', () => {
    expect(JSON.stringify(publishedTools())).toBe(JSON.stringify(published));
  });

  it.each([
    ['feishu', [], ['feishu'], 10_000],
    ['project', [], ['project'], 10_000],
    ['enos', [], ['enos'], 10_000],
    ['all services', [], serviceNames, 10_000],
    ['core of Bitable', ['core'], ['feishu'], 2_500],
    ['core of Project', ['core'], ['project'], 2_500],
    ['core of EnOS', ['core'], ['enos'], 2_500],
  ] as const)('costs for %s at most so many tokens', (_, toolsets, services, most) => {
    const chosen = chooseTools(published, {
      ...{ toolsets, tools: [], excludeTools: [], readOnly: false, bases: undefined },
      services: new Set(services),
    });
    expect(chosen).not.toEqual([]);
    expect(sum(chosen)).toBeLessThanOrEqual(most);
  });
});

describe.each(tools.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  it('is listed as its snapshot has it', async () => {
    await expect(`${JSON.stringify(tool, null, 2)}\n`).toMatchFileSnapshot(
      `../../../snapshots/${name}.json`,
    );
  });

  it('costs at most 400 tokens', () => {
    expect(tokens(tool)).toBeLessThanOrEqual(400);
  });

  it('has an input schema that every client takes', () => {
    const text = JSON.stringify(tool.inputSchema);
    expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(text).not.toMatch(/"\$ref"|"\$schema"|"(oneOf|allOf)"/);
    expect(Object.keys(tool.inputSchema)).not.toContain('anyOf');
    expect(text).not.toMatch(/"type":"array"(?!,"items")/);
  });

  it('describes every argument', () => {
    const properties = Object.entries(tool.inputSchema.properties ?? {});
    const silent = properties.filter(
      ([, { description, anyOf }]) => !(description ?? anyOf?.[0]?.description),
    );
    expect(silent.map(([key]) => key)).toEqual([]);
  });

  it('says all four hints and has an open output schema', () => {
    expect(Object.values(tool.annotations).every((hint) => typeof hint === 'boolean')).toBe(true);
    expect(Object.keys(tool.annotations)).toHaveLength(4);
    expect(tool.outputSchema).toMatchObject({ type: 'object', additionalProperties: true });
  });
});
