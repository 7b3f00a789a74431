import type { RowLayout } from '../../../../files/rows/row-readers.js';

/** The rows of a file that have the same number of cells. */
export interface RowsOfWidth {
  count: number;
  /** The first of them. */
  readonly lines: number[];
}

const mostLines = 5;

/** Counts a row with those that are as wide. */
export function noteWidth(widths: Map<number, RowsOfWidth>, width: number, line: number): void {
  const rows = widths.get(width) ?? { count: 0, lines: [] };
  widths.set(width, rows);
  rows.count += 1;
  if (rows.lines.length < mostLines) {
    rows.lines.push(line);
  }
}

interface Scanned {
  readonly layout: RowLayout;
  readonly columns: readonly string[];
  /** Rows by the number of their cells. */
  readonly widths: ReadonlyMap<number, RowsOfWidth>;
  readonly unwrapped: number;
}

/** Says what of the file's columns and rows is not as its header has it. */
export function scanNotes({ layout, columns, widths, unwrapped }: Scanned): readonly string[] {
  const { table } = layout;
  if (table === undefined) {
    return [];
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
    ...shortNotes(short.map(([, rows]) => rows)),
  ];
}

function shortNotes(short: readonly RowsOfWidth[]): readonly string[] {
  const count = short.reduce((sum, rows) => sum + rows.count, 0);
  const lines = short.flatMap((rows) => rows.lines).sort((a, b) => a - b);
  const shown = `${lines.slice(0, mostLines).join(', ')}${count > mostLines ? ', …' : ''}`;
  return count === 0
    ? []
    : [`rows shorter than the header: ${count} (lines ${shown}); the cells they lack stay empty`];
}
