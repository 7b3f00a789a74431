import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableSchema } from '../../../src/cells/field.js';
import { isWritable } from '../../../src/cells/kinds/kinds.js';
import { readCell } from '../../../src/cells/read/reading.js';
import { prepareRows } from '../../../src/cells/write/writing.js';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.js';
import { Gateway } from '../../support/sandbox-client.js';
import { createEveryType, dataOf, type EveryType } from './fixtures/every-type.js';

let gateway: Gateway;
let fixture: EveryType;

async function start(): Promise<void> {
  gateway = await Gateway.start();
  fixture = await createEveryType(gateway);
}

describe('a table with a field of every type', () => {
  it('reads the same in both encodings, and takes back what it showed', async () => {
    await start();
    await fc.assert(
      fc.asyncProperty(fc.array(fixture.rows, { minLength: 1, maxLength: 12 }), async (rows) => {
        const ids = await create(rows);
        try {
          const stored = await stateOf(ids);
          for (const plain of Object.values(await readAllWays(ids))) {
            await update(ids, writable(plain, fixture.schema));
            expect(await stateOf(ids)).toEqual(stored);
          }
        } finally {
          await dataOf(gateway, 'POST', `${fixture.table}/records/batch_delete`, { records: ids });
        }
      }),
      { seed: 3, numRuns: 30 },
    );
  }, 60_000);

  it('is emptied by the nulls of an empty row', async () => {
    await start();
    const [full] = fc.sample(
      fixture.rows.filter((row) => Object.keys(row).length > 15),
      { seed: 3, numRuns: 1 },
    );
    const [empty, filled] = await create([{}, full ?? {}]);
    const ids = [empty ?? '', filled ?? ''];
    const [plain = {}] = (await readAllWays(ids)).modern;
    await update([filled ?? ''], writable([plain], fixture.schema));
    const [, emptied] = (await readAllWays(ids)).modern;
    // A box that was ticked once shows that it is not.
    expect(emptied).toEqual({
      ...plain,
      完成: full?.['完成'] === undefined ? null : false,
      自动编号: '002',
    });
  });
});

async function create(rows: readonly JsonObject[]): Promise<string[]> {
  const records = rows.map((fields) => ({ fields }));
  const made = await dataOf(gateway, 'POST', `${fixture.table}/records/batch_create`, { records });
  return made.records.map((record: { record_id: string }) => record.record_id);
}

/** Writes plain rows back by way of their schema. */
async function update(ids: readonly string[], rows: readonly JsonObject[]): Promise<void> {
  const pathOf = (index: number) => `records[${index}].fields`;
  const prepared = prepareRows(rows, fixture.schema, { createOptions: false, pathOf });
  const finished = prepared.finish(new Map());
  expect([prepared.issues, prepared.notes, finished.issues]).toEqual([[], [], []]);
  const records = finished.rows.map((fields, index) => ({ record_id: ids[index], fields }));
  await dataOf(gateway, 'POST', `${fixture.table}/records/batch_update`, { records });
}

/** The records in plain form: one and the same from every call that reads them, but for the titles of links. */
async function readAllWays(ids: readonly string[]) {
  const path = `${fixture.table}/records`;
  const flags = 'text_field_as_array=true&display_formula_ref=true';
  const [found, listed, flagged, gathered, got] = await Promise.all([
    dataOf(gateway, 'POST', `${path}/search?page_size=100`, {}),
    dataOf(gateway, 'GET', `${path}?page_size=100`),
    dataOf(gateway, 'GET', `${path}?page_size=100&${flags}`),
    dataOf(gateway, 'POST', `${path}/batch_get`, { record_ids: ids }),
    Promise.all(ids.map((id) => dataOf(gateway, 'GET', `${path}/${id}`))),
  ]);
  const modern = plainRows(found.items, ids);
  const titled = plainRows(listed.items, ids);
  const single = got.map(({ record }) => record);
  expect(plainRows(gathered.records, ids)).toEqual(modern);
  for (const records of [flagged.items, single]) {
    expect(plainRows(records, ids)).toEqual(titled);
  }
  expect(titled.map(withoutTitles)).toEqual(modern.map(withoutTitles));
  return { modern, titled };
}

/** Links as ids, and files without their addresses, which are longer in the modern encoding. */
function withoutTitles(row: JsonObject): JsonObject {
  const { fields } = fixture.schema;
  const titled = fields.filter(({ type }) => [17, 18, 21].includes(type));
  return { ...row, ...Object.fromEntries(titled.map(({ name }) => [name, idsIn(row[name])])) };
}

function idsIn(cell: Json | undefined): Json {
  const idOf = (item: Json) =>
    isJsonObject(item) ? (item['id'] ?? item['file_token'] ?? null) : item;
  return Array.isArray(cell) ? cell.map(idOf) : (cell ?? null);
}

/** All that the vendor tells of the records, but the links to files, which change with the table. */
async function stateOf(ids: readonly string[]): Promise<unknown> {
  const path = `${fixture.table}/records/batch_get`;
  const { records } = await dataOf(gateway, 'POST', path, { record_ids: ids });
  return JSON.parse(
    JSON.stringify(records, (key, value) => (key.endsWith('url') ? undefined : value)),
  );
}

interface ReadRecord {
  readonly record_id: string;
  readonly fields: JsonObject;
}

function plainRows(records: readonly ReadRecord[], ids: readonly string[]): JsonObject[] {
  const byId = new Map(records.map(({ record_id, fields }) => [record_id, fields]));
  return ids.map((id) => plainRow(byId.get(id) ?? {}));
}

function plainRow(cells: JsonObject): Record<string, Json> {
  const { schema } = fixture;
  const entries = schema.fields.map((field) => [
    field.name,
    readCell(cells[field.name], field, schema),
  ]);
  return Object.fromEntries(entries);
}

function writable(rows: readonly JsonObject[], { fields }: TableSchema): JsonObject[] {
  const names = fields.filter(isWritable).map(({ name }) => name);
  return rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name]])));
}
