import { type Schema, typesOf, within } from './walk.js';

/** Whether a function may be strict: then no object in it takes keys that it does not list. */
export function canBeStrict(schema: Schema): boolean {
  return ![...within(schema)].some(([, node]) => isOpen(node));
}

function isOpen(node: Schema): boolean {
  return typesOf(node).includes('object') && (node.additionalProperties ?? false) !== false;
}

/** As the agents SDK makes it: closed, all keys required, what was optional nullable. */
export function toStrict(schema: Schema): Schema {
  const { default: _, ...node } = schema;
  const needed = node.required ?? [];
  return {
    ...node,
    ...(node.items && { items: toStrict(node.items) }),
    ...(node.anyOf && { anyOf: node.anyOf.map(toStrict) }),
    ...(typesOf(node).includes('object') && {
      properties: Object.fromEntries(
        Object.entries(node.properties ?? {}).map(([key, member]) => [
          key,
          needed.includes(key) ? toStrict(member) : orNull(toStrict(member)),
        ]),
      ),
      required: Object.keys(node.properties ?? {}),
      additionalProperties: false,
    }),
  };
}

function orNull(schema: Schema): Schema {
  if (schema.anyOf !== undefined) {
    return { anyOf: [...schema.anyOf, { type: 'null' }] };
  }
  return {
    ...schema,
    type: [...typesOf(schema), 'null'],
    ...(schema.enum && { enum: [...schema.enum, null] }),
  };
}

/** Keywords that a strict function can have. */
const strictKeywords: ReadonlySet<string> = new Set([
  ...['type', 'description', 'enum', 'properties', 'required', 'additionalProperties', 'items'],
  ...['minimum', 'maximum', 'minItems', 'maxItems', 'pattern', 'anyOf'],
]);

/** What the API answers 400 for, by path. */
export function openAiRefusals(schema: Schema, strict: boolean): string[] {
  return [...within(schema)].flatMap(([path, node]) =>
    [...refusalsOf(node, path === ''), ...(strict ? strictRefusals(node) : [])].map(
      (refusal) => `${path}: ${refusal}`,
    ),
  );
}

function refusalsOf(node: Schema, isRoot: boolean): string[] {
  const types = typesOf(node);
  return [
    ...(types.length === 0 && !node.anyOf ? ["schema must have a 'type' key"] : []),
    ...(types.includes('array') && node.items === undefined ? ['array schema missing items'] : []),
    ...(isRoot && node.type !== 'object' ? ["schema must be of 'type: object'"] : []),
    ...(isRoot && node.properties === undefined ? ['object schema missing properties'] : []),
  ];
}

function strictRefusals(node: Schema): string[] {
  const keys = Object.keys(node.properties ?? {});
  const isObject = typesOf(node).includes('object');
  return [
    ...Object.keys(node).filter((key) => !strictKeywords.has(key)),
    ...(isObject && node.additionalProperties !== false ? ['additionalProperties'] : []),
    ...(isObject && keys.some((key) => !node.required?.includes(key)) ? ['required'] : []),
  ];
}
