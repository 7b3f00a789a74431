import { type ZodObject, type ZodRawShape, type ZodTypeAny, z } from 'zod';

/**
 * Leaves out optional arguments that are null, nested ones too: clients that send every declared argument send null for
 * what is absent. A null that the schema names keeps its meaning, within an argument also one where any value goes, such
 * as that of a field; maps (cells, parameters) are not looked into.
 */
export function withoutNulls(schema: ZodObject<ZodRawShape>, args: unknown): unknown {
  return isPlainObject(args) ? objectWithoutNulls(schema.shape, args, isAbsentArgument) : args;
}

function nestedWithoutNulls(schema: ZodTypeAny, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const plain = unwrapped(schema);
  if (plain instanceof z.ZodArray && Array.isArray(value)) {
    return mapped(value, (item) => nestedWithoutNulls(plain.element, item));
  }
  if (plain instanceof z.ZodObject && isPlainObject(value)) {
    return objectWithoutNulls(plain.shape, value, isAbsentKey);
  }
  if (plain instanceof z.ZodUnion) {
    const options: readonly ZodTypeAny[] = plain.options;
    const fitting = options.find((option) => holds(unwrapped(option), value));
    return fitting === undefined ? value : nestedWithoutNulls(fitting, value);
  }
  return value;
}

function objectWithoutNulls(
  shape: Readonly<Record<string, ZodTypeAny>>,
  value: object,
  isAbsent: (schema: ZodTypeAny) => boolean,
): unknown {
  let changed = false;
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    const schema = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (schema !== undefined && item === null && isAbsent(schema)) {
      changed = true;
      continue;
    }
    const kept = schema === undefined ? item : nestedWithoutNulls(schema, item);
    changed ||= kept !== item;
    entries.push([key, kept]);
  }
  return changed ? Object.fromEntries(entries) : value;
}

function isAbsentKey(schema: ZodTypeAny): boolean {
  return schema.isOptional() && !schema.isNullable();
}

function isAbsentArgument(schema: ZodTypeAny): boolean {
  const plain = unwrapped(schema);
  const takesAll = plain instanceof z.ZodUnknown || plain instanceof z.ZodAny;
  return takesAll ? schema.isOptional() : isAbsentKey(schema);
}

/** The items as `change` gives them; the same list where it changes none. */
function mapped(items: readonly unknown[], change: (item: unknown) => unknown): unknown {
  const changed = items.map(change);
  return changed.every((item, index) => item === items[index]) ? items : changed;
}

function holds(schema: ZodTypeAny, value: object): boolean {
  return Array.isArray(value) ? schema instanceof z.ZodArray : schema instanceof z.ZodObject;
}

/** The schema within its wrappings: optional, default, nullable, checks and transformations. */
function unwrapped(schema: ZodTypeAny): ZodTypeAny {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return unwrapped(schema.unwrap());
  }
  if (schema instanceof z.ZodDefault) {
    return unwrapped(schema.removeDefault());
  }
  return schema instanceof z.ZodEffects ? unwrapped(schema.innerType()) : schema;
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
