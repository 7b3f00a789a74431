import type { Identity } from '../../directory.js';
import { refuse } from '../../refusal.js';
import { type Field, type Scope, type Table, touch } from '../model.js';
import { insertRow } from '../records/row-store.js';
import { forgetField } from '../views/view-store.js';
import { pairField, unpairField } from './duplex-links.js';
import {
  checkNameIsFree,
  checkPrimary,
  checkRoom,
  readFieldSpec,
  readProperty,
} from './field-spec.js';

/** The columns of a table that was created without fields. */
const defaultFields = [
  { field_name: '文本', type: 1 },
  { field_name: '单选', type: 3 },
  { field_name: '日期', type: 5 },
  { field_name: '附件', type: 17 },
];

/** Adds one field as the page "Create a field" says. The first field of a table is its primary field. */
export function addField(scope: Scope, sent: unknown): Field {
  const spec = readFieldSpec(sent);
  const { fields } = scope.table;
  checkRoom(scope.table, spec.fieldType.type);
  checkNameIsFree(scope.table, spec.name);
  const isPrimary = fields.length === 0;
  if (isPrimary) checkPrimary(spec.fieldType);
  const field: Field = {
    fieldId: scope.bitable.ids.newFieldId(),
    name: spec.name,
    type: spec.fieldType.type,
    uiType: spec.uiType,
    isPrimary,
    property: readProperty(spec, scope),
    description: spec.description,
  };
  pairField(scope, field);
  fields.push(field);
  touch(scope);
  return field;
}

export function addDefaultFields(scope: Scope): void {
  for (const field of defaultFields) addField(scope, field);
}

/** The empty rows that a new base starts with. */
export function addBlankRows(scope: Scope, count: number, identity: Identity): void {
  for (let made = 0; made < count; made += 1) insertRow(scope, new Map(), identity);
  touch(scope);
}

/** Deletes a field with its cells. The other end of a duplex link becomes a one-way link. */
export function removeField(scope: Scope, field: Field): void {
  if (field.isPrimary) refuse(1254046);
  unpairField(scope, field);
  const { table } = scope;
  table.fields = table.fields.filter((other) => other !== field);
  for (const row of table.rows.values()) row.cells.delete(field.fieldId);
  for (const view of table.views) forgetField(view, field.fieldId);
  ungroup(table, field);
  touch(scope);
}

/** A group that is left without fields goes with its last one. */
function ungroup(table: Table, { fieldId }: Field): void {
  for (const group of table.fieldGroups) {
    group.fieldIds = group.fieldIds.filter((other) => other !== fieldId);
  }
  table.fieldGroups = table.fieldGroups.filter(({ fieldIds }) => fieldIds.length > 0);
}
