import type { Field, TableSchema } from '../../../cells/field.js';
import { NameIndex } from '../../../cells/name-index.js';
import type { InputIssue } from '../../../core/errors.js';

/** The field that is meant by its name, its id, or a name that differs in case, width or blanks alone. */
export type FieldFinder = (given: string) => Field | undefined;

export function fieldFinder({ fields }: TableSchema): FieldFinder {
  const byName = new Map(fields.map((field) => [field.name, field]));
  const byId = new Map(fields.map((field) => [field.id, field]));
  const names = new NameIndex(byName.keys());
  return (given) => byName.get(given) ?? byId.get(given) ?? byName.get(names.find(given) ?? '');
}

/** Names in an error text. */
const maxShown = 30;

/** A text as it stands in an error text. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

/** Says that a field does not exist, and which may be meant. `fits` tells which fields would do. */
export function unknownField(
  { fields }: TableSchema,
  given: string,
  path: string,
  fits: (field: Field) => boolean = () => true,
): InputIssue {
  const names = fields.filter(fits).map(({ name }) => name);
  const near = new NameIndex(names).near(given);
  const list = `${names.slice(0, maxShown).join(', ')}${names.length > maxShown ? ', …' : ''}`;
  return {
    path,
    problem: `names ${quoted(given)}, which is no field of the table`,
    allowed: near === undefined ? `one of ${list}` : `did you mean ${near}? The fields are ${list}`,
  };
}
