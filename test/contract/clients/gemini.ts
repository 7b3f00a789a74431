import { type Schema, typesOf, within } from './walk.js';

/** Keywords of the `Schema` of Gemini's function declarations; any other is an unknown field (400). */
const keywords: ReadonlySet<string> = new Set([
  ...['type', 'format', 'title', 'description', 'nullable', 'enum', 'default', 'example'],
  ...['items', 'minItems', 'maxItems', 'properties', 'required', 'propertyOrdering'],
  ...['minProperties', 'maxProperties', 'minimum', 'maximum', 'minLength', 'maxLength', 'pattern'],
  'anyOf',
]);

const types: ReadonlySet<string> = new Set([
  ...['STRING', 'NUMBER', 'INTEGER', 'BOOLEAN', 'ARRAY', 'OBJECT'],
]);

/** Per type, the keywords that are "only allowed for" it. */
const typed: Readonly<Record<string, readonly string[]>> = {
  enum: ['STRING'],
  items: ['ARRAY'],
  minItems: ['ARRAY'],
  maxItems: ['ARRAY'],
  properties: ['OBJECT'],
  required: ['OBJECT'],
  minimum: ['NUMBER', 'INTEGER'],
  maximum: ['NUMBER', 'INTEGER'],
};

const formats: readonly unknown[] = ['enum', 'date-time', 'int32', 'int64', 'float', 'double'];

/**
 * A schema as clients put it into Gemini's function parameters: `additionalProperties` is left out, null is `nullable`, and a
 * list of types is `anyOf` of one each, which takes the keywords of its type.
 */
export function toGemini({ additionalProperties: _, ...schema }: Schema): Schema {
  if (schema.anyOf !== undefined) {
    return { ...schema, anyOf: schema.anyOf.map(toGemini) };
  }
  const own = typesOf(schema).filter((type) => type !== 'null');
  const isNullable = own.length < typesOf(schema).length;
  const { type: _type, description, ...inner } = schema;
  const branches = own.map((type) => ofType(type.toUpperCase(), inner));
  const [only] = branches;
  return {
    ...(branches.length === 1 ? only : { anyOf: branches }),
    ...(description !== undefined && { description }),
    ...(isNullable && { nullable: true }),
  };
}

function ofType(type: string, { items, properties, ...rest }: Schema): Schema {
  const kept = Object.entries(rest).filter(([key]) => typed[key]?.includes(type) !== false);
  return {
    type,
    ...Object.fromEntries(kept),
    ...(type === 'ARRAY' && items !== undefined && { items: toGemini(items) }),
    ...(type === 'OBJECT' && properties !== undefined && { properties: mapped(properties) }),
  };
}

function mapped(properties: Readonly<Record<string, Schema>>): Readonly<Record<string, Schema>> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, member]) => [key, toGemini(member)]),
  );
}

/** What Gemini answers 400 for, by path. */
export function geminiRefusals(schema: Schema): string[] {
  return [...within(schema)].flatMap(([path, node]) =>
    refusalsOf(node).map((refusal) => `${path}: ${refusal}`),
  );
}

function refusalsOf(node: Schema): string[] {
  const unknown = Object.keys(node).filter((key) => !keywords.has(key));
  const { type, format, enum: values, required = [], properties = {} } = node;
  const refusals = unknown.map((key) => `unknown field ${key}`);
  if (node.anyOf === undefined ? !types.has(String(type)) : type !== undefined) {
    refusals.push(`type ${JSON.stringify(type)}`);
  }
  if (format !== undefined && !formats.includes(format)) {
    refusals.push(`format ${format}`);
  }
  if (values?.some((value) => typeof value !== 'string' || value === '')) {
    refusals.push('enum of other than texts');
  }
  if (type === 'ARRAY' && node.items === undefined) {
    refusals.push('items: missing field');
  }
  const misplaced = Object.keys(node).filter((key) => typed[key]?.includes(String(type)) === false);
  refusals.push(...misplaced.map((key) => `${key}: not allowed for ${type}`));
  return refusals.concat(
    required.filter((key) => !(key in properties)).map((key) => `required ${key}: not defined`),
  );
}
