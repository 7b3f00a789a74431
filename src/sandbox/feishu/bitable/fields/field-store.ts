import { isDeepStrictEqual } from 'node:util';
import type { CallIdentity } from '../../directory.js';
import { refuse } from '../../refusal.js';
import { cellText } from '../formula/evaluation.js';
import {
  type BitableField,
  type Cell,
  type FieldProperty,
  type Row,
  type Scope,
  type Table,
  touch,
} from '../model.js';
import { insertRow, putCell } from '../records/row-store.js';
import { forgetConditions, forgetField } from '../views/view-store.js';
import {
  checkNameIsFree,
  checkPrimary,
  checkRoom,
  checkTypeRoom,
  type FieldSpec,
  pairField,
  readFieldSpec,
  readProperty,
  renameBackField,
  unpairField,
} from './field-spec.js';
import { typeOf } from './field-types.js';
import { backField } from './links.js';
import { OptionDrafts } from './option-drafts.js';
import { attachmentType } from './types/attachment.js';
import { dateType } from './types/date.js';
import type { Conversion } from './types/field-type.js';
import { duplexLinkType } from './types/link.js';
import { singleSelectType } from './types/select.js';
import { textType } from './types/text.js';

/** The columns of a table that was created without fields. */
const defaultFields = [
  { field_name: '文本', type: textType.type },
  { field_name: '单选', type: singleSelectType.type },
  { field_name: '日期', type: dateType.type },
  { field_name: '附件', type: attachmentType.type },
];

/** Adds one field as the page "Create a field" says. The first field of a table is its primary field. */
export function addField(scope: Scope, sent: unknown): BitableField {
  const spec = readFieldSpec(sent);
  const { fields } = scope.table;
  checkRoom(scope.table, spec.fieldType);
  checkNameIsFree(scope.table, spec.name);
  const isPrimary = fields.length === 0;
  if (isPrimary) checkPrimary(spec.fieldType);
  const field: BitableField = {
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
export function addBlankRows(scope: Scope, count: number, identity: CallIdentity): void {
  for (let made = 0; made < count; made += 1) insertRow(scope, new Map(), identity);
  touch(scope);
}

/** Deletes a field with its cells. The other end of a duplex link becomes a one-way link. */
export function removeField(scope: Scope, field: BitableField): void {
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
function ungroup(table: Table, { fieldId }: BitableField): void {
  for (const group of table.fieldGroups) {
    group.fieldIds = group.fieldIds.filter((other) => other !== fieldId);
  }
  table.fieldGroups = table.fieldGroups.filter(({ fieldIds }) => fieldIds.length > 0);
}

/** Replaces the definition of a field, whole, as the page "Update a field" says. */
export function replaceField(scope: Scope, field: BitableField, sent: unknown): BitableField {
  const spec = readFieldSpec(sent);
  checkReplacement(scope, field, spec);
  const property = readProperty(spec, scope, field.property?.options);
  const backName = newBackName(scope, field, property);
  const next = { ...field, ...definition(spec), property: keptPair(field, spec, property) };
  const renumbers = spec.fieldType.numbering?.restarts(spec.property) ?? false;
  if (isDeepStrictEqual(next, field) && backName === undefined && !renumbers) refuse(1254606);
  if (isPaired(next)) renameBack(scope, next, backName);
  else pairField(scope, next);
  replaceWith(scope, field, next, renumbers);
  touch(scope);
  return field;
}

function checkReplacement(scope: Scope, field: BitableField, { name, fieldType }: FieldSpec): void {
  checkNameIsFree(scope.table, name, field);
  if (field.isPrimary) checkPrimary(fieldType);
  if (fieldType.type !== field.type) checkTypeRoom(scope.table, fieldType);
}

function definition({ name, fieldType, uiType, description }: FieldSpec) {
  return { name, type: fieldType.type, uiType, description };
}

/** The cells follow the definition: converted, pruned, or numbered by the old rule. */
function replaceWith(
  scope: Scope,
  field: BitableField,
  next: BitableField,
  renumbers: boolean,
): void {
  const column = planColumn(scope, field, next);
  const { numbering } = typeOf(field);
  if (!isPaired(next) || next.property?.back_field_id !== field.property?.back_field_id) {
    unpairField(scope, field);
  }
  if (field.type !== next.type) {
    for (const view of scope.table.views) forgetConditions(view, field.fieldId);
  } else if (renumbers) {
    numbering?.restart(field, scope);
  } else {
    numbering?.keep(field, scope);
  }
  Object.assign(field, next);
  column.apply();
}

function isPaired({ property }: BitableField): boolean {
  return property?.back_field_id !== undefined;
}

/** A duplex link that still points to the same table keeps its back field. */
function keptPair(
  field: BitableField,
  { fieldType }: FieldSpec,
  property: FieldProperty | null,
): FieldProperty | null {
  const backId = field.property?.back_field_id;
  const stays =
    isPaired(field) &&
    fieldType.type === duplexLinkType.type &&
    field.property?.table_id === property?.table_id;
  if (!stays || backId === undefined) return property;
  const { back_field_name: _asked, ...kept } = property ?? {};
  return { ...kept, back_field_id: backId };
}

/** The name that is asked for the back field, unless it has it already. */
function newBackName(
  scope: Scope,
  field: BitableField,
  property: FieldProperty | null,
): string | undefined {
  const asked = property?.back_field_name;
  return asked === backField(scope, field)?.name ? undefined : asked;
}

function renameBack(scope: Scope, next: BitableField, name: string | undefined): void {
  if (name !== undefined) renameBackField(scope, next, name);
}

/** What becomes of the cells of a field whose definition changes; `apply` comes after the change. */
interface ColumnChange {
  apply(): void;
}

/** Plans the column of a field that changes to `to`. Options that values make up are added to `to`. */
function planColumn(scope: Scope, field: BitableField, to: BitableField): ColumnChange {
  if (field.type !== to.type || field.property?.table_id !== to.property?.table_id) {
    return conversion(scope, field, to);
  }
  return to.property?.options === undefined ? { apply: () => {} } : pruning(scope, to);
}

function conversion(scope: Scope, field: BitableField, to: BitableField): ColumnChange {
  const options = new OptionDrafts(scope.bitable.ids);
  const plan: Conversion = { from: { ...field }, to, scope, options };
  const cells = new Map<Row, Cell | null>();
  for (const row of scope.table.rows.values()) cells.set(row, convertCell(row, plan));
  options.commit();
  return {
    apply: () => {
      for (const [row, cell] of cells) {
        row.cells.delete(field.fieldId);
        if (cell !== null) putCell(scope, row, field, cell);
      }
    },
  };
}

/** A row's cell after the change; null where the new type cannot hold what was there. */
function convertCell(row: Row, conversion: Conversion): Cell | null {
  const { from, to, scope } = conversion;
  const { convert } = typeOf(to);
  const cell = row.cells.get(from.fieldId);
  if (convert === undefined || (cell === undefined && !typeOf(from).computed)) return null;
  return convert({ ...conversion, cell, text: cellText(from, row, scope) });
}

/** Options that are gone leave the cells. */
function pruning({ table }: Scope, to: BitableField): ColumnChange {
  const kept = new Set(to.property?.options?.map(({ id }) => id));
  return {
    apply: () => {
      for (const row of table.rows.values()) pruneCell(row, to.fieldId, kept);
    },
  };
}

function pruneCell(row: Row, fieldId: string, kept: ReadonlySet<string>): void {
  const cell = row.cells.get(fieldId);
  if (cell?.kind !== 'options') return;
  const optionIds = cell.optionIds.filter((id) => kept.has(id));
  if (optionIds.length === 0) row.cells.delete(fieldId);
  else row.cells.set(fieldId, { kind: 'options', optionIds });
}
