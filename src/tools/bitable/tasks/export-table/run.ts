import { extname } from 'node:path';
import type { Field } from '../../../../cells/field.js';
import { kindOf } from '../../../../cells/kinds/kinds.js';
import { plainCell } from '../../../../cells/read/plain.js';
import { cellReader } from '../../../../cells/read/reading.js';
import { separator } from '../../../../cells/write/list-writer.js';
import { InputError } from '../../../../core/errors.js';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import type { LocalSink } from '../../../../core/local-file.js';
import { csvWriter, jsonLinesWriter, type RowWriter } from '../../../../files/rows/row-writers.js';
import type { Outcome } from '../../../answer/result.js';
import { listAll, type ToolContext } from '../../../context/tool-context.js';
import { type RecordPages, type RecordQuery, recordPages } from '../../query/record-query.js';
import type { ExportArgs } from './args.js';
import { LinkTitles } from './link-titles.js';

type Format = NonNullable<ExportArgs['format']>;

export async function run(args: ExportArgs, context: ToolContext): Promise<Outcome> {
  const { isFolder } = await context.files.check(args.path, { argument: 'path' });
  const format = args.format ?? formatOf(args.path, isFolder);
  const name = isFolder ? await fileName(context, args, format) : {};
  const sink = await context.files.create(args.path, { argument: 'path', ...name });
  try {
    return await exportInto(sink, context, args, format);
  } catch (error) {
    await sink.discard();
    context.note('no file was left behind');
    throw error;
  }
}

const formats: ReadonlyMap<string, Format> = new Map([
  ['', 'csv'],
  ['.csv', 'csv'],
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
]);

function formatOf(path: string, isFolder: boolean): Format {
  const extension = isFolder ? '' : extname(path).toLowerCase();
  const format = formats.get(extension);
  if (format === undefined) {
    const problem = `ends in ${extension}, which tells no format that is written here`;
    const allowed = '.csv or .jsonl, or any name with format';
    throw new InputError([{ path: 'path', problem, allowed }]);
  }
  return format;
}

/** In a folder, the name of the table. */
async function fileName(
  context: ToolContext,
  { app_token, table_id }: ExportArgs,
  format: Format,
): Promise<{ readonly name: string }> {
  const tables = await listAll(context, 'bitable_tables_list', { app_token });
  const table = tables.find((item) => item['table_id'] === table_id);
  return { name: `${String(table?.['name'] ?? table_id)}.${format}` };
}

async function exportInto(
  sink: LocalSink,
  context: ToolContext,
  { path: _, format: __, guard = true, bom = false, ...asked }: ExportArgs,
  format: Format,
): Promise<Outcome> {
  const records = await recordPages(context, asked);
  const links = linksOf(context, records.query, format === 'csv');
  const columns =
    format === 'csv' ? csvColumns(records.query, links) : jsonColumns(records.query, links);
  const writer =
    format === 'csv' ? csvWriter(sink, columns.names, { guard, bom }) : jsonLinesWriter(sink);
  const rows = await writeAll(context, { records, links, columns }, writer);
  const { path, size } = await writer.finish();
  return { facts: { path, rows, bytes: size, columns: columns.names }, notes: [] };
}

interface Exported {
  readonly records: RecordPages;
  readonly links: LinkTitles;
  readonly columns: ExportColumns;
}

/** Titles are read for the link fields that go into the file. */
function linksOf(
  context: ToolContext,
  { args, schema, fieldNames }: RecordQuery,
  mustFind: boolean,
): LinkTitles {
  const fields = (schema?.fields ?? []).filter(({ name }) => fieldNames?.includes(name) ?? true);
  return new LinkTitles(context, String(args['app_token']), fields, mustFind);
}

async function writeAll(
  context: ToolContext,
  { records, links, columns }: Exported,
  writer: RowWriter,
): Promise<number> {
  let rows = 0;
  let expected: number | undefined;
  for await (const page of records.pages()) {
    await links.read(page.records);
    for (const record of page.records) {
      await writer.write(columns.rowOf(record));
    }
    rows += page.records.length;
    expected = page.total;
    context.run.progress(rows, expected, `${rows} rows`);
  }
  if (expected !== undefined && expected !== rows) {
    context.note(
      `the file has ${rows} rows, but Feishu counts ${expected}: the table was changing`,
    );
  }
  return rows;
}

/** What of each record goes into the file. */
interface ExportColumns {
  /** Empty where each row brings its own. */
  readonly names: readonly string[];
  rowOf(record: JsonObject): JsonObject;
}

type CellOf = (value: Json | undefined) => Json;

/** Cells in their plain form, as they can be written back; an empty one is null. */
function jsonColumns(query: RecordQuery, links: LinkTitles): ExportColumns {
  const names = namesOf(query);
  return names === undefined
    ? { names: [], rowOf: ({ fields }) => mapped(isJsonObject(fields) ? fields : {}) }
    : chosen(names, query, (name, cell) => links.titled(name, cell));
}

/** The same with a link in one text, as it can be written back. */
function csvColumns(query: RecordQuery, links: LinkTitles): ExportColumns {
  const names = namesOf(query);
  if (names === undefined) {
    const problem = 'is missing, and the fields of this table may not be listed';
    throw new InputError([{ path: 'field_names', problem, allowed: 'the fields, or jsonl' }]);
  }
  const lists = new Set((query.schema?.fields ?? []).filter(isListField).map(({ name }) => name));
  return chosen(names, query, (name, cell) => {
    const text = linkText(links.findable(name, cell));
    return lists.has(name) ? listText(text) : text;
  });
}

function namesOf({ fieldNames, schema }: RecordQuery): readonly string[] | undefined {
  return fieldNames ?? schema?.fields.map(({ name }) => name);
}

function chosen(
  names: readonly string[],
  { schema }: RecordQuery,
  shape: (name: string, cell: Json) => Json,
): ExportColumns {
  const readers = names.map((name): readonly [string, CellOf] => {
    const field = schema?.fields.find((candidate) => candidate.name === name);
    const read =
      schema === undefined || field === undefined ? plainCell : cellReader(field, schema);
    return [name, (value) => shape(name, read(value))];
  });
  return {
    names,
    rowOf: ({ fields }) => {
      const cells = isJsonObject(fields) ? fields : {};
      return Object.fromEntries(readers.map(([name, read]) => [name, read(cells[name])]));
    },
  };
}

function mapped(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).map(([name, cell]) => [name, plainCell(cell)]));
}

/** `[text](link)` keeps both. */
function linkText(cell: Json): Json {
  if (isJsonList(cell)) {
    return cell.map(linkText);
  }
  const { text, link } = isJsonObject(cell) ? cell : {};
  return typeof text === 'string' && typeof link === 'string' ? `[${text}](${link})` : cell;
}

/** Tells whether a text that goes into the field is parted into options. */
function isListField(field: Field): boolean {
  const { family, isList: listsValues } = kindOf(field);
  return family === 'option' && listsValues === true;
}

/** A list as it can be parted again: options with commas in them stand in JSON text. */
function listText(cell: Json): Json {
  const isPlain = (item: Json) => {
    const text = String(item);
    return text === text.trim() && !separator.test(text) && !/^[[{]/.test(text);
  };
  return isJsonList(cell) && !cell.every(isPlain) ? JSON.stringify(cell) : cell;
}
