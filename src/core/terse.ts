import type { ZodTypeAny, ZodTypeDef } from 'zod';

const terseDefs = new WeakSet<ZodTypeDef>();

/**
 * Marks a schema whose inside is checked but not published: clients see its type and its description only,
 * because every token of a tool list is paid for in every conversation. The description must then say what
 * goes in; a wrong value is answered with what is allowed.
 */
export function terse<Schema extends ZodTypeAny>(schema: Schema): Schema {
  terseDefs.add(schema._def);
  return schema;
}

export function isTerse(def: ZodTypeDef): boolean {
  return terseDefs.has(def);
}
