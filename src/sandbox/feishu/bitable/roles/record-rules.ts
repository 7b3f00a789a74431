import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { invalidParameter, refuseParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import { bodyList, bodyNumber, bodyOption, bodyText, checkLength, refuseType } from '../body.js';
import { typeOf } from '../fields/field-types.js';
import { createdUserType } from '../fields/types/people.js';
import { emptiness, type Reading, type Test, type Tried } from '../filter/condition.js';
import { fieldNamed } from '../lookup.js';
import type { BitableField, Scope } from '../model.js';
import {
  type Conjunction,
  type RecordRule,
  type RoleApi,
  type RuleCondition,
  type RuleGroup,
  ruleOperators,
} from './role-model.js';

/** Whom a rule is asked for, and where. */
export interface Visit extends Reading {
  /** open_id */
  readonly visitor: string;
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
function ruleConditionTest(condition: RuleCondition, visit: Visit): Tried {
  const field = ruleField(condition, visit.scope);
  if (field === undefined) return 'the field is gone';
  const { operator } = condition;
  const { roleTest, filter: family } = typeOf(field);
  if (roleTest !== undefined && !emptiness.includes(operator)) {
    return roleTest({ ...condition, field });
  }
  if (family === undefined) return `fields of type ${field.type} cannot be asked`;
  if (!family.operators.has(operator)) return `operator ${operator} does not fit the field`;
  const meansVisitor = isPeople(field) && condition.values.length === 0;
  const values = meansVisitor && !emptiness.includes(operator) ? [visit.visitor] : condition.values;
  return family.test({ field, operator, values }, visit);
}

/** Stands for who created the record; a rule names it without a name. */
const creator: BitableField = {
  fieldId: '',
  name: '',
  type: createdUserType.type,
  uiType: createdUserType.uiTypes[0],
  isPrimary: false,
  property: null,
  description: '',
};

function isPeople(field: BitableField): boolean {
  return typeOf(field).namesPeople ?? false;
}

/** The field of a condition as it is now; undefined for one that was deleted. */
export function ruleField({ fieldId }: RuleCondition, { table }: Scope): BitableField | undefined {
  return fieldId === '' ? creator : table.fields.find((field) => field.fieldId === fieldId);
}

const conjunctions = ['and', 'or'] as const;
const offOrOn: readonly (0 | 1)[] = [0, 1];
const groupTypes: readonly (1 | 2)[] = [1, 2];

/** A `rec_rule` or `other_rec_rule`; undefined when the call does not name it. */
export function readRecordRule(
  rule: JsonObject | undefined,
  name: string,
  reading: Reading,
  api: RoleApi,
): RecordRule | undefined {
  if (rule === undefined) return undefined;
  if (!api.isFull && rule['conditions'] === undefined) {
    refuseParameter(`${name}.conditions`, 'conditions is required');
  }
  const groups = api.isFull ? (bodyList(rule, 'condition_groups') ?? []) : [];
  return {
    conjunction: bodyOption(rule, 'conjunction', conjunctions) ?? 'and',
    conditions: readConditions(rule, reading, api),
    groups: groups.map((group) => readGroup(group, reading, api)),
    displayVersion: bodyNumber(rule, 'display_rec_rule_version', offOrOn) ?? 0,
    otherPerm: bodyNumber(rule, 'other_perm', offOrOn) ?? 0,
  };
}

function readGroup(value: Json, reading: Reading, api: RoleApi): RuleGroup {
  if (!isJsonObject(value)) return refuseType('condition_groups', 'array of object');
  const conditions = readConditions(value, reading, api);
  return {
    type: bodyNumber(value, 'condition_type', groupTypes) ?? (conditions.length > 1 ? 2 : 1),
    conjunction: bodyOption(value, 'conjunction', conjunctions) ?? 'and',
    conditions,
  };
}

function readConditions(owner: JsonObject, reading: Reading, api: RoleApi): RuleCondition[] {
  const list = bodyList(owner, 'conditions') ?? [];
  if (list.length > 0) checkLength('conditions', list.length, api.maxConditions);
  return list.map((condition) => readCondition(condition, reading, api));
}

/** What names people without a value means the visitor, whom a field contains. */
function readCondition(value: Json, reading: Reading, api: RoleApi): RuleCondition {
  if (!isJsonObject(value)) return refuseType('conditions', 'array of object');
  const name =
    bodyText(value, 'field_name') ?? refuseParameter('field_name', 'field_name is required');
  const field = name === '' ? creator : fieldNamed(reading.scope.table, name);
  const values = (bodyList(value, 'value') ?? []).map((each) =>
    typeof each === 'string' ? each : refuseType('value', 'array of string'),
  );
  if (values.length > api.maxValues) checkLength('value', values.length, api.maxValues);
  const usual = isPeople(field) && values.length === 0 ? 'contains' : 'is';
  const operator = bodyOption(value, 'operator', ruleOperators) ?? usual;
  const condition = { fieldId: field.fieldId, operator, values };
  const tried = triedCondition(condition, field, reading);
  return typeof tried === 'string' ? refuseCondition(name, tried) : condition;
}

function triedCondition(condition: RuleCondition, field: BitableField, reading: Reading): Tried {
  const { directory } = reading.scope.bitable;
  const isPerson = (id: string) => directory.person(id, 'open_id') !== undefined;
  return isPeople(field) && !condition.values.every(isPerson)
    ? 'value must hold open_ids'
    : ruleConditionTest(condition, { ...reading, visitor: '' });
}

function refuseCondition(name: string, expected: string): never {
  return refuse(1254001, undefined, invalidParameter(`rec_rule.conditions.${name}`, expected));
}
