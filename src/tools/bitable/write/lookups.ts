import type { Field } from '../../../cells/field.js';
import type { CellFamily } from '../../../cells/kinds/kind.js';
import { kindOf } from '../../../cells/kinds/kinds.js';
import type { UserIdType } from '../../../cells/kinds/people-ids.js';
import { readCell } from '../../../cells/read/reading.js';
import {
  type CellLookup,
  type LookupResult,
  type LookupResults,
  lookupKey,
} from '../../../cells/write/lookup.js';
import { InputError } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { TableRef } from '../../context/caller-memory.js';
import { callEndpoint, listAll, type ToolContext } from '../../context/tool-context.js';
import { type Uploaded, uploadLocal } from '../media/media.js';
import { schemaOf } from '../query/table-schema.js';

export interface LookupOptions {
  /** A dry run leaves local files where they are. */
  readonly dryRun?: boolean | undefined;
  /** The kind of the ids that are wanted; the vendor's default when undefined. */
  readonly userIdType?: UserIdType | undefined;
}

/** Finds what cells and filters need: people by e-mail, records by title, and files, which are uploaded last. */
export async function findAll(
  context: ToolContext,
  tableRef: TableRef,
  needs: readonly CellLookup[],
  { dryRun = false, userIdType }: LookupOptions = {},
): Promise<LookupResults> {
  const distinct = [...new Map(needs.map((need) => [lookupKey(need), need])).values()];
  const people = await findPeople(context, distinct.filter(isPerson), userIdType);
  const records = await findRecords(context, tableRef, distinct.filter(isRecord));
  const files = distinct.filter(isFile);
  const found = new Map([
    ...people,
    ...records,
    ...(await findFiles(context, tableRef, files, true)),
  ]);
  const allFound = [...found.values()].every((finding) => 'id' in finding);
  // What is refused anyway must not leave files behind.
  const uploads = allFound && !dryRun ? await findFiles(context, tableRef, files, false) : [];
  return new Map([...found, ...uploads]);
}

type Person = Extract<CellLookup, { kind: 'person' }>;
type LinkedRecord = Extract<CellLookup, { kind: 'record' }>;
type LocalFile = Extract<CellLookup, { kind: 'file' }>;
type Entry = readonly [key: string, finding: LookupResult];

const isPerson = (need: CellLookup): need is Person => need.kind === 'person';
const isRecord = (need: CellLookup): need is LinkedRecord => need.kind === 'record';
const isFile = (need: CellLookup): need is LocalFile => need.kind === 'file';

/** The vendor resolves this many addresses at once. */
const maxEmails = 50;

async function findPeople(
  context: ToolContext,
  needs: readonly Person[],
  userIdType: UserIdType | undefined,
): Promise<readonly Entry[]> {
  const idOf = new Map<string, string>();
  for (const part of partsOf(needs, maxEmails)) {
    const emails = part.map(({ email }) => email);
    const { user_list: list } = await callEndpoint(context, 'contact_users_batch_get_id', {
      emails,
      user_id_type: userIdType,
    });
    for (const { email, user_id: id } of Array.isArray(list) ? list.filter(isJsonObject) : []) {
      if (typeof id === 'string' && id !== '') {
        idOf.set(String(email).toLowerCase(), id);
      }
    }
  }
  return needs.map((need) => [lookupKey(need), personFound(need, idOf)]);
}

function personFound({ email }: Person, idOf: ReadonlyMap<string, string>): LookupResult {
  const id = idOf.get(email.toLowerCase());
  return id === undefined
    ? {
        problem: `nobody of this tenant has the address ${email}`,
        allowed: 'the address of a member, or an open_id, union_id or user_id',
      }
    : { id };
}

/** A filter takes this many conditions, in 2,000 characters of JSON with what stands around them. */
const maxTitles = 50;
const maxCharacters = 1_900;
/** Of a condition beside its field and its title. */
const conditionCharacters = 50;

async function findRecords(
  context: ToolContext,
  { appToken }: TableRef,
  needs: readonly LinkedRecord[],
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const tableId of new Set(needs.map((need) => need.tableId))) {
    const inTable = needs.filter((need) => need.tableId === tableId);
    entries.push(...(await findTitles(context, { appToken, tableId }, inTable)));
  }
  return entries;
}

/** What of a primary field the vendor compares with a text: page "记录筛选开发指南". */
const comparable: ReadonlySet<CellFamily> = new Set(['text', 'number']);

async function findTitles(
  context: ToolContext,
  tableRef: TableRef,
  needs: readonly LinkedRecord[],
): Promise<readonly Entry[]> {
  const { fields, ...schema } = await schemaOf(context, tableRef);
  const primary = fields.find(({ isPrimary }) => isPrimary);
  if (primary === undefined || !comparable.has(kindOf(primary).family)) {
    const problem = 'records of the linked table cannot be looked up by title';
    return needs.map((need) => [lookupKey(need), { problem, allowed: 'a record id (rec…)' }]);
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

function recordFound({ title }: LinkedRecord, idsOf: ReadonlyMap<string, string[]>): LookupResult {
  const [id, ...others] = idsOf.get(title) ?? [];
  if (id === undefined) {
    return { problem: `no record of the linked table is titled ${JSON.stringify(title)}` };
  }
  if (others.length === 0) {
    return { id };
  }
  const problem = `${others.length + 1} records of the linked table are titled ${JSON.stringify(title)}`;
  return { problem, allowed: [id, ...others].slice(0, maxShown).join(', ') };
}

async function findFiles(
  context: ToolContext,
  { appToken }: TableRef,
  needs: readonly LocalFile[],
  dryRun: boolean,
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  // The vendor refuses uploads beside each other.
  for (const need of needs) {
    const upload = { appToken, path: need.path, dryRun };
    entries.push([lookupKey(need), await fileFound(uploadLocal(context, upload), need)]);
  }
  return entries;
}

/** A file that may not go stands in a cell: it is refused there, beside what else is wrong. */
async function fileFound(upload: Promise<Uploaded>, { path }: LocalFile): Promise<LookupResult> {
  try {
    return { id: (await upload).fileToken };
  } catch (error) {
    const [issue] = error instanceof InputError ? error.issues : [];
    if (issue === undefined) {
      throw error;
    }
    const { problem, allowed } = issue;
    const found = `is ${JSON.stringify(path)}, which ${problem}`;
    return allowed === undefined ? { problem: found } : { problem: found, allowed };
  }
}

function partsOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, part) => part * size);
  return starts.map((start) => items.slice(start, start + size));
}
