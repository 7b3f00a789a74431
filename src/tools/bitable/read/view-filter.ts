import { keptConditionIssue } from '../../../cells/filter/kept-conditions.js';
import { InputError, type InputIssue } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { type Args, type ToolContext, tableRefOf } from '../../context/tool-context.js';
import { freshSchemaIfSeen } from '../query/table-schema.js';
import { storedValues } from './stored-conditions.js';

const filterPath = 'property.filter_info.conditions';

/**
 * Arguments of a view with the values of its filter in the vendor's terms: the JSON text of a list of ids. The fields
 * are ids by then.
 */
export async function withViewFilter<Given extends Args>(
  context: ToolContext,
  args: Given,
): Promise<Given> {
  const { property } = args;
  const filter = isJsonObject(property) ? property['filter_info'] : undefined;
  const conditions = isJsonObject(filter) ? objectsIn(filter['conditions']) : [];
  if (!isJsonObject(property) || !isJsonObject(filter) || conditions.length === 0) {
    return args;
  }
  const written = await writtenConditions(context, args, conditions);
  return {
    ...args,
    property: { ...property, filter_info: { ...filter, conditions: written } },
  };
}

async function writtenConditions(
  context: ToolContext,
  args: Args,
  conditions: readonly JsonObject[],
): Promise<readonly JsonObject[]> {
  const tableRef = tableRefOf(args);
  const schema = await freshSchemaIfSeen(context, tableRef);
  if (schema === undefined) {
    context.note(
      'the fields of the table cannot be listed: the values of the filter were sent as given',
    );
    return conditions.map((condition) => ({
      ...condition,
      ...(condition['value'] !== undefined && { value: JSON.stringify(valuesIn(condition)) }),
    }));
  }
  const stored = conditions.flatMap((condition, index) => {
    const field = schema.fields.find(({ id }) => id === condition['field_id']);
    const path = `${filterPath}[${index}]`;
    const operator = String(condition['operator']);
    return field === undefined ? [] : [{ field, operator, values: valuesIn(condition), path }];
  });
  const valued = stored.map((each) => ({ ...each, path: `${each.path}.value` }));
  const values = await storedValues(context, tableRef, schema, valued);
  const kept = stored.map((each, index) => ({ ...each, values: values[index] ?? each.values }));
  refuse(kept.flatMap((each) => keptConditionIssue({ ...each, keeper: 'view' }) ?? []));
  const byPath = new Map(kept.map((each) => [each.path, each.values]));
  return conditions.map((condition, index) => {
    const found = byPath.get(`${filterPath}[${index}]`) ?? valuesIn(condition);
    return condition['value'] === undefined
      ? condition
      : { ...condition, value: JSON.stringify(found) };
  });
}

function refuse(issues: readonly InputIssue[]): void {
  if (issues.length > 0) {
    throw new InputError(issues);
  }
}

/** A list as JSON text, as the vendor has it; any other text is the one value. */
function valuesIn({ value }: JsonObject): readonly string[] {
  if (typeof value !== 'string') {
    return [];
  }
  const list = listIn(value);
  return list === undefined ? [value] : list.map(textOf);
}

function listIn(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? [value] : Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A person or an option as it is read is meant by its id. */
function textOf(item: unknown): string {
  return String(isJsonObject(item) ? (item['id'] ?? item['name'] ?? '') : item);
}

function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
