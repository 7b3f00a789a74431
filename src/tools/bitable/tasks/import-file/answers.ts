import { fieldOf } from '../../../../cells/field.js';
import { describeField } from '../../../../cells/kinds/kinds.js';
import type { DecimalMark } from '../../../../cells/numbers.js';
import { toGrid } from '../../../../cells/read/reading.js';
import type { JsonObject } from '../../../../core/json.js';
import { encodingName } from '../../../../files/rows/encoding.js';
import { brief, fitting } from '../../../answer/budget.js';
import type { Outcome } from '../../../answer/result.js';
import type { ImportPlan, NewTable } from './plan.js';
import { shownRefusals } from './refused-rows.js';
import type { ImportCounts, ImportJob } from './run-import.js';
import type { FileScan } from './scan-file.js';

/** Tokens of an answer that one of its lists takes at most. */
const fieldRoom = 4_000;

/** Records a table, by the text of the error 1254103. */
const usualRoom = 20_000;

/** Says what was imported. */
export function importAnswer({ plan, decimal }: ImportJob, counts: ImportCounts): Outcome {
  const { tableId, inserted, refusedFile } = counts;
  const { newTable } = plan;
  const isCreated = newTable !== undefined && tableId !== '';
  return {
    facts: {
      ...(tableId !== '' && { table_id: tableId }),
      inserted,
      ...refusalFacts(counts, plan),
      ...(refusedFile !== undefined && { refused_file: refusedFile }),
      ...(isCreated && { created_fields: fitting(fieldLines(newTable), fieldRoom) }),
    },
    notes: [
      ...(tableId === '' ? ['no table was created: no row of the file can be inserted'] : []),
      ...(refusedFile === undefined ? [] : [correctRefused(decimal ?? commonDecimal(plan))]),
    ],
  };
}

function correctRefused(decimal: DecimalMark | undefined): string {
  const argument = decimal === undefined ? '' : ` with decimal: "${decimal}"`;
  return `correct the rows in refused_file and import that file${argument}, which holds no others, or insert the cells of refusals with bitable_records_batch_create`;
}

/** The mark with which all number columns were read that have any, to be given again for a part of the rows. */
function commonDecimal({ scan, targets, decimals }: ImportPlan): DecimalMark | undefined {
  const marks = [...targets].map(([column, field]) =>
    scan.guesses.get(column)?.decimals.hasMarks ? decimals.get(field) : undefined,
  );
  const [mark, ...others] = new Set(marks.filter((each) => each !== undefined));
  return others.length === 0 ? mark : undefined;
}

/** Says what an import would do. */
export function dryRunAnswer({ plan, scan }: ImportJob, counts: ImportCounts): Outcome {
  const { newTable, tableRef, schema } = plan;
  const { columns, rows } = toGrid(
    (counts.sample ?? []).map((fields) => ({ fields })),
    { schema },
  );
  return {
    facts: {
      dry_run: true,
      ...(newTable === undefined
        ? { table_id: tableRef.tableId }
        : { new_fields: fitting(fieldLines(newTable), fieldRoom) }),
      ...readAs(scan),
      rows: scan.rowCount,
      would_insert: counts.inserted,
      ...refusalFacts(counts, plan),
      mapping: fitting(mappingLines(scan, plan), fieldRoom),
      sample: {
        columns: columns.slice(1),
        rows: fitting(
          rows.map((row) => row.slice(1).map((cell) => brief(cell))),
          fieldRoom,
        ),
      },
    },
    notes: [
      'nothing was written: this was a dry run',
      ...(newTable !== undefined && counts.inserted === 0
        ? ['no table would be created: no row of the file can be inserted']
        : []),
      ...(counts.inserted > usualRoom
        ? [`many plans take ${usualRoom.toLocaleString('en')} records a table (1254103)`]
        : []),
    ],
  };
}

/** Says how the file is cut into cells. */
function readAs({ layout: { table, encoding } }: FileScan): JsonObject {
  if (table === undefined) {
    return {};
  }
  const { line } = table.header;
  const header = line === 0 ? 'no header' : `header in line ${line}`;
  const source =
    'csv' in table
      ? `${encodingName(encoding)}, delimiter ${JSON.stringify(table.csv.delimiter)}`
      : `sheet ${JSON.stringify(table.sheet)}`;
  return { read_as: `${source}, ${header}` };
}

/** Says of each column where it goes and what its values become: `金额 → 合同金额: number`. */
function mappingLines({ columns }: FileScan, { targets, schema }: ImportPlan): readonly string[] {
  const fields = new Map(schema.fields.map((field) => [field.name, field]));
  return columns.map((column) => {
    const target = targets.get(column);
    const field = target === undefined ? undefined : fields.get(target);
    if (target === undefined || field === undefined) {
      return `${column} → left out`;
    }
    return `${column}${target === column ? '' : ` → ${target}`}: ${describeField(field)}`;
  });
}

function refusalFacts({ blank, refused, missing }: ImportCounts, plan: ImportPlan): JsonObject {
  return {
    skipped: blank,
    ...(missing.size > 0 && { missing: Object.fromEntries(missing) }),
    refused: refused.count,
    ...(refused.count > 0 && { refusals: shownRefusals(refused, plan) }),
  };
}

/** `工时: number` and so on. */
function fieldLines({ fields }: NewTable): readonly JsonObject[] {
  return fields
    .map(fieldOf)
    .map((field) => ({ field_name: field.name, type: describeField(field) }));
}
