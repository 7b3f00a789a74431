import type { Field, TableSchema } from '../../../../cells/field.js';
import { describeField } from '../../../../cells/kinds/kinds.js';
import type { InputIssue } from '../../../../core/errors.js';
import { nearest } from '../../../../core/nearest.js';
import { quoted } from '../../../../core/text.js';
import { type FieldFinder, maxQuotedName, unknownField } from '../../query/field-finder.js';
import { isComparable } from '../../read/record-cells.js';
import {
  type Accumulator,
  average,
  countFilled,
  countRecords,
  distinct,
  type MeasuredColumn,
  max,
  min,
  sum,
} from './accumulators.js';
import { isNumeric, isOrdered } from './values.js';

/** What is worked out for each group. */
export interface Measure {
  /** Its column: `sum(金额)`. */
  readonly name: string;
  /** Undefined for what is about records as such. */
  readonly field: Field | undefined;
  readonly accumulate: (column: MeasuredColumn | undefined) => Accumulator;
}

interface MeasureKind {
  readonly fits: (field: Field) => boolean;
  /** The fields that it takes, as a phrase. */
  readonly takes: string;
  readonly accumulate: (column: MeasuredColumn) => Accumulator;
}

const ofNumbers = { fits: isNumeric, takes: 'a number field' };
const ofOrdered = { fits: isOrdered, takes: 'a number or date field' };
const ofAny = { fits: isComparable, takes: 'a field whose values can be compared' };

const kinds: ReadonlyMap<string, MeasureKind> = new Map([
  ['count', { fits: () => true, takes: 'any field', accumulate: countFilled }],
  ['sum', { ...ofNumbers, accumulate: sum }],
  ['avg', { ...ofNumbers, accumulate: average }],
  ['min', { ...ofOrdered, accumulate: min }],
  ['max', { ...ofOrdered, accumulate: max }],
  ['distinct', { ...ofAny, accumulate: distinct }],
]);

const everyRecord: Measure = { name: 'count', field: undefined, accumulate: countRecords };

/** Words that others use for the same. */
const synonyms: Readonly<Record<string, string>> = {
  average: 'avg',
  mean: 'avg',
  total: 'sum',
  minimum: 'min',
  maximum: 'max',
  count_distinct: 'distinct',
  unique: 'distinct',
};

/** `sum(金额)`, with a field's name that may hold parentheses of its own. */
const written = /^\s*([a-z_]+)\s*(?:[(（](.*)[)）])?\s*$/is;

/** A measure as it was written, or what is wrong with it. */
export function measureOf(
  text: string,
  path: string,
  schema: TableSchema,
  find: FieldFinder,
): Measure | InputIssue {
  const [, word = '', inside = ''] = written.exec(text) ?? [];
  const name = synonyms[word.toLowerCase()] ?? word.toLowerCase();
  const kind = kinds.get(name);
  const given = inside.trim();
  const isCount = name === everyRecord.name && ['', '*'].includes(given);
  if (isCount || kind === undefined || given === '') {
    return isCount ? everyRecord : unknownMeasure(text, word, path);
  }
  const field = find(given) ?? find(unquoted(given));
  return field === undefined
    ? unknownField(schema, given, path, kind.fits)
    : ofField(field, kind, { name, path, schema });
}

interface MeasureContext {
  /** Of the measure. */
  readonly name: string;
  readonly path: string;
  readonly schema: TableSchema;
}

function ofField(field: Field, kind: MeasureKind, where: MeasureContext): Measure | InputIssue {
  const name = `${where.name}(${field.name})`;
  return kind.fits(field)
    ? { name, field, accumulate: accumulatorOf(kind) }
    : unfit(field, kind, where);
}

function accumulatorOf({ accumulate }: MeasureKind): Measure['accumulate'] {
  return (column) => (column === undefined ? countRecords() : accumulate(column));
}

function unquoted(given: string): string {
  return given.replace(/^(["'`])(.*)\1$/s, '$2');
}

const forms = ['count', ...[...kinds.keys()].map((kind) => `${kind}(field)`)];

function unknownMeasure(text: string, word: string, path: string): InputIssue {
  const near = nearest(word, kinds.keys());
  return {
    path,
    problem: `is ${quoted(text, maxQuotedName)}, which is no measure`,
    nearest: near === undefined || near === 'count' ? near : `${near}(field)`,
    options: forms.map((name) => ({ name })),
    optionKind: 'keyword',
  };
}

function unfit(
  field: Field,
  { takes, fits }: MeasureKind,
  { path, schema }: MeasureContext,
): InputIssue {
  const fields = schema.fields.filter(fits).map(({ name }) => name);
  return {
    path,
    problem: `is about ${field.name} (${describeField(field)})`,
    allowed: `${takes}${fields.length > 0 ? `: ${fields.slice(0, 30).join(', ')}` : ', of which the table has none'}`,
  };
}
