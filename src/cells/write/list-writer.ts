import { isJsonObject, type Json } from '../../core/json.js';
import type { Field } from '../field.js';
import type { CellLookup } from './lookup.js';
import {
  type CellRefusal,
  type CellWriter,
  type PendingCell,
  type ReadyCell,
  refused,
  type WriteResult,
} from './outcome.js';

/** A type whose cells list things by id: people, groups, files, records. */
export interface ListForm {
  /** `people` */
  readonly unit: string;
  /** Page "Bitable overview": what one cell holds at most. */
  readonly max: number;
  /** Where an object has its id, or what stands for one. */
  readonly keys: readonly string[];
  /** Whether a text names one thing beyond doubt, so that a text of several can be parted. */
  readonly isOne: (text: string) => boolean;
  /** `parts`: of a text that may be one thing or list several. */
  readonly entryOf: (text: string, parts?: readonly string[]) => string | CellLookup | CellRefusal;
  /** The vendor's shape of an entry. */
  readonly cellOf: (id: string) => Json;
}

export function listWriter(field: Field, form: ListForm): CellWriter {
  const finish: PendingCell['finish'] = (ids) => finished(field, form, ids.flat());
  return (value) => {
    const entries: (string | CellLookup)[] = [];
    for (const item of itemsOf(value, form)) {
      const entry = entryOf(item, form, item === value);
      if (isRefusal(entry)) {
        return entry;
      }
      entries.push(entry);
    }
    return written(entries, finish);
  };
}

function written(
  entries: readonly (string | CellLookup)[],
  finish: PendingCell['finish'],
): WriteResult {
  const ids = entries.filter((entry) => typeof entry === 'string').map((id) => [id]);
  return ids.length === entries.length ? finish(ids) : { items: entries, finish };
}

function finished(field: Field, form: ListForm, all: readonly string[]): ReadyCell | CellRefusal {
  const ids = [...new Set(all)];
  const max = field.property['multiple'] === false ? 1 : form.max;
  if (ids.length > max) {
    return {
      problem: `names ${ids.length} ${form.unit}`,
      allowed: () => `at most ${max} in a cell of this field`,
    };
  }
  return { value: ids.map(form.cellOf) };
}

/** The entries of a value that is a list, an object with a list in it, a text of several, or one entry itself. */
function itemsOf(value: Json, form: ListForm): readonly Json[] {
  if (typeof value === 'string') {
    const parts = partsOf(value);
    return parts.length > 1 && parts.every(form.isOne) ? parts : [value];
  }
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((item) => listIn(item) ?? [item]);
}

/** Links are read as `{link_record_ids}`, or `[{record_ids, …}]` in the legacy encoding. */
function listIn(item: Json): readonly Json[] | undefined {
  if (!isJsonObject(item)) {
    return undefined;
  }
  const list = item['link_record_ids'] ?? item['record_ids'];
  return Array.isArray(list) ? list : undefined;
}

function entryOf(item: Json, form: ListForm, isWhole: boolean): string | CellLookup | CellRefusal {
  const text = textOf(item, form.keys);
  if (text === undefined) {
    return refused(item);
  }
  const parts = isWhole && typeof item === 'string' ? partsOf(text) : [];
  return form.entryOf(text, parts.length > 1 ? parts : undefined);
}

function textOf(item: Json, keys: readonly string[]): string | undefined {
  const named = isJsonObject(item) ? keys.map((key) => item[key]).find(isText) : item;
  if (typeof named === 'number') {
    return String(named);
  }
  return isText(named) ? named.trim() : undefined;
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

function isRefusal(entry: string | CellLookup | CellRefusal): entry is CellRefusal {
  return typeof entry !== 'string' && 'problem' in entry;
}

/** Whether JSON text stands for things that a cell lists; a list of bare numbers may be a title. */
export function listsThings(structure: Json): boolean {
  const isThing = (item: Json) => typeof item === 'string' || isJsonObject(item);
  return Array.isArray(structure) ? structure.every(isThing) : isJsonObject(structure);
}

/** What stands between the things that a text lists. */
export const separator = /[,;，；、\n]/;

/** The parts of a text that lists several things. */
export function partsOf(text: string): readonly string[] {
  return separator.test(text) ? text.split(separator).map((part) => part.trim()) : [text.trim()];
}
