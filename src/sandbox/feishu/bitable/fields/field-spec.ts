import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { refuseParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import { bodyText, refuseType } from '../body.js';
import type { Field, FieldProperty, Scope, SelectOption, Table } from '../model.js';
import { fieldTypes } from './field-types.js';
import type { FieldType } from './types/field-type.js';

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
export function checkFieldName(text: string): string {
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
const maxFormulaFields = 100;
const formula = 20;

/** Refuses a field of this type when the table has no room for it. */
export function checkRoom(table: Table, type: number): void {
  if (table.fields.length >= maxFields) refuse(1254105);
  if (type === formula) checkFormulaRoom(table);
}

/** The overview page: at most 100 of a table's fields are formulas. */
export function checkFormulaRoom(table: Table): void {
  const formulas = table.fields.filter((field) => field.type === formula);
  if (formulas.length >= maxFormulaFields) refuse(1254105);
}

/** `except` is the field that is being renamed. */
export function checkNameIsFree(table: Table, name: string, except?: Field): void {
  if (table.fields.some((field) => field.name === name && field !== except)) refuse(1254014);
}

export function checkPrimary({ primary }: FieldType): void {
  if (!primary) refuse(1254012);
}
