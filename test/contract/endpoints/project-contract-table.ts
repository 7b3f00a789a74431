import { readFileSync } from 'node:fs';
import { z } from 'zod';

const types = z.record(z.string()).default({});

const row = z
  .object({
    name: z.string(),
    document: z.string(),
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    path: z.string().startsWith('/open_api/'),
    query: types,
    body: types,
    required: z.array(z.string()).default([]),
    stricter: z.array(z.string()).default([]),
    leftOut: z.array(z.string()).default([]),
    values: z.record(z.array(z.union([z.string(), z.number()]))).default({}),
    pages: z
      .object({
        style: z.enum(['number', 'offset', 'cursor']),
        keys: z.tuple([z.string(), z.string()]),
        max: z.number(),
        reach: z.number().optional(),
      })
      .strict()
      .optional(),
    batch: z.object({ over: z.string(), max: z.number() }).strict().optional(),
    rate: z
      .string()
      .regex(/^\d+\/(s|min)$/)
      .default('15/s'),
    limits: z.record(z.number()).default({}),
  })
  .strict();

const table = z
  .object({
    about: z.array(z.string()),
    open: z.array(z.string()),
    structs: z.record(z.array(z.string())),
    endpoints: z.array(row),
  })
  .strict();

export type ProjectContractRow = z.infer<typeof row>;

/** What the pages and the SDK say of each endpoint, and the keys of the objects that they take. */
export const {
  open,
  structs,
  endpoints: projectContract,
} = table.parse(
  JSON.parse(readFileSync(new URL('project-endpoints.json', import.meta.url), 'utf8')),
);
