import { CancelledError, InputError } from '../../../../core/errors.js';
import type { Json, JsonObject } from '../../../../core/json.js';
import type { LocalFile, RowFormat } from '../../../../core/local-file.js';
import { isInQuotes } from '../../../../files/rows/csv-quotes.js';
import { BrokenQuotes } from '../../../../files/rows/csv-records.js';
import { type FileRow, mostColumns, type RowFault } from '../../../../files/rows/row-format.js';
import {
  delimiterOf,
  layoutOf,
  type RowLayout,
  rowsIn,
} from '../../../../files/rows/row-readers.js';
import type { ColumnGuess } from './columns/column-guess.js';
import { ColumnTree, type JsonColumn, OpenedColumns } from './columns/json-members.js';
import { isBlank, type MissingWords } from './columns/missing-words.js';
import { RowTally } from './scan-notes.js';

/** What is known of a file after reading it once, before anything is written. */
export interface FileScan {
  readonly layout: RowLayout;
  /** In the order of the file, without those that have neither a name nor a value. */
  readonly columns: readonly string[];
  /** Undefined for JSON. */
  readonly delimiter: string | undefined;
  readonly guesses: ReadonlyMap<string, ColumnGuess>;
  /** All rows, blank and unreadable ones among them. */
  readonly rowCount: number;
  /** What a line of the file is called. */
  readonly unit: string;
  /** The keys of its rows, with the members of the objects in them. */
  readonly keys: readonly JsonColumn[];
  /** The columns as they go to fields. */
  readonly opened: OpenedColumns;
  readonly tally: RowTally;
}

/** How a file is read. */
export interface ScanOptions {
  readonly layout: RowLayout;
  readonly missing: MissingWords;
}

/** Reads the whole file, so that what is wrong with it as a whole is found before its first row is written. */
export async function scanFile(
  file: LocalFile,
  options: ScanOptions,
  signal: AbortSignal,
): Promise<FileScan> {
  try {
    const { scan } = await scanRows(file, options, signal);
    return scan;
  } catch (error) {
    const mayBeCharacters = error instanceof BrokenQuotes && error.mayBeCharacters;
    const bare = mayBeCharacters ? await scanBare(file, options, signal) : undefined;
    if (bare === undefined) {
      throw error;
    }
    return bare;
  }
}

/** Reads quotes as characters; undefined unless every row is as wide as the header then and none is in quotes. */
async function scanBare(file: LocalFile, { layout, missing }: ScanOptions, signal: AbortSignal) {
  const bare = await layoutOf(file, layout.format, {
    ...layout,
    delimiter: delimiterOf(layout),
    headerRow: layout.table?.header.line,
    quotes: false,
  });
  const { scan, isQuoted } = await scanRows(file, { layout: bare, missing }, signal);
  const width = bare.table?.header.columns.length ?? 0;
  const isEven = [...scan.tally.widths.keys()].every((count) => count === width);
  return isEven && width > 1 && !isQuoted ? scan : undefined;
}

async function scanRows(file: LocalFile, { layout, missing }: ScanOptions, signal: AbortSignal) {
  const { columns = [], unnamed } = layout.table?.header ?? {};
  const tree = new ColumnTree(columns, missing);
  const tally = new RowTally();
  let isQuoted = columns.some(isInQuotes);
  for await (const row of rowsIn(file, layout)) {
    if (tally.count % checkEvery === 0) {
      throwIfCancelled(signal);
    }
    noteRow(row, tree);
    const values = tally.add(row);
    isQuoted ||= values.some((value) => typeof value === 'string' && isInQuotes(value));
  }
  const keys = tree.columns.filter(({ path, guess }) => !unnamed?.has(path) || !guess.isBlank);
  const opened = new OpenedColumns(keys, () => true);
  const delimiter = delimiterOf(layout);
  const unit = unitOf(layout.format);
  const { guesses } = opened;
  const kept = [...guesses.keys()];
  const counted = { rowCount: tally.count, tally };
  const scan = { layout, columns: kept, delimiter, guesses, ...counted, unit, keys, opened };
  return { scan, isQuoted };
}

const checkEvery = 1_000;

function noteRow(row: FileRow | RowFault, tree: ColumnTree): void {
  for (const [key, value = null] of Object.entries('values' in row ? row.values : {})) {
    const node = tree.nodeOf(key);
    throwIfTooMany(tree.size);
    if (!isBlank(value)) {
      node.add(value, row.line);
    }
  }
}

/** The same file, by the members of its objects but those that are wanted whole. */
export function openedScan(
  scan: FileScan,
  isWhole: (column: JsonColumn) => boolean,
  note: (text: string) => void,
): FileScan {
  const opened = new OpenedColumns(scan.keys, isWhole);
  const { guesses, clashing } = opened;
  for (const column of clashing) {
    note(`${column}: its objects were kept whole, because a member has the name of another column`);
  }
  return { ...scan, columns: [...guesses.keys()], guesses, opened };
}

/** A JSON array has elements, whatever its lines are; a sheet has rows. */
function unitOf(format: RowFormat): string {
  return format === 'json' ? 'element' : format === 'xlsx' ? 'row' : 'line';
}

function throwIfTooMany(columns: number): void {
  if (columns > mostColumns) {
    const problem = `has rows with more than ${mostColumns} different keys`;
    throw new InputError([{ path: 'path', problem, allowed: 'the same keys in each row' }]);
  }
}

/** A row with the number that it has among all rows of the file, from 0. */
export type SourceRow = (FileRow | RowFault) & { readonly index: number };

/** A row that is ready to be sent, or was refused. */
export interface ReadyRow {
  readonly index: number;
  readonly line: number;
  readonly values: JsonObject;
  /** In the vendor's shape. */
  readonly fields: JsonObject;
}

/** As many rows as go into one request. */
const chunkSize = 500;

/** The rows from the one of that number on, in chunks. */
export async function* chunksOf(
  rows: AsyncIterable<FileRow | RowFault>,
  skip: number,
): AsyncGenerator<readonly SourceRow[]> {
  let index = 0;
  let chunk: SourceRow[] = [];
  for await (const row of rows) {
    if (index >= skip) {
      chunk.push({ ...row, index });
    }
    index += 1;
    if (chunk.length === chunkSize) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) {
    yield chunk;
  }
}

/** The cells of a row by field, without blank ones, which would only clear what is empty. */
export function cellsOf(values: JsonObject, targets: ReadonlyMap<string, string>): JsonObject {
  const cells: [string, Json][] = [];
  for (const [column, value] of Object.entries(values)) {
    const field = targets.get(column);
    if (field !== undefined && value !== undefined && !isBlank(value)) {
      cells.push([field, value]);
    }
  }
  return Object.fromEntries(cells);
}

/** Stops what takes long between two requests. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) {
    throw new CancelledError(false);
  }
}
