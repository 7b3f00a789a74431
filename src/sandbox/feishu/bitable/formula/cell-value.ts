import { autoNumberText } from '../cells/auto-number.js';
import { defaultDateFormat } from '../fields/types/formats.js';
import type { Bitable, Cell, Field, Row, Scope } from '../model.js';
import { BLANK, boolean, number, text, textList, textOf, type Value } from './values.js';

/** Works formula cells out; their primary fields may be formulas in turn. */
export interface FormulaReader {
  formula(field: Field, row: Row, scope: Scope): Value;
}

type Reader = (field: Field, row: Row, scope: Scope, formulas: FormulaReader) => Value;

function personName(openId: string, { directory }: Bitable): string {
  return directory.person(openId, 'open_id')?.name ?? openId;
}

function date(ms: number, field: Field): Value {
  return { kind: 'date', ms, format: field.property?.date_formatter ?? defaultDateFormat };
}

/** By field type; every other type holds a cell. */
const computed: ReadonlyMap<number, Reader> = new Map<number, Reader>([
  [7, (field, row) => boolean(isChecked(row.cells.get(field.fieldId)))],
  [19, () => BLANK],
  [20, (field, row, scope, formulas) => formulas.formula(field, row, scope)],
  [1001, (field, row) => date(row.createdTime, field)],
  [1002, (field, row) => date(row.modifiedTime, field)],
  [1003, (_, row, { bitable }) => text(personName(row.createdBy, bitable))],
  [1004, (_, row, { bitable }) => text(personName(row.modifiedBy, bitable))],
  [1005, (field, row, scope) => text(autoNumberText(field, row, scope))],
]);

function isChecked(cell: Cell | undefined): boolean {
  return cell?.kind === 'checkbox' && cell.checked;
}

/** The value of a cell as an expression sees it. */
export function cellValue(field: Field, row: Row, scope: Scope, formulas: FormulaReader): Value {
  const reader = computed.get(field.type);
  if (reader !== undefined) return reader(field, row, scope, formulas);
  const cell = row.cells.get(field.fieldId);
  return cell === undefined ? BLANK : storedValue(cell, field, scope, formulas);
}

function storedValue(cell: Cell, field: Field, scope: Scope, formulas: FormulaReader): Value {
  const { bitable } = scope;
  switch (cell.kind) {
    case 'text':
    case 'url':
      return text(cell.text);
    case 'number':
      return number(cell.number);
    case 'checkbox':
      return boolean(cell.checked);
    case 'date':
      return date(cell.ms, field);
    case 'place':
      return text(cell.address.full_address);
    case 'options':
      return textList(cell.optionIds.map((id) => optionName(id, field)));
    case 'people':
      return textList(cell.openIds.map((id) => personName(id, bitable)));
    case 'groups':
      return textList(cell.chatIds.map((id) => bitable.directory.chat(id)?.name ?? id));
    case 'files':
      return textList(cell.fileTokens.map((token) => bitable.files.get(token)?.name ?? token));
    case 'links':
      return textList(linkedTexts(cell.recordIds, field, scope, formulas));
  }
}

function optionName(id: string, field: Field): string {
  return field.property?.options?.find((option) => option.id === id)?.name ?? '';
}

/** Linked records show the primary field of their table; those that are gone show nothing. */
function linkedTexts(
  recordIds: readonly string[],
  field: Field,
  scope: Scope,
  formulas: FormulaReader,
): string[] {
  const table = scope.base.tables.get(field.property?.table_id ?? '');
  const primary = table?.fields.find((each) => each.isPrimary) ?? table?.fields[0];
  if (table === undefined || primary === undefined) return [];
  const rows = recordIds.map((id) => table.rows.get(id)).filter((row) => row !== undefined);
  const linked = { ...scope, table };
  return rows.map((row) => textOf(cellValue(primary, row, linked, formulas), scope.base.timeZone));
}
