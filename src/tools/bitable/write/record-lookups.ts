import type { Field } from '../../../cells/field.js';
import { shownText } from '../../../cells/filter/families/cell-tests.js';
import type { CellFamily } from '../../../cells/kinds/kind.js';
import { kindOf } from '../../../cells/kinds/kinds.js';
import { recordId } from '../../../cells/kinds/references.js';
import { readCell } from '../../../cells/read/reading.js';
import { type CellLookup, type LookupResult, lookupKey } from '../../../cells/write/lookup.js';
import { ApiError } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { TableRef } from '../../context/caller-memory.js';
import { callEndpoint, listAll, type ToolContext } from '../../context/tool-context.js';
import { schemaOf } from '../query/table-schema.js';

export type LinkedRecord = Extract<CellLookup, { kind: 'record' }>;
/** What one lookup found, by its key. */
export type FoundEntry = readonly [key: string, finding: LookupResult];

/** A filter takes this many conditions, in 2,000 characters of JSON with what stands around them. */
const maxTitles = 50;
const maxCharacters = 1_900;
/** Of a condition beside its field and its title. */
const conditionCharacters = 50;

/** Finds linked records: what can be an id as one first, then as a title. */
export async function findRecords(
  context: ToolContext,
  { appToken }: TableRef,
  needs: readonly LinkedRecord[],
): Promise<readonly FoundEntry[]> {
  const entries: FoundEntry[] = [];
  for (const tableId of new Set(needs.map((need) => need.tableId))) {
    const tableRef = { appToken, tableId };
    const inTable = needs.filter((need) => need.tableId === tableId);
    const ids = await existingIds(context, tableRef, inTable);
    const titled = inTable.filter(({ title }) => !ids.has(title));
    const byId = inTable.filter(({ title }) => ids.has(title));
    entries.push(...byId.map((need): FoundEntry => [lookupKey(need), { id: need.title }]));
    const exact = titled.filter(({ match }) => match !== 'contains');
    const parts = titled.filter(({ match }) => match === 'contains');
    entries.push(...(exact.length > 0 ? await findTitles(context, tableRef, exact) : []));
    entries.push(...(parts.length > 0 ? await findTitlesWith(context, tableRef, parts) : []));
  }
  return entries;
}

/** The vendor reads this many records by id at once. */
const maxIds = 100;

/** What of the titles are ids of records. A caller who cannot see the table is taken to mean ids. */
async function existingIds(
  context: ToolContext,
  { appToken, tableId }: TableRef,
  needs: readonly LinkedRecord[],
): Promise<ReadonlySet<string>> {
  const existing = new Set<string>();
  const possible = needs.map(({ title }) => title).filter((title) => recordId.test(title));
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

async function findTitles(
  context: ToolContext,
  tableRef: TableRef,
  needs: readonly LinkedRecord[],
): Promise<readonly FoundEntry[]> {
  const { fields, ...schema } = await schemaOf(context, tableRef);
  const primary = fields.find(({ isPrimary }) => isPrimary);
  if (primary === undefined || !comparable.has(kindOf(primary).family)) {
    const problem = 'records of the linked table cannot be looked up by title';
    const refusals = needs
      .filter(({ match }) => match === undefined || primary === undefined)
      .map((need): FoundEntry => [lookupKey(need), { problem, allowed: 'a record id (rec…)' }]);
    const compared = needs.filter(({ match }) => match !== undefined);
    return primary === undefined || compared.length === 0
      ? refusals
      : [...refusals, ...(await findTitlesWith(context, tableRef, compared))];
  }
  const idsOf = new Map<string, string[]>();
  for (const part of titleParts(needs, primary.name.length)) {
    for (const record of await recordsTitled(context, tableRef, primary, part)) {
      const title = titleOf(readCell(cellOf(record, primary), primary, { ...schema, fields }));
      idsOf.set(title, [...(idsOf.get(title) ?? []), String(record['record_id'])]);
    }
  }
  return needs.map((need) => [lookupKey(need), recordFound(need, idsOf)]);
}

/** All records whose title fits: asked for where the vendor compares titles with texts, else found among all titles. */
async function findTitlesWith(
  context: ToolContext,
  tableRef: TableRef,
  needs: readonly LinkedRecord[],
): Promise<readonly FoundEntry[]> {
  const schema = await schemaOf(context, tableRef);
  const primary = schema.fields.find(({ isPrimary }) => isPrimary);
  if (primary === undefined) {
    return findTitles(context, tableRef, needs);
  }
  const kind = kindOf(primary);
  const isAsked = kind.family === 'text' && kind.comparesWhole !== true;
  if (!isAsked) {
    context.note(
      `titles of linked records are compared here: they are of type ${kind.word(primary)}`,
    );
  }
  const all = isAsked ? [] : await recordsWith(context, tableRef, primary);
  const entries: FoundEntry[] = [];
  for (const need of needs) {
    const fits = (record: JsonObject) => {
      const title = shownText(readCell(cellOf(record, primary), primary, schema));
      return need.match === 'is' ? title === need.title : title.includes(need.title);
    };
    const found = isAsked ? await recordsWith(context, tableRef, primary, need) : all.filter(fits);
    const ids = found.map(({ record_id }) => String(record_id));
    entries.push([lookupKey(need), { id: ids[0] ?? '', ids }]);
  }
  return entries;
}

/** The records whose title holds the text of a need, or all; with their titles alone. */
function recordsWith(
  context: ToolContext,
  { appToken, tableId }: TableRef,
  { name }: Field,
  need?: LinkedRecord,
): Promise<readonly JsonObject[]> {
  const condition = need && { field_name: name, operator: 'contains', value: [need.title] };
  return listAll(context, 'bitable_records_search', {
    app_token: appToken,
    table_id: tableId,
    field_names: [name],
    ...(condition && { filter: { conjunction: 'and', conditions: [condition] } }),
  });
}

function titleParts(
  needs: readonly LinkedRecord[],
  nameCharacters: number,
): readonly (readonly LinkedRecord[])[] {
  const parts: LinkedRecord[][] = [];
  let room = 0;
  for (const need of needs) {
    const cost = JSON.stringify(need.title).length + nameCharacters + conditionCharacters;
    const part = parts.at(-1);
    if (part === undefined || part.length >= maxTitles || cost > room) {
      parts.push([need]);
      room = maxCharacters - cost;
    } else {
      part.push(need);
      room -= cost;
    }
  }
  return parts;
}

function recordsTitled(
  context: ToolContext,
  { appToken, tableId }: TableRef,
  { name }: Field,
  needs: readonly LinkedRecord[],
): Promise<readonly JsonObject[]> {
  const conditions = needs.map(({ title }) => ({
    field_name: name,
    operator: 'is',
    value: [title],
  }));
  return listAll(context, 'bitable_records_search', {
    app_token: appToken,
    table_id: tableId,
    field_names: [name],
    filter: { conjunction: 'or', conditions },
  });
}

function cellOf({ fields }: JsonObject, { name }: Field): Json | undefined {
  return isJsonObject(fields) ? fields[name] : undefined;
}

function titleOf(plain: Json): string {
  if (isJsonObject(plain)) {
    return String(plain['text'] ?? plain['full_address'] ?? '');
  }
  return String(plain ?? '');
}

const maxShown = 5;

function recordFound(
  { title, match }: LinkedRecord,
  idsOf: ReadonlyMap<string, string[]>,
): LookupResult {
  const ids = idsOf.get(title) ?? [];
  const [id, ...others] = ids;
  if (id === undefined) {
    return { problem: `no record of the linked table is titled ${JSON.stringify(title)}` };
  }
  if (match === 'is') {
    return { id, ids };
  }
  if (others.length === 0) {
    return { id };
  }
  const problem = `${others.length + 1} records of the linked table are titled ${JSON.stringify(title)}`;
  return { problem, allowed: [id, ...others].slice(0, maxShown).join(', ') };
}

export function partsOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, part) => part * size);
  return starts.map((start) => items.slice(start, start + size));
}
