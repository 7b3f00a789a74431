import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { refuse } from '../../../kernel/refusal.js';
import { bodyList, bodyOption, bodyText, checkLength, refuseType, requiredText } from '../body.js';
import { findField } from '../fields/lookup.js';
import { operators } from '../filter/condition.js';
import { fieldTest, listIn } from '../filter/view.js';
import { invalidParameter } from '../invalid-parameter.js';
import type { Field, Scope } from '../model.js';
import { refuseParameter } from '../records/query.js';
import type { ViewFilter } from './view-model.js';

const maxConditions = 50;

type Condition = ViewFilter['conditions'][number];

/** The `filter_info` of the page "Update a view"; no conditions are no filter. */
export function readViewFilter(sent: JsonObject, scope: Scope): ViewFilter | null {
  const conjunction = bodyOption(sent, 'conjunction', ['and', 'or'] as const) ?? 'and';
  const conditions =
    bodyList(sent, 'conditions') ?? refuseParameter('conditions', 'conditions is required');
  if (conditions.length === 0) return null;
  checkLength('conditions', conditions.length, maxConditions);
  return { conjunction, conditions: conditions.map((each) => readCondition(each, scope)) };
}

function readCondition(sent: Json, scope: Scope): Condition {
  if (!isJsonObject(sent)) refuseType('conditions', 'array of object');
  const field = findField(scope.table, requiredText(sent, 'field_id'));
  const operator = bodyOption(sent, 'operator', operators) ?? 'is';
  const value = bodyText(sent, 'value') ?? null;
  const test = fieldTest(field, operator, value, { scope, userIdType: 'open_id' });
  if (typeof test === 'string') refuse(1254018, undefined, invalidParameter('conditions', test));
  return {
    condition_id: scope.bitable.ids.newConditionId(),
    field_id: field.fieldId,
    field_type: field.type,
    operator,
    value: value === null ? null : storedValue(value, field),
  };
}

const dateTypes: ReadonlySet<number> = new Set([5, 1001, 1002]);

/** The same page: what was sent as `["ExactDate","1642672432000"]` comes back with a number in it. */
function storedValue(value: string, { type }: Field): string {
  const [keyword, ms] = dateTypes.has(type) ? listIn(value) : [];
  return keyword === 'ExactDate' ? JSON.stringify([keyword, Number(ms)]) : value;
}
