import { typeOfPropertyCode } from '../../../cells/kinds/settings.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import type { FailedCall } from '../../context/vendor.js';
import { placeInField } from '../../input/field-place.js';

/** Says which of the fields that a call defines the vendor's refusal of a property is about: it names none. */
export function propertyLines({ args, cause }: FailedCall): readonly string[] {
  const type = typeOfPropertyCode(cause.facts.code);
  if (type === undefined) {
    return [];
  }
  const suspects = definitionsIn(args).filter(([, field]) => field['type'] === type);
  const places = suspects.map(([path, field]) =>
    placeInField(
      path,
      field['field_name'],
      `property ${JSON.stringify(field['property'] ?? null)}`,
    ),
  );
  return places.length === 0 ? [] : [`It is about ${places.join(' or ')}.`];
}

/** The fields that a call defines, with their places. */
function definitionsIn(args: FailedCall['args']): readonly (readonly [string, JsonObject])[] {
  const { table } = args;
  const list = isJsonObject(table) ? table['fields'] : undefined;
  const fields = Array.isArray(list) ? list.filter(isJsonObject) : [];
  return isJsonObject(args) && 'field_name' in args
    ? [['', args]]
    : fields.map((field, index) => [`table.fields[${index}]`, field]);
}
