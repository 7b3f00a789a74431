import { type ZodObject, type ZodRawShape, type ZodTypeAny, z } from 'zod';
import { publicationOf } from '../../core/terse.js';

type Shape = Readonly<Record<string, ZodTypeAny>>;

/**
 * Leaves out optional arguments that are absent to the client that sent them, nested ones too: clients that send every
 * declared argument send null for what is absent, or an empty text. A null that the schema names keeps its meaning, within
 * an argument also one where any value goes, such as that of a field; so does an empty text wherever the schema takes it.
 * Maps (cells, parameters) are not looked into.
 */
export function withoutAbsent(schema: ZodObject<ZodRawShape>, args: unknown): unknown {
  return isPlainObject(args) ? objectWithout(schema.shape, args, isAbsentArgument) : args;
}

/** `shown` is what is published in place of the schema: it can have more keys. */
function nestedWithout(schema: ZodTypeAny, value: unknown, shown?: ZodTypeAny): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const [plain, told] = [branchFor(schema, value), branchFor(shownOf(schema) ?? shown, value)];
  if (Array.isArray(value)) {
    const [item, toldItem] = [elementOf(plain), elementOf(told)];
    const known = item ?? toldItem;
    return known === undefined ? value : mapped(value, (it) => nestedWithout(known, it, toldItem));
  }
  const shape = { ...shapeOf(told), ...shapeOf(plain) };
  return objectWithout(shape, value, isAbsentKey, shapeOf(told));
}

function objectWithout(
  shape: Shape,
  value: object,
  isAbsent: (schema: ZodTypeAny, item: unknown) => boolean,
  shown: Shape = {},
): unknown {
  let changed = false;
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    const schema = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (schema !== undefined && isAbsent(schema, item)) {
      changed = true;
      continue;
    }
    const kept = schema === undefined ? item : nestedWithout(schema, item, shown[key]);
    changed ||= kept !== item;
    entries.push([key, kept]);
  }
  return changed ? Object.fromEntries(entries) : value;
}

function isAbsentKey(schema: ZodTypeAny, item: unknown): boolean {
  return (item === null || item === '') && schema.isOptional() && !isValue(schema, item);
}

/** Whether it is more than absence, to what is checked and to what is published. */
function isValue(schema: ZodTypeAny, item: unknown): boolean {
  return [schema, shownOf(schema)].every((it) => it === undefined || it.safeParse(item).success);
}

function isAbsentArgument(schema: ZodTypeAny, item: unknown): boolean {
  const plain = unwrapped(schema);
  const takesAll = plain instanceof z.ZodUnknown || plain instanceof z.ZodAny;
  return item === null && takesAll ? schema.isOptional() : isAbsentKey(schema, item);
}

/** The items as `change` gives them; the same list where it changes none. */
function mapped(items: readonly unknown[], change: (item: unknown) => unknown): unknown {
  const changed = items.map(change);
  return changed.every((item, index) => item === items[index]) ? items : changed;
}

/** The list or object that a schema takes, of several the one that the value can be. */
function branchFor(schema: ZodTypeAny | undefined, value: object): ZodTypeAny | undefined {
  const plain = schema && unwrapped(schema);
  if (!(plain instanceof z.ZodUnion)) {
    return plain;
  }
  const options: readonly ZodTypeAny[] = plain.options;
  return options
    .map(unwrapped)
    .find((option) => option instanceof (Array.isArray(value) ? z.ZodArray : z.ZodObject));
}

function elementOf(schema: ZodTypeAny | undefined): ZodTypeAny | undefined {
  return schema instanceof z.ZodArray ? schema.element : undefined;
}

function shapeOf(schema: ZodTypeAny | undefined): Shape {
  return schema instanceof z.ZodObject ? schema.shape : {};
}

/** The schema that is published in place of this one. */
function shownOf(schema: ZodTypeAny): ZodTypeAny | undefined {
  const inner = innerOf(schema);
  return publicationOf(schema._def)?.shown ?? (inner && shownOf(inner));
}

/** The schema within its wrappings: optional, default, nullable, checks and transformations. */
function unwrapped(schema: ZodTypeAny): ZodTypeAny {
  const inner = innerOf(schema);
  return inner === undefined ? schema : unwrapped(inner);
}

function innerOf(schema: ZodTypeAny): ZodTypeAny | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return schema.unwrap();
  }
  if (schema instanceof z.ZodDefault) {
    return schema.removeDefault();
  }
  return schema instanceof z.ZodEffects ? schema.innerType() : undefined;
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
