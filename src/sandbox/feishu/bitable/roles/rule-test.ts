import { emptiness, type Test, type Tried } from '../filter/condition.js';
import { familyOf } from '../filter/families.js';
import type { Field, Row, Scope } from '../model.js';
import type { Conjunction, RecordRule, RuleCondition } from './role-model.js';

/** Whom a rule is asked for, and where. */
export interface Visit {
  readonly scope: Scope;
  /** open_id */
  readonly visitor: string;
}

/** Stands for who created the record; a rule names it without a name. */
export const creator: Field = {
  fieldId: '',
  name: '',
  type: 1003,
  uiType: 'CreatedUser',
  isPrimary: false,
  property: null,
  description: '',
};

const singleSelect = 3;
const selects: ReadonlySet<number> = new Set([singleSelect, 4]);
const people: ReadonlySet<number> = new Set([11, 1003, 1004]);

export function isPeople({ type }: Field): boolean {
  return people.has(type);
}

/** Which records a rule means; one without conditions means all. */
export function ruleTest(rule: RecordRule, visit: Visit): Test {
  const byGroups = rule.displayVersion === 1 && rule.groups.length > 0;
  const tests = byGroups
    ? rule.groups.map((group) => allOrSome(group.conjunction, conditionTests(group, visit)))
    : conditionTests(rule, visit);
  return allOrSome(rule.conjunction, tests);
}

function allOrSome(conjunction: Conjunction, tests: readonly Test[]): Test {
  if (tests.length === 0 || conjunction === 'and') return (row) => tests.every((test) => test(row));
  return (row) => tests.some((test) => test(row));
}

/** A condition that no longer fits its table, such as one about a deleted field, matches nothing. */
function conditionTests({ conditions }: Pick<RecordRule, 'conditions'>, visit: Visit): Test[] {
  return conditions.map((condition) => {
    const tried = ruleConditionTest(condition, visit);
    return typeof tried === 'string' ? () => false : tried;
  });
}

/** A test of rows, or in words what is wrong with the condition. */
export function ruleConditionTest(condition: RuleCondition, { scope, visitor }: Visit): Tried {
  const field = ruleField(condition, scope);
  if (field === undefined) return 'the field is gone';
  const { operator } = condition;
  if (selects.has(field.type) && !emptiness.includes(operator)) return optionTest(field, condition);
  const family = familyOf(field);
  if (family === undefined) return `fields of type ${field.type} cannot be asked`;
  if (!family.operators.has(operator)) return `operator ${operator} does not fit the field`;
  const meansVisitor = isPeople(field) && condition.values.length === 0;
  const values = meansVisitor && !emptiness.includes(operator) ? [visitor] : condition.values;
  return family.test({ field, operator, values }, { scope, userIdType: 'open_id' });
}

/** The field of a condition as it is now; undefined for one that was deleted. */
export function ruleField({ fieldId }: RuleCondition, { table }: Scope): Field | undefined {
  return fieldId === '' ? creator : table.fields.find((field) => field.fieldId === fieldId);
}

/** Options by id, unlike in a search. */
function optionTest(field: Field, { operator, values }: RuleCondition): Tried {
  const known = new Set(field.property?.options?.map(({ id }) => id));
  if (values.length === 0 || values.some((id) => !known.has(id))) {
    return 'value must hold option ids';
  }
  const holdsOne: Test = (row) => held(row, field).some((id) => values.includes(id));
  const holdsAll: Test = (row) => {
    const ids = held(row, field);
    return ids.length === new Set(values).size && ids.every((id) => values.includes(id));
  };
  const matches =
    operator === 'contains' || operator === 'doesNotContain' || field.type === singleSelect
      ? holdsOne
      : holdsAll;
  const isNegated = operator === 'isNot' || operator === 'doesNotContain';
  return isNegated ? (row) => !matches(row) : matches;
}

function held(row: Row, field: Field): readonly string[] {
  const cell = row.cells.get(field.fieldId);
  return cell?.kind === 'options' ? cell.optionIds : [];
}
