import type { Field, TableSchema } from '../../../cells/field.js';
import type { CellFamily } from '../../../cells/kinds/kind.js';
import { kindOf } from '../../../cells/kinds/kinds.js';
import { recordId } from '../../../cells/kinds/references.js';
import { readCell } from '../../../cells/read/reading.js';
import { bareText, isSegmentList } from '../../../cells/read/rich-text.js';
import type { CellLookup, LookupResult } from '../../../cells/write/lookup.js';
import { ApiError } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { TableRef } from '../../context/caller-memory.js';
import { callEndpoint, listAll, type ToolContext, walkPages } from '../../context/tool-context.js';
import { schemaOf } from '../query/table-schema.js';

export type LinkedRecord = Extract<CellLookup, { kind: 'record' }>;
/** What one lookup found, by its key. */
export type FoundEntry = readonly [key: string, finding: LookupResult];

/** A filter takes this many conditions, in 2,000 characters of JSON with what stands around them. */
const maxTitles = 50;
const maxCharacters = 1_900;
/** Of a condition beside its field and its title. */
const conditionCharacters = 50;

/** The vendor reads this many records by id at once. */
const maxIds = 100;

/** What of the titles are ids of records. A caller who cannot see the table is taken to mean ids. */
export async function existingIds(
  context: ToolContext,
  { appToken, tableId }: TableRef,
  texts: readonly string[],
): Promise<ReadonlySet<string>> {
  const existing = new Set<string>();
  const possible = texts.filter((text) => recordId.test(text));
  for (const part of partsOf(possible, maxIds)) {
    const absent = await absentIds(context, { app_token: appToken, table_id: tableId }, part);
    for (const id of part) {
      if (!absent.includes(id)) {
        existing.add(id);
      }
    }
  }
  return existing;
}

async function absentIds(
  context: ToolContext,
  table: JsonObject,
  ids: readonly string[],
): Promise<readonly Json[]> {
  try {
    const args = { ...table, record_ids: ids };
    const { absent_record_ids: absent } = await callEndpoint(
      context,
      'bitable_records_batch_get',
      args,
    );
    return Array.isArray(absent) ? absent : [];
  } catch (error) {
    if (error instanceof ApiError && error.facts.kind === 'permission') {
      return [];
    }
    throw error;
  }
}

/** What of a primary field the vendor compares with a text: page "记录筛选开发指南". */
const comparable: ReadonlySet<CellFamily> = new Set(['text', 'number']);

/** Gives the ids of the records of each title. */
export async function recordIdsOf(
  context: ToolContext,
  tableRef: TableRef,
  titles: readonly string[],
): Promise<
  ReadonlyMap<string, readonly string[]> | { readonly problem: string; readonly allowed: string }
> {
  const schema = await schemaOf(context, tableRef);
  const primary = schema.fields.find(({ isPrimary }) => isPrimary);
  if (primary === undefined || !canBeFoundByTitle(primary)) {
    const problem = 'records of the linked table cannot be looked up by title';
    return { problem, allowed: 'a record id (rec…)' };
  }
  const records: JsonObject[] = [];
  for (const part of titleParts(titles, primary.name.length)) {
    records.push(...(await recordsTitled(context, tableRef, primary, part)));
  }
  return byTitle(records, primary, schema);
}

function byTitle(
  records: readonly JsonObject[],
  primary: Field,
  schema: TableSchema,
): ReadonlyMap<string, readonly string[]> {
  const idsOf = new Map<string, string[]>();
  for (const record of records) {
    for (const title of titlesIn(record, primary, schema)) {
      idsOf.set(title, [...(idsOf.get(title) ?? []), String(record['record_id'])]);
    }
  }
  return idsOf;
}

/** What parts a list of titles; a title that holds one of them may be a part of several. */
const separators = [',', ';', '，', '；', '、', '\n'];

/** Gives the titles with a separator in them, and their records; undefined where they are too many to read. */
export async function separatedTitles(
  context: ToolContext,
  { appToken, tableId }: TableRef,
): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  const schema = await schemaOf(context, { appToken, tableId });
  const primary = schema.fields.find(({ isPrimary }) => isPrimary);
  if (primary === undefined || kindOf(primary).family !== 'text') {
    return new Map();
  }
  const { name } = primary;
  const conditions = separators.map((separator) => ({
    field_name: name,
    operator: 'contains',
    value: [separator],
  }));
  const args = {
    app_token: appToken,
    table_id: tableId,
    field_names: [name],
    filter: { conjunction: 'or', conditions },
  };
  for await (const { items, hasMore } of walkPages(context, 'bitable_records_search', args)) {
    return hasMore ? undefined : byTitle(items, primary, schema);
  }
  return new Map();
}

/** Gives the title of a record; of rich text, both with its links and as the vendor compares it. */
function titlesIn(record: JsonObject, primary: Field, schema: TableSchema): ReadonlySet<string> {
  const cell = cellOf(record, primary);
  const read = titleOf(readCell(cell, primary, schema));
  return new Set([read, isSegmentList(cell) ? bareText(cell) : read]);
}

/** Whether the vendor compares a primary field with a text. */
function canBeFoundByTitle(primary: Field): boolean {
  return comparable.has(kindOf(primary).family);
}

function titleParts(
  titles: readonly string[],
  nameCharacters: number,
): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let room = 0;
  for (const title of titles) {
    const cost = JSON.stringify(title).length + nameCharacters + conditionCharacters;
    const part = parts.at(-1);
    if (part === undefined || part.length >= maxTitles || cost > room) {
      parts.push([title]);
      room = maxCharacters - cost;
    } else {
      part.push(title);
      room -= cost;
    }
  }
  return parts;
}

function recordsTitled(
  context: ToolContext,
  { appToken, tableId }: TableRef,
  { name }: Field,
  titles: readonly string[],
): Promise<readonly JsonObject[]> {
  const conditions = titles.map((title) => ({ field_name: name, operator: 'is', value: [title] }));
  return listAll(context, 'bitable_records_search', {
    app_token: appToken,
    table_id: tableId,
    field_names: [name],
    filter: { conjunction: 'or', conditions },
  });
}

export function cellOf({ fields }: JsonObject, { name }: Field): Json | undefined {
  return isJsonObject(fields) ? fields[name] : undefined;
}

export function titleOf(plain: Json): string {
  if (isJsonObject(plain)) {
    return String(plain['text'] ?? plain['full_address'] ?? '');
  }
  return String(plain ?? '');
}

export function partsOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, part) => part * size);
  return starts.map((start) => items.slice(start, start + size));
}
