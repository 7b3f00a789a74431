import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { refuse } from '../../../kernel/refusal.js';
import { bodyList, bodyNumber, bodyOption, bodyText, checkLength, refuseType } from '../body.js';
import { fieldNamed } from '../fields/lookup.js';
import { invalidParameter } from '../invalid-parameter.js';
import type { Scope } from '../model.js';
import { refuseParameter } from '../records/query.js';
import type { RoleDialect } from './role-dialect.js';
import {
  type RecordRule,
  type RuleCondition,
  type RuleGroup,
  ruleOperators,
} from './role-model.js';
import { creator, isPeople, ruleConditionTest } from './rule-test.js';

const conjunctions = ['and', 'or'] as const;
const offOrOn: readonly (0 | 1)[] = [0, 1];
const groupTypes: readonly (1 | 2)[] = [1, 2];

/** A `rec_rule` or `other_rec_rule`; undefined when the call does not name it. */
export function readRecordRule(
  rule: JsonObject | undefined,
  name: string,
  scope: Scope,
  dialect: RoleDialect,
): RecordRule | undefined {
  if (rule === undefined) return undefined;
  if (!dialect.isFull && rule['conditions'] === undefined) {
    refuseParameter(`${name}.conditions`, 'conditions is required');
  }
  const groups = dialect.isFull ? (bodyList(rule, 'condition_groups') ?? []) : [];
  return {
    conjunction: bodyOption(rule, 'conjunction', conjunctions) ?? 'and',
    conditions: readConditions(rule, scope, dialect),
    groups: groups.map((group) => readGroup(group, scope, dialect)),
    displayVersion: bodyNumber(rule, 'display_rec_rule_version', offOrOn) ?? 0,
    otherPerm: bodyNumber(rule, 'other_perm', offOrOn) ?? 0,
  };
}

function readGroup(value: Json, scope: Scope, dialect: RoleDialect): RuleGroup {
  if (!isJsonObject(value)) return refuseType('condition_groups', 'array of object');
  const conditions = readConditions(value, scope, dialect);
  return {
    type: bodyNumber(value, 'condition_type', groupTypes) ?? (conditions.length > 1 ? 2 : 1),
    conjunction: bodyOption(value, 'conjunction', conjunctions) ?? 'and',
    conditions,
  };
}

function readConditions(owner: JsonObject, scope: Scope, dialect: RoleDialect): RuleCondition[] {
  const list = bodyList(owner, 'conditions') ?? [];
  if (list.length > 0) checkLength('conditions', list.length, dialect.maxConditions);
  return list.map((condition) => readCondition(condition, scope, dialect));
}

/** What names people without a value means the visitor, whom a field contains. */
function readCondition(value: Json, scope: Scope, dialect: RoleDialect): RuleCondition {
  if (!isJsonObject(value)) return refuseType('conditions', 'array of object');
  const name =
    bodyText(value, 'field_name') ?? refuseParameter('field_name', 'field_name is required');
  const field = name === '' ? creator : fieldNamed(scope.table, name);
  const values = (bodyList(value, 'value') ?? []).map((each) =>
    typeof each === 'string' ? each : refuseType('value', 'array of string'),
  );
  if (values.length > dialect.maxValues) checkLength('value', values.length, dialect.maxValues);
  const usual = isPeople(field) && values.length === 0 ? 'contains' : 'is';
  const operator = bodyOption(value, 'operator', ruleOperators) ?? usual;
  const condition = { fieldId: field.fieldId, operator, values };
  const tried = ruleConditionTest(condition, { scope, visitor: '' });
  return typeof tried === 'string' ? refuseCondition(name, tried) : condition;
}

function refuseCondition(name: string, expected: string): never {
  return refuse(1254001, undefined, invalidParameter(`rec_rule.conditions.${name}`, expected));
}
