import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '../../../src/core/endpoint.js';
import { perSecond } from '../../../src/core/rate.js';
import { createRequest } from '../../../src/http/request.js';

const any = z.unknown();
const endpoint: Endpoint = {
  route: 'POST /apps/{app}/rows/{row}',
  title: '',
  summary: '',
  docs: '',
  effect: 'update',
  path: { app: any, row: any },
  query: { kind: any, names: any, sort: any },
  body: { fields: any, list: any },
  reply: {},
  rate: perSecond(1),
  pages: { items: 'items', maxSize: 100, defaultLimit: 20 },
  jsonInQuery: ['sort'],
  oneWriterPer: 'app',
};
const ids = { app: 'a', row: 'r' };
const issueOf = (args: Record<string, unknown>) => {
  try {
    createRequest('rows_update', endpoint, { ...ids, ...args });
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('createRequest', () => {
  it('puts every argument in its place', () => {
    const request = createRequest('rows_update', endpoint, {
      ...ids,
      kind: 7,
      names: ['a', 'b'],
      sort: ['价格 DESC'],
      page_size: 20,
      page_token: undefined,
      fields: { 名称: '鲸', empty: null },
    });
    expect(request).toMatchObject({
      path: '/apps/a/rows/r',
      query: { kind: 7, names: ['a', 'b'], sort: '["价格 DESC"]', page_size: 20 },
      body: { fields: { 名称: '鲸', empty: null } },
      writer: 'app a',
    });
    expect(Object.keys(request.query)).not.toContain('page_token');
  });

  it.each(['GET', 'DELETE'] as const)('sends no body with %s', (method) => {
    const bodiless: Endpoint = { ...endpoint, route: `${method} /apps/{app}/rows/{row}` };
    expect(createRequest('rows', bodiless, ids).body).toBeUndefined();
  });

  it('sends an empty object where a body is expected and nothing is said', () => {
    expect(createRequest('rows', endpoint, ids).body).toEqual({});
  });

  it('locks nothing for a read', () => {
    expect(createRequest('rows', { ...endpoint, effect: 'read' }, ids).writer).toBeUndefined();
  });

  it('escapes what would change the path', () => {
    const { path } = createRequest('rows', endpoint, { app: '../../auth?x#y', row: 'a/b\r\n%2e' });
    expect(path).toBe('/apps/..%2F..%2Fauth%3Fx%23y/rows/a%2Fb%0D%0A%252e');
  });

  it.each(['', '.', '..', undefined])('refuses %j as a part of the path', (row) => {
    expect(issueOf({ row })).toMatchObject({ issues: [{ path: 'row' }] });
  });

  it('refuses an argument that the endpoint does not have', () => {
    expect(issueOf({ feilds: {} })).toMatchObject({
      issues: [{ path: 'feilds', problem: 'not an argument of rows_update' }],
    });
  });

  it.each([
    ['a value', { list: [{}, { 名称: 'bad \ud800 end' }] }, 'list[1].名称'],
    ['a key', { fields: { a: { '\udc00': 1 } } }, 'fields.a'],
    ['a query', { kind: '\ud83d' }, 'kind'],
  ])('refuses half a character in %s, and says where', (_, args, path) => {
    expect(issueOf(args)).toMatchObject({ issues: [{ path }] });
  });

  it('takes whole characters outside the basic plane', () => {
    expect(issueOf({ fields: { '😀': '𠮷野家' } })).toBeUndefined();
  });

  it('refuses endless depth in place of running out of stack', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 20_000; level += 1) {
      deep = [deep];
    }
    expect(issueOf({ fields: deep })).toMatchObject({
      issues: [{ path: 'fields', problem: 'nested too deeply' }],
    });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 10n, () => 1])(
    'refuses %s, which JSON cannot carry',
    (value) => {
      expect(issueOf({ fields: { a: value } })).toMatchObject({ issues: [{ path: 'fields.a' }] });
    },
  );

  it('carries a field named __proto__ like any other', () => {
    const fields = JSON.parse('{"__proto__":{"polluted":true},"constructor":1}');
    const { body } = createRequest('rows', endpoint, { ...ids, fields });
    expect(JSON.stringify(body)).toBe('{"fields":{"__proto__":{"polluted":true},"constructor":1}}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
