import { type ZodObject, type ZodRawShape, type ZodTypeAny, z } from 'zod';
import { ignoreOverride, type JsonSchema7Type, zodToJsonSchema } from 'zod-to-json-schema';
import { isJsonObject, type JsonObject } from '../../core/json.js';
import { publicationOf } from '../../core/terse.js';
import { type Openness, portable } from './portable-schema.js';

/**
 * A schema of arguments as it is published to clients: no `$schema`, no `$ref`, nothing that only costs tokens. Closed is
 * said once, at the root; parsing is strict at every level.
 */
export function publishedInput(
  schema: ZodObject<ZodRawShape, 'strict'>,
  hiddenArguments: readonly string[] = [],
): JsonObject {
  const shape = Object.entries(schema.shape).filter(([key]) => !hiddenArguments.includes(key));
  const bare = z.object(Object.fromEntries(shape)).strict();
  // OpenAI refuses a function without `properties`.
  const open = published(bare, 'as declared');
  return { type: 'object', properties: {}, ...open, additionalProperties: false };
}

/** Clients refuse results with keys that a closed schema does not list, so outputs are open. */
export function publishedOutput(schema: ZodObject<ZodRawShape>): JsonObject {
  return published(schema, 'all open');
}

function published(schema: ZodTypeAny, openness: Openness): JsonObject {
  const parsed: unknown = JSON.parse(JSON.stringify(converted(schema)));
  return isJsonObject(parsed) ? portable(parsed, openness) : {};
}

function converted(schema: ZodTypeAny): JsonSchema7Type {
  const { $schema: _, ...bare } = zodToJsonSchema(schema, {
    $refStrategy: 'none',
    override: (def) => {
      const publication = publicationOf(def);
      if (publication === undefined) {
        return ignoreOverride;
      }
      const { shown } = publication;
      const bare = shown === undefined ? outline(publication.schema) : converted(shown);
      return { ...bare, ...(def.description && { description: def.description }) };
    },
  });
  return bare;
}

/** The type of a schema, without its inside. */
function outline(schema: ZodTypeAny): JsonSchema7Type {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return outline(schema.unwrap());
  }
  if (schema instanceof z.ZodDefault) {
    return outline(schema.removeDefault());
  }
  if (schema instanceof z.ZodEffects) {
    return outline(schema.innerType());
  }
  if (schema instanceof z.ZodUnion) {
    const options: readonly ZodTypeAny[] = schema.options;
    return { anyOf: options.map(outline) };
  }
  if (schema instanceof z.ZodArray) {
    // Some clients refuse a list that does not say of what.
    return { type: 'array', items: { type: 'object', additionalProperties: true } };
  }
  return schema instanceof z.ZodEnum || schema instanceof z.ZodString
    ? { type: 'string' }
    : { type: 'object', additionalProperties: true };
}
