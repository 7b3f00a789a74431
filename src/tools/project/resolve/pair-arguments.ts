import type { Json, JsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';
import { unlistedId } from '../names/listed.js';
import { writableField, writeField, writeGroups, writePairs } from '../write/pairs.js';
import { type ArgumentIn, each, type ResolveArgument } from './argument.js';
import { compoundField, type ProjectField } from './field.js';
import { fieldKeys } from './keys.js';
import { objectsIn, textOf, textsIn } from './reply-values.js';
import type { ResolutionContext } from './resolution-context.js';

/** Arguments that hold values of fields, by their own names. */
export const pairArguments: readonly (readonly [string, ResolveArgument])[] = [
  ...each(['update_fields', 'field_value_pairs', 'deliverable'], toPairs),
  ...each(['fields'], toFields),
  ...each(['before_field_value', 'after_field_value'], toFieldValue),
];

/** Values for fields, groups of a compound field, or which fields to return. */
async function toFields(value: Json, given: ArgumentIn): Promise<Json> {
  if (given.name === 'project_compound_fields_update') {
    return toGroups(value, given);
  }
  const isNames = textsIn(value).length > 0;
  return isNames ? fieldKeys(given.resolution, value, given.path) : toPairs(value, given);
}

async function toPairs(value: Json, { name, resolution, path }: ArgumentIn): Promise<Json> {
  const fields = await pairFields(name, resolution);
  const pairs = objectsIn(value);
  return fields === undefined
    ? unlistedPairs(pairs, path, resolution)
    : writePairs(pairs, fields, { path, resolution });
}

/** Where no field can be listed only keys and aliases say which is meant. */
function unlistedPairs(
  pairs: readonly JsonObject[],
  path: string,
  resolution: ResolutionContext,
): Promise<JsonObject[]> {
  return resolution.issues.attemptAll(pairs, (pair) => {
    const name = textOf(pair['field_key']) || textOf(pair['field_alias']);
    unlistedId({ what: 'field', name, path: `${path}.${name}` }, resolution);
    return pair;
  });
}

/** Sub-tasks have fields of their own; what they deliver is in those of the item. */
async function pairFields(
  name: EndpointName,
  resolution: ResolutionContext,
): Promise<readonly ProjectField[] | undefined> {
  const ofItem = await resolution.fields();
  if (!name.startsWith('project_subtasks_') || ofItem === undefined) {
    return ofItem;
  }
  const ofTask = (await resolution.fields('sub_task')) ?? [];
  const own = new Set(ofTask.map(({ id }) => id));
  return [...ofTask, ...ofItem.filter(({ id }) => !own.has(id))];
}

async function toGroups(value: Json, { args, resolution, path }: ArgumentIn): Promise<Json> {
  const fields = await resolution.fields();
  const name = textOf(args['field_key']) || textOf(args['field_alias']);
  const field = fields && (await resolution.issues.attempt(() => compoundField(name, fields)));
  return field === undefined ? value : writeGroups(value, { field, path, resolution });
}

/** One value of the field that the call names; an empty text clears it. */
async function toFieldValue(value: Json, { args, resolution, path }: ArgumentIn): Promise<Json> {
  if (value === null || value === '') {
    return '';
  }
  const fields = await resolution.fields();
  const name = textOf(args['field_key']);
  const field =
    fields && (await resolution.issues.attempt(() => writableField(name, fields, 'field_key')));
  return field === undefined ? value : writeField(value, { field, path, resolution });
}
