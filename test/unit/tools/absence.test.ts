import { describe, expect, it } from 'vitest';
import { type ZodObject, type ZodRawShape, type ZodTypeAny, z } from 'zod';
import { publicationOf } from '../../../src/core/terse.js';
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

/** An optional argument, or a part of one: a tool's schema, and how to give it alone. */
interface OptionalPart {
  readonly input: ZodObject<ZodRawShape>;
  readonly path: string;
  readonly give: (value: unknown) => unknown;
}

const parts: readonly OptionalPart[] = published.flatMap(({ listed: { name } }) => {
  if (!isEndpointName(name) && !isTaskName(name)) {
    throw new Error(`no operation ${name}`);
  }
  const { input } = operationNamed(name);
  return [...optionalIn(input, name, (value) => value)].map((part) => ({ ...part, input }));
});

function* optionalIn(
  schema: ZodTypeAny,
  path: string,
  wrap: (value: unknown) => unknown,
  depth = 0,
): Generator<Omit<OptionalPart, 'input'>> {
  for (const form of formsOf(schema)) {
    if (form instanceof z.ZodArray && depth < 8) {
      yield* optionalIn(form.element, `${path}[]`, (value) => wrap([value]), depth + 1);
    }
    if (form instanceof z.ZodObject) {
      for (const [key, inner] of Object.entries<ZodTypeAny>(form.shape)) {
        const give = (value: unknown) => wrap({ [key]: value });
        if (inner.isOptional()) {
          yield { path: `${path}.${key}`, give };
        }
        yield* optionalIn(inner, `${path}.${key}`, give, depth + 1);
      }
    }
  }
}

/** The schema within its wrappings, and what is published in its place; of a union, each. */
function formsOf(schema: ZodTypeAny): readonly ZodTypeAny[] {
  const shown = publicationOf(schema._def)?.shown;
  return [...(shown === undefined ? [] : formsOf(shown)), ...within(schema)];
}

function within(schema: ZodTypeAny): readonly ZodTypeAny[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return formsOf(schema.unwrap());
  }
  if (schema instanceof z.ZodDefault) {
    return formsOf(schema.removeDefault());
  }
  if (schema instanceof z.ZodEffects) {
    return formsOf(schema.innerType());
  }
  const options: readonly ZodTypeAny[] = schema instanceof z.ZodUnion ? schema.options : [schema];
  return schema instanceof z.ZodUnion ? options.flatMap(formsOf) : options;
}

/** Whether the key of the part is gone, and nothing else. */
function isLeftOut({ input, give }: OptionalPart, value: unknown): boolean {
  const empty = JSON.stringify(give(undefined));
  return JSON.stringify(withoutAbsent(input, give(value))) === empty;
}

function kept(value: unknown): string[] {
  const paths = parts.filter((part) => !isLeftOut(part, value)).map(({ path }) => path);
  return [...new Set(paths)].sort();
}

describe('every optional argument of every tool, and every part of one', () => {
  it('is walked', () => {
    expect(parts.length).toBeGreaterThan(1_000);
    expect(parts.map(({ path }) => path)).toContain('bitable_records_search.sort[].desc');
  });

  it('is absent when it is null, but for values of fields and the like', () => {
    expect(kept(null)).toMatchSnapshot();
  });

  it('is absent when it is an empty text, but for texts that can be empty', () => {
    expect(kept('')).toMatchSnapshot();
  });
});
