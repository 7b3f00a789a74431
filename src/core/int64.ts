import { ZodArray, ZodEffects, ZodNullable, ZodObject, ZodOptional, type ZodTypeAny } from 'zod';
import { isJsonObject, type Json, type JsonObject } from './json.js';

/**
 * Marks a schema of integers that may be beyond 2^53, which only a text holds: they are sent as the bare digits that the
 * vendor wants.
 */
export function int64<Schema extends ZodTypeAny>(schema: Schema): Schema {
  // What wraps a schema anew, such as a description, keeps what its definition says.
  Object.assign(schema._def, { int64: true });
  return schema;
}

/** Whether a schema, the items of its list, or members of its objects are such integers. */
export function holdsInt64(schema: ZodTypeAny): boolean {
  return hasMark(schema, 'int64');
}

/** Marks a schema of ids that takes names as well: an id stands in the place of each before anything is sent. */
export function namedId<Schema extends ZodTypeAny>(schema: Schema): Schema {
  Object.assign(schema._def, { namedId: true });
  return schema;
}

/** Whether a schema, or the items of its list, take names in the place of ids. */
export function isNamedId(schema: ZodTypeAny): boolean {
  return hasMark(schema, 'namedId');
}

function hasMark(schema: ZodTypeAny, mark: string): boolean {
  if (mark in schema._def) {
    return true;
  }
  if (schema instanceof ZodObject) {
    return Object.values<ZodTypeAny>(schema.shape).some(holdsInt64);
  }
  const inner = innerOf(schema);
  return inner !== undefined && hasMark(inner, mark);
}

/** A value in which those of such integers that are texts are changed. */
export function mapInt64(
  schema: ZodTypeAny,
  value: Json,
  change: (digits: string) => string,
): Json {
  if (Array.isArray(value)) {
    return value.map((item: Json) => mapInt64(schema, item, change));
  }
  const within = unwrapped(schema);
  if (within instanceof ZodObject) {
    return isJsonObject(value) ? mapMembers(within.shape, value, change) : value;
  }
  const isDigits = typeof value === 'string' && /^-?\d+$/.test(value);
  return isDigits && holdsInt64(schema) ? change(value) : value;
}

/** The schema within its wrappings and lists. */
function unwrapped(schema: ZodTypeAny): ZodTypeAny {
  const inner = innerOf(schema);
  return inner === undefined ? schema : unwrapped(inner);
}

function mapMembers(
  shape: Readonly<Record<string, ZodTypeAny>>,
  value: JsonObject,
  change: (digits: string) => string,
): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, item = null]) => {
      const schema = shape[key];
      return [key, schema === undefined ? item : mapInt64(schema, item, change)];
    }),
  );
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
