import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { fieldNamed, type ProjectField } from '../resolve/field.js';
import { refusal } from '../resolve/issues.js';
import { stateKey } from '../resolve/keys.js';
import { textOf } from '../resolve/reply-values.js';
import type { FieldValueContext, ResolutionContext } from '../resolve/resolution-context.js';
import { deltaOf, resolveSet } from '../resolve/set-values.js';
import { holdsList, takenBy, writeValue } from './values.js';

/** The argument that holds pairs, and what names in it can mean. */
type PairPosition = Pick<FieldValueContext, 'path' | 'resolution'>;

/** FieldValuePair[] with keys for names and the vendor's values for those of people. */
export async function writePairs(
  pairs: readonly JsonObject[],
  fields: readonly ProjectField[],
  { path, resolution }: PairPosition,
): Promise<JsonObject[]> {
  const written = await resolution.issues.attemptAll(pairs, (pair) =>
    writePair(pair, fields, { path, resolution }),
  );
  refuseRepeats(written, fields, { path, resolution });
  return written;
}

async function writePair(
  pair: JsonObject,
  fields: readonly ProjectField[],
  { path, resolution }: PairPosition,
): Promise<JsonObject> {
  const { field_key, field_alias, field_value: value } = pair;
  const name = textOf(field_key) || textOf(field_alias);
  const place = `${path}.${name}`;
  const field = writableField(name, fields, place);
  const target = await targetState(pair['target_state'], `${place}.target_state`, resolution);
  const named = { ...pair, field_key: field.id, ...target };
  if (value === undefined && pair['target_state'] !== undefined) {
    return named;
  }
  if (value === undefined) {
    throw refusal(place, 'has no field_value', `${takenBy(field)}; null clears it`);
  }
  return { ...named, field_value: await writeField(value, { field, path: place, resolution }) };
}

/** A field by name whose value a call can write. */
export function writableField(
  name: string,
  fields: readonly ProjectField[],
  path: string,
): ProjectField {
  const field = fieldNamed(name, fields, path);
  if (field.isComputed) {
    throw refusal(path, 'is set by Feishu Project and cannot be written', setBy(field));
  }
  return field;
}

/** What sets fields that have calls of their own. */
const setters: Readonly<Record<string, string>> = {
  work_item_status: 'project_nodes_complete or project_states_change moves the item on',
  current_status_operator: 'project_nodes_update sets the owners of a node',
  aborted: 'project_work_items_abort',
  deleted: 'project_work_items_delete',
  template: 'template_id, when the item is created',
};

function setBy({ id }: ProjectField): string {
  return setters[id] ?? 'leave it out';
}

/** The state that an item is to reach with the value. */
async function targetState(
  value: Json | undefined,
  path: string,
  resolution: ResolutionContext,
): Promise<JsonObject> {
  if (!isJsonObject(value) || typeof value['state_key'] !== 'string') {
    return {};
  }
  const key = await stateKey(resolution, value['state_key'], `${path}.state_key`);
  return { target_state: { ...value, state_key: key } };
}

/** 20083. */
function refuseRepeats(
  pairs: readonly JsonObject[],
  fields: readonly ProjectField[],
  { path, resolution }: PairPosition,
): void {
  const keys = pairs.map((pair) => textOf(pair['field_key']));
  for (const key of new Set(keys.filter((key, at) => key !== '' && keys.indexOf(key) < at))) {
    const name = fields.find(({ id }) => id === key)?.name ?? key;
    resolution.issues.add(`${path}.${name}`, `is given more than once (${key})`);
  }
}

/** A value of any field. */
export async function writeField(value: Json, at: FieldValueContext): Promise<Json> {
  const delta = deltaOf(value);
  if (delta !== undefined) {
    checkHoldsList(at);
    return resolveSet(value, at.path, (list, path) => writeValue(list, { ...at, path }));
  }
  return at.field.type === 'compound_field' && value !== null
    ? writeGroups(value, at)
    : writeValue(value, at);
}

function checkHoldsList({ field, path }: FieldValueContext): void {
  if (field.type === 'compound_field') {
    const allowed = 'project_compound_fields_update adds, changes and deletes its rows';
    throw refusal(path, 'was {add, remove}, and rows are no plain values', allowed);
  }
  if (!holdsList(field)) {
    throw refusal(path, 'was {add, remove}, and holds one value', takenBy(field));
  }
}

/** The rows of a compound field: lists of pairs, or maps from sub-field to value. */
export async function writeGroups(
  value: Json,
  { field, path, resolution }: FieldValueContext,
): Promise<Json> {
  const rows = rowsIn(value);
  if (rows === undefined) {
    throw refusal(path, `was ${JSON.stringify(value).slice(0, 100)}`, groupsOf(field));
  }
  return resolution.issues.attemptAll<readonly JsonObject[], Json>(rows, (row, index) =>
    field.children.length === 0
      ? row
      : writePairs(row, field.children, { path: `${path}[${index}]`, resolution }),
  );
}

export function groupsOf({ children }: ProjectField): string {
  const parts = children.map((child) => `${child.name} (${takenBy(child)})`);
  return `a list of rows, each {${parts.join('; ')}}`;
}

/** Rows as lists of pairs; undefined for what are none. A single row may stand without its list. */
export function rowsIn(value: unknown): readonly (readonly JsonObject[])[] | undefined {
  if (isJsonObject(value)) {
    return [pairsIn(value) ?? []];
  }
  if (!Array.isArray(value)) {
    return undefined;
  }
  if (value.length > 0 && value.every(isPair)) {
    return [pairsIn(value) ?? []];
  }
  const rows = value.map(pairsIn);
  return rows.every((row) => row !== undefined) ? rows : undefined;
}

/** Pairs as the vendor has them, of a list or of a map from field to value; undefined for anything else. */
export function pairsIn(value: unknown): readonly JsonObject[] | undefined {
  if (Array.isArray(value)) {
    return value.every(isJsonObject) ? value.map(withKey) : undefined;
  }
  if (!isJsonObject(value)) {
    return undefined;
  }
  return isPair(value)
    ? [withKey(value)]
    : Object.entries(value).map(([key, item]) => ({ field_key: key, field_value: item ?? null }));
}

function isPair(value: unknown): boolean {
  return (
    isJsonObject(value) && ['field_key', 'field_alias', 'field_name'].some((key) => key in value)
  );
}

/** Who gives a name alone means the field of that name. */
function withKey(pair: JsonObject): JsonObject {
  const { field_key, field_alias, field_name } = pair;
  return field_key || field_alias || typeof field_name !== 'string'
    ? pair
    : { ...pair, field_key: field_name };
}
