import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import type { PersonIdType } from '../../directory.js';
import { invalidParameter, refuseParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import { checkLength, refuseType } from '../body.js';
import { typeOf } from '../fields/field-types.js';
import { compile, referencesOf } from '../formula/compile.js';
import { Evaluation, readingOf } from '../formula/evaluation.js';
import { parseFormula } from '../formula/parser.js';
import { FormulaProblem } from '../formula/syntax.js';
import { isTrue, type Moment } from '../formula/values.js';
import type { BitableField, Row, Scope, Table } from '../model.js';
import { startOfDay } from '../time-zone.js';
import type { View, ViewFilter } from '../views/view-model.js';
import {
  type ConditionOperator,
  listIn,
  operatorOf,
  operators,
  type Reading,
  type Test,
  type Tried,
} from './condition.js';
import { textFamily } from './text-condition.js';

/** Search records: lengths that the gateway holds bodies to. */
const maxConditions = 50;
const maxValues = 10;

type Conjunction = 'and' | 'or';

/**
 * The `filter` of a search (record filter guide). Absent or without conditions it lets every row pass; one
 * that is wrong in any part is refused before a row is looked at.
 */
export function structuredPredicate(
  filter: unknown,
  scope: Scope,
  userIdType: PersonIdType,
): (row: Row) => boolean {
  if (filter === undefined || filter === null) return () => true;
  if (!isJsonObject(filter)) return refuseType('filter', 'object');
  return group(filter, 'filter', readingOf(scope, userIdType), children);
}

type Nested = (filter: JsonObject, path: string, reading: Reading) => readonly Test[];

function group(filter: JsonObject, path: string, reading: Reading, nested: Nested): Test {
  const conditions = list(filter['conditions'], `${path}.conditions`);
  if (conditions.length > 0) {
    checkLength(`${path}.conditions`, conditions.length, maxConditions);
  }
  const tests = [
    ...conditions.map((each, index) => condition(each, `${path}.conditions[${index}]`, reading)),
    ...nested(filter, path, reading),
  ];
  return tests.length === 0 ? () => true : combined(conjunction(filter, path), tests);
}

const children: Nested = (filter, path, reading) =>
  list(filter['children'], `${path}.children`).map((child, index) => {
    const place = `${path}.children[${index}]`;
    if (!isJsonObject(child)) return refuseType(place, 'object');
    return group(child, place, reading, noGrandchildren);
  });

const noGrandchildren: Nested = (filter, path) => {
  const deeper = list(filter['children'], `${path}.children`);
  return deeper.length === 0
    ? []
    : refuseFilter(`${path}.children`, 'children of children are not supported');
};

function combined(kind: Conjunction, tests: readonly Test[]): Test {
  return kind === 'and'
    ? (row) => tests.every((test) => test(row))
    : (row) => tests.some((test) => test(row));
}

/** "Mandatory, ignore the no of the column on the left" (search records). */
function conjunction(filter: JsonObject, path: string): Conjunction {
  const place = `${path}.conjunction`;
  const value = filter['conjunction'] ?? refuseFilter(place, 'conjunction is required');
  if (value === 'and' || value === 'or') return value;
  return refuseParameter(place, 'the options are [and,or]', String(value));
}

function condition(value: Json, path: string, reading: Reading): Test {
  if (!isJsonObject(value)) return refuseType(path, 'object');
  const field = fieldNamed(required(value, 'field_name', path), reading.scope.table, path);
  const operator = supported(required(value, 'operator', path), `${path}.operator`);
  const values = texts(value['value'], `${path}.value`);
  const family =
    typeOf(field).filter ??
    refuseFilter(`${path}.field_name`, `fields of type ${field.type} cannot be filtered`);
  if (!family.operators.has(operator)) {
    const allowed = [...family.operators].join(', ');
    refuseFilter(`${path}.operator`, `a field of type ${field.type} takes ${allowed}`);
  }
  const test = family.test({ field, operator, values }, reading);
  return typeof test === 'string' ? refuseFilter(`${path}.value`, test) : test;
}

function required(condition: JsonObject, name: string, path: string): string {
  const value = condition[name] ?? refuseParameter(`${path}.${name}`, `${name} is required`);
  return typeof value === 'string' ? value : refuseType(`${path}.${name}`, 'string');
}

function fieldNamed(name: string, table: Table, path: string) {
  const found = table.fields.find((field) => field.name === name);
  return found ?? refuseFilter(`${path}.field_name`, `field_name '${name}' not found`);
}

/** Declared by the vendor, and said to be unsupported so far. */
const declaredOnly = ['like', 'in'];

function supported(name: string, path: string): ConditionOperator {
  if (declaredOnly.includes(name)) refuseFilter(path, `operator ${name} is not supported`);
  const options = [...operators, ...declaredOnly].join(',');
  return operatorOf(name) ?? refuseParameter(path, `the options are [${options}]`, name);
}

/** The key must be there even when there is nothing to compare with. */
function texts(value: Json | undefined, path: string): readonly string[] {
  if (value === undefined || value === null)
    refuseFilter(path, 'value is required; send [] if empty');
  const values = list(value, path);
  if (values.length > maxValues) checkLength(path, values.length, maxValues);
  return values.map((each, index) =>
    typeof each === 'string' ? each : refuseType(`${path}[${index}]`, 'string'),
  );
}

function list(value: Json | undefined, path: string): readonly Json[] {
  if (value === undefined || value === null) return [];
  return isJsonList(value) ? value : refuseType(path, 'array');
}

function refuseFilter(path: string, expected: string): never {
  return refuse(1254018, undefined, invalidParameter(path, expected));
}

/**
 * Which rows a view shows. A condition that no longer fits its table, such as one about a deleted field, hides
 * nothing.
 */
export function viewPredicate(view: View, scope: Scope): (row: Row) => boolean {
  const filter = view.property.filter_info;
  if (filter === null) return () => true;
  const tests = filter.conditions
    .map((condition) => conditionTest(condition, readingOf(scope, 'open_id')))
    .filter((test) => test !== undefined);
  if (tests.length === 0) return () => true;
  return filter.conjunction === 'and'
    ? (row) => tests.every((test) => test(row))
    : (row) => tests.some((test) => test(row));
}

function conditionTest(
  condition: ViewFilter['conditions'][number],
  reading: Reading,
): Test | undefined {
  const field = reading.scope.table.fields.find(({ fieldId }) => fieldId === condition.field_id);
  const operator = operatorOf(condition.operator);
  if (field === undefined || operator === undefined) return undefined;
  const test = fieldTest(field, operator, condition.value, reading);
  return typeof test === 'string' ? undefined : test;
}

/** Unlike a search, a view can look at formulas and lookups; by what they show. */
export function fieldTest(
  field: BitableField,
  operator: ConditionOperator,
  value: string | null,
  reading: Reading,
): Tried {
  const { operators: fitting, test } = typeOf(field).filter ?? textFamily;
  if (fitting.has(operator))
    return test({ field, operator, values: valuesOf(value, field) }, reading);
  return `a field of type ${field.type} takes ${[...fitting].join(', ')}`;
}

/** The JSON text of a list; dates have their milliseconds as a number in it, options are named by id. */
function valuesOf(value: string | null, field: BitableField): readonly string[] {
  const names = new Map(field.property?.options?.map(({ id, name }) => [id, name]));
  return listIn(value ?? '[]').map((each) => names.get(String(each)) ?? String(each));
}

/** List records (A30): `filter` has at most 2,000 characters. */
const maxFormulaLength = 2_000;

/** The `CurrentValue.[field]` language of the legacy list (filter guide A04). Dates compare by their day. */
export function formulaPredicate(expression: string, scope: Scope): (row: Row) => boolean {
  if ([...expression].length > maxFormulaLength) refuse(1254107);
  if (expression.trim() === '') return () => true;
  const program = compiled(expression, scope);
  return (row) => isTrue(program(row, new Evaluation()));
}

function compiled(expression: string, scope: Scope) {
  const zone = scope.base.timeZone;
  const moment: Moment = {
    now: scope.bitable.clock.now(),
    zone,
    dateKey: (ms) => startOfDay(ms, zone),
  };
  try {
    return compile(parseFormula(expression).syntax, referencesOf(scope), moment);
  } catch (problem) {
    if (!(problem instanceof FormulaProblem)) throw problem;
    return refuse(1254018, undefined, invalidParameter('filter', problem.message));
  }
}
