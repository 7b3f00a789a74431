import { ZodArray, ZodEffects, ZodNullable, ZodOptional, type ZodTypeAny } from 'zod';

/**
 * Marks a schema of integers that may be beyond 2^53, which only a text holds: they are sent as the bare digits that the
 * vendor wants.
 */
export function int64<Schema extends ZodTypeAny>(schema: Schema): Schema {
  // What wraps a schema anew, such as a description, keeps what its definition says.
  Object.assign(schema._def, { int64: true });
  return schema;
}

/** Whether a schema, or the items of its list, are such integers. */
export function isInt64(schema: ZodTypeAny): boolean {
  if ('int64' in schema._def) {
    return true;
  }
  const inner = innerOf(schema);
  return inner !== undefined && isInt64(inner);
}

function innerOf(schema: ZodTypeAny): ZodTypeAny | undefined {
  if (schema instanceof ZodOptional || schema instanceof ZodNullable) {
    return schema.unwrap();
  }
  if (schema instanceof ZodEffects) {
    return schema.innerType();
  }
  return schema instanceof ZodArray ? schema.element : undefined;
}
