import type { TableSchema } from '../../../../cells/field.js';
import { isWritable } from '../../../../cells/kinds/kinds.js';
import { NameIndex } from '../../../../core/choose.js';
import { InputError, type InputIssue } from '../../../../core/errors.js';
import { nearest } from '../../../../core/nearest.js';
import { refusedLineColumn, refusedReasonColumn } from '../../../../files/rows/header.js';
import { optionOf } from '../../../input/choose.js';

/** The line in the file of a row that was refused, and why it was. */
export const lineColumn = refusedLineColumn;
export const reasonColumn = refusedReasonColumn;
/** What is no object has no keys to be written with, so it is kept as a text. */
export const textColumn = 'refused_text';
/** What a file of refused rows says besides the rows; such columns are not asked for when it is imported. */
const refusalColumns: readonly string[] = [lineColumn, reasonColumn, textColumn];

/** Which field each column goes to; a column that is left out is not in it. */
export type Targets = ReadonlyMap<string, string>;

/** As the caller says it: null leaves a column out. */
export type Mapping = Readonly<Record<string, string | null>>;

/** How a name becomes that of a field, or what is wrong with it. */
type FindTarget = (name: string) => Found;
type Found =
  | { readonly field: string }
  | {
      readonly fault: Fault;
      /** An export has such columns: they are left out where nobody asked for them. */
      readonly isExported?: boolean;
    };
type Fault = Omit<InputIssue, 'path'>;

/** Where the columns go in a table that exists. Everything that does not fit is refused at once. */
export function targetsIn(
  schema: TableSchema,
  columns: readonly string[],
  mapping: Mapping,
): { readonly targets: Targets; readonly leftOut: readonly string[] } {
  const { targets, leftOut, issues } = targetsBy(targetFinder(schema), columns, mapping);
  // Where nothing could be read, each row is refused for that.
  if (targets.size === 0 && issues.length === 0 && !columns.includes(textColumn)) {
    issues.push(noTarget);
  }
  if (issues.length > 0) {
    const names = schema.fields.filter(isWritable).map(({ name }) => name);
    throw new InputError([...shortened(issues), fieldList(names)]);
  }
  return { targets, leftOut };
}

/** The names of the fields in a table that is to be created. */
export function targetsAnew(columns: readonly string[], mapping: Mapping): Targets {
  const { targets, issues } = targetsBy(nameFinder, columns, mapping);
  const tooMany: readonly InputIssue[] =
    targets.size > maxFields
      ? [{ path: 'path', problem: `has ${targets.size} columns`, allowed: `at most ${maxFields}` }]
      : [];
  if (targets.size === 0 && issues.length === 0) {
    issues.push(noTarget);
  }
  if (tooMany.length > 0 || issues.length > 0) {
    throw new InputError([...tooMany, ...shortened(issues)]);
  }
  return targets;
}

/** Fields of a table: page "Bitable overview". */
const maxFields = 300;

function targetsBy(find: FindTarget, columns: readonly string[], mapping: Mapping) {
  const targets = new Map<string, string>();
  const leftOut: string[] = [];
  const issues: InputIssue[] = strangers(columns, mapping);
  const columnOf = new Map<string, string>();
  for (const column of columns) {
    const found = targetOf(column, mapping, find, columnOf);
    if (found === 'left out') {
      leftOut.push(column);
    } else if (found !== undefined && 'fault' in found) {
      issues.push({ path: `column ${column}`, ...found.fault });
    } else if (found !== undefined) {
      targets.set(column, found.field);
      columnOf.set(found.field, column);
    }
  }
  return { targets, leftOut, issues };
}

const noTarget: InputIssue = { path: 'path', problem: 'has no column that goes to a field' };

/** Undefined for a column that is to go nowhere. */
function targetOf(
  column: string,
  mapping: Mapping,
  find: FindTarget,
  columnOf: ReadonlyMap<string, string>,
): Found | 'left out' | undefined {
  const isAsked = Object.hasOwn(mapping, column);
  const name = isAsked ? mapping[column] : ownName(column);
  const found = typeof name === 'string' ? find(name) : undefined;
  if (found !== undefined && 'fault' in found) {
    return found.isExported && !isAsked ? 'left out' : found;
  }
  const first = found && columnOf.get(found.field);
  return found === undefined || first === undefined ? found : { fault: clash(found.field, first) };
}

/** What an earlier import said about refused rows is no part of them. */
function ownName(column: string): string | undefined {
  return refusalColumns.some((name) => name === column) ? undefined : column;
}

/** Names in the mapping that the file does not have. */
function strangers(columns: readonly string[], mapping: Mapping): InputIssue[] {
  const unknown = Object.keys(mapping).filter((column) => !columns.includes(column));
  return unknown.map((column) => ({
    path: `mapping.${column}`,
    problem: 'is no column of the file',
    nearest: nearest(column, columns),
    options: columns.map((name) => ({ name })),
    optionKind: 'file_column',
  }));
}

function clash(field: string, first: string): Fault {
  const problem = `goes to the field ${field}, as the column ${first} does`;
  return { problem, allowed: leaveOut };
}

/** New records get their ids from the vendor. */
const recordId = 'record_id';
const leaveOut = 'null in mapping, which leaves a column out';

function targetFinder({ fields }: TableSchema): FindTarget {
  const index = new NameIndex(fields);
  const options = fields.map(optionOf);
  return (given) => {
    const { found: field, fitting } = index.choose(given);
    if (field === undefined && fitting.length > 0) {
      const problem = `goes to ${JSON.stringify(given)}, which could be ${fitting.length} fields`;
      return { fault: { problem, options: fitting.map(optionOf), optionKind: 'item' } };
    }
    if (field === undefined) {
      const fault: Fault = {
        problem: `goes to ${JSON.stringify(given)}, which is no field of the table`,
        allowed: leaveOut,
        nearest: index.nearest(given),
        options,
        optionKind: 'file_column',
      };
      return { fault, isExported: given === recordId };
    }
    const problem = `goes to the field ${field.name}, which is read-only`;
    return isWritable(field)
      ? { field: field.name }
      : { fault: { problem, allowed: leaveOut }, isExported: true };
  };
}

const maxNameLength = 1_000;

/** Field names hold no line breaks: field error 1254029. */
function nameFinder(given: string): Found {
  const field = given.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  return field === '' || field.length > maxNameLength
    ? { fault: { problem: 'is no name for a field', allowed: 'a name in mapping, or null' } }
    : { field };
}

const maxNames = 50;

function fieldList(names: readonly string[]): InputIssue {
  const more = names.length > maxNames ? ', …' : '';
  return { path: '', problem: `The fields are ${names.slice(0, maxNames).join(', ')}${more}` };
}

function shortened(issues: readonly InputIssue[]): readonly InputIssue[] {
  const more = issues.length - maxNames;
  return more > 0
    ? [...issues.slice(0, maxNames), { path: '', problem: `and ${more} more columns` }]
    : issues;
}
