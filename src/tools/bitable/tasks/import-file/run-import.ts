import type { DecimalMark } from '../../../../cells/numbers.js';
import { InputError } from '../../../../core/errors.js';
import type { JsonObject } from '../../../../core/json.js';
import type { LocalFile } from '../../../../core/local-file.js';
import { rowsIn } from '../../../../files/rows/row-readers.js';
import type { ToolContext } from '../../../context/tool-context.js';
import { freshSchemaOf } from '../../query/table-schema.js';
import { findAll } from '../../write/lookups.js';
import type { MissingWords } from './columns/missing-words.js';
import { ImportProgress, Insertion, InsertionStopped } from './insertion.js';
import { LookupResolver } from './lookup-resolver.js';
import { createTable, type ImportPlan } from './plan.js';
import { countedRefusals, type RefusedRows, refusedRowsOf } from './refused-rows.js';
import { type CheckedRows, RowCheck } from './row-check.js';
import { chunksOf, type FileScan, type SourceRow, throwIfCancelled } from './scan-file.js';

/** What is imported, and how. */
export interface ImportJob {
  readonly context: ToolContext;
  readonly file: LocalFile;
  readonly scan: FileScan;
  readonly missing: MissingWords;
  readonly plan: ImportPlan;
  readonly skip: number;
  /** As the caller said it. */
  readonly decimal: DecimalMark | undefined;
  /** Names the table and the file: a repeat has the same. Undefined where it goes on after a stop. */
  readonly madeBy: string | undefined;
  readonly createOptions: boolean;
  /** Whether refused rows are set aside; otherwise the first of them ends it all. */
  readonly skips: boolean;
}

export interface ImportCounts {
  readonly tableId: string;
  /** Inserted, or in a dry run fit to be. */
  readonly inserted: number;
  readonly blank: number;
  /** By column, the cells with a word that stands for no value. */
  readonly missing: ReadonlyMap<string, number>;
  readonly refused: RefusedRows;
  readonly refusedFile?: string | undefined;
  /** The first rows in the vendor's shape. */
  readonly sample?: readonly JsonObject[];
}

const sampleSize = 5;

interface CheckedChunk extends CheckedRows {
  readonly rows: readonly SourceRow[];
}

/** Reads and checks every row, and writes nothing. `tells` where it is all that the caller asked for. */
export async function checkAll(job: ImportJob, tells: boolean): Promise<ImportCounts> {
  const refused = countedRefusals();
  const check = checkOf(job, true);
  const sample: JsonObject[] = [];
  let inserted = 0;
  let blank = 0;
  for await (const chunk of checkedChunks(job, check)) {
    inserted += chunk.ready.length;
    const wanted = sampleSize - sample.length;
    sample.push(...chunk.ready.slice(0, wanted).map(({ fields }) => fields));
    blank += chunk.blank;
    await refused.add(chunk.refused);
    if (tells) {
      tellProgress(job, chunk);
    }
  }
  if (tells) {
    tellOfCells(job, check);
  }
  const { tableId } = job.plan.tableRef;
  return { tableId, inserted, blank, missing: check.missing, refused, sample };
}

/** Refuses the file as a whole for the rows in it that would be. */
export function throwIfRefused({ refused }: ImportCounts, unit: string): void {
  const more = refused.count - refused.shown.length;
  if (refused.count > 0) {
    throw new InputError([
      ...refused.shown.map(({ line, reason }) => ({ path: `${unit} ${line}`, problem: reason })),
      ...(more > 0 ? [{ path: '', problem: `and ${more} more rows` }] : []),
    ]);
  }
}

/** Creates the table if need be, and inserts every row that is not refused. */
export async function runImport(job: ImportJob, unit: string): Promise<ImportCounts> {
  const { context } = job;
  const refused = refusedRowsOf(context, job.file, job.scan, job.madeBy);
  const insertion = new Insertion(context, { skips: job.skips, refused });
  const progress = new ImportProgress(job.skip, unit);
  let blank = 0;
  try {
    const plan = await readyPlan(job, progress);
    const readied = { ...job, plan };
    const check = checkOf(readied, false);
    for await (const chunk of prefetch(checkedChunks(readied, check))) {
      await insertChunk({ chunk, check, insertion, progress, refused, plan });
      blank += chunk.blank;
      tellProgress(job, chunk);
    }
    const refusedFile = await refused.finish();
    tellOfCells(readied, check);
    const { inserted } = insertion;
    const { missing } = check;
    return { tableId: plan.tableRef.tableId, inserted, blank, missing, refused, refusedFile };
  } catch (error) {
    await tellOfRefused(context, refused);
    throw progress.stopped(error, insertion.inserted);
  }
}

/** Creates the table of a plan; no table is made for a file without a row that goes in. */
async function readyPlan(job: ImportJob, progress: ImportProgress): Promise<ImportPlan> {
  const { context, plan } = job;
  if (plan.newTable === undefined || !(await hasReadyRow(job))) {
    return plan;
  }
  const tableId = await createTable(context, plan, plan.newTable);
  progress.createdTable = tableId;
  const tableRef = { ...plan.tableRef, tableId };
  return { ...plan, tableRef, schema: await freshSchemaOf(context, tableRef) };
}

async function hasReadyRow(job: ImportJob): Promise<boolean> {
  for await (const { ready } of checkedChunks(job, checkOf(job, true))) {
    if (ready.length > 0) {
      return true;
    }
  }
  return false;
}

interface Step {
  readonly chunk: CheckedChunk;
  readonly check: RowCheck;
  readonly insertion: Insertion;
  readonly progress: ImportProgress;
  readonly refused: RefusedRows;
  readonly plan: ImportPlan;
}

/** What comes after the row at which inserting stopped is for the next call to tell. */
async function insertChunk({ chunk, check, ...made }: Step): Promise<void> {
  const { insertion, progress, refused, plan } = made;
  const { appToken, tableId } = plan.tableRef;
  const kind = check.userIdType === undefined ? {} : { user_id_type: check.userIdType };
  let dealtWith = chunk.rows;
  try {
    await insertion.insert(chunk.ready, { app_token: appToken, table_id: tableId, ...kind });
  } catch (error) {
    const next = error instanceof InsertionStopped ? error.next.index : progress.next;
    dealtWith = chunk.rows.filter(({ index }) => index < next);
    throw error;
  } finally {
    const lines = new Set(dealtWith.map(({ line }) => line));
    progress.pass(dealtWith);
    await refused.add(chunk.refused.filter(({ line }) => lines.has(line)));
  }
}

function checkOf(job: ImportJob, dryRun: boolean): RowCheck {
  const { context, plan } = job;
  const found = new LookupResolver((needs) => findAll(context, plan.tableRef, needs, { dryRun }));
  return new RowCheck(plan, found, job);
}

async function* checkedChunks(job: ImportJob, check: RowCheck): AsyncGenerator<CheckedChunk> {
  const rows = rowsIn(job.file, job.scan.layout);
  for await (const chunk of chunksOf(rows, job.skip)) {
    throwIfCancelled(job.context.run.signal);
    yield { rows: chunk, ...(await check.check(chunk)) };
  }
}

function tellProgress({ context, scan, skip }: ImportJob, { rows }: CheckedChunk): void {
  const done = (rows.at(-1)?.index ?? skip) + 1;
  context.run.progress(done, scan.rowCount, `${done} of ${scan.rowCount} rows`);
}

const maxNames = 20;

function tellOfCells({ context, plan }: ImportJob, { notes, newOptions }: RowCheck): void {
  for (const note of notes) {
    context.note(note);
  }
  for (const [field, names] of newOptions) {
    const list = [...names].slice(0, maxNames).map((name) => JSON.stringify(name));
    const more = names.size - list.length;
    context.note(`${field}: new options ${list.join(', ')}${more > 0 ? ` and ${more} more` : ''}`);
    context.memory.forget(plan.tableRef.appToken, plan.tableRef.tableId);
  }
}

/** Of an import that failed: its refused rows are in the file, or else the first of them in the answer. */
async function tellOfRefused(context: ToolContext, refused: RefusedRows): Promise<void> {
  const path = await refused.finish().catch(() => refused.discard());
  if (path !== undefined) {
    context.note(`${refused.count} refused rows are in ${path}`);
  } else if (refused.count > 0) {
    const shown = refused.shown.map(({ line, reason }) => `${line}: ${reason}`).join('; ');
    context.note(`refused rows could not be kept in a file: ${shown}`);
  }
}

/** The same items, of which the next is made while the last is worked with. */
async function* prefetch<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let next = items.next();
  try {
    for (let item = await next; item.done !== true; item = await next) {
      next = items.next();
      // It is told where it is waited for.
      next.catch(() => undefined);
      yield item.value;
    }
  } finally {
    await next.catch(() => undefined);
    await items.return(undefined);
  }
}
