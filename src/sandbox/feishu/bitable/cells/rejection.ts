import type { Json } from '../../../../core/json.js';
import { invalidParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import type { Field } from '../model.js';

interface Expectation {
  readonly code: number;
  /** The vendor's internal name of the type, where it was seen; `Multiline` is text, `Link` is a URL. */
  readonly name: string;
  readonly must: string;
}

const expectations: ReadonlyMap<number, Expectation> = new Map([
  [1, { code: 1254060, name: 'Multiline', must: 'be a string' }],
  [2, { code: 1254061, name: 'Number', must: 'be a number' }],
  [3, { code: 1254062, name: 'Single Option', must: 'be a string' }],
  [4, { code: 1254063, name: 'Multiple Options', must: 'be an array of strings' }],
  [5, { code: 1254064, name: 'Date', must: 'be a unix timestamp' }],
  [7, { code: 1254065, name: 'Checkbox', must: 'be a boolean' }],
  [11, { code: 1254066, name: 'User', must: 'be an array of objects with an id' }],
  [13, { code: 1254072, name: 'Phone', must: 'match (\\+)?\\d*, at most 64 characters' }],
  [15, { code: 1254068, name: 'Link', must: 'be an object' }],
  [17, { code: 1254069, name: 'Attachment', must: 'be an array of objects with a file_token' }],
  [18, { code: 1254067, name: 'SingleLink', must: 'be an array of record ids' }],
  [21, { code: 1254074, name: 'DuplexLink', must: 'be an array of record ids' }],
  [22, { code: 1254015, name: 'Location', must: 'be "longitude,latitude"' }],
  [23, { code: 1254015, name: 'GroupChat', must: 'be an array of objects with an id' }],
]);

/** Refuses a value that the field's type does not take, in the words that were measured. */
export function rejectValue(field: Field, value: Json): never {
  const { code, name, must } = expectations.get(field.type) ?? {
    code: 1254015,
    name: field.uiType,
    must: 'be absent, the field is read-only',
  };
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return refuse(
    code,
    undefined,
    invalidParameter(
      `fields.${field.name}.fieldValue.${shown}.fieldName.${field.name}`,
      `the value of '${name}' must ${must}`,
    ),
  );
}
