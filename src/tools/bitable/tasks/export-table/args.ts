import { z } from 'zod';
import { terse } from '../../../../core/terse.js';
import { recordFilter, recordSort } from '../../../../endpoints/bitable/records/filter-schemas.js';
import { appToken, fieldNames, tableId, viewId } from '../../../../endpoints/bitable/schemas.js';

export const input = z
  .object({
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
  })
  .strict();

export type ExportArgs = z.output<typeof input>;
