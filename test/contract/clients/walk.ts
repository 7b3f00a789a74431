/** A JSON schema as a client reads it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly additionalProperties?: boolean | Schema;
  readonly [keyword: string]: unknown;
}

/** Every schema within one, itself first, with its path. */
export function* within(schema: Schema, path = ''): Generator<readonly [string, Schema]> {
  yield [path, schema];
  for (const [key, member] of Object.entries(schema.properties ?? {})) {
    yield* within(member, path === '' ? key : `${path}.${key}`);
  }
  if (schema.items !== undefined) {
    yield* within(schema.items, `${path}[]`);
  }
  for (const branch of schema.anyOf ?? []) {
    yield* within(branch, path);
  }
  if (typeof schema.additionalProperties === 'object') {
    yield* within(schema.additionalProperties, `${path}{}`);
  }
}

export function typesOf({ type }: Schema): readonly string[] {
  return type === undefined ? [] : typeof type === 'string' ? [type] : type;
}

/** A value of the first type of a schema, with all keys, and one more where it is open. */
export function exampleOf(schema: Schema): unknown {
  const { anyOf: [branch] = [], enum: values, minimum, items } = schema;
  const { properties = {}, additionalProperties } = schema;
  if (branch !== undefined) {
    return exampleOf(branch);
  }
  switch (typesOf(schema)[0]) {
    case 'object': {
      const members = Object.entries(properties).map(([key, it]) => [key, exampleOf(it)]);
      return { ...Object.fromEntries(members), ...(additionalProperties && { 任意: ['x', 1] }) };
    }
    case 'array':
      return [exampleOf(items ?? {})];
    case 'integer':
    case 'number':
      return minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return values?.[0] ?? 'x';
  }
}
