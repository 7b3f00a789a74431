import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '../../src/core/endpoint.js';
import { splitRoute } from '../../src/core/endpoint.js';
import { catalogue } from '../../src/endpoints/catalogue.js';

const endpoints = Object.entries<Endpoint>(catalogue);

/** What takes one write at a time, by the names of the calls that change it. */
const locks: readonly (readonly [RegExp, string | undefined])[] = [
  [/^bitable_apps_(create|copy)$/, undefined],
  [/^bitable_/, 'app_token'],
  [/^drive_permission_/, 'token'],
  [/^drive_(medias_|files_delete$)/, 'process'],
];

describe('the catalogue', () => {
  it('has no two endpoints with one route', () => {
    const routes = endpoints.map(([, { route }]) => route.replaceAll(/\{\w+\}/g, '{}'));
    expect(new Set(routes).size).toBe(routes.length);
  });
});

describe.each(endpoints)('%s', (name, endpoint) => {
  it('has a name that every client takes', () => {
    expect(name).toMatch(/^[a-z][a-z0-9_]{2,47}$/);
  });

  it('has arguments that do not collide', () => {
    const { path, query = {}, body = {} } = endpoint;
    const keys = [...Object.keys(path), ...Object.keys(query), ...Object.keys(body)];
    expect(new Set([...keys, 'limit', 'cursor']).size).toBe(keys.length + 2);
  });

  it('has a schema for every parameter of its route', () => {
    const named = [...endpoint.route.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    expect(Object.keys(endpoint.path).sort()).toEqual(named.sort());
  });

  it('sends a body only with methods that carry one', () => {
    const { method } = splitRoute(endpoint.route);
    expect(endpoint.body === undefined || !['GET', 'DELETE'].includes(method)).toBe(true);
  });

  it('says in a title, a sentence and a link what it is', () => {
    expect(endpoint.title).toMatch(/^[A-Z][^.]{3,40}$/);
    expect(endpoint.summary).toMatch(/^[A-Z].*\.$/);
    expect(endpoint.docs).toMatch(/^https:\/\/open\.feishu\.cn\/document\//);
  });

  it('lets one writer in at a time exactly where the vendor takes no two', () => {
    const [, place] = locks.find(([names]) => names.test(name)) ?? [];
    expect(endpoint.oneWriterPer).toBe(endpoint.effect === 'read' ? undefined : place);
  });

  it('splits a list that the vendor takes in parts, and pages a list that the vendor gives in parts', () => {
    const { batch, pages, query = {}, body = {}, reply } = endpoint;
    if (batch !== undefined) {
      expect({ ...query, ...body }[batch.over]).toBeInstanceOf(z.ZodType);
      expect(batch.results.every((key) => key in reply)).toBe(true);
    }
    if (pages !== undefined) {
      expect(Object.keys(reply)).toEqual(
        expect.arrayContaining([pages.items, 'has_more', 'page_token']),
      );
      expect(pages.defaultLimit).toBeLessThanOrEqual(pages.maxSize);
    }
  });
});
