import { NameIndex } from '../../core/choose.js';
import { InputError } from '../../core/errors.js';
import type { Json, JsonObject } from '../../core/json.js';
import type { LocalFile } from '../../core/local-file.js';
import { refusal } from '../access/refusal.js';
import { type SheetRow, sheetLayout, sheetRows } from '../workbook/sheet.js';
import { openWorkbook, type Workbook, type Worksheet } from '../workbook/workbook.js';
import { unreadable } from '../workbook/zip.js';
import { cellText } from './cell-text.js';
import { type Header, type HeadLine, headerOf } from './header.js';
import type { FileRow, RowFault } from './row-format.js';
import { quotedCell } from './row-writers.js';
import type { SheetTable } from './table-layout.js';

interface BookOptions {
  readonly sheet?: string | undefined;
  readonly headerRow?: number | undefined;
  readonly argument: string;
}

/** Finds out how the table in a sheet of a workbook is read. */
export async function workbookLayout(
  file: LocalFile,
  { sheet: given, headerRow, argument }: BookOptions,
): Promise<SheetTable> {
  try {
    const workbook = await openWorkbook(file, argument);
    const sheet = chosenSheet(workbook.sheets, given, argument);
    const layout = await sheetLayout(workbook, sheet);
    const rows = () => sheetRows(workbook, sheet, layout);
    const head = await firstRows(rows());
    if (head.length === 0) {
      throw emptySheet(workbook, sheet, argument);
    }
    const header = headerOf(head, headerRow, { argument, endsAtName: true });
    return {
      header,
      head,
      sheet: sheet.name,
      notes: notesOf(workbook, { sheet, given }, layout),
      rows: () => tableRows(rows(), header, argument),
    };
  } catch (error) {
    throw refused(error, argument);
  }
}

/** Anything but a refusal comes of a file that is not as it must be. */
function refused(error: unknown, argument: string): unknown {
  return error instanceof InputError ? error : unreadable(argument);
}

function chosenSheet(
  sheets: readonly Worksheet[],
  given: string | undefined,
  argument: string,
): Worksheet {
  if (given === undefined) {
    const shown = sheets.find(({ isHidden }) => !isHidden) ?? sheets[0];
    if (shown === undefined) {
      throw unreadable(argument);
    }
    return shown;
  }
  const candidates = sheets.map((sheet) => ({ id: sheet.name, name: sheet.name, sheet }));
  const index = new NameIndex(candidates);
  const { found } = index.choose(given);
  if (found === undefined) {
    const nearest = index.nearest(given);
    throw new InputError([
      {
        path: 'sheet',
        problem: `unknown sheet ${JSON.stringify(given)}`,
        ...(nearest !== undefined && { nearest }),
        options: candidates.map(({ name }) => ({ name })),
        optionKind: 'item',
      },
    ]);
  }
  return found.sheet;
}

function emptySheet({ sheets }: Workbook, { name }: Worksheet, argument: string): InputError {
  const others = sheets.filter((sheet) => sheet.name !== name);
  const names = others.map((sheet) => JSON.stringify(sheet.name)).join(', ');
  const problem = `has nothing in the sheet ${JSON.stringify(name)}`;
  return refusal(argument, problem, others.length > 0 ? `sheet: ${names}` : undefined);
}

interface Chosen {
  readonly sheet: Worksheet;
  readonly given: string | undefined;
}

function notesOf(
  { sheets }: Workbook,
  { sheet, given }: Chosen,
  { merged, unsolved, links }: Awaited<ReturnType<typeof sheetLayout>>,
): readonly string[] {
  const others = sheets.filter(({ name }) => name !== sheet.name).map(({ name }) => name);
  const isTold = given === undefined && others.length > 0;
  return [
    ...(isTold
      ? [`read the sheet ${JSON.stringify(sheet.name)}; sheet names another: ${others.join(', ')}`]
      : []),
    ...(merged.length > 0
      ? ['the value of merged cells stands in each of the rows that they are merged over']
      : []),
    ...(links > 0
      ? [`links behind the texts of cells are not read; cells that have one: ${links}`]
      : []),
    ...(unsolved === undefined
      ? []
      : [
          `formulas without a stored value, which were read as empty: ${unsolved.count}, the first in ${unsolved.first}; a spreadsheet stores their values when it saves the file`,
        ]),
  ];
}

/** As many as are looked at to find the header. */
const mostRows = 50;

async function firstRows(rows: AsyncIterable<SheetRow>): Promise<readonly HeadLine[]> {
  const head: HeadLine[] = [];
  for await (const { line, cells } of rows) {
    head.push({ line, cells: cells.map(cellText) });
    if (head.length === mostRows) {
      return head;
    }
  }
  return head;
}

async function* tableRows(
  rows: AsyncIterable<SheetRow>,
  { columns, line: headerLine }: Header,
  argument: string,
): AsyncGenerator<FileRow | RowFault> {
  try {
    for await (const row of rows) {
      if (row.line > headerLine) {
        yield rowOf(row, columns);
      }
    }
  } catch (error) {
    throw refused(error, argument);
  }
}

function rowOf({ line, cells }: SheetRow, columns: readonly string[]): FileRow | RowFault {
  const surplus = cells.slice(columns.length).find((cell) => cellText(cell).trim() !== '');
  if (surplus !== undefined) {
    const problem = `has ${cells.length} cells; the header has ${columns.length}: ${JSON.stringify(surplus)} is in no column`;
    return { line, problem, raw: cells.map((cell) => quotedCell(cellText(cell), ',')).join(',') };
  }
  const values = columns.map((column, index): [string, Json] => [column, cells[index] ?? null]);
  const row: JsonObject = Object.fromEntries(values);
  return { line, values: row };
}
