import { z } from 'zod';
import { InputError } from '../../core/errors.js';
import { appToken, tableId } from '../../endpoints/bitable/schemas.js';
import { inParallel } from '../parallel.js';
import { maxCharacters } from '../result.js';
import { readBase } from '../schemas.js';
import { BaseReader, type ListedTable } from './describe-base/base-reader.js';
import { blockFacts } from './describe-base/blocks.js';
import { describeTables, width } from './describe-base/describe-tables.js';
import { sizeOf } from './describe-base/lines.js';
import { briefFacts } from './describe-base/table-facts.js';
import { defineTask } from './task.js';

/** What the facts leave of an answer to notes. */
const forNotes = 3_000;

const line = z.array(z.string());

export const bitableDescribeBase = defineTask({
  title: 'Describe a base',
  summary:
    'Tables of a base with sizes, fields, types, options and links, in one call. Start here: it is all that reading and writing needs.',
  effect: 'read',
  base: 'app_token',
  input: {
    app_token: appToken,
    table_id: tableId.optional().describe('Only this table, with its views; id or name'),
    detail: z
      .enum(['tables', 'fields', 'full'])
      .optional()
      .describe(
        'tables: ids and sizes; fields (default); full: also option ids, formulas, views with filters, forms, dashboards, automations, roles',
      ),
  },
  output: {
    app_token: z.string(),
    name: z.string(),
    time_zone: z.string().describe('Dates without an offset are meant in it'),
    advanced_permissions: z.boolean(),
    tables: z.array(
      z.object({
        table_id: z.string(),
        name: z.string(),
        records: z.number().optional(),
        fields: line.optional().describe('name: type id, what else there is to say'),
        fields_left_out: z.number().optional(),
        views: line.optional().describe('name: type id'),
        views_left_out: z.number().optional(),
      }),
    ),
    dashboards: line.optional(),
    automations: line.optional(),
    roles: line.optional(),
  },
  async run({ app_token, table_id, detail = 'fields' }, desk) {
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
  },
});

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
