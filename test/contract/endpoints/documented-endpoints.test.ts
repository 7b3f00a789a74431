import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Endpoint, splitRoute } from '../../../src/core/endpoint.js';
import { catalogue } from '../../../src/endpoints/catalogue.js';
import { describedBy } from './schema-paths.js';

/** The catalogue held against the pages as they were read by machine: what they have, the catalogue takes. */

const parameter = z.object({ name: z.string(), where: z.enum(['path', 'query']) });

const documented = z.object({
  section: z.string(),
  title: z.string(),
  method: z.string(),
  path: z.string(),
  /** Calls in a second; some pages do not say. */
  qps: z.number().nullable(),
  params: z.array(parameter),
  has_body: z.boolean(),
});

type Documented = z.infer<typeof documented>;

/** The page 更新自动化流程状态, which is no part of the older reference. */
const workflowUpdate: Documented = {
  section: 'app-workflow/update',
  title: '更新自动化流程状态',
  method: 'PUT',
  path: '/bitable/v1/apps/{app_token}/workflows/{workflow_id}',
  qps: 10,
  params: [
    { name: 'app_token', where: 'path' },
    { name: 'workflow_id', where: 'path' },
  ],
  has_body: true,
};

const pages = [
  ...z.array(documented).parse(read('documents/bitable-endpoints.json')),
  workflowUpdate,
];

const bodies = new Map([
  ...Object.entries(
    z.object({ bodies: z.record(z.array(z.string())) }).parse(read('documents/bitable-bodies.json'))
      .bodies,
  ),
  [workflowUpdate.section, ['status']] as const,
]);

const pageKeys = ['page_size', 'page_token'];

it('the older reference has 40 pages, and each body belongs to one of them', () => {
  expect(pages).toHaveLength(41);
  const withBody = pages.filter(({ has_body }) => has_body).map(({ section }) => section);
  expect([...bodies.keys()].sort()).toEqual(withBody.sort());
});

describe.each(pages.map((page) => [`${page.section} ${page.title}`, page] as const))(
  '%s',
  (_, page) => {
    const endpoint = endpointOf(page);

    it('is in the catalogue', () => {
      expect(endpoint, `${page.method} ${page.path}`).toBeDefined();
    });

    it('has all of its parameters', () => {
      const { path = {}, query = {}, pages: paged } = endpoint ?? {};
      const taken = {
        path: Object.keys(path),
        query: [...Object.keys(query), ...(paged === undefined ? [] : pageKeys)],
      };
      const lacking = page.params.filter(({ name, where }) => !taken[where].includes(name));
      expect(lacking).toEqual([]);
    });

    it('has every value of its body', () => {
      const taken = describedBy(endpoint?.body ?? {}).map(([path]) => path);
      const lacking = (bodies.get(page.section) ?? []).filter((path) => !taken.includes(path));
      expect(lacking).toEqual([]);
    });

    it('is called no more often than it allows, where it says how often', () => {
      const { calls = Number.POSITIVE_INFINITY, perMs = 1_000 } = endpoint?.rate ?? {};
      expect(calls / (perMs / 1_000)).toBeLessThanOrEqual(page.qps ?? calls);
    });
  },
);

function endpointOf({ method, path }: Documented): Endpoint | undefined {
  return Object.values<Endpoint>(catalogue).find(({ route }) => {
    const own = splitRoute(route);
    return own.method === method && own.path === `/open-apis${path}`;
  });
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}
