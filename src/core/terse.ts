import type { ZodTypeAny, ZodTypeDef } from 'zod';

/** How a schema is published where that is not as it is checked. */
interface Publication {
  /** The schema that was marked. */
  readonly schema: ZodTypeAny;
  /** What is published in its place; absent where only its type and its description are. */
  readonly shown?: ZodTypeAny;
}

/**
 * Marks a schema whose inside is checked but not published: clients see its type and its description only,
 * because every token of a tool list is paid for in every conversation. The description must then say what
 * goes in; a wrong value is answered with what is allowed.
 */
export function terse<Schema extends ZodTypeAny>(schema: Schema): Schema {
  return marked(schema, { schema });
}

/**
 * Publishes another schema in place of the one that is checked: it has the forms that are read as the checked one, and
 * can lack what hardly any call needs. The description stays that of the checked schema.
 */
export function publishedAs<Schema extends ZodTypeAny>(schema: Schema, shown: ZodTypeAny): Schema {
  return marked(schema, { schema, shown });
}

function marked<Schema extends ZodTypeAny>(schema: Schema, publication: Publication): Schema {
  // What wraps a schema anew, such as a description, keeps what its definition says.
  Object.assign(schema._def, { publication });
  return schema;
}

export function publicationOf(
  def: ZodTypeDef & { readonly publication?: Publication },
): Publication | undefined {
  return def.publication;
}
