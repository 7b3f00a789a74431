import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Endpoint, serviceOf, splitRoute } from '../../../../src/core/endpoint.js';
import { type PageKeys, tokenKeys } from '../../../../src/core/pages.js';
import type { ServiceName } from '../../../../src/core/service-name.js';
import { catalogue } from '../../../../src/endpoints/catalogue.js';
import { inputSchema } from '../../../../src/tools/answer/schema.js';

const endpoints = Object.entries<Endpoint>(catalogue);

/** Where each vendor has its pages. */
const docs: Readonly<Record<ServiceName, RegExp>> = {
  feishu: /^https:\/\/open\.feishu\.cn\/document\//,
  project: /^https:\/\/project\.feishu\.cn\/b\/helpcenter\//,
  enos: /^https:\/\/support\.enos-iot\.com\/docs\//,
};

/** Deletions that say in a body what goes, as their pages have it. */
const deletionsWithBody: readonly string[] = [
  'project_ai_fields_delete_files',
  'project_associations_unbind',
  'project_relations_delete',
  'project_work_hours_delete',
];

/** What takes one write at a time, by the names of the calls that change it. */
const locks: readonly (readonly [RegExp, string | undefined])[] = [
  [/^bitable_apps_(create|copy)$/, undefined],
  [/^bitable_/, 'app_token'],
  [/^drive_permission_/, 'token'],
  [/^drive_(medias_|files_(delete|create_folder)$)/, 'process'],
  // No lock of the vendor's: what is read there is written back.
  [
    /^project_(work_items_(update|abort|freeze)|nodes_|states_change|subtasks_|compound_fields_|work_hours_update)/,
    'work_item_id',
  ],
  [
    /^project_(fields|work_item_types|roles|relations|templates|fixed_views|condition_views)_update$/,
    'project_key',
  ],
  [/^enos_flows_save$/, 'id'],
  [/^enos_flows_(delete|enable|disable)$/, 'flowId'],
];

describe('the catalogue', () => {
  it('has no two endpoints with one route', () => {
    // Where a vendor tells operations apart by the query, that is a part of it.
    const routes = endpoints.map(([, { route, constantQuery = {} }]) =>
      JSON.stringify([route.replaceAll(/\{\w+\}/g, '{}'), constantQuery]),
    );
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
    expect(new Set([...keys, 'limit', 'cursor', 'dry_run']).size).toBe(keys.length + 3);
  });

  it('leaves to the caller nothing that is sent as it is', () => {
    const { constantQuery = {}, configQueryKeys = [] } = endpoint;
    const fixed = [...Object.keys(constantQuery), ...configQueryKeys];
    expect(Object.keys(inputSchema(endpoint).shape).filter((key) => fixed.includes(key))).toEqual(
      [],
    );
  });

  it('has a schema for every parameter of its route', () => {
    const named = [...endpoint.route.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    expect(Object.keys(endpoint.path).sort()).toEqual(named.sort());
  });

  it('sends a body only with methods that carry one', () => {
    const { method } = splitRoute(endpoint.route);
    const carries = method === 'DELETE' ? deletionsWithBody.includes(name) : method !== 'GET';
    expect(endpoint.body === undefined || carries).toBe(true);
  });

  it('says in a title, a sentence and a link what it is', () => {
    expect(endpoint.title).toMatch(/^[A-Z][^.]{3,40}$/);
    expect(endpoint.summary).toMatch(/^[A-Z].*\.$/);
    expect(endpoint.docs).toMatch(docs[serviceOf(endpoint)]);
  });

  it('lets one writer in at a time exactly where the vendor takes no two', () => {
    const [, place] = locks.find(([names]) => names.test(name)) ?? [];
    expect(endpoint.oneWriterPer).toBe(endpoint.effect === 'read' ? undefined : place);
  });

  it('splits a list that the vendor takes in parts', () => {
    const { batch, query = {}, body = {}, reply } = endpoint;
    if (batch !== undefined) {
      expect({ ...query, ...body }[batch.over]).toBeInstanceOf(z.ZodType);
      expect(batch.results.every((key) => key in reply)).toBe(true);
    }
  });

  it('pages a list that the vendor gives in parts, by keys that there are', () => {
    const { pages, route } = endpoint;
    if (pages === undefined) {
      return;
    }
    const { items, maxSize, defaultLimit, reach = maxSize, keys = tokenKeys } = pages;
    expect(Object.keys(endpoint.reply)).toContain(items);
    expect(defaultLimit).toBeLessThanOrEqual(maxSize);
    expect(maxSize).toBeLessThanOrEqual(reach);
    expect(keys.in === 'body').toBe(splitRoute(route).method !== 'GET' && keys !== tokenKeys);
    expect(missingIn(endpoint, keys)).toEqual([]);
  });
});

/** Which keys of its pages a reply lacks, or a request takes from its caller already. */
function missingIn({ reply, query = {}, body = {}, service }: Endpoint, keys: PageKeys) {
  const { style, at, size, next, more, total } = keys;
  // Feishu Project writes `pagination` beside `data`, not in it.
  const known = [...Object.keys(reply), ...(service === 'project' ? ['pagination'] : [])];
  const told = [next, more, ...(keys === tokenKeys ? [] : [total])].filter(
    (key) => key !== undefined,
  );
  const taken = { ...query, ...body };
  return [
    ...told.filter((key) => !known.includes(headOf(key))),
    ...[at, size].filter((key) => key in taken),
    ...((style === 'cursor') === (next !== undefined) ? [] : ['next']),
  ];
}

/** Keys with dots lie inside of objects. */
function headOf(key: string): string {
  return key.split('.')[0] ?? key;
}
