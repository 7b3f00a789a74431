import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { refuseParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import { bodyText, refuseType } from '../body.js';
import {
  type BitableField,
  type FieldProperty,
  type Scope,
  type SelectOption,
  type Table,
  touch,
} from '../model.js';
import { fieldTypes } from './field-types.js';
import { backField, linkedTable } from './links.js';
import type { FieldType } from './types/field-type.js';
import { duplexLinkType, singleLinkType } from './types/link.js';

/** What a call says a field shall be; the property is not looked at yet. */
export interface FieldSpec {
  readonly name: string;
  readonly fieldType: FieldType;
  readonly uiType: string;
  readonly property: Json | undefined;
  readonly description: string;
}

const maxNameLength = 1_000;

export function readFieldSpec(sent: unknown): FieldSpec {
  if (!isJsonObject(sent)) return refuseType('field', 'object');
  const name = readName(sent);
  const fieldType = readType(sent);
  return {
    name,
    fieldType,
    uiType: readUiType(sent, fieldType),
    property: sent['property'],
    description: readDescription(sent),
  };
}

/** The spec's property as the vendor keeps and replies it. */
export function readProperty(
  spec: FieldSpec,
  scope: Scope,
  options: readonly SelectOption[] = [],
): FieldProperty | null {
  return spec.fieldType.property(spec.property, { scope, uiType: spec.uiType, options });
}

function readName(sent: JsonObject): string {
  const name =
    bodyText(sent, 'field_name') ?? refuseParameter('field_name', 'field_name is required');
  return checkFieldName(name);
}

/** A field's name without the blanks around it. */
function checkFieldName(text: string): string {
  const name = text.trim();
  if (name === '') refuse(1254028);
  if (name.length > maxNameLength || /\p{Cc}/u.test(name)) refuse(1254029);
  return name;
}

function readType(sent: JsonObject): FieldType {
  const type = sent['type'] ?? refuseParameter('type', 'type is required');
  if (typeof type !== 'number' || !Number.isInteger(type)) return refuseType('type', 'integer');
  const fieldType = fieldTypes.get(type);
  return fieldType?.creatable ? fieldType : refuse(1254012);
}

function readUiType(sent: JsonObject, { uiTypes }: FieldType): string {
  const uiType = bodyText(sent, 'ui_type') ?? uiTypes[0];
  return uiTypes.includes(uiType) ? uiType : refuse(1254012);
}

function readDescription(sent: JsonObject): string {
  const description = sent['description'] ?? {};
  if (!isJsonObject(description)) return refuseType('description', 'object');
  return bodyText(description, 'text') ?? '';
}

const maxFields = 300;

/** Refuses a field of this type when the table has no room for it. */
export function checkRoom(table: Table, fieldType: FieldType): void {
  if (table.fields.length >= maxFields) refuse(1254105);
  checkTypeRoom(table, fieldType);
}

/** Refuses another field of a type of which a table takes only some. */
export function checkTypeRoom(table: Table, { type, mostInTable = maxFields }: FieldType): void {
  if (table.fields.filter((field) => field.type === type).length >= mostInTable) refuse(1254105);
}

/** `except` is the field that is being renamed. */
export function checkNameIsFree(table: Table, name: string, except?: BitableField): void {
  if (table.fields.some((field) => field.name === name && field !== except)) refuse(1254014);
}

export function checkPrimary({ primary }: FieldType): void {
  if (!primary) refuse(1254012);
}

/** Gives a duplex link its back field in the linked table. Does nothing to other fields. */
export function pairField(scope: Scope, field: BitableField): void {
  const linked = linkedTable(scope, field);
  if (field.type !== duplexLinkType.type || linked === undefined) return;
  const name = backFieldName(linked, field);
  checkRoom(linked, duplexLinkType);
  checkNameIsFree(linked, name);
  if (linked === scope.table && name === field.name) refuse(1254014);
  const back: BitableField = {
    fieldId: scope.bitable.ids.newFieldId(),
    name,
    type: duplexLinkType.type,
    uiType: duplexLinkType.uiTypes[0],
    isPrimary: false,
    property: linkProperty(scope.table, true, field.fieldId),
    description: '',
  };
  field.property = linkProperty(linked, field.property?.multiple ?? true, back.fieldId);
  linked.fields.push(back);
  touch(scope, linked);
}

/** Makes the back field of a duplex link, which is about to go, a one-way link that keeps its cells. */
export function unpairField(scope: Scope, field: BitableField): void {
  const back = backField(scope, field);
  if (back === undefined || back === field) return;
  back.type = singleLinkType.type;
  back.uiType = singleLinkType.uiTypes[0];
  back.property = {
    multiple: back.property?.multiple ?? true,
    table_id: back.property?.table_id ?? scope.table.tableId,
  };
}

/** Renames the other end of a duplex link. */
export function renameBackField(scope: Scope, field: BitableField, name: string): void {
  const back = backField(scope, field);
  const linked = linkedTable(scope, field);
  if (back === undefined || linked === undefined) return;
  const checked = checkFieldName(name);
  checkNameIsFree(linked, checked, back);
  back.name = checked;
}

/** Field guide A05: unless it is named, `<linked table>-<this field>`. */
function backFieldName(linked: Table, field: BitableField): string {
  return checkFieldName(field.property?.back_field_name ?? `${linked.name}-${field.name}`);
}

function linkProperty(table: Table, multiple: boolean, backFieldId: string) {
  return { multiple, table_id: table.tableId, back_field_id: backFieldId };
}
