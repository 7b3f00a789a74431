import { setMaxListeners } from 'node:events';
import { InputError } from '../../../../core/errors.js';
import { maxCharacters, type Outcome } from '../../../answer/result.js';
import { inParallel } from '../../../context/parallel.js';
import type { ToolContext } from '../../../context/tool-context.js';
import { readBase } from '../../query/table-schema.js';
import type { DescribeArgs } from './args.js';
import { BaseReader, type ListedTable } from './base-reader.js';
import { blockFacts } from './blocks.js';
import { describeTables, readTables, width } from './describe-tables.js';
import { sizeOf } from './lines.js';
import { briefFacts } from './table-facts.js';

/** Characters of the facts, which leave some of an answer to notes. */
const most = maxCharacters - 3_000;

export async function run(
  { app_token, table_id, detail = 'fields' }: DescribeArgs,
  context: ToolContext,
): Promise<Outcome> {
  const reader = new BaseReader(context, app_token);
  const [base, listed] = await Promise.all([readBase(context, app_token), reader.tables()]);
  const chosen = table_id === undefined ? listed : [tableOf(table_id, listed)];
  reader.expectSteps(chosen.length * (detail === 'tables' ? 1 : 2));
  const names = new Map(listed.map(({ tableId: id, name }) => [id, name]));
  // Each request under way listens, and they are more than Node takes for no leak.
  setMaxListeners(4 * width, context.run.signal);
  // Each kind of request has a pace of its own.
  const [records, readings, blocks] = await Promise.all([
    inParallel(chosen, width, (table) => reader.recordsIn(table)),
    detail === 'tables' ? undefined : readTables(reader, chosen, { detail, names, room: most }),
    detail === 'full' ? blockFacts(reader, base.isAdvanced) : {},
  ]);
  const head = {
    app_token,
    name: base.name,
    time_zone: base.timeZone,
    advanced_permissions: base.isAdvanced,
    ...blocks,
  };
  const counted = chosen.map((table, index) => ({ table, records: records[index] }));
  const tables =
    detail === 'tables' || readings === undefined
      ? counted.map(briefFacts)
      : describeTables(reader, counted, readings, { detail, names, room: most - sizeOf(head) });
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
