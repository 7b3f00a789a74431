import {
  blank,
  boolean,
  compares,
  type FormulaFunction,
  type FunctionTable,
  failure,
  filled,
  isBlank,
  isTrue,
  type Moment,
  numberOf,
  scalars,
  single,
  taking,
  textOf,
  unlimited,
  type Value,
} from '../values.js';

/** The `contains` of filters (A04): a text contains its parts, a list what one of its entries contains. */
const containsText = taking(2, unlimited, ([whole = blank, ...parts], { zone }) => {
  const texts = scalars(whole).map((item) => textOf(item, zone));
  const wanted = parts.map((part) => textOf(part, zone));
  return boolean(texts.some((each) => wanted.some((part) => each.includes(part))));
});

function insteadOf(replaced: (value: Value) => boolean): FormulaFunction {
  return taking(2, 2, ([value = blank, other = blank]) => (replaced(value) ? other : value));
}

export const logicFunctions: FunctionTable = {
  /** IF(condition, yes, no): FALSE where there is no third argument. */
  IF: taking(2, 3, ([condition = blank, yes = blank, no = boolean(false)]) =>
    choose([condition, yes, no]),
  ),
  IFS: taking(2, unlimited, choose),
  /** SWITCH(value, case, result, …, otherwise) */
  SWITCH: taking(3, unlimited, ([value = blank, ...cases], moment) => chosen(value, cases, moment)),
  AND: taking(1, unlimited, (args) => boolean(args.every(isTrue))),
  OR: taking(1, unlimited, (args) => boolean(args.some(isTrue))),
  NOT: taking(1, 1, ([value = blank]) => boolean(!isTrue(value))),
  TRUE: taking(0, 0, () => boolean(true)),
  FALSE: taking(0, 0, () => boolean(false)),
  ISBLANK: taking(1, 1, ([value = blank]) => boolean(isBlank(value))),
  /** An empty text is no NULL. */
  ISNULL: taking(1, 1, ([value = blank]) => boolean(value.kind === 'blank')),
  IFBLANK: insteadOf(isBlank),
  ISERROR: taking(1, 1, ([value = blank]) => boolean(value.kind === 'failure')),
  IFERROR: insteadOf((value) => value.kind === 'failure'),
  /** CONTAIN(list, value, …): whole entries alone; parts of texts are for CONTAINTEXT. */
  CONTAIN: taking(2, unlimited, ([whole = blank, ...wanted], { zone }) => {
    const held = textsOf([whole], zone);
    return boolean(textsOf(wanted, zone).some((each) => held.includes(each)));
  }),
  CONTAINS: containsText,
  CONTAINSALL: taking(2, unlimited, ([whole = blank, ...wanted], { zone }) => {
    const held = textsOf([whole], zone);
    return boolean(textsOf(wanted, zone).every((each) => held.includes(each)));
  }),
  CONTAINSONLY: taking(2, unlimited, ([whole = blank, ...wanted], { zone }) => {
    const allowed = textsOf(wanted, zone);
    const held = textsOf([whole], zone);
    return boolean(held.length > 0 && held.every((each) => allowed.includes(each)));
  }),
  ISNUMBER: taking(1, 1, ([value = blank]) =>
    boolean(value.kind !== 'blank' && numberOf(value) !== undefined),
  ),
  CONTAINTEXT: taking(2, 2, ([whole = blank, part = blank], { zone }) =>
    boolean(textOf(single(whole, zone), zone).includes(textOf(part, zone))),
  ),
};

function textsOf(values: readonly Value[], zone: string): readonly string[] {
  return filled(values).map((each) => textOf(each, zone));
}

function chosen(value: Value, cases: readonly Value[], moment: Moment): Value {
  for (let index = 0; index < cases.length; index += 2) {
    const [wanted = blank, result] = cases.slice(index, index + 2);
    if (result === undefined) return wanted;
    if (compares('=', value, wanted, moment)) return result;
  }
  return blank;
}

/** Pairs of a condition and its value; a last one alone is for everything else. */
function choose(args: readonly Value[]): Value {
  for (let index = 0; index < args.length; index += 2) {
    const [condition = blank, value] = args.slice(index, index + 2);
    if (value === undefined) return condition;
    if (condition.kind === 'failure') return failure;
    if (isTrue(condition)) return value;
  }
  return blank;
}
