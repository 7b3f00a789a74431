import {
  blank,
  type FormulaFunction,
  type FunctionTable,
  filled,
  isTrue,
  numberOf,
  type Scalar,
  taking,
  text,
  textOf,
  textOrder,
  unlimited,
} from '../values.js';

/** The item of a list that is picked; empty where there is none. */
function item(pick: (items: readonly Scalar[]) => Scalar | undefined): FormulaFunction {
  return taking(1, 1, ([list = blank]) => pick(filled([list])) ?? blank);
}

const combine: FormulaFunction = taking(1, unlimited, (values) => ({
  kind: 'list',
  items: filled(values),
}));

export const listFunctions: FunctionTable = {
  LIST: combine,
  LISTCOMBINE: combine,
  FIRST: item((items) => items[0]),
  LAST: item((items) => items.at(-1)),
  /** NTH(list, position), counted from 1 */
  NTH: taking(2, 2, ([list = blank, position = blank]) => {
    const index = numberOf(position);
    return (index === undefined || index < 1 ? undefined : filled([list])[index - 1]) ?? blank;
  }),
  UNIQUE: taking(1, unlimited, (values, { zone }) => {
    const byText = new Map<string, Scalar>();
    for (const item of filled(values)) {
      const shown = textOf(item, zone);
      if (!byText.has(shown)) byText.set(shown, item);
    }
    return { kind: 'list', items: [...byText.values()] };
  }),
  /** SORT(list, ascending) */
  SORT: taking(1, 2, ([list = blank, ascending], { zone }) => {
    const sorted = filled([list]).toSorted((a, b) => order(a, b, zone));
    const falls = ascending !== undefined && !isTrue(ascending);
    return { kind: 'list', items: falls ? sorted.toReversed() : sorted };
  }),
  /** ARRAYJOIN(list, separator) */
  ARRAYJOIN: taking(1, 2, ([list = blank, separator], { zone }) => {
    const between = separator === undefined ? ',' : textOf(separator, zone);
    return text(
      filled([list])
        .map((each) => textOf(each, zone))
        .join(between),
    );
  }),
};

function order(a: Scalar, b: Scalar, zone: string): number {
  if (a.kind === 'date' && b.kind === 'date') return a.ms - b.ms;
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined && right !== undefined) return left - right;
  return textOrder(textOf(a, zone), textOf(b, zone));
}
