import type { DescribeArgs } from './args.js';

export type Detail = Exclude<NonNullable<DescribeArgs['detail']>, 'tables'>;

/** How much is said of each field. */
export interface Closeness {
  /** What that leaves out, for a note. */
  readonly says: string;
  /** Options that are named; the rest is counted. */
  readonly options: number;
  /** Whether options have their ids and colours. */
  readonly optionIds: boolean;
  /** Characters of a description. */
  readonly description: number;
  /** Characters of a formula. */
  readonly formula: number;
  /** Whether number and date formats, ranges and the like are told. */
  readonly formats: boolean;
  readonly fieldIds: boolean;
  /** Whether more is told than name and type. */
  readonly traits: boolean;
  /** Whether fields share a line with those of their type. */
  readonly byType: boolean;
}

const fields: Closeness = {
  says: '',
  options: 50,
  optionIds: false,
  description: 80,
  formula: 0,
  formats: true,
  fieldIds: true,
  traits: true,
  byType: false,
};

const full: Closeness = { ...fields, optionIds: true, description: 1_000, formula: 4_000 };

const plain = { ...fields, options: 0, description: 0, formats: false };

/** Only a name and a type for each field. */
export const barest: Closeness = {
  ...plain,
  says: 'only names and types of fields are told',
  fieldIds: false,
  traits: false,
};

/** What takes less room, and less. */
const tighter: readonly Closeness[] = [
  { ...fields, says: 'only the first 8 options of a field are named', options: 8 },
  { ...fields, says: 'options are only counted', options: 0 },
  { ...plain, says: 'options are only counted, descriptions and formats left out' },
  {
    ...plain,
    says: 'options are only counted, descriptions, formats and field ids left out',
    fieldIds: false,
  },
  barest,
  {
    ...barest,
    says: 'only names and types of fields are told, in a line for each type: "type: name | name"',
    byType: true,
  },
];

const shortened: Closeness = {
  ...fields,
  says: 'option ids, formulas and descriptions are shortened',
  description: 40,
  formula: 100,
};

/** For one table, which has an answer to itself. */
export const formsOfOne: Readonly<Record<Detail, readonly Closeness[]>> = {
  fields: [fields, ...tighter],
  full: [
    full,
    shortened,
    ...tighter.map((form) => ({
      ...form,
      says: `option ids and formulas are left out, ${form.says}`,
    })),
  ],
};

/** For all tables alike. Who wants the fullest rather asks for one table after the other. */
export const formsOfAll: Readonly<Record<Detail, readonly Closeness[]>> = {
  fields: formsOfOne.fields,
  full: [full],
};
