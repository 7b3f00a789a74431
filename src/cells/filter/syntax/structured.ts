import { InputError, type InputIssue } from '../../../core/errors.js';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { quoted } from '../../../core/text.js';
import {
  type Comparison,
  type Join,
  joined,
  remedyFor,
  type Tree,
  type Word,
  type WrittenValue,
} from './comparison.js';
import { type Operator, operatorsNear, type Sign, signOf } from './operators.js';

const maxDepth = 20;
const maxConditions = 1_000;

/** The vendor's structured filter ("Record filter guide"); undefined where it has no condition. */
export function readStructured(filter: JsonObject): Tree<Comparison> | undefined {
  const reading: Reading = { issues: [], count: 0 };
  const tree = readGroup(filter, { path: 'filter', depth: 0 }, reading);
  if (reading.issues.length > 0) {
    throw new InputError(reading.issues);
  }
  return tree;
}

interface Reading {
  readonly issues: InputIssue[];
  count: number;
}

interface Level {
  readonly path: string;
  readonly depth: number;
}

const groupKeys = ['conjunction', 'conditions', 'children'];
const conditionKeys = ['field_name', 'operator', 'value'];

function readGroup(
  filter: JsonObject,
  { path, depth }: Level,
  reading: Reading,
): Tree<Comparison> | undefined {
  checkKeys(filter, groupKeys, path, reading);
  const conditions = listAt(filter, 'conditions', path, reading);
  const children = listAt(filter, 'children', path, reading);
  if (depth === maxDepth) {
    reading.issues.push({
      path,
      problem: 'is nested too deep',
      allowed: `at most ${maxDepth} levels`,
    });
    return undefined;
  }
  const parts = [
    ...conditions.map((each, index) =>
      readCondition(each, `${path}.conditions[${index}]`, reading),
    ),
    ...children.map((each, index) => {
      const level = { path: `${path}.children[${index}]`, depth: depth + 1 };
      return isJsonObject(each)
        ? readGroup(each, level, reading)
        : notAnObject(level.path, reading);
    }),
  ].filter((part) => part !== undefined);
  const join = joinOf(filter, parts.length, path, reading);
  return parts.length === 0 ? undefined : joined(join, parts);
}

function notAnObject(path: string, { issues }: Reading): undefined {
  issues.push({ path, problem: 'is no object' });
}

function checkKeys(
  value: JsonObject,
  known: readonly string[],
  path: string,
  { issues }: Reading,
): void {
  for (const key of Object.keys(value).filter((each) => !known.includes(each))) {
    issues.push({
      path: `${path}.${key}`,
      problem: 'is no part of a filter',
      ...remedyFor(
        key,
        known.map((name) => ({ name })),
      ),
    });
  }
}

function listAt(group: JsonObject, key: string, path: string, reading: Reading): readonly Json[] {
  const value = group[key] ?? [];
  if (!isJsonList(value)) {
    reading.issues.push({ path: `${path}.${key}`, problem: 'is no list' });
    return [];
  }
  reading.count += value.length;
  if (reading.count > maxConditions) {
    const problem = `has more than ${maxConditions} conditions`;
    throw new InputError([{ path: 'filter', problem }]);
  }
  return value;
}

/** It matters only where there are several. */
function joinOf(filter: JsonObject, count: number, path: string, { issues }: Reading): Join {
  const written = String(filter['conjunction'] ?? (count < 2 ? 'and' : '')).toLowerCase();
  if (written === 'and' || written === 'or') {
    return written;
  }
  const problem = written === '' ? 'is required' : `is ${quoted(written)}`;
  issues.push({ path: `${path}.conjunction`, problem, allowed: '"and" or "or"' });
  return 'and';
}

function readCondition(
  condition: Json,
  path: string,
  reading: Reading,
): Tree<Comparison> | undefined {
  if (!isJsonObject(condition)) {
    return notAnObject(path, reading);
  }
  checkKeys(condition, conditionKeys, path, reading);
  const field = wordAt(condition, 'field_name', path, reading);
  const sign = wordAt(condition, 'operator', path, reading);
  const operator = sign === undefined ? undefined : operatorOf(sign, reading);
  const values = readValues(condition['value'], `${path}.value`, reading);
  return field === undefined || sign === undefined || operator === undefined
    ? undefined
    : { leaf: { field, operator, isNegated: false, sign, values, structured: true } };
}

function wordAt(
  condition: JsonObject,
  key: string,
  path: string,
  { issues }: Reading,
): Word | undefined {
  const text = condition[key];
  if (typeof text === 'string') {
    return { text, path: `${path}.${key}` };
  }
  issues.push({ path: `${path}.${key}`, problem: 'is required, as a text' });
  return undefined;
}

function operatorOf({ text, path }: Word, { issues }: Reading): Operator | undefined {
  const sign = signOf(text);
  if (sign !== undefined && !isBetween(sign)) {
    return sign;
  }
  issues.push({ path, problem: `is ${quoted(text)}`, ...operatorsNear(text) });
  return undefined;
}

function isBetween(sign: Sign): sign is 'between' | 'notBetween' {
  return sign === 'between' || sign === 'notBetween';
}

/** The vendor takes a list of texts only; numbers and single values are meant so. */
function readValues(
  value: Json | undefined,
  path: string,
  { issues }: Reading,
): readonly WrittenValue[] {
  const list = value === undefined || value === null ? [] : isJsonList(value) ? value : [value];
  return list.flatMap((item, index) => {
    const at = `${path}[${index}]`;
    if (typeof item === 'object') {
      issues.push({ path: at, problem: 'is no text', allowed: 'texts, such as "进行中"' });
      return [];
    }
    return [{ text: String(item), path: at, quoted: true }];
  });
}
