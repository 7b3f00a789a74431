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
  return [[path, schema], ...inside(bare(schema), path)];
}

function inside(schema: z.ZodTypeAny, path: string): Described[] {
  if (schema instanceof z.ZodObject) return describedBy(schema.shape, path);
  if (schema instanceof z.ZodArray) return within(schema.element, `${path}[]`);
  return optionsOf(schema).flatMap((option) => inside(bare(option), path));
}

/** What can be written in more than one way is a leaf only if no way holds other values. */
function isLeaf(schema: z.ZodTypeAny): boolean {
  const holds = schema instanceof z.ZodObject || schema instanceof z.ZodArray;
  return !holds && optionsOf(schema).every((option) => isLeaf(bare(option)));
}

function optionsOf(schema: z.ZodTypeAny): readonly z.ZodTypeAny[] {
  return schema instanceof z.ZodUnion ? schema.options : [];
}

/** The schema without what only refines, defaults or allows its absence. */
function bare(schema: z.ZodTypeAny): z.ZodTypeAny {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return bare(schema.unwrap());
  }
  if (schema instanceof z.ZodDefault) return bare(schema.removeDefault());
  return schema instanceof z.ZodEffects ? bare(schema.innerType()) : schema;
}
