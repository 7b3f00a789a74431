import type { CsvLayout } from './csv-layout.js';
import type { Header, HeadLine } from './header.js';
import type { Rows } from './row-format.js';

/** A file of cells in columns, as its first lines show it. */
interface Table {
  readonly header: Header;
  /** The first lines, the header and what is above it among them. */
  readonly head: readonly HeadLine[];
}

/** A table in a delimited text. */
export interface TextTable extends Table {
  readonly csv: CsvLayout;
}

/** A table in a sheet of a workbook. */
export interface SheetTable extends Table {
  readonly sheet: string;
  /** What to know of the sheet. */
  readonly notes: readonly string[];
  /** The rows below the header. */
  readonly rows: () => Rows;
}

export type TableLayout = TextTable | SheetTable;
