import type { Field, TableSchema } from '../../../src/cells/field.js';
import { prepareRows } from '../../../src/cells/write/writing.js';
import type { Json, JsonObject } from '../../../src/core/json.js';
import { wordedIssue } from '../../support/worded-issue.js';

export const shanghai = 'Asia/Shanghai';

interface FieldSettings {
  readonly name?: string;
  readonly uiType?: string;
  readonly property?: JsonObject;
}

/** A field of a type, called 字段 unless it says otherwise. */
export function field(type: number, settings: FieldSettings = {}): Field {
  const { name = '字段', uiType = '', property = {} } = settings;
  return { id: `fld${name}`, name, type, uiType, isPrimary: false, property };
}

export function options(...names: readonly string[]): JsonObject {
  return { options: names.map((name, index) => ({ id: `opt${index}`, name })) };
}

export function schemaOf(...fields: readonly Field[]): TableSchema {
  return { tableId: 'tblExample', timeZone: shanghai, fields };
}

type PrepareOptions = Partial<Parameters<typeof prepareRows>[2]>;

/** Prepares rows of a table with these fields. */
export function prepare(
  fields: readonly Field[],
  rows: readonly JsonObject[],
  asked: PrepareOptions = {},
) {
  const pathOf = (index: number) => `records[${index}].fields`;
  return prepareRows(rows, schemaOf(...fields), { createOptions: false, pathOf, ...asked });
}

/** What one value becomes, nothing being looked up: the cell, or what is wrong with it. */
export function written(to: Field, value: Json, asked: PrepareOptions = {}): unknown {
  const { issues, finish } = prepare([to], [{ [to.name]: value }], asked);
  const [issue] = issues;
  return issue === undefined ? finish(new Map()).rows[0]?.[to.name] : wordedIssue(issue);
}
