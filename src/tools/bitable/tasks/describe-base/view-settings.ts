import type { Field, TableSchema } from '../../../../cells/field.js';
import { isoOf } from '../../../../cells/time/dates.js';
import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';

/** What a view shows of its table: `filter: 状态 is 进行中`, `hides 备注`. */
export function settingsOf({ property }: JsonObject, schema: TableSchema): readonly string[] {
  const { filter_info: filter, hidden_fields: hidden } = isJsonObject(property) ? property : {};
  const conditions = isJsonObject(filter) ? filterText(filter, schema) : '';
  const names = Array.isArray(hidden) ? hidden.map((id) => nameOf(id, schema)) : [];
  return [
    ...(conditions === '' ? [] : [`filter: ${conditions}`]),
    ...(names.length === 0 ? [] : [`hides ${names.join(' | ')}`]),
  ];
}

function filterText({ conjunction, conditions }: JsonObject, schema: TableSchema): string {
  const list = Array.isArray(conditions) ? conditions.filter(isJsonObject) : [];
  return list.map((condition) => conditionText(condition, schema)).join(` ${conjunction} `);
}

function conditionText({ field_id, operator, value }: JsonObject, schema: TableSchema): string {
  const field = schema.fields.find(({ id }) => id === field_id);
  const values = valuesText(value, field, schema);
  return [nameOf(field_id, schema), operator, ...(values === '' ? [] : [values])].join(' ');
}

/** Values of a view's filter are a list as JSON text: option ids, dates as `ExactDate` and its milliseconds. */
function valuesText(
  value: Json | undefined,
  field: Field | undefined,
  schema: TableSchema,
): string {
  const values = listIn(value);
  const [keyword, ms] = values;
  if (keyword === 'ExactDate' && ms !== undefined) {
    return isoOf(Number(ms), schema.timeZone, true);
  }
  const names = optionNames(field);
  return values.map((item) => names.get(item) ?? item).join(' | ');
}

function listIn(value: Json | undefined): readonly string[] {
  try {
    const list: unknown = JSON.parse(String(value));
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [String(value)];
  }
}

function optionNames(field: Field | undefined): ReadonlyMap<string, string> {
  const options = field?.property['options'];
  const list = Array.isArray(options) ? options.filter(isJsonObject) : [];
  return new Map(list.map(({ id, name }) => [String(id), String(name)]));
}

function nameOf(fieldId: Json | undefined, { fields }: TableSchema): string {
  return fields.find(({ id }) => id === fieldId)?.name ?? String(fieldId);
}
