import { z } from 'zod';
import { terse } from '../../../../core/terse.js';
import { recordFilter, recordSort } from '../../../../endpoints/bitable/records/filter-schemas.js';
import { appToken, fieldNames, tableId, viewId } from '../../../../endpoints/bitable/schemas.js';
import { type ArgsOf, defineTask } from '../../../catalog/task.js';

const input = {
  app_token: appToken,
  table_id: tableId,
  path: z.string().min(1).describe('Folder or new file inside a --files folder'),
  format: z.enum(['csv', 'jsonl']).optional().describe('Default: by extension'),
  filter: terse(recordFilter.describe('As in bitable_records_search')).optional(),
  view_id: viewId.optional(),
  field_names: fieldNames.optional(),
  sort: recordSort.optional(),
  guard: z.boolean().optional().describe('Default true: CSV texts cannot run as formulas'),
  bom: z.boolean().optional().describe('For CSV in Excel'),
};

export type ExportArgs = ArgsOf<typeof input>;

/** All records of a table, or those that match, into a new local file. */
export const bitableExportTable = defineTask({
  title: 'Export a table',
  summary:
    'Write all records, or those that match, to a new local CSV or JSON lines file. JSON lines keep ids and types; CSV to be imported again needs guard: false.',
  effect: 'read',
  // Feishu stays as it is, but each call leaves one more file here.
  annotationsAs: 'create',
  base: 'app_token',
  input,
  output: {
    path: z.string(),
    rows: z.number(),
    bytes: z.number(),
    columns: z.array(z.string()),
  },
  load: () => import('./run.js'),
});
