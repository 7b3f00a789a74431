import type { Field, TableSchema } from '../../../cells/field.js';
import { NameIndex } from '../../../core/choose.js';
import { InputError, type InputIssue } from '../../../core/errors.js';
import { quoted } from '../../../core/text.js';
import { ambiguousName, optionOf } from '../../input/choose.js';

/** Characters of a name that is asked for, in an error text. */
export const maxQuotedName = 60;

/** Finds the field that is meant by its id, its name, or a name that differs in case, width or blanks alone. */
export type FieldFinder = (given: string) => Field | undefined;

export function fieldFinder({ fields }: TableSchema): FieldFinder {
  const index = new NameIndex(fields);
  return (given) => index.choose(given).found;
}

/** Gives the name of the field that is meant; refuses what means none, or several. */
export type FieldNamer = (given: string, path: string) => string;

export function fieldNamer({ fields }: TableSchema): FieldNamer {
  const index = new NameIndex(fields);
  return (given, path) => {
    const choice = index.choose(given);
    if (choice.found !== undefined) {
      return choice.found.name;
    }
    throw new InputError([
      choice.fitting.length > 0
        ? ambiguousName({ what: 'field', name: given, path }, choice.fitting)
        : {
            path,
            problem: `is ${JSON.stringify(given)}, which is no field of the table`,
            nearest: index.nearest(given),
            options: fields.map(optionOf),
            optionKind: 'query_field',
          },
    ]);
  };
}

/** Says that a field does not exist, or that several may be meant, and which. `fits` tells which fields would do. */
export function unknownField(
  { fields }: TableSchema,
  given: string,
  path: string,
  fits: (field: Field) => boolean = () => true,
): InputIssue {
  const choice = new NameIndex(fields).choose(given);
  if (choice.found === undefined && choice.fitting.length > 0) {
    return ambiguousName({ what: 'field', name: given, path }, choice.fitting);
  }
  const options = fields.filter(fits);
  return {
    path,
    problem: `names ${quoted(given, maxQuotedName)}, which is no field of the table`,
    nearest: new NameIndex(options).nearest(given),
    options: options.map(optionOf),
    optionKind: 'field',
  };
}
