import { InputError } from '../../../../core/errors.js';
import type { LocalFile } from '../../../../core/local-file.js';
import type { RowFormat } from '../../../../core/row-formats.js';
import { readRows } from '../../../../files/rows/row-readers.js';
import type { ToolContext } from '../../../context/tool-context.js';
import { freshSchemaOf } from '../../query/table-schema.js';
import { Course, throwIfCancelled } from './import-progress.js';
import { Insertion, InsertionStopped } from './insertion.js';
import { createTable, type Plan } from './plan.js';
import { ahead } from './prefetch.js';
import { countedRefusals, type RefusedRows, refusedRowsOf } from './refused-rows.js';
import { FoundCells } from './resolve-lookups.js';
import { type CheckedRows, RowCheck } from './row-check.js';
import type { Survey } from './scan-file.js';
import { chunksOf, type SourceRow } from './source-rows.js';

/** What is imported, and how. */
export interface Job {
  readonly context: ToolContext;
  readonly file: LocalFile;
  readonly format: RowFormat;
  readonly survey: Survey;
  readonly plan: Plan;
  readonly skip: number;
  readonly createOptions: boolean;
  /** Whether refused rows are set aside; otherwise the first of them ends it all. */
  readonly skips: boolean;
}

export interface Tally {
  readonly tableId: string;
  /** Inserted, or in a rehearsal fit to be. */
  readonly inserted: number;
  readonly blank: number;
  readonly refused: RefusedRows;
  readonly refusedFile?: string | undefined;
}

interface Chunk extends CheckedRows {
  readonly rows: readonly SourceRow[];
}

/** Reads and checks every row, and writes nothing. `tells` where it is all that the caller asked for. */
export async function rehearse(job: Job, tells: boolean): Promise<Tally> {
  const refused = countedRefusals();
  const check = checkOf(job, true);
  let inserted = 0;
  let blank = 0;
  for await (const chunk of checkedChunks(job, check)) {
    inserted += chunk.ready.length;
    blank += chunk.blank;
    await refused.add(chunk.refused);
    if (tells) {
      tellProgress(job, chunk);
    }
  }
  if (tells) {
    tellOfCells(job, check);
  }
  return { tableId: job.plan.place.tableId, inserted, blank, refused };
}

/** Refuses the file as a whole for the rows in it that would be. */
export function throwIfRefused({ refused }: Tally, unit: string): void {
  const more = refused.count - refused.shown.length;
  if (refused.count > 0) {
    throw new InputError([
      ...refused.shown.map(({ line, reason }) => ({ path: `${unit} ${line}`, problem: reason })),
      ...(more > 0 ? [{ path: '', problem: `and ${more} more rows` }] : []),
    ]);
  }
}

/** Creates the table if need be, and inserts every row that is not refused. */
export async function carryOut(job: Job, unit: string): Promise<Tally> {
  const { context } = job;
  const refused = refusedRowsOf(context, job.file, job.survey);
  const insertion = new Insertion(context, { skips: job.skips, refused });
  const course = new Course(job.skip, unit);
  let blank = 0;
  try {
    const plan = await readyPlan(job, course);
    const readied = { ...job, plan };
    const check = checkOf(readied, false);
    for await (const chunk of ahead(checkedChunks(readied, check))) {
      await insertChunk({ chunk, check, insertion, course, refused, plan });
      blank += chunk.blank;
      tellProgress(job, chunk);
    }
    const refusedFile = await refused.finish();
    tellOfCells(readied, check);
    const { inserted } = insertion;
    return { tableId: plan.place.tableId, inserted, blank, refused, refusedFile };
  } catch (error) {
    await tellOfRefused(context, refused);
    throw course.stopped(error, insertion.inserted);
  }
}

async function readyPlan({ context, plan }: Job, course: Course): Promise<Plan> {
  if (plan.newTable === undefined) {
    return plan;
  }
  const tableId = await createTable(context, plan, plan.newTable);
  course.createdTable = tableId;
  const place = { ...plan.place, tableId };
  return { ...plan, place, schema: await freshSchemaOf(context, place) };
}

interface Step {
  readonly chunk: Chunk;
  readonly check: RowCheck;
  readonly insertion: Insertion;
  readonly course: Course;
  readonly refused: RefusedRows;
  readonly plan: Plan;
}

/** What comes after the row at which inserting stopped is for the next call to tell. */
async function insertChunk({ chunk, check, ...made }: Step): Promise<void> {
  const { insertion, course, refused, plan } = made;
  const { appToken, tableId } = plan.place;
  const kind = check.userIdType === undefined ? {} : { user_id_type: check.userIdType };
  let dealtWith = chunk.rows;
  try {
    await insertion.insert(chunk.ready, { app_token: appToken, table_id: tableId, ...kind });
  } catch (error) {
    const next = error instanceof InsertionStopped ? error.next.index : course.next;
    dealtWith = chunk.rows.filter(({ index }) => index < next);
    throw error;
  } finally {
    const lines = new Set(dealtWith.map(({ line }) => line));
    course.pass(dealtWith);
    await refused.add(chunk.refused.filter(({ line }) => lines.has(line)));
  }
}

function checkOf({ context, plan, createOptions }: Job, rehearsal: boolean): RowCheck {
  const found = new FoundCells(context, plan.place, { rehearsal });
  return new RowCheck(plan.schema, plan.targets, found, createOptions);
}

async function* checkedChunks(job: Job, check: RowCheck): AsyncGenerator<Chunk> {
  const { rows } = await readRows(job.file, job.format, job.survey.encoding);
  for await (const chunk of chunksOf(rows, job.skip)) {
    throwIfCancelled(job.context.run.signal);
    yield { rows: chunk, ...(await check.check(chunk)) };
  }
}

function tellProgress({ context, survey, skip }: Job, { rows }: Chunk): void {
  const done = (rows.at(-1)?.index ?? skip) + 1;
  context.run.progress(done, survey.rowCount, `${done} of ${survey.rowCount} rows`);
}

const maxNames = 20;

function tellOfCells({ context, plan }: Job, { notes, newOptions }: RowCheck): void {
  for (const note of notes) {
    context.note(note);
  }
  for (const [field, names] of newOptions) {
    const list = [...names].slice(0, maxNames).map((name) => JSON.stringify(name));
    const more = names.size - list.length;
    context.note(`${field}: new options ${list.join(', ')}${more > 0 ? ` and ${more} more` : ''}`);
    context.memory.forget(plan.place.appToken, plan.place.tableId);
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
