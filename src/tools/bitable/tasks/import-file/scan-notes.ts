import type { Json } from '../../../../core/json.js';
import type { FileRow, RowFault } from '../../../../files/rows/row-format.js';
import type { RowLayout } from '../../../../files/rows/row-readers.js';

/** Rows of a file that have something in common. */
interface SimilarRows {
  count: number;
  /** The first of them. */
  readonly lines: number[];
}

const mostLines = 5;

function countRow(rows: SimilarRows, line: number): void {
  rows.count += 1;
  if (rows.lines.length < mostLines) {
    rows.lines.push(line);
  }
}

/** Counts the rows of a file, and those that are not like the others. */
export class RowTally {
  count = 0;
  /** Rows by the number of their cells. */
  readonly widths = new Map<number, SimilarRows>();
  /** Cells that were freed of what kept a spreadsheet from reading them as numbers. */
  unwrapped = 0;
  /** Rows that look like sums of others. */
  readonly totals: SimilarRows = { count: 0, lines: [] };

  /** Counts the next row; gives its values. */
  add(row: FileRow | RowFault): readonly (Json | undefined)[] {
    const values = Object.values('values' in row ? row.values : {});
    const alike = this.widths.get(values.length) ?? { count: 0, lines: [] };
    this.widths.set(values.length, alike);
    this.count += 1;
    countRow(alike, row.line);
    this.unwrapped += 'values' in row ? (row.unwrapped ?? 0) : 0;
    if (isTotal(values)) {
      countRow(this.totals, row.line);
    }
    return values;
  }
}

const total =
  /^(?:合\s*计|总\s*计|小\s*计|总额|共计|汇总|(?:grand |sub)?total|sum|summe|gesamt(?:summe)?)\s*[:：]?$/i;
const longestTotal = 15;

/** Whether the first cell of a row that is filled says that the others are sums. */
function isTotal(cells: readonly (Json | undefined)[]): boolean {
  const first = cells.find((cell) => cell !== null && cell !== '');
  return typeof first === 'string' && first.length <= longestTotal && total.test(first.trim());
}

interface Scanned {
  readonly layout: RowLayout;
  readonly columns: readonly string[];
  readonly tally: RowTally;
}

/** Says what of the file's columns and rows is not as its header has it. */
export function scanNotes({ layout, columns, tally }: Scanned): readonly string[] {
  const { table } = layout;
  const { widths, unwrapped, totals } = tally;
  const sums = totalNotes(totals);
  if (table === undefined) {
    return sums;
  }
  const { header } = table;
  const { unnamed, renamed } = header;
  const areCharacters = 'csv' in table && !table.csv.quotes;
  const named = header.line === 0 ? [] : columns.filter((column) => unnamed.has(column));
  const dropped = header.columns.length - columns.length;
  const width = header.columns.lastIndexOf(columns.at(-1) ?? '') + 1;
  const short = [...widths].filter(([count]) => count > 0 && count < width);
  return [
    ...('notes' in table ? table.notes : []),
    ...(unwrapped > 0
      ? [`cells read without the tab behind them or the ="…" around them: ${unwrapped}`]
      : []),
    ...(areCharacters ? ['quotes are read as characters: no cell is in quotes'] : []),
    ...renamed.map(
      (name) => `a column's name stands twice in the header: the later one is "${name}"`,
    ),
    ...named.map((name) => `a column without a name in the header is "${name}"`),
    ...(dropped > 0
      ? [
          `left out, for they have neither a name nor a value: ${dropped} ${dropped === 1 ? 'column' : 'columns'}`,
        ]
      : []),
    ...sums,
    ...shortNotes(short.map(([, rows]) => rows)),
  ];
}

function totalNotes({ count, lines }: SimilarRows): readonly string[] {
  const shown = `${lines.join(', ')}${count > mostLines ? ', …' : ''}`;
  return count === 0
    ? []
    : [
        `rows that look like totals of others: ${count} (lines ${shown}); they are rows like the others here`,
      ];
}

function shortNotes(short: readonly SimilarRows[]): readonly string[] {
  const count = short.reduce((sum, rows) => sum + rows.count, 0);
  const lines = short.flatMap((rows) => rows.lines).sort((a, b) => a - b);
  const shown = `${lines.slice(0, mostLines).join(', ')}${count > mostLines ? ', …' : ''}`;
  return count === 0
    ? []
    : [`rows shorter than the header: ${count} (lines ${shown}); the cells they lack stay empty`];
}
