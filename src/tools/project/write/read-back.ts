import type { Json } from '../../../core/json.js';
import { headline } from '../../answer/failure-text.js';
import { isFailure } from '../../answer/render.js';
import type { Outcome } from '../../answer/result.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { objectsIn, type ProjectField } from '../resolve/field.js';
import { int64 } from '../resolve/int64.js';
import type { ItemPlace } from '../resolve/place.js';
import { type Group, groupsIn, matchGroups } from './groups.js';
import { fieldNamed } from './pairs.js';

/** Compound fields that were written, with their rows. */
export interface WrittenGroups {
  readonly field: ProjectField;
  readonly groups: readonly Group[];
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
  item: ItemPlace,
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

type Stored = (field: ProjectField) => readonly Group[];

async function storedGroups(
  { work_item_id, ...type }: ItemPlace,
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

function groupsOf(pairs: Json | undefined, { id }: ProjectField): readonly Group[] {
  const found = objectsIn(pairs).find(({ field_key }) => field_key === id);
  return groupsIn(found?.['field_value']);
}

/** As `风险清单[0].解决期限`, or the whole row. */
function droppedOf(written: WrittenGroups, stored: readonly Group[]): readonly string[] {
  const { field } = written;
  return matched(written, stored).flatMap(({ index, stored: row, dropped }) =>
    row === undefined
      ? [`${field.name}[${index}]`]
      : dropped.map((key) => `${field.name}[${index}].${nameOf(key, field)}`),
  );
}

function uuidsOf(written: WrittenGroups, stored: readonly Group[]): readonly string[] {
  const found = matched(written, stored).map(({ stored: row }) => row?.uuid ?? '');
  return found.filter((uuid) => uuid !== '');
}

function matched({ groups, uuid }: WrittenGroups, stored: readonly Group[]) {
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
