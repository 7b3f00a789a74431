import { readFileSync } from 'node:fs';
import { z } from 'zod';

const limit = z.union([
  // `prefix`: what marks the text as an id where a name may stand as well.
  z.object({ chars: z.number(), prefix: z.string().optional() }).strict(),
  z
    .object({ items: z.number(), item: z.unknown(), beyond: z.literal('decided here').optional() })
    .strict(),
]);

const row = z
  .object({
    name: z.string(),
    document: z.string(),
    area: z.string().default('bitable-v1'),
    page: z.string(),
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    path: z.string().startsWith('/open-apis/'),
    query: z.array(z.string()).default([]),
    jsonInQuery: z.array(z.string()).default([]),
    body: z.array(z.string()).default([]),
    pageSize: z.object({ max: z.number(), default: z.number() }).strict().optional(),
    batch: z.object({ over: z.string(), vendor: z.number(), ours: z.number() }).strict().optional(),
    rate: z.string().regex(/^\d+\/(s|min)$/),
    limits: z.record(limit).default({}),
  })
  .strict();

const table = z
  .object({
    about: z.array(z.string()),
    shapes: z.record(z.array(z.string())),
    endpoints: z.array(row),
  })
  .strict();

export type ContractRow = z.infer<typeof row>;

const { shapes, endpoints } = table.parse(
  JSON.parse(readFileSync(new URL('endpoints.json', import.meta.url), 'utf8')),
);

/** What the documents say of each endpoint, with the shapes written out. */
export const contract: readonly ContractRow[] = endpoints.map((entry) => ({
  ...entry,
  body: entry.body.flatMap(withoutShapes),
}));

/** `table.fields[]@field` stands for every path of the shape `field` below `table.fields[]`. */
function withoutShapes(path: string): string[] {
  const [place = '', shape] = path.split('@');
  if (shape === undefined) return [path];
  return shapes[shape]!.map((inner) => (place === '' ? inner : `${place}.${inner}`));
}
