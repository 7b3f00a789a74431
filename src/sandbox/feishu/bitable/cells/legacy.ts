import type { Json } from '../../../../core/json.js';
import { linkedTable } from '../fields/links.js';
import { formulaValue } from '../formula/evaluate.js';
import type { Cell, Field, Row } from '../model.js';
import { autoNumberText } from './auto-number.js';
import * as objects from './objects.js';
import type { ReadContext } from './read-context.js';
import { cellText } from './text.js';

export interface LegacyContext extends ReadContext {
  /** `text_field_as_array` */
  readonly textAsArray: boolean;
  /** `display_formula_ref` */
  readonly formulaRef: boolean;
}

/** How list and get show a cell. Undefined: the field is left out of the record. */
export function legacyCell(field: Field, row: Row, context: LegacyContext): Json | undefined {
  const compute = computed.get(field.type);
  if (compute !== undefined) return compute(row, field, context);
  const cell = row.cells.get(field.fieldId);
  return cell === undefined ? undefined : stored(cell, field, context);
}

type Compute = (row: Row, field: Field, context: LegacyContext) => Json | undefined;

const hidden: Compute = () => undefined;

const computed: ReadonlyMap<number, Compute> = new Map<number, Compute>([
  [19, result],
  [20, result],
  [24, hidden],
  [1001, (row) => row.createdTime],
  [1002, (row) => row.modifiedTime],
  [1003, (row, _field, context) => objects.personObject(row.createdBy, context)],
  [1004, (row, _field, context) => objects.personObject(row.modifiedBy, context)],
  [1005, (row, field, { scope }) => autoNumberText(field, row, scope)],
  [3001, hidden],
]);

/** Formulas and lookups: one segment of text, or, when asked for, the shape of what they refer to. */
function result(row: Row, field: Field, context: LegacyContext): Json | undefined {
  if (context.formulaRef) return referred(row, field, context);
  const shown = cellText(field, row, context.scope);
  return shown === '' ? undefined : [objects.textSegment(shown)];
}

function referred(row: Row, field: Field, context: LegacyContext): Json | undefined {
  const { type, values } = formulaValue(field, row, context.scope);
  const [first, ...others] = values.map((value) => referredValue(type, value, context));
  return others.length === 0 ? first : [first ?? null, ...others];
}

function referredValue(
  type: number,
  value: string | number | boolean,
  context: LegacyContext,
): Json {
  if (type === 1) return text(String(value), context);
  return type === 2 ? number(Number(value), context) : value;
}

function stored(cell: Cell, field: Field, context: LegacyContext): Json {
  switch (cell.kind) {
    case 'text':
      return storedText(cell.text, field, context);
    case 'number':
      return number(cell.number, context);
    case 'options':
      return options(cell.optionIds, field);
    case 'date':
      return cell.ms;
    case 'checkbox':
      return cell.checked;
    case 'people':
      return cell.openIds.map((openId) => objects.personObject(openId, context));
    case 'groups':
      return cell.chatIds.map((chatId) => objects.groupObject(chatId, context));
    case 'url':
      return { link: cell.link, text: cell.text };
    case 'files':
      return cell.fileTokens.map((fileToken) => objects.fileObject(fileToken, context));
    case 'links':
      return links(cell.recordIds, field, context);
    case 'place':
      return objects.placeObject(cell);
  }
}

function storedText(content: string, field: Field, context: LegacyContext): Json {
  if (field.type !== 1) return content;
  if (field.uiType === 'Email' && context.textAsArray) return [objects.emailSegment(content)];
  return text(content, context);
}

function text(content: string, { textAsArray }: LegacyContext): Json {
  return textAsArray ? [objects.textSegment(content)] : content;
}

function number(value: number, { scope }: LegacyContext): Json {
  return scope.bitable.options.legacyNumbers === 'text' ? String(value) : value;
}

function options(optionIds: readonly string[], field: Field): Json {
  const names = objects.optionNames(field, optionIds);
  return field.type === 3 ? (names[0] ?? '') : names;
}

/** One entry for all the linked records, with the text of their primary fields. */
function links(recordIds: readonly string[], field: Field, { scope }: LegacyContext): Json {
  const table = linkedTable(scope, field);
  if (table === undefined) return [];
  const texts = recordIds.map((recordId) => {
    const row = table.rows.get(recordId);
    const primary = table.fields.find((other) => other.isPrimary);
    return row && primary ? cellText(primary, row, { ...scope, table }) : '';
  });
  return [
    {
      record_ids: recordIds,
      table_id: table.tableId,
      text: texts.join(','),
      text_arr: texts,
      type: 'text',
    },
  ];
}
