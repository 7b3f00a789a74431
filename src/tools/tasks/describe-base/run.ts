import { InputError } from '../../../core/errors.js';
import type { Desk } from '../../desk.js';
import { inParallel } from '../../parallel.js';
import { maxCharacters, type Outcome } from '../../result.js';
import { readBase } from '../../schemas.js';
import type { DescribeArgs } from '../bitable-describe-base.js';
import { BaseReader, type ListedTable } from './base-reader.js';
import { blockFacts } from './blocks.js';
import { describeTables, width } from './describe-tables.js';
import { sizeOf } from './lines.js';
import { briefFacts } from './table-facts.js';

/** What the facts leave of an answer to notes. */
const forNotes = 3_000;

export async function run(
  { app_token, table_id, detail = 'fields' }: DescribeArgs,
  desk: Desk,
): Promise<Outcome> {
  const reader = new BaseReader(desk, app_token);
  const base = await readBase(desk, app_token);
  const listed = await reader.tables();
  const chosen = table_id === undefined ? listed : [tableOf(table_id, listed)];
  reader.expectSteps(chosen.length * (detail === 'tables' ? 1 : 2));
  const records = await inParallel(chosen, width, (table) => reader.recordsIn(table));
  const counted = chosen.map((table, index) => ({ table, records: records[index] }));
  const head = {
    app_token,
    name: base.name,
    time_zone: base.timeZone,
    advanced_permissions: base.isAdvanced,
    ...(detail === 'full' && (await blockFacts(reader, base.isAdvanced))),
  };
  const names = new Map(listed.map(({ tableId: id, name }) => [id, name]));
  const room = maxCharacters - forNotes - sizeOf(head);
  const tables =
    detail === 'tables'
      ? counted.map(briefFacts)
      : await describeTables(reader, counted, { detail, names, room });
  const advanced = base.isAdvanced ? [advancedNote] : [];
  return { facts: { ...head, tables }, notes: [...advanced, ...reader.notes()] };
}

const advancedNote =
  'advanced permissions are on: what the caller may not see is missing from answers without a word';

function tableOf(tableId: string, listed: readonly ListedTable[]): ListedTable {
  const found = listed.find((table) => table.tableId === tableId);
  if (found === undefined) {
    const names = listed.map(({ name, tableId: id }) => `${name} (${id})`).join(', ');
    const problem = `is ${tableId}, and the base has no table of that id`;
    throw new InputError([{ path: 'table_id', problem, allowed: names }]);
  }
  return found;
}
