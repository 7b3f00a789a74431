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
import type { StoredValues } from '../../context/vendor.js';
import { cellsIn, ownCell } from '../read/record-cells.js';
import { changedSet } from './changed-set.js';
import { RecordChanges } from './record-changes.js';

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
  /** Plain cells after the updates so far: the same record can come twice. */
  readonly #now = new Map<string, JsonObject>();

  /** Cells that did not hold what was to be removed. */
  #absent = 0;

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
    this.#changes = new RecordChanges(schema, before);
  }

  async before(args: Args, context: ToolContext): Promise<Args> {
    const updates = updatesIn(args);
    const changing = updates.filter(({ cells }) => changesSets(cells));
    await this.#read(this.#readsAll ? updates : changing, changing.length > 0, args, context);
    const issues = new IssueList();
    const sent = updates.map((update) => this.#whole(update, issues, context));
    if (issues.list().length > 0) {
      throw new InputError(issues.list());
    }
    return withCells(args, sent);
  }

  report(outcome: Outcome, replies: readonly Json[]): Outcome {
    const { facts, notes } = this.#isShown ? this.#changes.addTo(outcome, replies) : outcome;
    const more = this.#absent - maxNotes;
    return {
      facts,
      notes: more > 0 ? [...notes, `and ${more} more cells without what was to be removed`] : notes,
    };
  }

  /** What is read only to be shown is done without where it cannot be read. */
  async #read(
    updates: readonly RecordUpdate[],
    isNeeded: boolean,
    args: Args,
    context: ToolContext,
  ): Promise<void> {
    const ids = [...new Set(updates.map(({ recordId }) => recordId))];
    try {
      for (let start = 0; start < ids.length; start += maxIds) {
        await this.#readPart(ids.slice(start, start + maxIds), args, context);
      }
    } catch (error) {
      if (isNeeded) {
        context.note('the stored values could not be read, so the sets were not changed');
        throw error;
      }
      if (!(error instanceof ApiError || error instanceof NetworkError)) {
        throw error;
      }
      context.note(`changes are not shown: the values before could not be read (${error.message})`);
    }
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

  /** The cells of an update with whole sets in place of their changes. */
  #whole({ recordId, cells }: RecordUpdate, issues: IssueList, { note }: ToolContext): JsonObject {
    const stored = this.#now.get(recordId);
    const whole = new Map<string, Json>();
    for (const [name, cell = null] of Object.entries(cells)) {
      const set = this.#changed(name, cell, stored);
      const path = this.#pathOf(recordId);
      if ('problem' in set) {
        issues.add(path, name, { problem: set.problem, allowed: () => set.allowed });
      } else {
        whole.set(name, set.cell);
      }
      if ('note' in set && set.note !== undefined) {
        this.#absent += 1;
        if (this.#absent <= maxNotes) {
          note(`${path}.${set.note}`);
        }
      }
    }
    const sent = Object.fromEntries(whole);
    this.#now.set(recordId, { ...stored, ...this.#plain(sent) });
    this.#changes.addSent(recordId, sent);
    return sent;
  }

  #changed(name: string, cell: Json, stored: JsonObject | undefined) {
    const delta = setDeltaIn(cell);
    const field = delta && this.schema.fields.find((each) => each.name === name);
    return delta === undefined || field === undefined || !kindOf(field).isList
      ? { cell }
      : changedSet(field, stored && (ownCell(stored, name) ?? null), delta);
  }
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
