import type { UserIdType } from '../../../cells/kinds/people-ids.js';
import {
  type CellLookup,
  type LookupResult,
  type LookupResults,
  lookupKey,
} from '../../../cells/write/lookup.js';
import { InputError } from '../../../core/errors.js';
import { isJsonObject } from '../../../core/json.js';
import type { TableRef } from '../../context/caller-memory.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { type Uploaded, uploadLocal } from '../media/media.js';
import { findRecords } from './record-lookups.js';
import { type FoundEntry, type LinkedRecord, partsOf } from './record-titles.js';

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
type LocalFile = Extract<CellLookup, { kind: 'file' }>;

const isPerson = (need: CellLookup): need is Person => need.kind === 'person';
const isRecord = (need: CellLookup): need is LinkedRecord => need.kind === 'record';
const isFile = (need: CellLookup): need is LocalFile => need.kind === 'file';

/** The vendor resolves this many addresses at once. */
const maxEmails = 50;

export async function findPeople(
  context: ToolContext,
  needs: readonly Person[],
  userIdType: UserIdType | undefined,
): Promise<readonly FoundEntry[]> {
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

async function findFiles(
  context: ToolContext,
  { appToken }: TableRef,
  needs: readonly LocalFile[],
  dryRun: boolean,
): Promise<readonly FoundEntry[]> {
  const entries: FoundEntry[] = [];
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
