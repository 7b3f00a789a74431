import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';

/** `all open`: further keys are allowed whatever the schema says. */
export type Openness = 'as declared' | 'all open';

/** What can be any value. Null for an optional argument is absence: it is accepted, not declared. */
const anyTypes: Readonly<Record<Openness, readonly string[]>> = {
  'as declared': ['string', 'number', 'boolean', 'object', 'array'],
  'all open': ['string', 'number', 'boolean', 'object', 'array', 'null'],
};

const openObject: JsonObject = { type: 'object', additionalProperties: true };

/** What an item of a list can be that can hold anything: a list in it would need items of its own. */
const anyItem: JsonObject = {
  type: ['string', 'number', 'boolean', 'object'],
  additionalProperties: true,
};

/**
 * Keywords that go out as they are. Formats and lengths of texts are checked and not published: they cost tokens, and
 * Gemini refuses a whole request for a format that it does not know.
 */
const plainKeywords = ['minItems', 'maxItems', 'minimum', 'maximum', 'description', 'default'];

/**
 * Puts a JSON schema into the words that all clients take: each value has a type, what can be of several has a flat list
 * of them in place of `anyOf`, and open objects say that they are. An argument that can be a list or something else is the
 * exception: clients of Gemini lose the `items` of a list among several types, and Gemini refuses a list without them.
 */
export function portable(node: JsonObject, openness: Openness): JsonObject {
  const flat = withoutUnion(node);
  const types = typesIn(flat) ?? anyTypes[openness];
  return openness === 'as declared' && types.length > 1 && types.includes('array')
    ? eitherOf(types, flat)
    : ofTypes(types, flat, openness);
}

/** Gives one branch a type. Gemini takes nothing beside `anyOf`, so the description stands in the first branch. */
function eitherOf(types: readonly string[], flat: JsonObject): JsonObject {
  const { description, default: _, ...bare } = flat;
  const branches = types.map((type) =>
    type === 'object' ? openObject : ofTypes([type], { ...bare, type }, 'as declared'),
  );
  const [first, ...others] = branches;
  return { anyOf: [{ ...first, ...(description !== undefined && { description }) }, ...others] };
}

function ofTypes(types: readonly string[], flat: JsonObject, openness: Openness): JsonObject {
  const [first, ...others] = types.filter((type) => type !== 'null');
  const isOne = others.length === 0;
  return {
    type: types.length === 1 ? (types[0] ?? 'null') : types,
    // Gemini takes these beside one type only.
    ...(isOne && first === 'object' && membersOf(flat, openness)),
    ...(types.includes('object') && opennessOf(flat, openness, isOne)),
    ...(types.includes('array') && itemsOf(flat, openness)),
    ...(isOne && valuesOf(flat)),
    ...Object.fromEntries(Object.entries(flat).filter(([key]) => plainKeywords.includes(key))),
  };
}

function typesIn({ type, const: value, enum: values, properties }: JsonObject) {
  if (typeof type === 'string') {
    return [type];
  }
  if (Array.isArray(type)) {
    return type.map(String);
  }
  const named = Array.isArray(values) ? values : value === undefined ? [] : [value];
  const types = named.map((item) => (item === null ? 'null' : typeof item));
  return types.length > 0 ? [...new Set(types)] : properties === undefined ? undefined : ['object'];
}

function membersOf({ properties, required }: JsonObject, openness: Openness): JsonObject {
  if (!isJsonObject(properties) || Object.keys(properties).length === 0) {
    return {};
  }
  const members = Object.entries(properties).map(([key, member]) => [
    key,
    portable(isJsonObject(member) ? member : {}, openness),
  ]);
  return {
    properties: Object.fromEntries(members),
    ...(Array.isArray(required) && required.length > 0 && { required }),
  };
}

/** Closed ones say nothing: it is said at the root, and converters take it so. */
function opennessOf(
  { additionalProperties, properties }: JsonObject,
  openness: Openness,
  isOne: boolean,
): JsonObject {
  const isClosed = additionalProperties === false && isOne && properties !== undefined;
  return openness === 'as declared' && isClosed ? {} : { additionalProperties: true };
}

/** Outputs that can be any value go without: nobody has to write them. */
function itemsOf(flat: JsonObject, openness: Openness): JsonObject {
  const { items } = flat;
  if (isJsonObject(items)) {
    return { items: portable(items, openness) };
  }
  const isAny = typesIn(flat) === undefined;
  return isAny && openness === 'all open' ? {} : { items: anyItem };
}

function valuesOf({ const: value, enum: values }: JsonObject): JsonObject {
  return values === undefined ? (value === undefined ? {} : { enum: [value] }) : { enum: values };
}

/** The node, or one that takes all that the branches of its union take. */
function withoutUnion(node: JsonObject): JsonObject {
  const { anyOf, ...rest } = node;
  if (!Array.isArray(anyOf)) {
    return node;
  }
  const branches = anyOf.filter(isJsonObject).map(withoutUnion);
  return { ...branches.reduce(joined), ...rest };
}

function joined(one: JsonObject, other: JsonObject): JsonObject {
  const types = [typesIn(one), typesIn(other)];
  const [own, more] = types;
  if (own === undefined || more === undefined) {
    return {};
  }
  const bothObjects = own.includes('object') && more.includes('object');
  return {
    ...one,
    ...other,
    type: [...new Set([...own, ...more])],
    ...(bothObjects && joinedMembers(one, other)),
    ...joinedItems(one, other),
    ...joinedValues(one, other),
  };
}

function joinedMembers(one: JsonObject, other: JsonObject): JsonObject {
  const [own, more] = [propertiesOf(one), propertiesOf(other)];
  const both = Object.entries(more).map(([key, member]) => {
    const same = own[key];
    return [key, same === undefined ? member : { anyOf: [same, member ?? {}] }] as const;
  });
  const needed = requiredIn(other);
  const isClosed = [one, other].every((node) => node['additionalProperties'] === false);
  return {
    properties: { ...own, ...Object.fromEntries(both) },
    required: requiredIn(one).filter((key) => needed.includes(key)),
    additionalProperties: !isClosed,
  };
}

function propertiesOf({ properties }: JsonObject): JsonObject {
  return isJsonObject(properties) ? properties : {};
}

function requiredIn({ required }: JsonObject): readonly Json[] {
  return Array.isArray(required) ? required : [];
}

function joinedItems({ items: own }: JsonObject, { items: more }: JsonObject): JsonObject {
  return own === undefined || more === undefined ? {} : { items: { anyOf: [own, more] } };
}

/** A list of values holds only where each branch has one, or is null alone. */
function joinedValues(one: JsonObject, other: JsonObject): JsonObject {
  const values = [one, other].map((node) =>
    typesIn(node)?.join() === 'null' ? [null] : valuesOf(node)['enum'],
  );
  const [own, more] = values;
  const isClosed = Array.isArray(own) && Array.isArray(more) && own.concat(more).some(Boolean);
  return { const: undefined, enum: isClosed ? [...own, ...more] : undefined };
}
