import { readField } from '../fields/read-field.js';
import type { ItemScope } from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import { bodyObject, bodyObjects, bodyText, bodyTexts } from '../gateway/request.js';
import type { Wire, WireObject } from '../gateway/wire.js';
import { findField, type ProjectFieldConf } from '../model/fields.js';
import type { WorkItemType } from '../model/model.js';
import type { CompoundRow } from '../model/work-item.js';
import {
  type CellKind,
  cellKinds,
  type FieldTest,
  meeting,
  presence,
  presenceTest,
} from './cell-tests.js';
import { type FixedParam, fixedParams } from './fixed-params.js';

export type ItemTest = (scope: ItemScope) => boolean;

const maxConditions = 50;
/** The statuses of what was terminated. */
const endedStatuses: ReadonlySet<string> = new Set(['closed', 'systemEnded']);

/** Reads a SearchGroup for one work item type; refuses what the vendor refuses before anything is looked for. */
export function compileGroup(group: WireObject, type: WorkItemType): ItemTest {
  const conditions = conditionsOf(group);
  if (conditions.length > maxConditions) refuse(20064);
  const test = joined(group, (param) => paramTest(param, type));
  const findsEnded = conditions.some(asksForEnded);
  return (scope) => scope.item.aborted === findsEnded && test(scope);
}

function conditionsOf(group: WireObject): WireObject[] {
  const nested = bodyObjects(group, 'search_groups').flatMap(conditionsOf);
  return [...bodyObjects(group, 'search_params'), ...nested];
}

/** "不可混用": terminated statuses are asked for alone. Exclusions need not name them. */
function asksForEnded(param: WireObject): boolean {
  const isWanted = ['=', 'HAS ANY OF'].includes(bodyText(param, 'operator') ?? '');
  if (param['param_key'] !== 'work_item_status' || !isWanted) return false;
  const statuses = bodyTexts(param, 'value') ?? [];
  const ended = statuses.filter((status) => endedStatuses.has(status));
  if (ended.length > 0 && ended.length < statuses.length) refuse(20069);
  return ended.length > 0;
}

/** AND of nothing holds, as does a group without conditions. */
function joined<T>(
  group: WireObject,
  compile: (param: WireObject) => (subject: T) => boolean,
): (subject: T) => boolean {
  const conjunction = bodyText(group, 'conjunction') ?? '';
  if (conjunction !== 'AND' && conjunction !== 'OR') refuse(20072);
  const tests = [
    ...bodyObjects(group, 'search_params').map(compile),
    ...bodyObjects(group, 'search_groups').map((inner) => joined(inner, compile)),
  ];
  if (tests.length === 0 || conjunction === 'AND') {
    return (subject) => tests.every((test) => test(subject));
  }
  return (subject) => tests.some((test) => test(subject));
}

interface Param {
  readonly key: string;
  readonly operator: string;
  readonly value: Wire;
  readonly asked: WireObject;
}

function readParam(asked: WireObject): Param {
  return {
    key: bodyText(asked, 'param_key') ?? refuse(20068, 'Search Param Is Not Support, param_key'),
    operator: bodyText(asked, 'operator') ?? refuse(20063),
    value: asked['value'] ?? null,
    asked,
  };
}

function paramTest(asked: WireObject, type: WorkItemType): ItemTest {
  const param = readParam(asked);
  const fixed = fixedParams.get(param.key);
  if (fixed !== undefined) return fixedTest(fixed, param, type);
  const field = findField(type.fields, param.key);
  if (field !== undefined) return fieldTest(field, param);
  return subFieldTest(param, type);
}

function fixedTest(fixed: FixedParam, param: Param, type: WorkItemType): ItemTest {
  if (fixed.nodesOnly && type.flowMode === 'stateflow') refuse(20065);
  if (param.key === 'people' && type.key === 'issue') refuse(20071);
  // With IS (NOT) NULL a value is checked only where it says of what.
  const isChecked = fixed.nodesOnly === true || param.key === 'role_owners';
  const test = isChecked ? checkedTest(fixed.kind, param) : cellTest(fixed.kind, param);
  return (scope) => test(fixed.read(scope, param.value));
}

function checkedTest(kind: CellKind, param: Param): FieldTest {
  if (!kind.operators.includes(param.operator)) refuse(20063);
  return kind.compile(param.operator, param.value);
}

function cellTest(kind: CellKind, { operator, value }: Param): FieldTest {
  if (!kind.operators.includes(operator)) refuse(20063);
  return presenceTest(operator) ?? kind.compile(operator, value);
}

function fieldTest(field: ProjectFieldConf, param: Param): ItemTest {
  if (field.type === 'compound_field') return compoundTest(field, param);
  withoutQuantifier(param);
  const test = cellTest(kindOf(field), param);
  return (scope) => test(readField(scope, field));
}

function kindOf({ type, key }: ProjectFieldConf): CellKind {
  return cellKinds[type] ?? refuse(20068, `Search Param Is Not Support, ${key}`);
}

/** Rows that meet conditions on their sub-fields together, or that there are rows at all. */
function compoundTest(field: ProjectFieldConf, { operator, asked }: Param): ItemTest {
  if (presence.includes(operator)) {
    return (scope) => (groupsOf(scope, field).length === 0) === (operator === 'IS NULL');
  }
  if (!meeting.includes(operator)) refuse(20063);
  const group = bodyObject(asked, 'value_search_groups') ?? refuse(20069);
  const test = joined<CompoundRow>(group, (param) =>
    rowTest(field, withoutQuantifier(readParam(param))),
  );
  const isMet = quantified(asked, test);
  return (scope) => isMet(groupsOf(scope, field)) === (operator === 'MEET');
}

/** A sub-field that is given directly, quantified by `pre_operator`. */
function subFieldTest(param: Param, { fields }: WorkItemType): ItemTest {
  const parent = fields.find(({ children }) => findField(children, param.key) !== undefined);
  if (parent === undefined) return refuse(20068, `Search Param Is Not Support, ${param.key}`);
  const isMet = quantified(param.asked, rowTest(parent, param));
  return (scope) => isMet(groupsOf(scope, parent));
}

function rowTest({ children }: ProjectFieldConf, param: Param): (group: CompoundRow) => boolean {
  const field = findField(children, param.key) ?? refuse(20068);
  const test = cellTest(kindOf(field), param);
  return ({ values }) => test(values.get(field.key));
}

/** `pre_operator` stands beside a compound field, or beside a sub-field that is given directly ("search/params"). */
function withoutQuantifier(param: Param): Param {
  return bodyText(param.asked, 'pre_operator') === undefined ? param : refuse(20063);
}

/** `EVERY` row, or `ANY`, which is what is meant without. */
function quantified(
  asked: WireObject,
  test: (group: CompoundRow) => boolean,
): (groups: readonly CompoundRow[]) => boolean {
  const quantifier = bodyText(asked, 'pre_operator') ?? 'ANY';
  if (quantifier !== 'ANY' && quantifier !== 'EVERY') refuse(20063);
  return quantifier === 'ANY'
    ? (groups) => groups.some(test)
    : (groups) => groups.length > 0 && groups.every(test);
}

function groupsOf({ item }: ItemScope, { key }: ProjectFieldConf): readonly CompoundRow[] {
  return item.groups.get(key) ?? [];
}
