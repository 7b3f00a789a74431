import { refuse } from '../../../kernel/refusal.js';
import type { Field, Table } from '../model.js';
import type { FieldType } from './types/field-type.js';

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
