import { refusal } from '../access/refusal.js';
import { BrokenQuotes, type CsvOptions, type CsvRecord, csvRecords } from './csv-records.js';
import type { RowFault } from './row-format.js';

/** How a delimited text is cut into cells. */
export interface CsvLayout {
  readonly delimiter: string;
  /** False: a quote is a character like any other. */
  readonly quotes: boolean;
  /** Whether the file begins with a line that names its delimiter: `sep=;`. */
  readonly hasSepLine: boolean;
}

const sepLine = /^"?sep=([^\r\n"])"?[ \t,;]*(?:\r\n|\n|\r|$)/i;

/** Finds out how a text is cut by the piece that it begins with. */
export function csvLayout(start: string, given: string | undefined): Omit<CsvLayout, 'quotes'> {
  const sep = sepLine.exec(start);
  const delimiter = given ?? sep?.[1] ?? delimiterOf(start.slice(sep?.[0].length ?? 0));
  return { delimiter, hasSepLine: sep !== null };
}

/** A caller's delimiter as one character. */
export function checkedDelimiter(given: string): string {
  const delimiter = { '\\t': '\t', tab: '\t' }[given.toLowerCase()] ?? given;
  if (delimiter.length !== 1 || /["\r\n\0]/.test(delimiter)) {
    const allowed = 'one character such as ";", "|" or "\\t"';
    throw refusal('delimiter', `is ${JSON.stringify(given)}`, allowed);
  }
  return delimiter;
}

/** The likelier ones first: commas are in texts and numbers as well. */
const delimiters = ['\t', ';', '|', ','] as const;
const commonest = ',';
const sampleLines = 50;
const quotedCells = /(^|[\t;|,\r\n])"(?:[^"]|"")*"(?=[\t;|,\r\n]|$)/g;

/** The character that cuts the most lines into the same number of cells. */
function delimiterOf(text: string): string {
  const lines = text
    .replaceAll(quotedCells, '$1')
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '')
    .slice(0, sampleLines);
  const able = delimiters.filter((delimiter) => delimiter !== '\t' || !areTabsPadding(lines));
  const found = able.map((delimiter) => ({ delimiter, ...evenness(lines, delimiter) }));
  const even = found.filter(({ cells }) => cells > 1);
  return even.reduce((best, other) => (isBetter(other, best) ? other : best), even[0] ?? none)
    .delimiter;
}

/** Shops and banks end cells with a tab, so that spreadsheets keep the digits in them. */
function areTabsPadding(lines: readonly string[]): boolean {
  const padded = lines.filter((line) => line.includes('\t'));
  return (
    padded.some((line) => /\t[;|,]/.test(line)) && padded.every((line) => !/\t[^\t;|,]/.test(line))
  );
}

interface Evenness {
  /** The number of cells that most lines have. */
  readonly cells: number;
  /** How many lines have it. */
  readonly lines: number;
}

const none = { delimiter: commonest, cells: 1, lines: 0 };

function isBetter(a: Evenness, b: Evenness): boolean {
  return a.lines > b.lines || (a.lines === b.lines && a.cells > b.cells);
}

function evenness(lines: readonly string[], delimiter: string): Evenness {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const cells = line.split(delimiter).length;
    if (cells > 1) {
      counts.set(cells, (counts.get(cells) ?? 0) + 1);
    }
  }
  const all = [...counts].map(([cells, count]) => ({ cells, lines: count }));
  return all.reduce((best, other) => (isBetter(other, best) ? other : best), none);
}

/** The records of a text from its start. */
export function recordsOf(
  texts: AsyncIterable<string>,
  { delimiter, quotes, hasSepLine }: CsvLayout,
  rest: Pick<CsvOptions, 'argument' | 'width' | 'added'>,
): AsyncGenerator<CsvRecord | RowFault> {
  const text = hasSepLine ? withoutSepLine(texts) : texts;
  return csvRecords(text, { ...rest, delimiter, quotes });
}

/** Leaves a blank line in its place, so that the lines keep their numbers. */
async function* withoutSepLine(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const text of texts) {
    yield isFirst ? text.replace(sepLine, '\n') : text;
    isFirst = false;
  }
}

/** What is looked at of a file before its rows are read. */
const mostRecords = 50;
const mostCharacters = 256 * 1024;

/** The first records, as far as they can be told apart. */
export async function firstRecords(
  texts: AsyncIterable<string>,
  layout: CsvLayout,
  argument: string,
): Promise<readonly CsvRecord[]> {
  const records: CsvRecord[] = [];
  let length = 0;
  try {
    for await (const record of recordsOf(texts, layout, { argument })) {
      if ('cells' in record) {
        records.push(record);
        length += record.cells.join('').length;
      }
      if (records.length >= mostRecords || length > mostCharacters) {
        break;
      }
    }
  } catch (error) {
    // The rows before it are read all the same; reading them gets to the failure again.
    if (!(error instanceof BrokenQuotes) || records.length === 0) {
      throw error;
    }
  }
  return records;
}

/** The piece that a text begins with. */
export async function startOfText(texts: AsyncIterable<string>): Promise<string> {
  for await (const text of texts) {
    return text;
  }
  return '';
}
