import type { BitableField, Row } from '../model.js';
import {
  type ConditionOperator,
  emptiness,
  emptinessTest,
  type Family,
  type Reading,
  type SentCondition,
  type Test,
  type Tried,
} from './condition.js';

/** Which of a set of things a cell holds: options, people, groups or records. */
interface Members {
  readonly held: (row: Row) => readonly string[];
  /** Reads one value of a condition; undefined for one that no cell can hold. */
  readonly wanted: (value: string) => string | undefined;
}

type MembersOf = (field: BitableField, reading: Reading) => Members;

export function memberFamily(membersOf: MembersOf): Family {
  return {
    operators: new Set<ConditionOperator>([
      'is',
      'isNot',
      'contains',
      'doesNotContain',
      ...emptiness,
    ]),
    test: (condition, reading) => memberTest(condition, membersOf(condition.field, reading)),
  };
}

function memberTest(condition: SentCondition, { held, wanted }: Members): Tried {
  const { operator, values } = condition;
  if (emptiness.includes(operator)) {
    return emptinessTest(condition, (row) => held(row).length === 0);
  }
  if (values.length === 0) return 'value must have an element';
  if ((operator === 'is' || operator === 'isNot') && values.length > 1) {
    return `value must have one element when operator is ${operator}`;
  }
  const members = new Set(values.map(wanted));
  const holdsOne: Test = (row) => held(row).some((each) => members.has(each));
  const holdsOnly: Test = (row) => held(row).length === 1 && holdsOne(row);
  const tests: Readonly<Partial<Record<ConditionOperator, Test>>> = {
    is: holdsOnly,
    isNot: (row) => !holdsOnly(row),
    contains: holdsOne,
    doesNotContain: (row) => !holdsOne(row),
  };
  return tests[operator] ?? (() => false);
}
