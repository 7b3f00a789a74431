import { InputError } from '../../../../core/errors.js';
import type { Json } from '../../../../core/json.js';
import type { LocalFile } from '../../../../core/local-file.js';
import type { RowFormat } from '../../../../core/row-formats.js';
import { type Encoding, encodingOf } from '../../../../files/rows/encoding.js';
import { mostColumns } from '../../../../files/rows/row-format.js';
import { readRows } from '../../../../files/rows/row-readers.js';
import { ColumnGuess } from './column-guess.js';
import { isBlank } from './source-rows.js';

/** What is known of a file after reading it once, before anything is written. */
export interface Survey {
  /** In the order of the file. */
  readonly columns: readonly string[];
  /** Undefined for JSON. */
  readonly delimiter: string | undefined;
  readonly encoding: Encoding;
  readonly guesses: ReadonlyMap<string, ColumnGuess>;
  /** All rows, blank and unreadable ones among them. */
  readonly rowCount: number;
}

/** Reads the whole file, so that what is wrong with it as a whole is found before its first row is written. */
export async function survey(
  file: LocalFile,
  format: RowFormat,
  throwIfCancelled: () => void,
): Promise<Survey> {
  const encoding = await encodingOf(file, 'path', throwIfCancelled);
  const { columns = [], delimiter, rows } = await readRows(file, format, encoding);
  const guesses = new Map(columns.map((column) => [column, new ColumnGuess()]));
  let rowCount = 0;
  for await (const row of rows) {
    if (rowCount % checkEvery === 0) {
      throwIfCancelled();
    }
    rowCount += 1;
    for (const [column, value = null] of Object.entries('values' in row ? row.values : {})) {
      note(guesses, column, value);
    }
  }
  return { columns: [...guesses.keys()], delimiter, encoding, guesses, rowCount };
}

const checkEvery = 1_000;

function note(guesses: Map<string, ColumnGuess>, column: string, value: Json): void {
  const guess = guesses.get(column) ?? new ColumnGuess();
  guesses.set(column, guess);
  if (guesses.size > mostColumns) {
    const problem = `has rows with more than ${mostColumns} different keys`;
    throw new InputError([{ path: 'path', problem, allowed: 'the same keys in each row' }]);
  }
  if (!isBlank(value)) {
    guess.add(value);
  }
}
