import type { TableSchema } from '../../../cells/field.js';
import { kindOf } from '../../../cells/kinds/kinds.js';
import { cellReader } from '../../../cells/read/reading.js';
import { IssueList } from '../../../cells/write/finish-rows.js';
import { setDeltaIn } from '../../../cells/write/set-delta.js';
import { ApiError, InputError, NetworkError } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { maxListedChanges } from '../../answer/changes.js';
import type { Outcome } from '../../answer/result.js';
import { type Args, callEndpoint, type ToolContext } from '../../context/tool-context.js';
import type { SentPart, StoredValues } from '../../context/vendor.js';
import { cellsIn, ownCell } from '../read/record-cells.js';
import { changedSet } from './changed-set.js';
import { RecordChanges } from './record-changes.js';
import { literalLinkNotes, mayMeetRichText, RichCells } from './rich-cells.js';

/** Page "Batch get records": ids in one request. */
const maxIds = 100;

/** Cells that are named in notes; more are counted. */
const maxNotes = 10;

/** One update of a record, its cells in the vendor's shape. */
interface RecordUpdate {
  readonly recordId: string;
  readonly cells: JsonObject;
}

interface StoredCellsOptions {
  /** Whether the answer shows what changed. */
  readonly isShown: boolean;
  /** Plain cells by record id, where they were read for another reason. */
  readonly before?: ReadonlyMap<string, JsonObject>;
  /** Where the cells of a record stand in the arguments: `records[36].fields`. */
  readonly pathOf: (recordId: string) => string;
}

/**
 * The cells that are stored in the records of an update. They are read under the lock of the write where a set is added to,
 * and where the answer shows what changed.
 */
export class StoredCells implements StoredValues {
  readonly #readers: ReadonlyMap<string, (cell: Json | undefined) => Json>;
  readonly #pathOf: (recordId: string) => string;
  readonly #isShown: boolean;
  readonly #readsAll: boolean;
  readonly #changes: RecordChanges;
  readonly #rich = new RichCells();
  readonly #noticesRich: boolean;
  readonly #linkNotes = new Set<string>();
  /** Records of which every cell was left alone. */
  readonly #unwritten = new Set<string>();
  /** Plain cells after the updates so far: the same record can come twice. */
  readonly #now = new Map<string, JsonObject>();
  /** Cells about which something is noted. */
  #noted = 0;

  constructor(
    readonly schema: TableSchema,
    /** How many records are updated in all. */
    records: number,
    { isShown, before, pathOf }: StoredCellsOptions,
  ) {
    this.#readers = new Map(schema.fields.map((field) => [field.name, cellReader(field, schema)]));
    this.#pathOf = pathOf;
    this.#isShown = isShown;
    this.#readsAll = isShown && before === undefined && records <= maxListedChanges;
    // Who has read the cells before has looked at rich text, too.
    this.#noticesRich = before === undefined;
    this.#changes = new RecordChanges(schema, before);
  }

  async before(args: Args, context: ToolContext): Promise<Args> {
    const updates = updatesIn(args);
    const needing = updates.filter(({ cells }) => dependsOnStored(this.schema, cells));
    await this.#read(this.#readsAll ? updates : needing, updates, args, context);
    const issues = new IssueList();
    const sent = updates.map((update) => this.#whole(update, issues, context));
    if (issues.list().length > 0) {
      throw new InputError(issues.list());
    }
    this.#noteLinks(sent, context);
    return withCells(args, sent);
  }

  /** Records of which nothing is left to write are not sent. */
  withoutUnchanged(args: Args): SentPart {
    const { records, record_id } = args;
    if (!Array.isArray(records)) {
      const record = { record_id: String(record_id), fields: {} };
      return this.#unwritten.has(record.record_id)
        ? { args: undefined, complete: () => ({ record }) }
        : { args, complete: (data) => data };
    }
    const updates = records.filter(isJsonObject);
    const isUnwritten = ({ record_id: id, fields }: JsonObject) =>
      this.#unwritten.has(String(id)) && isJsonObject(fields) && Object.keys(fields).length === 0;
    const [left, unsent] = [updates.filter((it) => !isUnwritten(it)), updates.filter(isUnwritten)];
    return {
      args: left.length === 0 ? undefined : { ...args, records: left },
      complete: (data) => ({ ...data, records: [...listIn(data['records']), ...unsent] }),
    };
  }

  report(outcome: Outcome, replies: readonly Json[]): Outcome {
    const { facts, notes } = this.#isShown ? this.#changes.addTo(outcome, replies) : outcome;
    const more = this.#noted - maxNotes;
    return { facts, notes: more > 0 ? [...notes, `and ${more} more notes on cells`] : notes };
  }

  /** What is read only to be shown is done without where it cannot be read. */
  async #read(
    read: readonly RecordUpdate[],
    all: readonly RecordUpdate[],
    args: Args,
    context: ToolContext,
  ): Promise<void> {
    const ids = [...new Set(read.map(({ recordId }) => recordId))];
    try {
      for (let start = 0; start < ids.length; start += maxIds) {
        await this.#readPart(ids.slice(start, start + maxIds), args, context);
      }
    } catch (error) {
      if (all.some(({ cells }) => changesSets(cells))) {
        context.note('the stored values could not be read, so the sets were not changed');
        throw error;
      }
      if (!(error instanceof ApiError || error instanceof NetworkError)) {
        throw error;
      }
      context.note(`${this.#unread(all)}: the values before could not be read (${error.message})`);
    }
  }

  #unread(updates: readonly RecordUpdate[]): string {
    return updates.some(({ cells }) => mayMeetRichText(this.schema, cells))
      ? 'changes are not shown, and mentions and links in texts are not kept'
      : 'changes are not shown';
  }

  async #readPart(ids: readonly string[], args: Args, context: ToolContext): Promise<void> {
    const { app_token, table_id, user_id_type } = args;
    const { records } = await callEndpoint(context, 'bitable_records_batch_get', {
      app_token,
      table_id,
      record_ids: ids,
      user_id_type,
    });
    for (const record of Array.isArray(records) ? records.filter(isJsonObject) : []) {
      const id = String(record['record_id']);
      const cells = this.#plain(cellsIn(record));
      if (this.#noticesRich) {
        this.#rich.learn(id, cellsIn(record));
      }
      this.#changes.addStored(id, cells);
      this.#now.set(id, cells);
    }
  }

  #plain(cells: JsonObject): JsonObject {
    const plain = Object.entries(cells).map(([name, cell]): [string, Json] => [
      name,
      this.#readers.get(name)?.(cell) ?? null,
    ]);
    return Object.fromEntries(plain);
  }

  /** The cells of an update with whole sets in place of their changes, without rich text that stays as it is. */
  #whole({ recordId, cells }: RecordUpdate, issues: IssueList, { note }: ToolContext): JsonObject {
    const stored = this.#now.get(recordId);
    const path = this.#pathOf(recordId);
    const whole = new Map<string, Json>();
    for (const [name, cell = null] of Object.entries(cells)) {
      const set = this.#changed(name, cell, stored);
      if ('problem' in set) {
        issues.add(path, name, { problem: set.problem, allowed: () => set.allowed });
        continue;
      }
      const rich = this.#rich.effectOf(recordId, name, set.cell);
      if (rich?.isKept !== true) {
        whole.set(name, set.cell);
      }
      this.#note(path, rich?.note ?? set.note, note);
    }
    if (whole.size === 0 && Object.keys(cells).length > 0) {
      this.#unwritten.add(recordId);
    }
    const sent = Object.fromEntries(whole);
    this.#now.set(recordId, { ...stored, ...this.#plain(sent) });
    this.#changes.addSent(recordId, sent);
    return sent;
  }

  #noteLinks(sent: readonly JsonObject[], { note }: ToolContext): void {
    const notes = this.#noticesRich ? literalLinkNotes(this.schema, sent) : [];
    for (const text of notes.filter((each) => !this.#linkNotes.has(each))) {
      this.#linkNotes.add(text);
      note(text);
    }
  }

  #note(path: string, text: string | undefined, note: (text: string) => void): void {
    if (text !== undefined) {
      this.#noted += 1;
      if (this.#noted <= maxNotes) {
        note(`${path}.${text}`);
      }
    }
  }

  #changed(name: string, cell: Json, stored: JsonObject | undefined) {
    const delta = setDeltaIn(cell);
    const field = delta && this.schema.fields.find((each) => each.name === name);
    return delta === undefined || field === undefined || !kindOf(field).isList
      ? { cell, note: undefined }
      : changedSet(field, stored && (ownCell(stored, name) ?? null), delta);
  }
}

/** Tells whether what is sent depends on what is stored: a set that is changed, a text that may be rich. */
export function dependsOnStored(schema: TableSchema, cells: JsonObject): boolean {
  return changesSets(cells) || mayMeetRichText(schema, cells);
}

function listIn(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** Whether an update changes a set that is stored. */
export function changesSets(cells: JsonObject): boolean {
  return Object.values(cells).some((cell) => setDeltaIn(cell) !== undefined);
}

/** The updates in the arguments of an update of one record, or of several. */
export function updatesIn(args: Args): readonly RecordUpdate[] {
  const { records } = args;
  const list: readonly unknown[] = Array.isArray(records) ? records : [args];
  return list
    .filter(isJsonObject)
    .map((record) => ({ recordId: String(record['record_id']), cells: cellsIn(record) }));
}

function withCells(args: Args, cells: readonly JsonObject[]): Args {
  const { records } = args;
  return Array.isArray(records)
    ? { ...args, records: records.map((record, index) => ({ ...record, fields: cells[index] })) }
    : { ...args, fields: cells[0] };
}
