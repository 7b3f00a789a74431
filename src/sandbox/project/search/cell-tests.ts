import { plainText } from '../fields/rich-text.js';
import { isEmpty } from '../fields/values.js';
import { refuse } from '../gateway/refusal.js';
import { idOf } from '../gateway/request.js';
import { isWireList, isWireObject, type Wire } from '../gateway/wire.js';
import type { ProjectFieldType } from '../model/fields.js';

/** "搜索参数格式及常用示例": the sets of operators that its tables name. */
export const equals = ['=', '!='];
export const among = [...equals, 'HAS ANY OF', 'HAS NONE OF'];
export const presence = ['IS NULL', 'IS NOT NULL'];
export const containment = ['CONTAINS', 'NOT CONTAINS'];
export const order = ['<', '>', '<=', '>='];
const likeness = ['~', '!~'];
export const meeting = ['MEET', 'NOT MEET'];

/** Says whether a value meets a condition. */
export type FieldTest = (cell: Wire | undefined) => boolean;

/** How values of a kind are searched. */
export interface CellKind {
  readonly operators: readonly string[];
  /** The test for an operator of its own; refuses a value of another type. */
  compile(operator: string, value: Wire): FieldTest;
}

const maxOptions = 50;

const textKind: CellKind = {
  operators: [...likeness, ...equals, ...presence],
  compile: (operator, value) => {
    const wanted = typeof value === 'string' ? value : refuseValue('string');
    const tests: Readonly<Record<string, (text: string) => boolean>> = {
      '~': (text) => text.toLowerCase().includes(wanted.toLowerCase()),
      '=': (text) => text === wanted,
    };
    return positive(operator, '!', tests, (cell) => plainText(cell));
  },
};

export const numberKind: CellKind = {
  operators: [...equals, ...order, ...presence],
  compile: (operator, value) =>
    compare(operator, typeof value === 'number' ? value : refuseValue('number')),
};

const comparisons: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  '=': (one, other) => one === other,
  '!=': (one, other) => one !== other,
  '<': (one, other) => one < other,
  '>': (one, other) => one > other,
  '<=': (one, other) => one <= other,
  '>=': (one, other) => one >= other,
};

export function compare(operator: string, wanted: number): FieldTest {
  const test = comparisons[operator] ?? refuse(20063);
  return (cell) => typeof cell === 'number' && test(cell, wanted);
}

const boolKind: CellKind = {
  operators: [...equals, ...presence],
  compile: (operator, value) => {
    if (typeof value !== 'boolean') refuseValue('bool');
    return (cell) => (cell === value) === (operator === '=');
  },
};

/** Lists of words: options by value, people by key. */
export function setKind(operators: readonly string[], isNumeric = false): CellKind {
  return {
    operators,
    compile: (operator, value) => {
      const wanted = wantedMembers(value, isNumeric);
      return compareSets(operator, wanted);
    },
  };
}

function wantedMembers(value: Wire, isNumeric: boolean): readonly string[] {
  const type = isNumeric ? '[]int64' : '[]string';
  if (!isWireList(value)) return refuseValue(type);
  if (value.length > maxOptions) refuse(20064);
  return value.map((each) => {
    const member = isNumeric ? idOf(each) : each;
    return typeof member === 'string' ? member : refuseValue(type);
  });
}

/** Without `!=`, HAS NONE OF and NOT CONTAINS, which are the opposites. */
const setTests: Readonly<
  Record<string, (cell: Set<string>, wanted: readonly string[]) => boolean>
> = {
  '=': (cell, wanted) =>
    cell.size === new Set(wanted).size && wanted.every((each) => cell.has(each)),
  'HAS ANY OF': (cell, wanted) => wanted.some((each) => cell.has(each)),
  CONTAINS: (cell, wanted) => wanted.every((each) => cell.has(each)),
};

const opposites: Readonly<Record<string, string>> = {
  '!=': '=',
  'HAS NONE OF': 'HAS ANY OF',
  'NOT CONTAINS': 'CONTAINS',
};

export function compareSets(operator: string, wanted: readonly string[]): FieldTest {
  const opposite = opposites[operator];
  const test = setTests[opposite ?? operator] ?? refuse(20063);
  return (cell) => test(new Set(members(cell)), wanted) === (opposite === undefined);
}

/** The words in a value: of an option its value, of a path of options the last. */
export function members(cell: Wire | undefined): string[] {
  if (isEmpty(cell)) return [];
  if (isWireList(cell)) return cell.flatMap(members);
  if (!isWireObject(cell)) return [String(cell)];
  const { children, value } = cell;
  return isWireObject(children) ? members(children) : members(value);
}

const signalWords: ReadonlySet<string> = new Set(['undefined', 'null', 'true', 'false']);

const signalKind: CellKind = {
  operators: among,
  compile: (operator, value) => {
    const wanted = wantedMembers(value, false);
    if (!wanted.every((each) => signalWords.has(each))) refuse(20067);
    if (equals.includes(operator) && wanted.length !== 1) refuse(20066);
    const test = compareSets(operator, wanted);
    return (cell) => test(String(cell));
  },
};

/** Every kind can be asked for its presence where its operators say so. */
export function presenceTest(operator: string): FieldTest | undefined {
  if (operator === 'IS NULL') return (cell) => isEmpty(cell);
  if (operator === 'IS NOT NULL') return (cell) => !isEmpty(cell);
  return undefined;
}

const options = setKind([...among, ...presence]);
const manyOptions = setKind([...among, ...presence, ...containment]);
const moments: CellKind = { ...numberKind, operators: [...order, ...presence] };

/** The field types that can be searched; the others are refused with 20068. */
export const cellKinds: Partial<Record<ProjectFieldType, CellKind>> = {
  text: textKind,
  link: textKind,
  telephone: textKind,
  email: textKind,
  multi_text: { ...textKind, operators: [...likeness, ...presence] },
  number: numberKind,
  bool: boolKind,
  signal: signalKind,
  select: options,
  radio: options,
  tree_select: options,
  tree_multi_select: options,
  user: options,
  business: options,
  multi_select: manyOptions,
  multi_user: manyOptions,
  work_item_related_select: setKind([...among, ...presence], true),
  work_item_related_multi_select: setKind([...among, ...presence, ...containment], true),
  date: moments,
};

/** Operators that begin with `mark` are the opposites of those without it. */
function positive(
  operator: string,
  mark: string,
  tests: Readonly<Record<string, (text: string) => boolean>>,
  read: (cell: Wire | undefined) => string,
): FieldTest {
  const isOpposite = operator.startsWith(mark);
  const test = tests[isOpposite ? operator.slice(mark.length) : operator] ?? refuse(20063);
  return (cell) => test(read(cell)) !== isOpposite;
}

export function refuseValue(type: string): never {
  return refuse(20069, `Search Param Value Error, param type must be ${type}`);
}
