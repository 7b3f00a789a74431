import type { JsonObject } from '../../../core/json.js';
import { inParallel } from '../../parallel.js';
import type { BaseReader } from './base-reader.js';
import type { TableNames } from './field-line.js';
import { sizeOf } from './lines.js';
import {
  briefFacts,
  type CountedTable,
  closeFacts,
  type Detail,
  readTable,
  type TableReading,
  tightFacts,
} from './table-facts.js';

/** Tables that are read at a time. */
export const width = 4;

export interface Plan {
  readonly detail: Detail;
  readonly names: TableNames;
  /** Characters that all tables may take. */
  readonly room: number;
}

/** Tables in their order, as closely as wished until the answer is full; the others in short. */
export async function describeTables(
  reader: BaseReader,
  counted: readonly CountedTable[],
  plan: Plan,
): Promise<readonly JsonObject[]> {
  const briefs = counted.map(briefFacts);
  const described: JsonObject[] = [];
  let room = plan.room - sizeOf(briefs);
  for await (const reading of readings(reader, counted, plan)) {
    const brief = sizeOf(briefFacts(reading));
    const isFirst = described.length === 0;
    const facts = factsWithin(room + brief, reading, { ...plan, isFirst }, reader);
    if (facts === undefined) {
      break;
    }
    described.push(facts);
    room -= sizeOf(facts) - brief;
  }
  noteLeft(reader, counted.slice(described.length));
  return [...described, ...briefs.slice(described.length)];
}

/** Several at a time, and none once nobody asks for more. */
async function* readings(
  reader: BaseReader,
  counted: readonly CountedTable[],
  { detail }: Plan,
): AsyncGenerator<TableReading> {
  const wish = { detail, isOnly: counted.length === 1 };
  for (let start = 0; start < counted.length; start += width) {
    const next = counted.slice(start, start + width);
    yield* await inParallel(next, width, (table) => readTable(reader, table, wish));
  }
}

/** A table that alone is too large for an answer is told less closely; others have an answer of their own. */
function factsWithin(
  room: number,
  reading: TableReading,
  { detail, names, isFirst }: Plan & { readonly isFirst: boolean },
  reader: BaseReader,
): JsonObject | undefined {
  const close = closeFacts(reading, detail, names);
  if (sizeOf(close) <= room) {
    return close;
  }
  if (!isFirst) {
    return undefined;
  }
  reader.note(
    `${reading.table.name} is too large for one answer: options, formulas and descriptions are shortened; bitable_fields_list has them whole`,
  );
  return tightFacts(reading, names, room);
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
