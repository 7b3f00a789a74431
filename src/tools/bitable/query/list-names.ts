import type { Field, TableSchema } from '../../../cells/field.js';
import { fieldsIn, withFields } from '../../../cells/filter/formula-fields.js';
import { kindOf } from '../../../cells/kinds/kinds.js';
import { optionsOf } from '../../../cells/kinds/select.js';
import { urlType } from '../../../cells/kinds/text.js';
import { isoOf, readDate } from '../../../cells/time/date-text.js';
import { InputError } from '../../../core/errors.js';
import type { Args } from '../../context/tool-context.js';
import { choose } from '../../input/choose.js';
import { fieldNamer } from './field-finder.js';
import { listOrder } from './sort-keys.js';

type Note = (text: string) => void;

/** What a read of the older kind asks for. */
interface ListNames {
  readonly args: Args;
  /** The fields that the caller asked for; undefined for all. */
  readonly fieldNames: readonly string[] | undefined;
}

/** Puts the fields' own names in place of what was written for them. */
export function withListNames(args: Args, schema: TableSchema, note: Note): ListNames {
  const { filter } = args;
  const sort = textsIn(args['sort']);
  const fieldNames = textsIn(args['field_names'])?.map((given, index) =>
    fieldNamer(schema)(given, `field_names[${index}]`),
  );
  return {
    args: {
      ...args,
      ...(typeof filter === 'string' && { filter: withFormulaNames(filter, schema, note) }),
      ...(sort && { sort: listOrder(sort, schema) }),
      ...(fieldNames && { field_names: fieldNames }),
    },
    fieldNames,
  };
}

/** The texts of a list; undefined where there are none. */
export function textsIn(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.length > 0
    ? value.filter((item) => typeof item === 'string')
    : undefined;
}

/**
 * A `CurrentValue` filter with the fields' own names, and the names of options. A name that is no field or no option is
 * refused: the vendor would find nothing for it.
 */
export function withFormulaNames(formula: string, schema: TableSchema, note: Note): string {
  const nameOf = fieldNamer(schema);
  const fields = new Map<string, Field | undefined>();
  for (const { form, field } of fieldsIn(formula)) {
    if (form === 'current') {
      const name = nameOf(field, `filter CurrentValue.[${field}]`);
      fields.set(
        field,
        schema.fields.find((each) => each.name === name),
      );
    }
  }
  urlNotes(formula, [...fields.values()]).forEach(note);
  return withFields(formula, ({ form, text, field, comparedWith }) => {
    const found = fields.get(field);
    if (form !== 'current' || found === undefined) {
      return { text };
    }
    return {
      text: `CurrentValue.[${found.name}]`,
      comparedWith:
        kindOf(found).family === 'date'
          ? dateIn(comparedWith, found, schema)
          : optionIn(comparedWith, found),
    };
  });
}

/** Says which URLs a formula compares by their text alone. */
function urlNotes(formula: string, named: readonly (Field | undefined)[]): readonly string[] {
  const compared = /["']/.test(formula) ? named : [];
  return compared.flatMap((field) =>
    field?.type === urlType
      ? [
          `${field.name}: a formula compares the text of a URL alone; a filter without CurrentValue in bitable_records_search compares its address too`,
        ]
      : [],
  );
}

/** A date in its quotes as the vendor's page writes dates: to a formula its text would equal no cell. */
function dateIn(quotedText: string, { name }: Field, { timeZone }: TableSchema): string {
  const text = quotedText.slice(1, -1);
  if (text.trim() === '') {
    return quotedText;
  }
  const ms = readDate(text, timeZone);
  const day = ms === undefined ? '' : isoOf(ms, timeZone, true);
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) {
    const problem = `compares with ${quotedText}, but ${name} is a date${ms === undefined ? '' : ', and a formula compares days'}`;
    const allowed =
      'TODAY(), or a day such as TODATE("2026-11-21"); a filter without CurrentValue in bitable_records_search takes a time of day, today - 7, last month';
    throw new InputError([{ path: `filter CurrentValue.[${name}]`, problem, allowed }]);
  }
  return `TODATE("${day}")`;
}

/** The name of an option in its quotes; anything else is compared as it is. */
function optionIn(quotedText: string, field: Field): string {
  const options = optionsOf(field.property['options']);
  const text = quotedText.slice(1, -1);
  if (kindOf(field).family !== 'option' || text === '' || options.length === 0) {
    return quotedText;
  }
  const path = `filter CurrentValue.[${field.name}]`;
  const { name } = choose({ what: `option of ${field.name}`, name: text, path }, namesOf(options));
  return quotedText.charAt(0) + name + quotedText.charAt(0);
}

/** Options of one name are the same to a formula. */
function namesOf(options: ReturnType<typeof optionsOf>) {
  return options.map(({ id, name }) => ({ id: name, name, others: [id] }));
}
