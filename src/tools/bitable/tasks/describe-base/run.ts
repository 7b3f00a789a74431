import { setMaxListeners } from 'node:events';
import type { JsonObject } from '../../../../core/json.js';
import { maxAnswerTokens, sizeOf } from '../../../answer/budget.js';
import type { Outcome } from '../../../answer/result.js';
import { inParallel } from '../../../context/parallel.js';
import type { ToolContext } from '../../../context/tool-context.js';
import { choose } from '../../../input/choose.js';
import { readBase } from '../../query/table-schema.js';
import type { DescribeArgs } from './args.js';
import { BaseReader, blockFacts, type ListedTable } from './base-reader.js';
import {
  barest,
  type Detail,
  type DetailLevel,
  levelsOfAll,
  levelsOfOne,
  type TableNames,
} from './field-lines.js';
import {
  briefFacts,
  type CountedTable,
  cutFacts,
  factsAt,
  readTable,
  type TableReading,
} from './table-facts.js';

/** Requests of a kind that are under way at a time: as many as keep to its pace, half a second each. */
const width = 8;

/** Tokens of the facts, which leave some of an answer to notes. */
const most = maxAnswerTokens - 1_500;

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

function tableOf(given: string, listed: readonly ListedTable[]): ListedTable {
  const tables = listed.map((table) => ({ ...table, id: table.tableId }));
  return choose({ what: 'table', name: given, path: 'table_id', idWord: 'id' }, tables);
}

interface DescribePlan {
  readonly detail: Detail;
  readonly names: TableNames;
  /** Tokens that all tables take at most. */
  readonly room: number;
}

/** Tables in their order, as many as there is room for in the shortest level, and a few more. */
async function readTables(
  reader: BaseReader,
  tables: readonly ListedTable[],
  { detail, names, room }: DescribePlan,
): Promise<readonly TableReading[]> {
  const isOnly = tables.length === 1;
  const level = shortest(levelsOf(detail, tables.length));
  let left = room - sizeOf(tables.map((table) => briefFacts({ table })));
  const readings = await inParallel(tables, width, async (table) => {
    if (left < 0) {
      return undefined;
    }
    const reading = await readTable(reader, table, { detail, isOnly });
    left -= sizeOf(factsAt(reading, level, names)) - sizeOf(briefFacts(reading));
    return reading;
  });
  return readings.filter((reading) => reading !== undefined);
}

/** All tables alike, as closely as there is room for; where there is none even so, the last ones in short. */
function describeTables(
  reader: BaseReader,
  counted: readonly CountedTable[],
  read: readonly TableReading[],
  plan: DescribePlan,
): readonly JsonObject[] {
  const readings = read.map((reading, index) => ({ ...reading, ...counted[index] }));
  const factsIn = (level: DetailLevel) =>
    readings.map((reading) => factsAt(reading, level, plan.names));
  const levels = levelsOf(plan.detail, counted.length);
  const isWhole = readings.length === counted.length;
  const level = isWhole ? levels.find((each) => sizeOf(factsIn(each)) <= plan.room) : undefined;
  if (level === undefined) {
    return describeFirst(reader, counted, readings, plan);
  }
  noteShort(reader, counted, level);
  return factsIn(level);
}

function levelsOf(detail: Detail, count: number): readonly DetailLevel[] {
  return (count === 1 ? levelsOfOne : levelsOfAll)[detail];
}

function shortest(levels: readonly DetailLevel[]): DetailLevel {
  return levels.at(-1) ?? barest;
}

function describeFirst(
  reader: BaseReader,
  counted: readonly CountedTable[],
  readings: readonly TableReading[],
  plan: DescribePlan,
): readonly JsonObject[] {
  const level = shortest(levelsOf(plan.detail, counted.length));
  const briefs = counted.map(briefFacts);
  const described: JsonObject[] = [];
  let room = plan.room - sizeOf(briefs);
  for (const reading of readings) {
    const facts = factsAt(reading, level, plan.names);
    const more = sizeOf(facts) - sizeOf(briefFacts(reading));
    if (more > room) {
      break;
    }
    described.push(facts);
    room -= more;
  }
  const [first] = readings;
  if (described.length > 0) {
    noteShort(reader, counted, level);
  } else if (first !== undefined) {
    described.push(describeLarge(reader, first, { ...plan, room: room + sizeOf(briefs[0]) }));
  }
  noteLeft(reader, counted.slice(described.length));
  return [...described, ...briefs.slice(described.length)];
}

/** A table that alone is too large for an answer; others have an answer of their own. */
function describeLarge(
  reader: BaseReader,
  reading: TableReading,
  { detail, names, room }: DescribePlan,
): JsonObject {
  const fits = (level: DetailLevel) => sizeOf(factsAt(reading, level, names)) <= room;
  const level = levelsOfOne[detail].find(fits);
  noteShort(reader, [reading], level ?? barest);
  return level === undefined ? cutFacts(reading, names, room) : factsAt(reading, level, names);
}

function noteShort(
  reader: BaseReader,
  [first, ...others]: readonly CountedTable[],
  { says }: DetailLevel,
): void {
  if (first === undefined || says === '') {
    return;
  }
  reader.note(
    others.length === 0
      ? `${first.table.name} is too large for one answer: ${says}; bitable_fields_list has them whole`
      : `the base is too large for one answer: ${says}; with table_id a table is told more closely`,
  );
}

function noteLeft(reader: BaseReader, left: readonly CountedTable[]): void {
  const [first] = left;
  if (first !== undefined) {
    const which = left.length === 1 ? 'this table does' : `these ${left.length} tables do`;
    reader.note(
      `the fields of ${which} not fit the answer: ask for each with table_id, from ${first.table.name} (${first.table.tableId}) on`,
    );
  }
}
