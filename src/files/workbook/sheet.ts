import type { Json } from '../../core/json.js';
import { numberValue, unescaped } from './cell-value.js';
import type { NumberForm } from './number-format.js';
import { CellText, type Workbook, type Worksheet } from './workbook.js';
import { parseXml, type XmlAttributes } from './xml.js';

/** A row of a sheet with something in it. */
export interface SheetRow {
  /** Its number in the sheet. */
  readonly line: number;
  /** From column A to the last one that is filled; null where nothing is. */
  readonly cells: readonly Json[];
}

/** Cells of a column that are one: what is in the first is meant for each. */
interface MergedCells {
  readonly column: number;
  readonly first: number;
  readonly last: number;
}

/** What has to be known of a sheet before its rows can be read. */
export interface SheetLayout {
  readonly merged: readonly MergedCells[];
  /** The first cell whose formula has no stored value, and how many there are. */
  readonly unsolved: { readonly first: string; readonly count: number } | undefined;
  /** How many cells lead to an address, which is not in their text. */
  readonly links: number;
}

const mostColumns = 16_384;

/** Reads a sheet once for what stands below its rows. */
export async function sheetLayout(workbook: Workbook, sheet: Worksheet): Promise<SheetLayout> {
  const merged: MergedCells[] = [];
  let unsolved: SheetLayout['unsolved'];
  let links = 0;
  const reader = new CellReader(workbook, (ref) => {
    unsolved = { first: unsolved?.first ?? ref, count: (unsolved?.count ?? 0) + 1 };
  });
  const parsing = parseXml(workbook.zip.texts(sheet.part), {
    ...reader.handler,
    open: (tag, attributes) => {
      reader.handler.open(tag, attributes);
      links += Number(tag === 'hyperlink');
      const cells = tag === 'mergeCell' ? mergedCells(attributes['ref'] ?? '') : undefined;
      if (cells !== undefined) {
        merged.push(cells);
      }
    },
  });
  for await (const _ of parsing) {
    reader.take();
  }
  return { merged, unsolved, links };
}

/** Undefined where the cells are all in one row: a title above a table. */
function mergedCells(ref: string): MergedCells | undefined {
  const [from = '', to = ''] = ref.split(':');
  const [column, first, last] = [columnOf(from), rowOf(from), rowOf(to)];
  return last > first ? { column, first, last } : undefined;
}

/** The rows of a sheet in their order, merged cells filled down. */
export async function* sheetRows(
  workbook: Workbook,
  sheet: Worksheet,
  { merged }: SheetLayout,
): AsyncGenerator<SheetRow> {
  const reader = new CellReader(workbook);
  const fill = new FillDown(merged);
  for await (const _ of parseXml(workbook.zip.texts(sheet.part), reader.handler)) {
    for (const row of reader.take()) {
      const filled = fill.row(row);
      if (filled.cells.length > 0) {
        yield filled;
      }
    }
  }
}

/** Puts the value of merged cells into each of their rows. */
class FillDown {
  readonly #starts = new Map<number, MergedCells[]>();
  #open: { readonly cells: MergedCells; readonly value: Json }[] = [];

  constructor(merged: readonly MergedCells[]) {
    for (const cells of merged) {
      this.#starts.set(cells.first, [...(this.#starts.get(cells.first) ?? []), cells]);
    }
  }

  row({ line, cells: read }: SheetRow): SheetRow {
    // A row with nothing else in it is below the table.
    if (read.length === 0) {
      return { line, cells: read };
    }
    const cells = [...read];
    this.#open = this.#open.filter((open) => open.cells.last >= line);
    for (const {
      cells: { column },
      value,
    } of this.#open) {
      // Cells of a list may not have holes.
      while (cells.length <= column) {
        cells.push(null);
      }
      cells[column] ??= value;
    }
    for (const starting of this.#starts.get(line) ?? []) {
      const value = cells[starting.column] ?? null;
      if (value !== null) {
        this.#open.push({ cells: starting, value });
      }
    }
    return { line, cells };
  }
}

interface OpenCell {
  readonly column: number;
  readonly ref: string;
  readonly type: string;
  readonly form: NumberForm;
}

/** Reads the cells of a sheet as its XML comes. */
class CellReader {
  #rows: SheetRow[] = [];
  #line = 0;
  #cells: Json[] = [];
  #cell: OpenCell | undefined;
  #isValue = false;
  #value = '';
  #isFormula = false;
  readonly #text = new CellText();

  constructor(
    private readonly workbook: Workbook,
    private readonly onUnsolved: (ref: string) => void = () => undefined,
  ) {}

  readonly handler = {
    open: (tag: string, attributes: XmlAttributes) => this.#open(tag, attributes),
    text: (text: string) => {
      if (this.#isValue) {
        this.#value += text;
      }
      this.#text.add(text);
    },
    close: (tag: string) => this.#close(tag),
  };

  /** The rows that have ended since it was last asked. */
  take(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #open(tag: string, attributes: XmlAttributes): void {
    if (tag === 'row') {
      this.#line = Number(attributes['r'] ?? this.#line + 1);
      this.#cells = [];
    } else if (tag === 'c') {
      const { r: ref = '', t: type = 'n', s: style = '0' } = attributes;
      const form = this.workbook.forms[Number(style)] ?? { is: 'number' };
      const column = ref === '' ? this.#cells.length : columnOf(ref);
      this.#cell = { column, ref, type, form };
      this.#value = '';
      this.#isFormula = false;
      this.#text.take();
    }
    this.#isFormula ||= tag === 'f';
    this.#isValue = tag === 'v';
    this.#text.open(tag);
  }

  #close(tag: string): void {
    this.#isValue = false;
    this.#text.close(tag);
    if (tag === 'c' && this.#cell !== undefined) {
      this.#endCell(this.#cell);
      this.#cell = undefined;
    } else if (tag === 'row') {
      this.#rows.push({ line: this.#line, cells: this.#cells });
    }
  }

  #endCell(cell: OpenCell): void {
    const value = this.#valueOf(cell);
    if (value === null || value === '') {
      if (this.#isFormula && this.#value === '' && cell.type !== 'str') {
        this.onUnsolved(cell.ref);
      }
      return;
    }
    while (this.#cells.length < Math.min(cell.column, mostColumns)) {
      this.#cells.push(null);
    }
    this.#cells[cell.column] = value;
  }

  #valueOf({ type, form }: OpenCell): Json {
    const value = this.#value;
    switch (type) {
      case 's':
        return value === '' ? null : (this.workbook.texts[Number(value)] ?? null);
      case 'inlineStr':
        return this.#text.take();
      case 'b':
        return value === '' ? null : value === '1' || value === 'true';
      case 'd':
        return value.replace('T', ' ').replace(/(?: 00:00:00)?(?:\.0+)?Z?$/, '');
      case 'n':
        return value === '' ? null : numberValue(value, form, this.workbook.epoch);
      default:
        return unescaped(value);
    }
  }
}

/** `C7` is in column 2, counted from 0. */
function columnOf(ref: string): number {
  const letters = /^[A-Z]{1,3}/.exec(ref)?.[0] ?? 'A';
  const number = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return Math.min(number, mostColumns) - 1;
}

function rowOf(ref: string): number {
  return Number(/\d+$/.exec(ref)?.[0] ?? 0);
}
