import type { InputIssue } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { Args } from '../../context/tool-context.js';
import { effectOf, hasMeaning, type RoleForm, rightIssues } from './role-rights.js';

/** A role as it will be, and as it is, in the form in which the vendor takes it. */
export interface MergedRole {
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** What the caller should know of it. */
  readonly notes: readonly string[];
  /** What cannot be. */
  readonly issues: readonly InputIssue[];
}

/** How the right of a table that a call names joins the stored one. */
type Joining = 'fields' | 'map' | 'maps' | 'rule';

const joinings: Readonly<Record<string, Joining>> = {
  field_perm: 'fields',
  view_rules: 'map',
  field_action_rules: 'maps',
  rec_rule: 'rule',
  other_rec_rule: 'rule',
};

/** Puts what a call says of a role over what is stored: what it does not name stays, in each table too. */
export function mergeRole(stored: JsonObject, given: Args, form: RoleForm): MergedRole {
  const before = roleDefinition(stored);
  const tables = [...objectsIn(before['table_roles'])];
  const notes: string[] = [];
  const issues: InputIssue[] = [];
  for (const [index, role] of objectsIn(given['table_roles']).entries()) {
    const at = tables.findIndex((table) => isSameTable(table, role));
    const old = tables[at];
    const merged = mergeTable(old ?? {}, role, form);
    notes.push(...(old === undefined ? [] : merged.notes));
    issues.push(...issuesOf(merged.table, role, form, `table_roles[${index}]`));
    tables[at < 0 ? tables.length : at] = merged.table;
  }
  const blocks = mergeBlocks(objectsIn(before['block_roles']), given['block_roles']);
  const baseRule = mergeMap(before['base_rule'], given['base_rule']);
  return {
    before,
    after: {
      role_name: trimmed(given['role_name']) ?? before['role_name'] ?? '',
      table_roles: tables,
      ...(blocks !== undefined && { block_roles: blocks }),
      ...(baseRule !== undefined && { base_rule: baseRule }),
    },
    notes,
    issues,
  };
}

function issuesOf(
  table: JsonObject,
  given: JsonObject,
  form: RoleForm,
  path: string,
): readonly InputIssue[] {
  const { table_perm: perm, field_perm: fields } = table;
  if (perm === undefined) {
    const problem = 'is required: the role has no rights in this table yet';
    return [{ path: `${path}.table_perm`, problem }];
  }
  const named = given['field_perm'];
  const isEmptied = isJsonObject(named) && Object.keys(named).length > 0 && isEmpty(fields);
  return isEmptied ? [emptiedIssue(path)] : rightIssues(given, perm, form, path);
}

function emptiedIssue(path: string): InputIssue {
  return {
    path: `${path}.field_perm`,
    problem: 'would name no field, which shows all of them',
    allowed: 'the fields that stay visible as well, or table_perm: 0',
  };
}

function isEmpty(map: Json | undefined): boolean {
  return isJsonObject(map) && Object.keys(map).length === 0;
}

function trimmed(text: unknown): string | undefined {
  return typeof text === 'string' ? text.trim() : undefined;
}

function isSameTable(stored: JsonObject, given: JsonObject): boolean {
  return given['table_id'] === undefined
    ? stored['table_name'] === given['table_name']
    : stored['table_id'] === given['table_id'];
}

function mergeTable(stored: JsonObject, given: JsonObject, form: RoleForm) {
  const perm = given['table_perm'] ?? stored['table_perm'];
  const changes = perm !== stored['table_perm'];
  const useless = Object.keys(stored).filter((key) => changes && !hasMeaning(key, perm, form));
  const kept = Object.fromEntries(Object.entries(stored).filter(([key]) => !useless.includes(key)));
  const joined = Object.entries(given).map(([key, value]) => [
    key,
    joinRight(stored[key], value ?? null, joinings[key]),
  ]);
  const name = String(stored['table_name'] ?? stored['table_id']);
  return {
    table: { ...kept, ...Object.fromEntries(joined) },
    notes: [
      ...useless
        .filter((key) => !key.startsWith('allow_') && given[key] === undefined)
        .map((key) => `${key} of ${name} goes: with table_perm ${String(perm)} ${effectOf(perm)}`),
      ...(isMapBegun(stored, given)
        ? [`field_perm of ${name} is new: the fields that it does not name are hidden`]
        : []),
    ],
  };
}

function isMapBegun(stored: JsonObject, { field_perm: given }: JsonObject): boolean {
  return stored['field_perm'] === undefined && isJsonObject(given) && !isEmpty(given);
}

function joinRight(stored: Json | undefined, given: Json, joining: Joining | undefined): Json {
  if (!isJsonObject(given) || joining === undefined) {
    return given;
  }
  if (joining === 'rule') {
    return joinRule(stored, given);
  }
  if (joining === 'maps') {
    return joinMaps(stored, given);
  }
  const map = mergeMap(stored, given) ?? {};
  return joining === 'fields' ? withoutHidden(map) : map;
}

/** Fields that a map does not name are hidden: 0 is no value of the vendor's. */
function withoutHidden(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).filter(([, perm]) => perm !== 0));
}

/** An empty rule lets all records through; of another one, what is not named stays. */
function joinRule(stored: Json | undefined, given: JsonObject): JsonObject {
  const isReset = !['conditions', 'condition_groups'].some(
    (key) => objectsIn(given[key]).length > 0,
  );
  const namesList = 'conditions' in given || 'condition_groups' in given;
  if (Object.keys(given).length === 0 || (isReset && namesList) || !isJsonObject(stored)) {
    return given;
  }
  const lists = ['conditions', 'condition_groups', 'display_rec_rule_version'];
  const kept = Object.entries(stored).filter(([key]) => !(namesList && lists.includes(key)));
  return { ...Object.fromEntries(kept), ...given };
}

function joinMaps(stored: Json | undefined, given: JsonObject): JsonObject {
  const maps = isJsonObject(stored) ? stored : {};
  const joined = Object.entries(given).map(([key, map]) => [key, mergeMap(maps[key], map) ?? {}]);
  return Object.keys(given).length === 0 ? given : { ...maps, ...Object.fromEntries(joined) };
}

/** `{}` resets a map; of another one, the keys that are not named stay. */
function mergeMap(stored: Json | undefined, given: unknown): JsonObject | undefined {
  const map = isJsonObject(stored) ? stored : undefined;
  if (!isJsonObject(given)) {
    return map;
  }
  return Object.keys(given).length === 0 ? given : { ...map, ...given };
}

/** The dashboards of a role by id; an object, into which the schema turns an empty list, resets them. */
function mergeBlocks(stored: readonly JsonObject[], given: unknown): Json | undefined {
  if (isJsonObject(given)) {
    return given;
  }
  const blocks = new Map(stored.map((block) => [block['block_id'], block]));
  for (const block of objectsIn(given)) {
    blocks.set(block['block_id'], block);
  }
  return blocks.size === 0 ? undefined : [...blocks.values()];
}

/** What replies alone tell, and what they call otherwise than requests (A44). */
const replyKeys: Readonly<Record<string, string | undefined>> = {
  addrecords_perm: 'allow_add_record',
  deleterecords_perm: 'allow_delete_record',
  field_type: undefined,
  block_type: undefined,
  perm: undefined,
};

/** A listed role in the form in which the vendor takes it. */
export function roleDefinition(stored: JsonObject): JsonObject {
  const { role_name, table_roles, block_roles, base_rule } = stored;
  const blocks = objectsIn(block_roles);
  return {
    role_name: role_name ?? '',
    table_roles: objectsIn(table_roles).map(inRequestTerms),
    ...(blocks.length > 0 && { block_roles: blocks.map(inRequestTerms) }),
    ...(isJsonObject(base_rule) && { base_rule }),
  };
}

function inRequestTerms(value: JsonObject): JsonObject {
  const entries = Object.entries(value).flatMap(([key, item]): [string, Json][] => {
    const name = Object.hasOwn(replyKeys, key) ? replyKeys[key] : key;
    const isNothing = item === undefined || item === null;
    return name === undefined || isNothing ? [] : [[name, partInRequestTerms(item, key)]];
  });
  return Object.fromEntries(entries);
}

function partInRequestTerms(item: Json, key: string): Json {
  if (Array.isArray(item)) {
    return item.map((part: Json) => (isJsonObject(part) ? inRequestTerms(part) : part));
  }
  // Names of fields and views are no keys of the vendor's.
  const isMap = joinings[key] !== undefined && joinings[key] !== 'rule';
  return isJsonObject(item) && !isMap ? inRequestTerms(item) : item;
}

export function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
