import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Endpoint, splitRoute } from '../../../src/core/endpoint.js';
import { enosDirectories, enosFlows } from '../../../src/endpoints/enos/flows.js';
import {
  enosFlowInstances,
  enosTaskInstances,
  enosTime,
} from '../../../src/endpoints/enos/runs.js';

import { leavesOf } from './schema-paths.js';

const row = z
  .object({
    name: z.string(),
    document: z.string(),
    area: z.string(),
    page: z.string(),
    method: z.enum(['GET', 'POST']),
    path: z.string().startsWith('/batch-processing-service/'),
    constantQuery: z.object({ action: z.string() }).strict(),
    configQueryKeys: z.array(z.string()).default([]),
    query: z.array(z.string()).default([]),
    body: z.array(z.string()).default([]),
    numberedPages: z
      .object({ number: z.string(), size: z.string(), first: z.literal(1) })
      .strict()
      .optional(),
    rate: z.literal('10/s'),
  })
  .strict();

const file = new URL('enos-endpoints.json', import.meta.url);
const { endpoints: rows } = z
  .object({ endpoints: z.array(row) })
  .parse(JSON.parse(readFileSync(file, 'utf8')));

const endpoints = new Map(
  Object.entries<Endpoint>({
    ...enosFlows,
    ...enosFlowInstances,
    ...enosTaskInstances,
    ...enosDirectories,
    ...enosTime,
  }),
);

it('the pages of EnOS and its endpoints have all 22 operations in common', () => {
  expect([...endpoints.keys()].sort()).toEqual(rows.map(({ name }) => name).sort());
  expect(rows).toHaveLength(22);
});

describe.each(rows.map((each) => [each.name, each] as const))('%s', (name, documented) => {
  const endpoint = endpoints.get(name)!;

  it('has the method, the path and the action of its page', () => {
    expect(splitRoute(endpoint.route)).toEqual({
      method: documented.method,
      path: documented.path,
    });
    expect(endpoint.constantQuery).toEqual(documented.constantQuery);
    expect(endpoint.docs).toMatch(new RegExp(`/${documented.area}/${documented.page}$`));
  });

  it('takes what its page names and nothing else', () => {
    const { pages } = endpoint;
    const paging = pages?.keys ? [pages.keys.at, pages.keys.size] : [];
    expect(Object.keys(endpoint.query ?? {}).sort()).toEqual([...documented.query].sort());
    expect([...leavesOf(endpoint.body ?? {}), ...paging].sort()).toEqual(
      [...documented.body].sort(),
    );
    expect(endpoint.configQueryKeys ?? []).toEqual(documented.configQueryKeys);
  });

  it('pages where its page does', () => {
    const { number, size } = documented.numberedPages ?? {};
    const { keys } = endpoint.pages ?? {};
    expect(keys && [keys.at, keys.size]).toEqual(documented.numberedPages && [number, size]);
  });
});
