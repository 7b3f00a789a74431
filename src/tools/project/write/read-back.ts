import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { headline, isFailure } from '../../answer/failure-text.js';
import type { Outcome } from '../../answer/result.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { fieldNamed, type ProjectField } from '../resolve/field.js';
import { int64, objectsIn, textOf } from '../resolve/reply-values.js';
import type { WorkItemRef } from '../resolve/work-item-ref.js';

/** A row of a compound field, as it was sent or as it is stored. */
export interface CompoundGroup {
  readonly uuid: string;
  /** By the key of the sub-field. */
  readonly values: ReadonlyMap<string, Json>;
}

/** A row that was sent, and what is stored of it. */
export interface GroupMatch {
  /** Counts from 0. */
  readonly index: number;
  /** Undefined where no row has anything of it. */
  readonly stored: CompoundGroup | undefined;
  /** The sub-fields that were dropped. */
  readonly dropped: readonly string[];
}

/** Compound fields that were written, with their rows. */
export interface WrittenGroups {
  readonly field: ProjectField;
  readonly groups: readonly CompoundGroup[];
  /** The one that was changed; undefined where they are new. */
  readonly uuid?: string | undefined;
}

/** The compound fields among pairs as they were sent. */
export function compoundsIn(
  pairs: Json | undefined,
  fields: readonly ProjectField[],
): readonly WrittenGroups[] {
  return objectsIn(pairs).flatMap(({ field_key, field_value }) => {
    const field = fields.find(({ id }) => id === field_key);
    const groups = groupsIn(field_value);
    return field?.type === 'compound_field' && groups.length > 0 ? [{ field, groups }] : [];
  });
}

/** The vendor drops what is malformed in a compound field without a word, so it is read back. */
export async function readBack(
  outcome: Outcome,
  item: WorkItemRef,
  written: readonly WrittenGroups[],
  context: ToolContext,
): Promise<Outcome> {
  if (written.length === 0) {
    return outcome;
  }
  try {
    const stored = await storedGroups(item, written, context);
    const dropped = written.flatMap((one) => droppedOf(one, stored(one.field)));
    const uuids = written.flatMap((one) => uuidsOf(one, stored(one.field)));
    return {
      facts: {
        ...outcome.facts,
        ...(uuids.length > 0 && { group_uuids: uuids }),
        ...(dropped.length > 0 && { dropped }),
      },
      notes: [...outcome.notes, ...droppedNote(dropped)],
    };
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    const why = headline(error, 'read').replace(/\.$/, '');
    const note = `written, but the compound field could not be read back (${why})`;
    return { ...outcome, notes: [...outcome.notes, note] };
  }
}

type Stored = (field: ProjectField) => readonly CompoundGroup[];

async function storedGroups(
  { work_item_id, ...type }: WorkItemRef,
  written: readonly WrittenGroups[],
  context: ToolContext,
): Promise<Stored> {
  const { data } = await callEndpoint(context, 'project_work_items_get', {
    ...type,
    work_item_ids: [int64(work_item_id)],
    fields: written.map(({ field }) => field.id),
    expand: { need_group_uuid_for_compound: true },
  });
  const [item = {}] = objectsIn(data);
  return (field) => {
    const withUuids = groupsOf(item['compound_field_extra'], field);
    return withUuids.length > 0 ? withUuids : groupsOf(item['fields'], field);
  };
}

function groupsOf(pairs: Json | undefined, { id }: ProjectField): readonly CompoundGroup[] {
  const found = objectsIn(pairs).find(({ field_key }) => field_key === id);
  return groupsIn(found?.['field_value']);
}

/** As `风险清单[0].解决期限`, or the whole row. */
function droppedOf(written: WrittenGroups, stored: readonly CompoundGroup[]): readonly string[] {
  const { field } = written;
  return matched(written, stored).flatMap(({ index, stored: row, dropped }) =>
    row === undefined
      ? [`${field.name}[${index}]`]
      : dropped.map((key) => `${field.name}[${index}].${nameOf(key, field)}`),
  );
}

function uuidsOf(written: WrittenGroups, stored: readonly CompoundGroup[]): readonly string[] {
  const found = matched(written, stored).map(({ stored: row }) => row?.uuid ?? '');
  return found.filter((uuid) => uuid !== '');
}

function matched({ groups, uuid }: WrittenGroups, stored: readonly CompoundGroup[]) {
  const own = stored.filter((group) => group.uuid === uuid);
  return matchGroups(groups, uuid === undefined || own.length === 0 ? stored : own);
}

function nameOf(key: string, { children }: ProjectField): string {
  return fieldNamed(key, children, key).name;
}

function droppedNote(dropped: readonly string[]): readonly string[] {
  return dropped.length === 0
    ? []
    : [
        `Feishu Project took the call but dropped without a word: ${dropped.join(', ')}; look at their values and write them again`,
      ];
}

/** Rows in a value: lists of pairs, or such lists within what tells their uuids. */
export function groupsIn(value: unknown): readonly CompoundGroup[] {
  return (Array.isArray(value) ? value : []).flatMap((row) => groupIn(row) ?? []);
}

function groupIn(row: unknown): CompoundGroup | undefined {
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
function matchGroups(
  sent: readonly CompoundGroup[],
  stored: readonly CompoundGroup[],
): readonly GroupMatch[] {
  const left = new Set(stored);
  return sent.map((group, index) => {
    const best = [...left].reduce<CompoundGroup | undefined>(
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
function likeness({ values }: CompoundGroup, other: CompoundGroup | undefined): number {
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
