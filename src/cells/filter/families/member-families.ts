import { isJsonObject, type Json } from '../../../core/json.js';
import { quoted } from '../../../core/text.js';
import type { Field } from '../../field.js';
import { groupId } from '../../kinds/people.js';
import { optionIndex, optionsOf } from '../../kinds/select.js';
import { emailAddress } from '../../write/lookup.js';
import {
  type Condition,
  emptiness,
  emptinessCondition,
  type FilterContext,
  type FilterFamily,
  memberOperators,
  type VendorCondition,
  vendorCondition,
} from '../condition.js';
import {
  joined,
  problemAt,
  remedyFor,
  type Tree,
  type WrittenValue,
} from '../syntax/comparison.js';
import type { Operator } from '../syntax/operators.js';
import { type CellTest, membersOf, shownText } from './cell-tests.js';

/** One of the things that a cell lists, as a condition names it. */
interface Wanted {
  /** What the vendor knows it by; undefined where it cannot be asked for by what was written. */
  readonly id: string | undefined;
  readonly name: string | undefined;
}

type WantedOf = (value: WrittenValue, field: Field, setting: FilterContext) => Wanted;

/** `by` is what the vendor cannot ask for. */
function memberFamily(wantedOf: WantedOf, by: string): FilterFamily {
  return {
    operators: memberOperators,
    takesSeveral: true,
    compile: (condition, setting) => {
      const { field, operator, values } = condition;
      if (emptiness.includes(operator)) {
        return emptinessCondition(condition);
      }
      const wanted = values.map((value) => wantedOf(value, field, setting));
      const ids = wanted.map(({ id }) => id).filter((id) => id !== undefined);
      const names = wanted.map(({ name }) => name).filter((name) => name !== undefined);
      const test = memberTest(operator, new Set(ids), names);
      return ids.length === wanted.length
        ? { field, sent: asksFor(condition, ids), kept: undefined, test }
        : { field, sent: undefined, kept: `${field.name} is filtered here ${by}`, test };
    },
  };
}

/** Search records: a condition has 10 values at most. */
const maxValues = 10;

/** `is` means that one alone, `contains` at least one of several. */
const sentAs: Readonly<Partial<Record<Operator, 'contains' | 'doesNotContain'>>> = {
  contains: 'contains',
  in: 'contains',
  doesNotContain: 'doesNotContain',
  notIn: 'doesNotContain',
};

export function asksFor(
  { field, operator }: Condition,
  ids: readonly string[],
): Tree<VendorCondition> {
  const sent = sentAs[operator];
  if (sent === undefined) {
    return vendorCondition(field, operator, ids);
  }
  const count = Math.ceil(ids.length / maxValues);
  const chunks = Array.from({ length: count }, (_, index) =>
    vendorCondition(field, sent, ids.slice(index * maxValues, (index + 1) * maxValues)),
  );
  return joined(sent === 'contains' ? 'or' : 'and', chunks);
}

export function memberTest(
  operator: Operator,
  ids: ReadonlySet<string>,
  names: readonly string[],
): CellTest {
  const inParts = operator === 'contains' || operator === 'doesNotContain';
  const named = (text: string) =>
    names.some((name) => (inParts ? text.includes(name) : text === name));
  const isWanted = (member: Json) => ids.has(idOf(member)) || named(shownText(member));
  const holdsOne: CellTest = (cell) => membersOf(cell).some(isWanted);
  const holdsOnly: CellTest = (cell) => membersOf(cell).length === 1 && holdsOne(cell);
  const tests: Readonly<Partial<Record<Operator, CellTest>>> = {
    is: holdsOnly,
    isNot: (cell) => !holdsOnly(cell),
    doesNotContain: (cell) => !holdsOne(cell),
    notIn: (cell) => !holdsOne(cell),
  };
  return tests[operator] ?? holdsOne;
}

/** Options and linked records are texts themselves. */
function idOf(member: Json): string {
  return String(isJsonObject(member) ? member['id'] : member);
}

/** By their names; an id of an option is read as its name. */
export const optionFamily: FilterFamily = memberFamily((value, field) => {
  const { found, fitting } = optionIndex(field).choose(value.text);
  const options = optionsOf(field.property['options']);
  if (fitting.length > 1) {
    const problem = `${quoted(value.text)} could be ${fitting.length} options of ${field.name}`;
    throw problemAt(value, problem, remedyFor('', fitting));
  }
  if (found === undefined && options.length > 0) {
    const problem = `${quoted(value.text)} is no option of ${field.name}`;
    throw problemAt(value, problem, remedyFor(value.text, options));
  }
  return { id: found?.name ?? value.text, name: undefined };
}, '');

/** By id, or by e-mail address, which is looked up; both ways all people of a filter go by one kind of id. */
export const personFamily: FilterFamily = memberFamily((value, _field, { people, find }) => {
  const { text } = value;
  const isEmail = emailAddress.test(text);
  const [found = text] = isEmail ? find({ kind: 'person', email: text }, value) : [];
  const written = isEmail ? found : text;
  if (!people.isId(written)) {
    return isEmail ? { id: written, name: undefined } : { id: undefined, name: text };
  }
  const id = people.take(written);
  if (typeof id !== 'string') {
    throw problemAt(value, id.problem, id.allowed?.());
  }
  return { id, name: undefined };
}, 'by name; by open_id or e-mail address Feishu does it');

export const groupFamily: FilterFamily = memberFamily(
  ({ text }) =>
    groupId.test(text) ? { id: text, name: undefined } : { id: undefined, name: text },
  'by name; by chat_id (oc_…) Feishu does it',
);

/** The vendor only tells whether there are files. */
export const attachmentFamily: FilterFamily = memberFamily(
  ({ text }) => ({ id: undefined, name: text }),
  'by file name: Feishu only tells whether there are files',
);
