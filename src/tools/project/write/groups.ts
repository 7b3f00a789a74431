import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { objectsIn, textOf } from '../resolve/field.js';

/** A row of a compound field, as it was sent or as it is stored. */
export interface Group {
  readonly uuid: string;
  /** By the key of the sub-field. */
  readonly values: ReadonlyMap<string, Json>;
}

/** A row that was sent, and what is stored of it. */
export interface Match {
  /** Counts from 0. */
  readonly index: number;
  /** Undefined where no row has anything of it. */
  readonly stored: Group | undefined;
  /** The sub-fields that were dropped. */
  readonly dropped: readonly string[];
}

/** Rows in a value: lists of pairs, or such lists within what tells their uuids. */
export function groupsIn(value: unknown): readonly Group[] {
  return (Array.isArray(value) ? value : []).flatMap((row) => groupIn(row) ?? []);
}

function groupIn(row: unknown): Group | undefined {
  if (Array.isArray(row)) {
    return { uuid: '', values: valuesIn(objectsIn(row)) };
  }
  const pairs = isJsonObject(row) ? Object.values(row).find(isPairList) : undefined;
  return isJsonObject(row)
    ? { uuid: textOf(row['group_uuid']), values: valuesIn(objectsIn(pairs)) }
    : undefined;
}

/** The page does not show under which key a group with its uuid has its pairs. */
function isPairList(value: unknown): boolean {
  return Array.isArray(value) && objectsIn(value).some((pair) => 'field_key' in pair);
}

function valuesIn(pairs: readonly JsonObject[]): ReadonlyMap<string, Json> {
  const filled = pairs.filter(({ field_value: value }) => !isEmpty(value));
  return new Map(
    filled.map(({ field_key, field_value }) => [textOf(field_key), field_value ?? null]),
  );
}

function isEmpty(value: Json | undefined): boolean {
  const isList = Array.isArray(value) && value.length === 0;
  return value === undefined || value === null || value === '' || isList;
}

/** Finds each row that was sent among those that are stored; rows that have most of it, and later ones, go first. */
export function matchGroups(sent: readonly Group[], stored: readonly Group[]): readonly Match[] {
  const left = new Set(stored);
  return sent.map((group, index) => {
    const best = [...left].reduce<Group | undefined>(
      (before, other) => (likeness(group, other) >= likeness(group, before) ? other : before),
      undefined,
    );
    const found = best !== undefined && likeness(group, best) > 0 ? best : undefined;
    if (found !== undefined) {
      left.delete(found);
    }
    const dropped = [...group.values.keys()].filter((key) => found?.values.has(key) !== true);
    return { index, stored: found, dropped };
  });
}

/** How many values of a row another one has. */
function likeness({ values }: Group, other: Group | undefined): number {
  const same = [...values].filter(([key, value]) => isSame(value, other?.values.get(key)));
  return same.length;
}

/** Options are the same by their value, whatever their label says. */
function isSame(value: Json, other: Json | undefined): boolean {
  return isDeepStrictEqual(bare(value), bare(other ?? null));
}

function bare(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(bare);
  }
  if (!isJsonObject(value)) {
    return typeof value === 'number' ? String(value) : value;
  }
  const { value: own, children = null } = value;
  return own === undefined ? value : { value: own, children: bare(children) };
}
