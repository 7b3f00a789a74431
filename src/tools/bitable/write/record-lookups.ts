import { partsOf } from '../../../cells/write/list-writer.js';
import { type LookupResult, lookupKey } from '../../../cells/write/lookup.js';
import type { TableRef } from '../../context/caller-memory.js';
import type { ToolContext } from '../../context/tool-context.js';
import { findTitlesWith } from './compared-titles.js';
import {
  existingIds,
  type FoundEntry,
  type LinkedRecord,
  recordIdsOf,
  separatedTitles,
} from './record-titles.js';
import { listRuns, readTitleList } from './title-list.js';

/** Finds linked records: what can be an id as one first, then as a title, then as a list of titles. */
export async function findRecords(
  context: ToolContext,
  { appToken }: TableRef,
  needs: readonly LinkedRecord[],
): Promise<readonly FoundEntry[]> {
  const entries: FoundEntry[] = [];
  for (const tableId of new Set(needs.map((need) => need.tableId))) {
    const records = new LinkedRecords(context, { appToken, tableId });
    entries.push(...(await records.find(needs.filter((need) => need.tableId === tableId))));
  }
  return entries;
}

/** Looks up the records of one table. */
class LinkedRecords {
  readonly #ids = new Set<string>();
  readonly #titles = new Map<string, readonly string[]>();

  constructor(
    readonly context: ToolContext,
    readonly tableRef: TableRef,
  ) {}

  async find(needs: readonly LinkedRecord[]): Promise<readonly FoundEntry[]> {
    const named = needs.filter(({ match }) => match !== 'contains');
    const problem = await this.#read(named.flatMap(({ title, parts = [] }) => [title, ...parts]));
    const lists = named.filter(({ title, parts }) => parts !== undefined && !this.#has(title));
    if (problem === undefined && lists.length > 0) {
      await this.#readSeparated(lists);
    }
    const others = needs.filter(({ match }) => match === 'contains');
    await this.#readIds(others.map(({ title }) => title));
    const isCompared = ({ title, match }: LinkedRecord) =>
      !this.#ids.has(title) && (match === 'contains' || (match === 'is' && problem !== undefined));
    const compared = needs.filter(isCompared);
    return [
      ...needs
        .filter((need) => !isCompared(need))
        .map((need): FoundEntry => [lookupKey(need), this.#found(need, problem)]),
      ...(compared.length > 0 ? await findTitlesWith(this.context, this.tableRef, compared) : []),
    ];
  }

  /** Reads which of the texts are ids, and which records have the others for a title. */
  async #read(texts: readonly string[]): Promise<LookupResult | undefined> {
    const isNew = (text: string) => text !== '' && !this.#ids.has(text) && !this.#titles.has(text);
    const asked = [...new Set(texts)].filter(isNew);
    await this.#readIds(asked);
    const titles = asked.filter((text) => !this.#ids.has(text));
    if (titles.length === 0) {
      return undefined;
    }
    const found = await recordIdsOf(this.context, this.tableRef, titles);
    if ('problem' in found) {
      return found;
    }
    for (const title of titles) {
      this.#titles.set(title, found.get(title) ?? []);
    }
    return undefined;
  }

  async #readIds(texts: readonly string[]): Promise<void> {
    for (const id of await existingIds(this.context, this.tableRef, texts)) {
      this.#ids.add(id);
    }
  }

  /** Reads the titles that may stand within a list with separators of their own. */
  async #readSeparated(lists: readonly LinkedRecord[]): Promise<void> {
    const separated = await separatedTitles(this.context, this.tableRef);
    if (separated === undefined) {
      await this.#read(lists.flatMap(({ title }) => listRuns(title)));
      return;
    }
    for (const [title, ids] of separated) {
      this.#titles.set(title, ids);
    }
  }

  #has(text: string): boolean {
    return text === '' || this.#idsOf(text).length > 0;
  }

  /** Tells whether a text that is a title is a list of others as well. */
  #lists(parts: readonly string[]): boolean {
    const titles = parts.filter((part) => part !== '');
    return titles.length > 1 && titles.every((part) => this.#has(part));
  }

  #idsOf(text: string): readonly string[] {
    return this.#ids.has(text) ? [text] : (this.#titles.get(text) ?? []);
  }

  #found({ title, parts, match }: LinkedRecord, problem: LookupResult | undefined): LookupResult {
    const ids = this.#idsOf(title);
    const [first] = ids;
    if (match === 'is' && first !== undefined) {
      return { id: first, ids };
    }
    if (problem !== undefined && !this.#ids.has(title)) {
      return problem;
    }
    if (parts === undefined || (this.#has(title) && !this.#lists(parts))) {
      return recordFound(title, ids);
    }
    const lists = readTitleList(title, (text) => this.#idsOf(text).length > 0);
    return listFound(title, lists, (text) => recordFound(text, this.#idsOf(text)));
  }
}

/** The records that a text lists, if it can be read in one way alone. */
function listFound(
  text: string,
  lists: readonly (readonly string[])[],
  find: (title: string) => LookupResult,
): LookupResult {
  const [list, other] = lists;
  if (list === undefined) {
    const parts = partsOf(text).filter((part) => part !== '');
    const lacking = parts.find((part) => !('id' in find(part))) ?? text;
    return {
      problem: `no record of the linked table is titled ${JSON.stringify(text)}, nor ${JSON.stringify(lacking)} alone`,
    };
  }
  if (other !== undefined) {
    const problem = `${JSON.stringify(text)} can be read as more than one list of titles`;
    return {
      problem,
      allowed: `a list: ${lists.map((each) => JSON.stringify(each)).join(' or ')}`,
    };
  }
  const found = list.map(find);
  const ids = found.flatMap((each) => ('id' in each ? [each.id] : []));
  const [id] = ids;
  const refusal = found.find((each) => 'problem' in each);
  return refusal ?? (id === undefined ? find(text) : { id, ids });
}

const maxShown = 5;

function recordFound(title: string, [id, ...others]: readonly string[]): LookupResult {
  if (id === undefined) {
    return { problem: `no record of the linked table is titled ${JSON.stringify(title)}` };
  }
  if (others.length === 0) {
    return { id };
  }
  const problem = `${others.length + 1} records of the linked table are titled ${JSON.stringify(title)}`;
  return { problem, allowed: [id, ...others].slice(0, maxShown).join(', ') };
}
