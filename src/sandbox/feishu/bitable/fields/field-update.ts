import { isDeepStrictEqual } from 'node:util';
import { refuse } from '../../refusal.js';
import { keepAutoNumbers, renumber } from '../cells/auto-number.js';
import type { Field, FieldProperty, Scope } from '../model.js';
import { touch } from '../model.js';
import { planColumn } from '../tables/field-column.js';
import { forgetConditions } from '../views/view-store.js';
import { backField, pairField, renameBackField, unpairField } from './duplex-links.js';
import {
  checkFormulaRoom,
  checkNameIsFree,
  checkPrimary,
  type FieldSpec,
  readFieldSpec,
  readProperty,
} from './field-spec.js';
import { duplexLink } from './links.js';
import { reformatsExisting } from './types/auto-number.js';

const formula = 20;
const autoNumber = 1005;

/** Replaces the definition of a field, whole, as the page "Update a field" says. */
export function replaceField(scope: Scope, field: Field, sent: unknown): Field {
  const spec = readFieldSpec(sent);
  checkReplacement(scope, field, spec);
  const property = readProperty(spec, scope, field.property?.options);
  const backName = newBackName(scope, field, property);
  const next = { ...field, ...definition(spec), property: keptPair(field, spec, property) };
  const renumbers = spec.fieldType.type === autoNumber && reformatsExisting(spec.property);
  if (isDeepStrictEqual(next, field) && backName === undefined && !renumbers) refuse(1254606);
  if (isPaired(next)) renameBack(scope, next, backName);
  else pairField(scope, next);
  replaceWith(scope, field, next, renumbers);
  touch(scope);
  return field;
}

function checkReplacement(scope: Scope, field: Field, { name, fieldType }: FieldSpec): void {
  checkNameIsFree(scope.table, name, field);
  if (field.isPrimary) checkPrimary(fieldType);
  if (fieldType.type === formula && field.type !== formula) checkFormulaRoom(scope.table);
}

function definition({ name, fieldType, uiType, description }: FieldSpec) {
  return { name, type: fieldType.type, uiType, description };
}

/** The cells follow the definition: converted, pruned, or numbered by the old rule. */
function replaceWith(scope: Scope, field: Field, next: Field, renumbers: boolean): void {
  const column = planColumn(scope, field, next);
  if (!isPaired(next) || next.property?.back_field_id !== field.property?.back_field_id) {
    unpairField(scope, field);
  }
  if (field.type !== next.type) {
    for (const view of scope.table.views) forgetConditions(view, field.fieldId);
  } else if (field.type === autoNumber) {
    if (renumbers) renumber(field, scope);
    else keepAutoNumbers(field, scope);
  }
  Object.assign(field, next);
  column.apply();
}

function isPaired({ type, property }: Field): boolean {
  return type === duplexLink && property?.back_field_id !== undefined;
}

/** A duplex link that still points to the same table keeps its back field. */
function keptPair(
  field: Field,
  { fieldType }: FieldSpec,
  property: FieldProperty | null,
): FieldProperty | null {
  const backId = field.property?.back_field_id;
  const stays =
    isPaired(field) &&
    fieldType.type === duplexLink &&
    field.property?.table_id === property?.table_id;
  if (!stays || backId === undefined) return property;
  const { back_field_name: _asked, ...kept } = property ?? {};
  return { ...kept, back_field_id: backId };
}

/** The name that is asked for the back field, unless it has it already. */
function newBackName(
  scope: Scope,
  field: Field,
  property: FieldProperty | null,
): string | undefined {
  const asked = property?.back_field_name;
  return asked === backField(scope, field)?.name ? undefined : asked;
}

function renameBack(scope: Scope, next: Field, name: string | undefined): void {
  if (name !== undefined) renameBackField(scope, next, name);
}
