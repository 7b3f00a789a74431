import type { Field } from '../../../../cells/field.js';
import { kindOf } from '../../../../cells/kinds/kinds.js';
import { cellReader } from '../../../../cells/read/reading.js';
import { isJsonObject, type Json } from '../../../../core/json.js';
import { Attempts } from '../../../context/attempts.js';
import { callEndpoint, type ToolContext } from '../../../context/tool-context.js';
import type { Place } from '../../query/schema-cache.js';
import { schemaOf } from '../../query/table-schema.js';
import { cellsIn, ownCell } from '../../read/record-cells.js';
import type { GroupKey } from './group-keys.js';
import type { GroupRow } from './groups.js';

/** Linked records of a column whose titles are looked up: two requests. */
const maxTitled = 200;
/** Page "Batch get records". */
const maxAtOnce = 100;
/** Characters of a title. */
const maxTitle = 60;

type Titles = ReadonlyMap<Json, string>;

interface Titled {
  readonly rows: readonly GroupRow[];
  readonly notes: readonly string[];
}

/** Rows in which linked records that are groups have their titles: `原型设计 (rec…)`. */
export async function withTitles(
  context: ToolContext,
  appToken: string,
  keys: readonly GroupKey[],
  rows: readonly GroupRow[],
): Promise<Titled> {
  const attempts = new Attempts();
  const titles = await Promise.all(
    keys.map(async ({ field }, column) => {
      const ids = [...new Set(rows.map((row) => row[column]))].filter(
        (id) => typeof id === 'string',
      );
      const reading = columnTitles(context, appToken, field, ids);
      return attempts.look(`titles of ${field.name}`, reading);
    }),
  );
  const labelled = rows.map((row) => row.map((cell, column) => label(cell, titles[column])));
  return { rows: labelled, notes: attempts.notes() };
}

function label(cell: Json, titles: Titles | undefined): Json {
  const title = titles?.get(cell);
  return title === undefined ? cell : `${title} (${String(cell)})`;
}

/** Undefined for what is no link, or too many of them. */
async function columnTitles(
  context: ToolContext,
  appToken: string,
  field: Field,
  ids: readonly string[],
): Promise<Titles | undefined> {
  const { name, property } = field;
  const tableId = property['table_id'];
  if (kindOf(field).family !== 'link' || typeof tableId !== 'string' || ids.length === 0) {
    return undefined;
  }
  if (ids.length > maxTitled) {
    context.note(`${name} has bare record ids: titles are looked up for at most ${maxTitled}`);
    return undefined;
  }
  return titlesOf(context, { appToken, tableId }, ids);
}

async function titlesOf(
  context: ToolContext,
  place: Place,
  ids: readonly string[],
): Promise<Titles> {
  const schema = await schemaOf(context, place);
  const primary = schema.fields.find(({ isPrimary }) => isPrimary);
  if (primary === undefined) {
    return new Map();
  }
  const read = cellReader(primary, schema);
  const parts = [ids.slice(0, maxAtOnce), ids.slice(maxAtOnce)].filter(({ length }) => length > 0);
  const pages = await Promise.all(parts.map((part) => recordsOf(context, place, part)));
  const titles = pages.flat().map((record): [Json, string] => {
    const title = textOf(read(ownCell(cellsIn(record), primary.name)));
    return [record['record_id'] ?? null, title];
  });
  return new Map(titles.filter(([, title]) => title !== ''));
}

async function recordsOf(
  context: ToolContext,
  { appToken, tableId }: Place,
  ids: readonly string[],
) {
  const args = { app_token: appToken, table_id: tableId, record_ids: ids };
  const { records } = await callEndpoint(context, 'bitable_records_batch_get', args);
  return Array.isArray(records) ? records.filter(isJsonObject) : [];
}

function textOf(cell: Json): string {
  const shown = isJsonObject(cell) ? (cell['text'] ?? cell['name'] ?? cell) : (cell ?? '');
  const text = typeof shown === 'object' ? JSON.stringify(shown) : String(shown);
  return text.length > maxTitle ? `${text.slice(0, maxTitle)}…` : text;
}
