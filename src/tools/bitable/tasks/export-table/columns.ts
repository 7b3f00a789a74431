import { plainCell } from '../../../../cells/read/plain.js';
import { cellReader } from '../../../../cells/read/reading.js';
import { InputError } from '../../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import type { Question } from '../../query/record-query.js';

/** What of each record goes into the file. */
export interface ExportColumns {
  /** Empty where each row brings its own. */
  readonly names: readonly string[];
  rowOf(record: JsonObject): JsonObject;
}

type CellOf = (value: Json | undefined) => Json;

/** Cells in their plain form, as they can be written back; an empty one is null. */
export function jsonColumns(question: Question): ExportColumns {
  const names = namesOf(question);
  return names === undefined
    ? { names: [], rowOf: ({ fields }) => mapped(isJsonObject(fields) ? fields : {}) }
    : chosen(names, question, (cell) => cell);
}

/** The same with a link in one text, as it can be written back. */
export function csvColumns(question: Question): ExportColumns {
  const names = namesOf(question);
  if (names === undefined) {
    const problem = 'is missing, and the fields of this table may not be listed';
    throw new InputError([{ path: 'field_names', problem, allowed: 'the fields, or jsonl' }]);
  }
  return chosen(names, question, linkText);
}

function namesOf({ fieldNames, schema }: Question): readonly string[] | undefined {
  return fieldNames ?? schema?.fields.map(({ name }) => name);
}

function chosen(
  names: readonly string[],
  { schema }: Question,
  shape: (cell: Json) => Json,
): ExportColumns {
  const readers = names.map((name): readonly [string, CellOf] => {
    const field = schema?.fields.find((candidate) => candidate.name === name);
    const read =
      schema === undefined || field === undefined ? plainCell : cellReader(field, schema);
    return [name, (value) => shape(read(value))];
  });
  return {
    names,
    rowOf: ({ fields }) => {
      const cells = isJsonObject(fields) ? fields : {};
      return Object.fromEntries(readers.map(([name, read]) => [name, read(cells[name])]));
    },
  };
}

function mapped(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).map(([name, cell]) => [name, plainCell(cell)]));
}

/** `[text](link)` keeps both. */
function linkText(cell: Json): Json {
  if (isList(cell)) {
    return cell.map(linkText);
  }
  const { text, link } = isJsonObject(cell) ? cell : {};
  return typeof text === 'string' && typeof link === 'string' ? `[${text}](${link})` : cell;
}

function isList(cell: Json): cell is readonly Json[] {
  return Array.isArray(cell);
}
