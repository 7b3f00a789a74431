import { z } from 'zod';
import { appToken, fieldId, recordId, tableId } from '../../../../endpoints/bitable/schemas.js';

export const input = z
  .object({
    file_token: z.string().min(1).describe('As the cell has it'),
    path: z.string().describe('Folder or new file inside a --files folder'),
    app_token: appToken.optional(),
    table_id: tableId.optional(),
    field_id: fieldId.optional(),
    record_id: recordId.optional(),
    extra: z.string().min(1).optional().describe("Or extra of the file's url"),
  })
  .strict();

export type DownloadArgs = z.output<typeof input>;
