import type { Json } from '../../../../core/json.js';
import { isLink } from '../fields/links.js';
import { formulaValue } from '../formula/evaluate.js';
import type { Cell, Field, Row } from '../model.js';
import { autoNumberText } from './auto-number.js';
import * as objects from './objects.js';
import type { ReadContext } from './read-context.js';

/** How search and batch_get show a cell. Undefined: the field is left out of the record. */
export function modernCell(field: Field, row: Row, context: ReadContext): Json | undefined {
  const compute = computed.get(field.type);
  if (compute !== undefined) return compute(row, field, context);
  const cell = row.cells.get(field.fieldId);
  if (cell !== undefined) return stored(cell, field, context);
  // The one type that is there while it is empty (page "Search records").
  return isLink(field) ? {} : undefined;
}

type Compute = (row: Row, field: Field, context: ReadContext) => Json | undefined;

const hidden: Compute = () => undefined;

const computed: ReadonlyMap<number, Compute> = new Map<number, Compute>([
  [19, result],
  [20, result],
  [24, hidden],
  [1001, (row) => row.createdTime],
  [1002, (row) => row.modifiedTime],
  [1003, (row, _field, context) => [objects.personObject(row.createdBy, context)]],
  [1004, (row, _field, context) => [objects.personObject(row.modifiedBy, context)]],
  [1005, (row, field, { scope }) => autoNumberText(field, row, scope)],
  [3001, hidden],
]);

/** Formulas and lookups: the type of the result, and always a list of values in that type's shape. */
function result(row: Row, field: Field, { scope }: ReadContext): Json | undefined {
  const { type, values } = formulaValue(field, row, scope);
  if (values.length === 0) return undefined;
  const value = type === 1 ? values.map((part) => objects.textSegment(String(part))) : [...values];
  return { type, value };
}

function stored(cell: Cell, field: Field, context: ReadContext): Json {
  switch (cell.kind) {
    case 'text':
      return text(cell.text, field);
    case 'number':
      return cell.number;
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
      return files(cell.fileTokens, context);
    case 'links':
      return { link_record_ids: cell.recordIds };
    case 'place':
      return objects.placeObject(cell);
  }
}

/** Phone numbers are plain, every other text comes in segments. */
function text(content: string, field: Field): Json {
  if (field.type !== 1) return content;
  return [field.uiType === 'Email' ? objects.emailSegment(content) : objects.textSegment(content)];
}

function options(optionIds: readonly string[], field: Field): Json {
  const names = objects.optionNames(field, optionIds);
  return field.type === 3 ? (names[0] ?? '') : names;
}

/** The links say which table gives the right to the file, at which revision. */
function files(fileTokens: readonly string[], context: ReadContext): Json {
  const { tableId, revision } = context.scope.table;
  const extra = JSON.stringify({ bitablePerm: { tableId, rev: revision } });
  return fileTokens.map((fileToken) => objects.fileObject(fileToken, context, extra));
}
