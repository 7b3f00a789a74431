import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { type Change, type ChangeReport, reportChanges } from '../../answer/changes.js';
import type { ToolContext } from '../../context/tool-context.js';

/** Builds the facts of what a write changed in settings, each by its path; nothing where answers are short. */
export function changesFor(
  { answers }: ToolContext,
  before: JsonObject,
  after: JsonObject,
): ChangeReport {
  return reportChanges(answers === 'short' ? [] : rowsOf(before, after, ''));
}

function rowsOf(before: JsonObject, after: JsonObject, path: string): readonly Change[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const place = path === '' ? key : `${path}.${key}`;
    return rowsAt(before[key] ?? null, after[key] ?? null, place);
  });
}

function rowsAt(old: Json, now: Json, place: string): readonly Change[] {
  if (isDeepStrictEqual(old, now) || (isEmpty(old) && isEmpty(now))) {
    return [];
  }
  if (isJsonObject(old) && isJsonObject(now)) {
    return rowsOf(old, now, place);
  }
  const key = keyOf(old, now);
  return key === undefined
    ? [{ field: place, old, new: now }]
    : itemRows(listIn(old), listIn(now), key, place);
}

/** Settings that are not given are stored as "" by some calls and left out by others. */
function isEmpty(value: Json): boolean {
  return value === null || value === '';
}

/** What tells the items of a list apart: the first of these that all of them have. */
const keys = ['id', 'table_id', 'block_id', 'name'];

function keyOf(old: Json, now: Json): string | undefined {
  const isList = [old, now].every((list) => list === null || Array.isArray(list));
  const items = [...listIn(old), ...listIn(now)];
  return isList
    ? keys.find((key) => items.every((item) => typeof item[key] === 'string'))
    : undefined;
}

function listIn(list: Json): readonly JsonObject[] {
  return Array.isArray(list) ? list.map((item) => (isJsonObject(item) ? item : {})) : [];
}

/** Items are the same by their key, and go by what people call them. */
function itemRows(
  old: readonly JsonObject[],
  now: readonly JsonObject[],
  key: string,
  place: string,
): readonly Change[] {
  const ids = [...new Set([...old, ...now].map((item) => item[key]))];
  return ids.flatMap((id) => {
    const before = old.find((item) => item[key] === id);
    const after = now.find((item) => item[key] === id);
    const { name, table_name: table } = before ?? after ?? {};
    const called = String(name ?? table ?? id);
    return rowsAt(without(before, key), without(after, key), `${place}.${called}`);
  });
}

function without(item: JsonObject | undefined, key: string): Json {
  return item === undefined
    ? null
    : Object.fromEntries(Object.entries(item).filter(([name]) => name !== key));
}
