import type { JsonObject } from '../../../../core/json.js';
import { inParallel } from '../../../context/parallel.js';
import type { BaseReader, ListedTable } from './base-reader.js';
import { barest, type Closeness, type Detail, formsOfAll, formsOfOne } from './detail-level.js';
import type { TableNames } from './field-line.js';
import { sizeOf } from './lines.js';
import {
  briefFacts,
  type CountedTable,
  cutFacts,
  factsAt,
  readTable,
  type TableReading,
} from './table-facts.js';

/** Requests of a kind that are under way at a time: as many as keep to its pace, half a second each. */
export const width = 8;

export interface Plan {
  readonly detail: Detail;
  readonly names: TableNames;
  /** Characters that all tables may take. */
  readonly room: number;
}

/** Tables in their order, as many as there is room for in the shortest form, and a few more. */
export async function readTables(
  reader: BaseReader,
  tables: readonly ListedTable[],
  { detail, names, room }: Plan,
): Promise<readonly TableReading[]> {
  const isOnly = tables.length === 1;
  const form = shortest(formsOf(detail, tables.length));
  let left = room - sizeOf(tables.map((table) => briefFacts({ table })));
  const readings = await inParallel(tables, width, async (table) => {
    if (left < 0) {
      return undefined;
    }
    const reading = await readTable(reader, table, { detail, isOnly });
    left -= sizeOf(factsAt(reading, form, names)) - sizeOf(briefFacts(reading));
    return reading;
  });
  return readings.filter((reading) => reading !== undefined);
}

/** All tables alike, as closely as there is room for; where there is none even so, the last ones in short. */
export function describeTables(
  reader: BaseReader,
  counted: readonly CountedTable[],
  read: readonly TableReading[],
  plan: Plan,
): readonly JsonObject[] {
  const readings = read.map((reading, index) => ({ ...reading, ...counted[index] }));
  const factsIn = (form: Closeness) =>
    readings.map((reading) => factsAt(reading, form, plan.names));
  const forms = formsOf(plan.detail, counted.length);
  const isWhole = readings.length === counted.length;
  const form = isWhole ? forms.find((each) => sizeOf(factsIn(each)) <= plan.room) : undefined;
  if (form === undefined) {
    return describeFirst(reader, counted, readings, plan);
  }
  noteShort(reader, counted, form);
  return factsIn(form);
}

function formsOf(detail: Detail, count: number): readonly Closeness[] {
  return (count === 1 ? formsOfOne : formsOfAll)[detail];
}

function shortest(forms: readonly Closeness[]): Closeness {
  return forms.at(-1) ?? barest;
}

function describeFirst(
  reader: BaseReader,
  counted: readonly CountedTable[],
  readings: readonly TableReading[],
  plan: Plan,
): readonly JsonObject[] {
  const form = shortest(formsOf(plan.detail, counted.length));
  const briefs = counted.map(briefFacts);
  const described: JsonObject[] = [];
  let room = plan.room - sizeOf(briefs);
  for (const reading of readings) {
    const facts = factsAt(reading, form, plan.names);
    const more = sizeOf(facts) - sizeOf(briefFacts(reading));
    if (more > room) {
      break;
    }
    described.push(facts);
    room -= more;
  }
  const [first] = readings;
  if (described.length > 0) {
    noteShort(reader, counted, form);
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
  { detail, names, room }: Plan,
): JsonObject {
  const fits = (form: Closeness) => sizeOf(factsAt(reading, form, names)) <= room;
  const form = formsOfOne[detail].find(fits);
  noteShort(reader, [reading], form ?? barest);
  return form === undefined ? cutFacts(reading, names, room) : factsAt(reading, form, names);
}

function noteShort(
  reader: BaseReader,
  [first, ...others]: readonly CountedTable[],
  { says }: Closeness,
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
