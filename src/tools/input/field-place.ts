import { isJsonObject } from '../../core/json.js';
import { type PathSegment, pathText, valueAt } from '../../core/path.js';

/** Names a field that is being defined in front of a path within it: `table.fields[3] "金额": property.formatter`. */
export function placeInField(field: string, name: unknown, inside: string): string {
  return typeof name === 'string' && name !== ''
    ? `${field === '' ? 'field' : field} ${JSON.stringify(name)}: ${inside}`
    : [field, inside].filter((part) => part !== '').join('.');
}

/** Gives the text of a path; one into the definition of a field names that field. */
export function namedPathText(input: unknown, path: readonly PathSegment[]): string {
  const at = path.indexOf('property');
  const owner = at < 0 ? undefined : valueAt(input, path.slice(0, at));
  return isJsonObject(owner)
    ? placeInField(pathText(path.slice(0, at)), owner['field_name'], pathText(path.slice(at)))
    : pathText(path);
}
