import { z } from 'zod';

/** A value that a schema describes: where it is, and what it must be. */
type Described = readonly [path: string, schema: z.ZodTypeAny];

/** Every value inside a shape, lists and objects before what they hold: `sort`, `sort[]`, `sort[].desc`. */
export function describedBy(shape: z.ZodRawShape, place = ''): Described[] {
  return Object.entries(shape).flatMap(([key, schema]) =>
    within(schema, place === '' ? key : `${place}.${key}`),
  );
}

/** The paths of the values that hold no others. */
export function leavesOf(shape: z.ZodRawShape): string[] {
  return describedBy(shape).flatMap(([path, schema]) => (isLeaf(bare(schema)) ? [path] : []));
}

function within(schema: z.ZodTypeAny, path: string): Described[] {
  const inner = bare(schema);
  const nested =
    inner instanceof z.ZodObject
      ? describedBy(inner.shape, path)
      : inner instanceof z.ZodArray
        ? within(inner.element, `${path}[]`)
        : [];
  return [[path, schema], ...nested];
}

function isLeaf(schema: z.ZodTypeAny): boolean {
  return !(schema instanceof z.ZodObject || schema instanceof z.ZodArray);
}

/** The schema without what only refines, defaults or allows its absence. */
function bare(schema: z.ZodTypeAny): z.ZodTypeAny {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return bare(schema.unwrap());
  }
  if (schema instanceof z.ZodDefault) return bare(schema.removeDefault());
  return schema instanceof z.ZodEffects ? bare(schema.innerType()) : schema;
}
