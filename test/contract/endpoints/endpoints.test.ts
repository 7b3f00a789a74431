import { describe, expect, it } from 'vitest';
import { type Endpoint, splitRoute } from '../../../src/core/endpoint.js';
import type { Rate } from '../../../src/core/rate.js';
import { feishuCatalogue } from '../../../src/endpoints/catalogue.js';
import { type ContractRow, contract } from './contract-table.js';
import { describedBy, leavesOf } from './schema-paths.js';

const endpoints = new Map(Object.entries<Endpoint>(feishuCatalogue));
const documented = new Set(contract.map(({ name }) => name));

/** Paging has one form for all tools, so these two are no parameters of their own. */
const pageKeys = ['page_token', 'page_size'];

describe('the documents and the catalogue', () => {
  it('have every endpoint in common', () => {
    const undocumented = [...endpoints.keys()].filter((name) => !documented.has(name));
    const missing = [...documented].filter((name) => !endpoints.has(name));
    expect({ undocumented, missing }).toEqual({ undocumented: [], missing: [] });
  });

  it('have one row for each endpoint', () => {
    expect(contract).toHaveLength(documented.size);
  });

  it('have one row for each of the 40 pages of the older reference', () => {
    const pages = contract.flatMap(({ document }) => /^A[1-4]\d(?= )/.exec(document) ?? []);
    expect(pages.sort()).toEqual(Array.from({ length: 40 }, (_, index) => `A${index + 10}`));
  });
});

describe.each(contract.map((row) => [row.name, row] as const))('%s', (name, row) => {
  const endpoint = endpoints.get(name)!;

  it('has the method and the path of its document', () => {
    expect(splitRoute(endpoint.route)).toEqual({ method: row.method, path: row.path });
  });

  it('has every parameter of that path', () => {
    const names = [...row.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    expect(Object.keys(endpoint.path).sort()).toEqual(names.sort());
  });

  it('points to its document', () => {
    expect(endpoint.docs).toMatch(new RegExp(`/${row.area}/${row.page}$`));
  });

  it('has every documented query parameter and no other', () => {
    const expected = row.query.filter((key) => !pageKeys.includes(key));
    expect(compared(Object.keys(endpoint.query ?? {}), expected)).toEqual(nothing);
  });

  it('sends as JSON text what its document wants so in the query', () => {
    expect(compared(endpoint.jsonInQuery ?? [], row.jsonInQuery)).toEqual(nothing);
  });

  it('has every documented value of the body and no other', () => {
    const { body = {}, multipart } = endpoint;
    const sent = [...leavesOf(body), ...(multipart === undefined ? [] : [multipart.file])];
    expect(compared(sent, row.body)).toEqual(nothing);
  });

  it('pages as its document does', () => {
    const paged = pageKeys.every((key) => row.query.includes(key));
    expect(endpoint.pages?.maxSize).toBe(row.pageSize?.max);
    expect(endpoint.pages !== undefined).toBe(paged);
  });

  it('splits what its document takes only so many of', () => {
    const { over, max } = endpoint.batch ?? {};
    expect({ over, max }).toEqual({ over: row.batch?.over, max: row.batch?.ours });
    expect(max ?? 0).toBeLessThanOrEqual(row.batch?.vendor ?? 0);
  });

  it('keeps to the documented rate', () => {
    expect(endpoint.rate).toEqual(rateOf(row));
  });

  it.each(Object.entries(row.limits))('takes %s up to its limit and no further', (path, limit) => {
    const schema = new Map(describedBy(endpoint.body ?? {})).get(path) ?? endpoint.query?.[path];
    const [most, tooMuch] =
      'chars' in limit
        ? [text(limit.chars, limit.prefix), text(limit.chars + 1, limit.prefix)]
        : [list(limit.items, limit.item), list(limit.items + 1, limit.item)];
    expect(schema?.safeParse(most).success).toBe(true);
    // What a request does not take beyond it, the tool decides itself.
    expect(schema?.safeParse(tooMuch).success).toBe('beyond' in limit);
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

function rateOf({ rate }: ContractRow): Rate {
  const [calls, window] = rate.split('/');
  return { calls: Number(calls), perMs: window === 's' ? 1_000 : 60_000 };
}

function text(length: number, prefix = ''): string {
  return prefix.padEnd(length, 'a');
}

function list(length: number, item: unknown): unknown[] {
  return Array.from({ length }, () => item);
}
