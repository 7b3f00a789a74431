import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { effects } from '../../../src/core/effect.js';
import { splitRoute } from '../../../src/core/endpoint.js';
import { isNamedId } from '../../../src/core/int64.js';
import { projectCatalogue } from '../../../src/endpoints/catalogue.js';

import type { ProjectEndpoint } from '../../../src/endpoints/project/project-endpoint.js';
import {
  open,
  type ProjectContractRow,
  projectContract,
  structs,
} from './project-contract-table.js';

const endpoints = new Map(Object.entries<ProjectEndpoint>(projectCatalogue));
const documented = new Set(projectContract.map(({ name }) => name));

describe('the documents of Feishu Project and its catalogue', () => {
  it('have every endpoint in common', () => {
    expect(compared([...endpoints.keys()], [...documented])).toEqual(nothing);
    expect(projectContract).toHaveLength(documented.size);
  });
});

describe.each(projectContract.map((row) => [row.name, row] as const))('%s', (name, row) => {
  const endpoint = endpoints.get(name)!;
  const { path, query = {}, body = {} } = endpoint;
  const parameters: Readonly<Record<string, z.ZodTypeAny>> = { ...path, ...query, ...body };

  it('has the documented method and path', () => {
    const vendor = row.path.replaceAll(/:(\w+)/g, '{$1}');
    expect(splitRoute(endpoint.route)).toEqual({ method: row.method, path: vendor });
  });

  it('has every documented parameter, where it belongs, and no other', () => {
    const paged = (row.pages?.keys ?? []).map((key) => key.split('.')[0]);
    const expectedIn = (place: 'query' | 'body') =>
      Object.keys(row[place]).filter((key) => !paged.includes(key));
    const { multipart } = endpoint;
    const sent = [...Object.keys(body), ...(multipart === undefined ? [] : [multipart.file])];
    expect(compared(Object.keys(query), expectedIn('query'))).toEqual(nothing);
    expect(compared(sent, expectedIn('body'))).toEqual(nothing);
  });

  it('asks for what is required, and for nothing else', () => {
    const asked = Object.entries({ ...query, ...body }).flatMap(([key, schema]) =>
      schema.isOptional() && key !== endpoint.configBodyKey ? [] : [key],
    );
    const multipart = endpoint.multipart === undefined ? [] : [endpoint.multipart.file];
    expect(compared([...asked, ...multipart], [...row.required, ...row.stricter])).toEqual(nothing);
  });

  it('takes each parameter in its type, and in no other', () => {
    for (const [key, type] of Object.entries({ ...row.query, ...row.body })) {
      const schema = parameters[key];
      if (schema !== undefined) {
        expectType(key, schema, type, row);
      }
    }
  });

  it('takes the documented values, and no others', () => {
    for (const [key, values] of Object.entries(row.values)) {
      const schema = parameters[key]!;
      const isList = row.body[key]?.endsWith('[]') ?? false;
      const written = (value: unknown) => (isList ? [value] : value);
      const refused = typeof values[0] === 'number' ? 99 : 'no_such_value';
      expect(values.filter((value) => !schema.safeParse(written(value)).success)).toEqual([]);
      expect(schema.safeParse(written(refused)).success).toBe(false);
    }
  });

  it('pages as documented', () => {
    const { maxSize, reach, keys: { style, at, size, in: place } = {} } = endpoint.pages ?? {};
    const actual = endpoint.pages && { style, keys: [at, size], max: maxSize, reach };
    expect(actual).toEqual(row.pages && { reach: undefined, ...row.pages });
    expect(place).toBe(row.pages && (row.method === 'GET' ? 'query' : 'body'));
    expect(endpoint.pages?.defaultLimit ?? 0).toBeLessThanOrEqual(row.pages?.max ?? 0);
  });

  it('splits what the vendor takes only so many of', () => {
    const { over, max } = endpoint.batch ?? {};
    expect(endpoint.batch && { over, max }).toEqual(row.batch);
  });

  it('keeps to the documented rate', () => {
    const [calls, window] = row.rate.split('/');
    const perMs = window === 's' ? 1_000 : 60_000;
    expect(endpoint.rate).toEqual({ calls: Number(calls), perMs });
  });

  it.each(Object.entries(row.limits))('takes at most what %s may hold', (key, most) => {
    const isId = row.body[key] === 'int64[]';
    const list = (length: number) => Array.from({ length }, () => (isId ? 7 : 'k'));
    expect(parameters[key]!.safeParse(list(most)).success).toBe(true);
    expect(parameters[key]!.safeParse(list(most + 1)).success).toBe(false);
  });

  it('carries a key against repeats exactly where it writes', () => {
    const key = effects[endpoint.effect].writes ? 'X-IDEM-UUID' : undefined;
    expect(endpoint.idempotencyHeader).toBe(key);
  });
});

const nothing = { undocumented: [], missing: [] };

/** What one side has and the other lacks. */
function compared(actual: readonly string[], expected: readonly string[]) {
  return {
    undocumented: actual.filter((key) => !expected.includes(key)),
    missing: expected.filter((key) => !actual.includes(key)),
  };
}

/** For each of the vendor's types something that is of it, and much that is not. */
const kinds: Readonly<Record<string, { readonly fit: unknown[]; readonly unfit: unknown[] }>> = {
  string: { fit: ['k1'], unfit: [{}, [], true] },
  int64: { fit: [1722182400000], unfit: ['x', 1.5, true, {}] },
  int32: { fit: [7], unfit: ['x', 1.5, true, {}] },
  bool: { fit: [true, false], unfit: ['x', 3, {}] },
  any: { fit: ['x', 1, false, { a: 1 }, [1]], unfit: [] },
  'string[]': { fit: [['k1', 'k2']], unfit: ['x', {}, [1], [{}]] },
  'int64[]': { fit: [[7, '7345678901234567890']], unfit: ['x', 7, {}, ['x'], [{}]] },
  // rich_text, which is any value to the SDK.
  blocks: { fit: [[{ type: 'paragraph' }]], unfit: ['x', 7, ['x']] },
  'map<string,string>': { fit: [{ a: 'b' }], unfit: ['x', ['x'], { a: 1 }] },
};

function expectType(
  key: string,
  schema: z.ZodTypeAny,
  type: string,
  { values }: ProjectContractRow,
): void {
  const kind = kinds[key === 'rich_text' ? 'blocks' : type] ?? structKind(schema, type);
  const fit = key in values ? [] : kind.fit;
  const takes = (value: unknown) => schema.safeParse(value).success;
  expect({ key, refused: fit.filter((value) => !takes(value)) }).toEqual({ key, refused: [] });
  expect({ key, taken: unfitOf(kind.unfit, schema, type).filter(takes) }).toEqual({
    key,
    taken: [],
  });
  if (type === 'int64' && /(^|_)id$/.test(key)) {
    expect(schema.parse('7345678901234567890')).toBe('7345678901234567890');
    expect(schema.parse('42')).toBe(42);
  }
}

/** Without names, where they stand for ids until the call is sent. */
function unfitOf(unfit: readonly unknown[], schema: z.ZodTypeAny, type: string) {
  const name = JSON.stringify(type.endsWith('[]') ? ['x'] : 'x');
  return unfit.filter((value) => !isNamedId(schema) || JSON.stringify(value) !== name);
}

/** Objects by name, with their keys where they are not open; `[]` for each level of lists. */
function structKind(schema: z.ZodTypeAny, type: string) {
  const name = type.replaceAll('[]', '');
  const depth = (type.length - name.length) / 2;
  const { levels, keys } = unlisted(schema);
  const isOpen = open.includes(name);
  expect({ type, levels }).toEqual({ type, levels: depth });
  expect({ type, keys }).toEqual({ type, keys: isOpen ? undefined : [...structs[name]!].sort() });
  const within = (value: unknown) =>
    Array.from({ length: levels }).reduce<unknown>((inner) => [inner], value);
  const unfit = ['x', 7, within('x'), within(7), ...(isOpen ? [] : [within({ no_such_key: 1 })])];
  return { fit: [], unfit };
}

function unlisted(schema: z.ZodTypeAny): { levels: number; keys: string[] | undefined } {
  const inner = bare(schema);
  if (inner instanceof z.ZodArray) {
    const { levels, keys } = unlisted(inner.element);
    return { levels: levels + 1, keys };
  }
  return {
    levels: 0,
    keys: inner instanceof z.ZodObject ? Object.keys(inner.shape).sort() : undefined,
  };
}

function bare(schema: z.ZodTypeAny): z.ZodTypeAny {
  if (schema instanceof z.ZodOptional) return bare(schema.unwrap());
  return schema instanceof z.ZodEffects ? bare(schema.innerType()) : schema;
}
