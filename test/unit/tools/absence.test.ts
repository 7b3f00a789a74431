import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isEndpointName } from '../../../src/endpoints/catalogue.js';
import { isTaskName, operationNamed } from '../../../src/tools/catalog/operations.js';
import { withoutAbsent } from '../../../src/tools/input/absence.js';
import { parseInput } from '../../../src/tools/input/parse.js';
import { published } from '../../support/toolbox.js';

const point = z.object({ x: z.number(), label: z.string().optional() }).strict();
const schema = z
  .object({
    name: z.string(),
    limit: z.number().optional(),
    filter: z.union([z.string(), point]).optional(),
    points: z.array(point).optional(),
    cleared: z.string().nullable().optional(),
    cells: z.record(z.unknown()).optional(),
    anything: z.unknown().optional(),
  })
  .strict();

describe('null for an optional argument', () => {
  it('is absence', () => {
    const given = { name: 'a', limit: null, anything: null };
    expect(withoutAbsent(schema, given)).toEqual({ name: 'a' });
  });

  it('is absence within objects, lists and unions', () => {
    const nested = { name: 'a', points: [{ x: 1, label: null }], filter: { x: 2, label: null } };
    expect(withoutAbsent(schema, nested)).toEqual({
      name: 'a',
      points: [{ x: 1 }],
      filter: { x: 2 },
    });
  });

  it('is absence within what came as JSON text', () => {
    const { args } = parseInput(schema, { name: 'a', points: '[{"x":1,"label":null}]' });
    expect(args).toEqual({ name: 'a', points: [{ x: 1 }] });
  });

  it('stays where it is a value: in cells, and where the schema takes it', () => {
    const given = { name: 'a', cleared: null, cells: { 状态: null } };
    expect(withoutAbsent(schema, given)).toBe(given);
  });

  it('is refused where the argument is needed, and as an item of a list', () => {
    expect(() => parseInput(schema, { name: null })).toThrow();
    expect(() => parseInput(schema, { name: 'a', points: [null] })).toThrow();
  });

  it('leaves an argument that nobody knows to the refusal of unknown ones', () => {
    expect(withoutAbsent(schema, { name: 'a', nope: null })).toEqual({ name: 'a', nope: null });
  });
});

it('null is absence for every optional argument of every tool', () => {
  const kept = published.flatMap(({ listed: { name } }) => {
    if (!isEndpointName(name) && !isTaskName(name)) {
      throw new Error(`no operation ${name}`);
    }
    const { input } = operationNamed(name);
    const optional = Object.entries(input.shape).filter(([, argument]) => argument.isOptional());
    const nulls = Object.fromEntries(optional.map(([key]) => [key, null]));
    return Object.keys(withoutAbsent(input, nulls) ?? {}).map((key) => `${name}.${key}`);
  });
  expect(kept).toEqual([]);
});
