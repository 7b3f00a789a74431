import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { type ProjectField, textOf } from '../resolve/field.js';
import { refusal } from '../resolve/issues.js';
import type { Scene } from '../resolve/resolution-context.js';
import type { Spot } from '../resolve/spot.js';
import { takenBy, writeValue } from './values.js';

interface PairPlace {
  /** The argument that holds the pairs. */
  readonly path: string;
  readonly scene: Scene;
}

/** Fields that every type has, also where a listing leaves them out (page "Structures"). */
const documented: ReadonlyMap<string, string> = new Map([
  ['name', 'text'],
  ['description', 'multi_text'],
  ['template', ''],
  ['owner', 'user'],
  ['watchers', 'multi_user'],
  ['role_owners', 'role_owners'],
  ['current_status_operator', 'multi_user'],
  ['group_type', ''],
  ['business', 'business'],
  ['priority', ''],
  ['tags', ''],
  ['created_at', 'date'],
  ['updated_at', 'date'],
  ['start_time', 'date'],
  ['finish_time', 'date'],
  ['work_item_status', ''],
]);

/** FieldValuePair[] with keys for names and the vendor's values for those of people. */
export async function writePairs(
  pairs: readonly JsonObject[],
  fields: readonly ProjectField[],
  { path, scene }: PairPlace,
): Promise<JsonObject[]> {
  const written = await scene.issues.attemptAll(pairs, (pair) =>
    writePair(pair, fields, { path, scene }),
  );
  refuseRepeats(written, fields, { path, scene });
  return written;
}

async function writePair(
  pair: JsonObject,
  fields: readonly ProjectField[],
  { path, scene }: PairPlace,
): Promise<JsonObject> {
  const { field_key, field_alias, field_value: value } = pair;
  const name = textOf(field_key) || textOf(field_alias);
  const place = `${path}.${name}`;
  const field = fieldNamed(name, fields, place);
  const named = { ...pair, field_key: field.id };
  return value === undefined
    ? named
    : { ...named, field_value: await writeField(value, { field, path: place, scene }) };
}

/** A field by key, alias or name. Keys that no listing shows are the vendor's to judge. */
export function fieldNamed(
  name: string,
  fields: readonly ProjectField[],
  path: string,
  what = 'field',
): ProjectField {
  const isListed = fields.some(({ id }) => id === name);
  const type = /^field_\w+$/.test(name) ? '' : documented.get(name);
  if (type !== undefined && !isListed && !fields.some((field) => field.others?.includes(name))) {
    return { id: name, name, type, options: [], children: [], scopes: [] };
  }
  return choose({ what, name, path }, fields);
}

/** 20083. */
function refuseRepeats(
  pairs: readonly JsonObject[],
  fields: readonly ProjectField[],
  { path, scene }: PairPlace,
): void {
  const keys = pairs.map((pair) => textOf(pair['field_key']));
  for (const key of new Set(keys.filter((key, at) => key !== '' && keys.indexOf(key) < at))) {
    const name = fields.find(({ id }) => id === key)?.name ?? key;
    scene.issues.add(`${path}.${name}`, `is given more than once (${key})`);
  }
}

/** A value of any field. */
export function writeField(value: Json, spot: Spot): Promise<Json> {
  return spot.field.type === 'compound_field' && value !== null
    ? writeGroups(value, spot)
    : writeValue(value, spot);
}

/** The rows of a compound field: lists of pairs, or maps from sub-field to value. */
export async function writeGroups(value: Json, { field, path, scene }: Spot): Promise<Json> {
  const rows = rowsIn(value);
  if (rows === undefined) {
    throw refusal(path, `was ${JSON.stringify(value).slice(0, 100)}`, groupsOf(field));
  }
  return scene.issues.attemptAll<readonly JsonObject[], Json>(rows, (row, index) =>
    field.children.length === 0
      ? row
      : writePairs(row, field.children, { path: `${path}[${index}]`, scene }),
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
