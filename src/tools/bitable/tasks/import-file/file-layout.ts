import { InputError, type InputIssue } from '../../../../core/errors.js';
import type { LocalFile, RowFormat } from '../../../../core/local-file.js';
import { checkedEncoding, encodingName, encodingOf } from '../../../../files/rows/encoding.js';
import { formatOf } from '../../../../files/rows/row-format.js';
import { layoutOf, type RowLayout } from '../../../../files/rows/row-readers.js';
import { brief } from '../../../answer/budget.js';
import type { ToolContext } from '../../../context/tool-context.js';
import type { ImportArgs } from './args.js';
import { throwIfCancelled } from './scan-file.js';

/** Finds out how a file is cut into rows, and tells the caller what is not plain to see. */
export async function fileLayout(
  context: ToolContext,
  file: LocalFile,
  args: ImportArgs,
): Promise<RowLayout> {
  const format = formatOf(file.name, args.format);
  const { signal } = context.run;
  const given = args.encoding === undefined ? undefined : checkedEncoding(args.encoding);
  const encoding =
    format === 'xlsx'
      ? 'utf-8'
      : await encodingOf(file, 'path', () => throwIfCancelled(signal), given);
  if (encoding !== 'utf-8') {
    context.note(`read as ${encodingName(encoding)}`);
  }
  const layout = await layoutOf(file, format, {
    encoding,
    delimiter: args.delimiter,
    headerRow: args.header_row,
    sheet: args.sheet,
    unwraps: true,
  });
  noteUnused(context, format, args);
  checkHeader(context, layout, args.dry_run === true);
  return layout;
}

/** The formats for which an argument says something. */
const uses = {
  encoding: ['csv', 'tsv', 'json', 'jsonl'],
  delimiter: ['csv', 'tsv'],
  header_row: ['csv', 'tsv', 'xlsx'],
  sheet: ['xlsx'],
} as const satisfies Readonly<Record<string, readonly RowFormat[]>>;

function noteUnused(context: ToolContext, format: RowFormat, args: ImportArgs): void {
  const given = [
    ['encoding', args.encoding],
    ['delimiter', args.delimiter],
    ['header_row', args.header_row],
    ['sheet', args.sheet],
  ] as const;
  const unused = given.filter(
    ([name, value]) => value !== undefined && !uses[name].some((used) => used === format),
  );
  if (unused.length > 0) {
    const names = unused.map(([name]) => name).join(', ');
    context.note(`not used for a ${format} file: ${names}`);
  }
}

/** No table gets a title line for its fields unseen: the caller says which line is the header. */
function checkHeader(context: ToolContext, layout: RowLayout, dryRun: boolean): void {
  const { line = 0, doubt } = layout.table?.header ?? {};
  if (doubt === undefined) {
    return;
  }
  const proposal =
    line === 0
      ? 'header_row: 0 for a file without a header, header_row: 1 if these are the names'
      : `header_row: ${line}, or header_row: 1 if these are the names; delimiter if the rows are cut wrongly`;
  if (!dryRun) {
    throw withFirstLines(
      new InputError([{ path: 'header_row', problem: `is missing: ${doubt}`, allowed: proposal }]),
      layout,
    );
  }
  context.note(`${doubt}; read with header_row: ${line}, which the call must say`);
}

const mostLines = 5;
const mostCells = 12;

/** Adds to a refusal of a file's columns how its first lines were read. */
export function withFirstLines(error: unknown, { table }: RowLayout): unknown {
  if (!(error instanceof InputError) || table === undefined) {
    return error;
  }
  const lines = table.head.slice(0, mostLines).map(({ line, cells }) => {
    const more = cells.length - mostCells;
    const shown = JSON.stringify(cells.slice(0, mostCells).map((cell) => brief(cell)));
    return `line ${line}: ${shown}${more > 0 ? ` and ${more} more` : ''}`;
  });
  const source =
    'csv' in table
      ? `with the delimiter ${JSON.stringify(table.csv.delimiter)}`
      : `from the sheet ${JSON.stringify(table.sheet)}`;
  const issue: InputIssue = { path: '', problem: `Read ${source}; ${lines.join('; ')}` };
  return new InputError([...error.issues, issue]);
}
