import { type ZodObject, type ZodRawShape, type ZodTypeDef, z } from 'zod';
import { ignoreOverride, type JsonSchema7Type, zodToJsonSchema } from 'zod-to-json-schema';
import type { Endpoint } from '../core/endpoint.js';
import { isJsonObject, type Json, type JsonObject } from '../core/json.js';
import { isTerse } from '../core/terse.js';

/** A list that costs more than this many items is asked for in parts. */
const maxLimit = 10_000;

/** The arguments of an endpoint's tool: the vendor's names, flat; paging is always `limit` and `cursor`. */
export function inputSchema(endpoint: Endpoint): ZodObject<ZodRawShape, 'strict'> {
  const paging: ZodRawShape =
    endpoint.pages === undefined
      ? {}
      : {
          limit: z
            .number()
            .int()
            .min(1)
            .max(maxLimit)
            .optional()
            .describe(`How many; default ${endpoint.pages.defaultLimit}`),
          cursor: z.string().optional().describe('next_cursor of the last call'),
        };
  return z.object({ ...endpoint.path, ...endpoint.query, ...endpoint.body, ...paging }).strict();
}

const notes = z.array(z.string()).optional().describe('What else to know about this call');
const cell = z.unknown();

const gridShape = {
  columns: z.array(z.string()),
  rows: z.array(z.array(cell)).describe('Cells in the order of columns'),
};

const pageShape = {
  total: z.number().optional().describe('All that match'),
  has_more: z.boolean(),
  next_cursor: z.string().optional().describe('Pass as cursor to go on'),
};

/** What an endpoint's tool answers; `structured` in tools/result.ts has this shape. */
export function outputSchema(endpoint: Endpoint): ZodObject<ZodRawShape> {
  return z.object({ ...resultShape(endpoint), notes });
}

export function resultShape(endpoint: Endpoint): ZodRawShape {
  const { batch, effect, pages, records, reply } = endpoint;
  const gathersRecords = records !== undefined && effect === 'read';
  if (pages !== undefined) {
    return { ...(gathersRecords ? gridShape : { items: z.array(z.object({})) }), ...pageShape };
  }
  if (gathersRecords) {
    return batch === undefined ? gridShape : { ...gridShape, ...missingShape };
  }
  if (batch !== undefined) {
    return { [doneKey[effect]]: z.number().describe('How many'), ...createdShape(endpoint) };
  }
  if (records !== undefined) {
    return { record_id: z.string() };
  }
  // A write that answers nothing still says that it took place.
  return isSilent(endpoint) ? { [doneKey[effect]]: z.boolean() } : reply;
}

const missingShape = {
  absent_record_ids: z.array(z.string()).optional(),
  forbidden_record_ids: z.array(z.string()).optional(),
};

function createdShape({ effect, records }: Endpoint): ZodRawShape {
  return effect === 'create' && records !== undefined ? { record_ids: z.array(z.string()) } : {};
}

/** Whether a success says nothing at all. */
export function isSilent({ reply }: Endpoint): boolean {
  return Object.keys(reply).length === 0;
}

/** What a batch calls the number of items it has dealt with. */
export const doneKey = {
  read: 'read',
  create: 'created',
  update: 'updated',
  delete: 'deleted',
} as const satisfies Record<Endpoint['effect'], string>;

/**
 * A schema as it is published to clients: no `$schema`, no `$ref`, nothing that only costs tokens. Closed is
 * said once, at the root; parsing is strict at every level.
 */
export function publishedInput(schema: ZodObject<ZodRawShape, 'strict'>): JsonObject {
  return { ...publishedOutput(schema), additionalProperties: false };
}

/** Clients refuse results with keys that a closed schema does not list, so outputs are open. */
export function publishedOutput(schema: ZodObject<ZodRawShape>): JsonObject {
  const { $schema: _, ...bare } = zodToJsonSchema(schema, {
    $refStrategy: 'none',
    override: (def) => (isTerse(def) ? outline(def) : ignoreOverride),
  });
  const parsed: unknown = JSON.parse(JSON.stringify(bare));
  return isJsonObject(parsed) ? opened(parsed) : {};
}

/** JSON types by zod's names for what a terse schema can be. */
const jsonTypes: Readonly<Record<string, string>> = {
  ZodArray: 'array',
  ZodObject: 'object',
  ZodRecord: 'object',
  ZodEnum: 'string',
  ZodEffects: 'string',
};

function outline(def: ZodTypeDef & { readonly typeName?: string }): JsonSchema7Type {
  const type = jsonTypes[def.typeName ?? ''];
  return {
    ...(type && { type }),
    // Some clients refuse a list that does not say of what.
    ...(type === 'array' && { items: { type: 'object' } }),
    ...(def.description && { description: def.description }),
  };
}

/** Drops `additionalProperties` at every level. */
function opened(node: JsonObject): JsonObject {
  const entries = Object.entries(node).filter(([key]) => key !== 'additionalProperties');
  return Object.fromEntries(entries.map(([key, value]) => [key, value && openedValue(value)]));
}

function openedValue(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(openedValue);
  }
  return isJsonObject(value) ? opened(value) : value;
}
