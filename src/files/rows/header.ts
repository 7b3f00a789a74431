import { refusal } from '../access/refusal.js';
import { mostColumns } from './row-format.js';

/** A line of a table, as it was read, its cells as texts. */
export interface HeadLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Where the names of the columns are. */
export interface HeaderPlace {
  /** The line of the header; 0 where there is none. */
  readonly line: number;
  /** Why another line than the first is proposed; undefined where the caller said it, or nothing speaks against the first. */
  readonly doubt?: string | undefined;
}

/** What the first lines of a file say about its columns. */
export interface Header extends HeaderPlace {
  /** One for each column. */
  readonly columns: readonly string[];
  /** Names that were made for columns without one. */
  readonly unnamed: ReadonlySet<string>;
  /** Names that were numbered, for an earlier column has the same. */
  readonly renamed: readonly string[];
}

/** The first columns of every file of refused rows; its header is its first line, whatever its source has. */
export const refusedLineColumn = 'refused_line';
export const refusedReasonColumn = 'refused_because';

/** How many columns of a table stand before those of the file that its rows were refused of. */
export function addedColumns([first, second]: readonly string[]): number {
  const added = [first, second].filter((name, index) => refusedColumns[index] === name);
  return added.length;
}

const refusedColumns = [refusedLineColumn, refusedReasonColumn];

interface HeaderOptions {
  readonly argument: string;
  /** Whether the header ends at its last name, so that columns behind it may have none. */
  readonly endsAtName?: boolean;
}

/** Finds the header among the first lines, and names the columns by it. `given` is what the caller says. */
export function headerOf(
  head: readonly HeadLine[],
  given: number | undefined,
  { argument, endsAtName = false }: HeaderOptions,
): Header {
  const [first] = head;
  if (first === undefined) {
    throw refusal(argument, 'is empty', 'a first line with the names of the columns');
  }
  const isRefused = first.cells[0]?.trim() === refusedLineColumn;
  const place = isRefused ? { line: first.line } : placeOf(head, given);
  const cells = cellsAt(head, place.line, argument);
  const names = endsAtName ? [...cells, ...blanksBehind(head, place.line, cells.length)] : cells;
  return { ...place, ...namesOf(names, argument) };
}

/** Blank names for the columns behind the header that most lines below it have. */
function blanksBehind(head: readonly HeadLine[], line: number, width: number): readonly string[] {
  const widths = head.filter((row) => row.line > line).map(({ cells }) => filledWidth(cells));
  // One row alone may be a slip.
  const middle = widths.length > 1 ? Math.floor((widths.length - 1) / 2) : -1;
  const usual = widths.sort((a, b) => a - b)[middle] ?? 0;
  return Array<string>(Math.max(0, usual - width)).fill('');
}

/** The cells of the header; of a file without one, as many blanks as its longest line has cells. */
function cellsAt(head: readonly HeadLine[], line: number, argument: string): readonly string[] {
  if (line === 0) {
    const width = Math.max(...head.map(({ cells }) => filledWidth(cells)), 1);
    return Array<string>(width).fill('');
  }
  const cells = head.find((candidate) => candidate.line === line)?.cells;
  if (cells === undefined || filledWidth(cells) === 0) {
    const lines = head.slice(0, 10).map((candidate) => candidate.line);
    const among = `0 for a file without a header, or the line of a row: ${lines.join(', ')}`;
    throw refusal('header_row', `is ${line}, where ${argument} has no row`, among);
  }
  return cells;
}

function placeOf(head: readonly HeadLine[], given: number | undefined): HeaderPlace {
  if (given !== undefined) {
    return { line: given };
  }
  const [first = { line: 1, cells: [] }, ...others] = head;
  const below = titleEnd(first, others);
  if (below !== undefined) {
    const title = JSON.stringify(first.cells.find(isFilled)?.trim() ?? '');
    const line = namesUnder(head, below) ?? below;
    return { line, doubt: `line ${first.line} looks like a title: ${title}` };
  }
  const names = namesUnder(head, first.line);
  if (names !== undefined) {
    const doubt = `line ${first.line} looks like groups of columns, whose names are below it`;
    return { line: names, doubt };
  }
  return looksLikeValues(first.cells)
    ? { line: 0, doubt: `line ${first.line} looks like a row, not like names of columns` }
    : { line: first.line };
}

/** The line of names under one that groups them, as `Q1, , Q2,` does; such names come again in each group. */
function namesUnder(head: readonly HeadLine[], line: number): number | undefined {
  const index = head.findIndex((row) => row.line === line);
  const [groups, below] = head.slice(index, index + 2).map(({ cells }) => cells);
  if (groups === undefined || below === undefined) {
    return undefined;
  }
  const names = below.filter(isFilled).map((cell) => cell.trim());
  const isWider = names.length > filledCount(groups) && filledCount(groups) > 1;
  const hasGaps = filledCount(groups) < filledWidth(groups);
  const isRepeated = new Set(names).size < names.length && !names.some(isValue);
  return isWider && hasGaps && isRepeated ? head[index + 1]?.line : undefined;
}

/** How many lines below a title are looked at. */
const mostTitleLines = 10;

/** The line below a title that looks like a header; undefined where the first line is none. */
function titleEnd(first: HeadLine, others: readonly HeadLine[]): number | undefined {
  const near = others.slice(0, mostTitleLines);
  const width = Math.max(0, ...near.map(({ cells }) => filledCount(cells)));
  const count = filledCount(first.cells);
  const isTitle = width > 1 && (count === 1 || count * 3 <= width);
  const looksLikeNames = ({ cells }: HeadLine) => {
    const names = cells.filter(isFilled).map((cell) => cell.trim());
    const isWide = names.length > 1 && names.length * 5 >= width * 3;
    return isWide && new Set(names).size === names.length && !names.some(isValue);
  };
  const header = isTitle ? near.find(({ cells }) => filledCount(cells) > 1) : undefined;
  const names = header && near.slice(near.indexOf(header)).find(looksLikeNames);
  return names?.line;
}

/** Two values at least, and no fewer of them than other cells. */
function looksLikeValues(cells: readonly string[]): boolean {
  const filled = cells.filter(isFilled).map((cell) => cell.trim());
  const values = filled.filter(isValue).length;
  return values > 1 && values * 2 >= filled.length;
}

/** A number, date or e-mail address. Years are names of columns as often as not. */
function isValue(text: string): boolean {
  return values.some((value) => value.test(text)) && !/^(?:19|20)\d\d年?$/.test(text);
}

const values: readonly RegExp[] = [
  /^[-+]?[¥￥$€]?\d[\d.,]*%?$/,
  /^\d{2,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,4}日?)(?:[ T]\d{1,2}:.*)?$/,
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
];

function isFilled(cell: string): boolean {
  return cell.trim() !== '';
}

function filledCount(cells: readonly string[]): number {
  return cells.filter(isFilled).length;
}

/** As many as there are up to the last one that is filled. */
function filledWidth(cells: readonly string[]): number {
  return cells.findLastIndex(isFilled) + 1;
}

/** Gives each column a name of its own. */
function namesOf(written: readonly string[], argument: string) {
  // Spreadsheets write thousands of empty cells behind the last name.
  const cells = written.length > mostColumns ? written.slice(0, filledWidth(written)) : written;
  if (cells.length > mostColumns) {
    throw refusal(argument, `has ${cells.length} columns`, `at most ${mostColumns}`);
  }
  const taken = new Set(cells.map((cell) => cell.trim()));
  const used = new Set<string>();
  const unnamed = new Set<string>();
  const renamed: string[] = [];
  const columns = cells.map((cell, index) => {
    const given = cell.trim();
    const wanted = given === '' ? `column ${index + 1}` : given;
    const isFree = given === '' ? !taken.has(wanted) : !used.has(wanted);
    const name = isFree ? wanted : freeName(wanted, taken, used);
    used.add(name);
    if (given === '') {
      unnamed.add(name);
    } else if (!isFree) {
      renamed.push(name);
    }
    return name;
  });
  return { columns, unnamed, renamed };
}

function freeName(name: string, taken: ReadonlySet<string>, used: ReadonlySet<string>): string {
  for (let count = 2; ; count += 1) {
    const candidate = `${name} (${count})`;
    if (!taken.has(candidate) && !used.has(candidate)) {
      return candidate;
    }
  }
}
