import type { JsonObject } from '../../../../core/json.js';
import { fitting } from '../../../answer/budget.js';
import type { Outcome } from '../../../answer/result.js';
import { differences, fieldLines } from './plan.js';
import type { Job, Tally } from './run-import.js';

/** Characters of an answer that the list of fields may take. */
const fieldRoom = 20_000;

/** Records a table, by the text of the error 1254103. */
const usualRoom = 20_000;

/** What an import came to. */
export function answerOf({ plan }: Job, tally: Tally): Outcome {
  const { tableId, inserted, refusedFile } = tally;
  const { newTable } = plan;
  const fields = newTable === undefined ? [] : fieldLines(newTable);
  return {
    facts: {
      table_id: tableId,
      inserted,
      ...refusalFacts(tally),
      ...(refusedFile !== undefined && { refused_file: refusedFile }),
      ...(newTable !== undefined && { created_fields: fitting(fields, fieldRoom) }),
    },
    notes:
      refusedFile === undefined
        ? []
        : ['mend the rows in refused_file and import that file: it holds no others'],
  };
}

/** What an import would come to. */
export function rehearsedAnswerOf({ plan, survey }: Job, tally: Tally): Outcome {
  const { newTable, place, targets } = plan;
  const fields = newTable === undefined ? [] : fieldLines(newTable);
  return {
    facts: {
      dry_run: true,
      ...(newTable === undefined
        ? { table_id: place.tableId }
        : { new_fields: fitting(fields, fieldRoom) }),
      rows: survey.rowCount,
      would_insert: tally.inserted,
      ...refusalFacts(tally),
      mapping: differences(survey.columns, targets),
    },
    notes: [
      'nothing was written: this was a dry run',
      ...(tally.inserted > usualRoom
        ? [`many plans take ${usualRoom.toLocaleString('en')} records a table (1254103)`]
        : []),
    ],
  };
}

function refusalFacts({ blank, refused }: Tally): JsonObject {
  return {
    skipped: blank,
    refused: refused.count,
    ...(refused.count > 0 && { refusals: refused.shown }),
  };
}
