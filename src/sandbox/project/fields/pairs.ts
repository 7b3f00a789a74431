import { assignRoles, roleOwnersOf } from '../config/roles.js';
import { type ItemScope, isAdministrator } from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import type { Wire, WireObject } from '../gateway/wire.js';
import { record, shown } from '../items/op-records.js';
import { findField, type ProjectFieldConf, unwritableTypes } from '../model/fields.js';
import type { ProjectWorld } from '../model/model.js';
import { readField } from './read-field.js';
import { acceptGroups, acceptValue, isEmpty } from './values.js';

/** Who writes fields, and where. */
export interface Writing {
  /** Its item may be a draft. */
  readonly scope: ItemScope;
  readonly userKey: string;
  readonly world: ProjectWorld;
  /** The item is about to be created: what its type gave it stays. */
  readonly isNew?: boolean;
}

/** The field that a FieldValuePair means. */
export function fieldOf(pair: WireObject, fields: readonly ProjectFieldConf[]): ProjectFieldConf {
  const { field_key: key, field_alias: alias } = pair;
  if (typeof key === 'string' && key !== '') {
    const field = fields.find((each) => each.key === key);
    return field ?? refuse(30009, `field_value_pairs field key ${key}:can not find field`);
  }
  if (typeof alias !== 'string' || alias === '') return refuse(20025);
  const field = findField(fields, alias);
  return field ?? refuse(30009, `field_value_pairs field alias ${alias}:can not find field`);
}

/** Overwrites the fields that the pairs name, in their order. */
export function applyPairs(pairs: readonly WireObject[], writing: Writing): void {
  for (const pair of pairs) {
    const field = fieldOf(pair, writing.scope.type.fields);
    checkWritable(field, writing);
    writeField(field, pair['field_value'] ?? null, writing);
  }
}

/** What pairs cannot write, whoever gives them. */
export function checkKind(field: ProjectFieldConf): void {
  if (field.readOnly) refuse(20033);
  if (unwritableTypes.has(field.type)) refuse(20029, `Unsupported Field Type, ${field.key}`);
}

export function checkWritable(field: ProjectFieldConf, writing: Writing): void {
  checkKind(field);
  checkEditor(field, writing);
}

/** Some fields are for the owners of certain roles, and for administrators. */
export function checkEditor(field: ProjectFieldConf, { scope, userKey }: Writing): void {
  const { editableRoles } = field;
  if (editableRoles === undefined || isAdministrator(scope.space, userKey)) return;
  const isEditor = editableRoles.some((role) => scope.item.roleOwners.get(role)?.includes(userKey));
  if (!isEditor) refuse(50006, `Unable to edit ${field.name} (${field.key})`, 'No right to edit');
}

/** Writes one field, and writes the change down. */
export function writeField(field: ProjectFieldConf, value: Wire, writing: Writing): void {
  const { scope, userKey, world } = writing;
  const old = readField(scope, field);
  const store = stores[field.key] ?? stores[field.type] ?? storeValue;
  store(field, value, writing);
  const happening = {
    operation: 'modify',
    module: field.type === 'role_owners' ? 'role_and_user_mod' : 'field_mod',
    objectType: 'field',
    objectValue: field.key,
    property: field.name,
    old: shown(old, world),
    new: shown(readField(scope, field), world),
  };
  record(scope, happening, userKey, world);
}

type Store = (field: ProjectFieldConf, value: Wire, writing: Writing) => void;

/** The fields that are not kept by their key alone: by key, or by type. */
const stores: Readonly<Record<string, Store>> = {
  name: (_, value, { scope }) => {
    if (typeof value !== 'string' || value === '') refuse(20006, 'field [name] is illegal');
    scope.item.name = value;
  },
  role_owners: (_, value, { scope, world, isNew = false }) => {
    const roles = roleOwnersOf(value, 50006);
    // The whole field is overwritten, or only the roles that are named.
    if (!isNew && world.options.unnamedParts === 'cleared') scope.item.roleOwners.clear();
    assignRoles(scope, roles, 50006, world);
  },
  compound_field: (field, value, { scope, world }) => {
    const { space } = scope;
    if (isEmpty(value)) scope.item.groups.delete(field.key);
    else scope.item.groups.set(field.key, acceptGroups(value, { space, field, world }));
  },
  // Null is a value of its own: in progress.
  signal: (field, value, writing) => {
    if (value === null) writing.scope.item.values.set(field.key, null);
    else storeValue(field, value, writing);
  },
};

function storeValue(field: ProjectFieldConf, value: Wire, { scope, world }: Writing): void {
  const { space, item } = scope;
  if (isEmpty(value)) item.values.delete(field.key);
  else item.values.set(field.key, acceptValue(value, { space, field, world }));
}
