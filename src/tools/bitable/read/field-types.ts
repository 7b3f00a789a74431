import type { ZodRawShape } from 'zod';
import { typeNamed, typeWordsFor } from '../../../cells/kinds/type-words.js';
import { InputError, type InputIssue } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { Args } from '../../context/tool-context.js';

/**
 * Arguments that define fields, with the vendor's numbers where their types were given by word. `shape` tells whether
 * `type` is one of a field.
 */
export function withFieldTypes<Given extends Args>(shape: ZodRawShape, args: Given): Given {
  const { table } = args;
  const fields = isJsonObject(table) ? table['fields'] : undefined;
  const issues: InputIssue[] = [];
  const read = {
    ...args,
    ...('ui_type' in shape && isJsonObject(args) && typed(args, '', issues)),
    ...(isJsonObject(table) &&
      Array.isArray(fields) && { table: { ...table, fields: typedFields(fields, issues) } }),
  };
  if (issues.length > 0) {
    throw new InputError(issues);
  }
  return read;
}

function typedFields(fields: readonly Json[], issues: InputIssue[]): readonly Json[] {
  return fields.map((field, index) =>
    isJsonObject(field) ? { ...field, ...typed(field, `table.fields[${index}].`, issues) } : field,
  );
}

/** The type and the variant of a field whose type is a word; nothing of any other. */
function typed(
  { type, ui_type: variant }: JsonObject,
  path: string,
  issues: InputIssue[],
): JsonObject {
  if (typeof type !== 'string') {
    return {};
  }
  const found = typeNamed(type);
  if (found === undefined) {
    const problem = `is ${JSON.stringify(type)}, which is no type of field`;
    issues.push({ path: `${path}type`, problem, ...typeWordsFor(type) });
    return {};
  }
  const { uiType } = found;
  if (uiType !== undefined && variant !== undefined && variant !== uiType) {
    const problem = `is ${String(variant)}, but type is ${JSON.stringify(type)}`;
    issues.push({ path: `${path}ui_type`, problem, allowed: `${uiType}, or none` });
  }
  return { type: found.type, ...(uiType !== undefined && { ui_type: uiType }) };
}
