import { z } from 'zod';
import type { Json } from '../../core/json.js';

/** Ids travel in the path, so nothing that could change the path is an id. */
function id(description: string) {
  return z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, "_" and "-" only, at most 64')
    .describe(description);
}

export const appToken = id('Base token');
export const tableId = id('Table id, tbl…');
export const viewId = id('View id, vew…');
export const fieldId = id('Field id, fld…');
export const recordId = id('Record id, rec…');
export const folderToken = id('Drive folder; root when absent');

export const userIdType = z
  .enum(['open_id', 'union_id', 'user_id'])
  .describe('Kind of person ids; default open_id');

export const clientToken = z
  .string()
  .uuid('a UUID, such as 3f1c8f5e-0d0c-4a53-9d1b-6f1f0a3c9a11')
  .describe('UUID that makes a repeat harmless; made when absent');

export const ignoreConsistencyCheck = z.boolean().describe('true skips the read-after-write check');

export const automaticFields = z
  .boolean()
  .describe('Add created_by, created_time, last_modified_by, last_modified_time');

export const withSharedUrl = z.boolean().describe('Add the link of each record');

export const textFieldAsArray = z.boolean().describe('Text as rich segments');

export const displayFormulaRef = z
  .boolean()
  .describe('Formulas and lookups in the format of the field they refer to');

/** A02 and the app endpoints: an IANA zone. */
export const timeZone = z.string().min(1).max(64).describe('IANA zone, such as Asia/Shanghai');

/** Names of tables, A12: 1 to 100 characters, none of `[ ] : \ / ? *`. */
export const tableName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^[\]:\\/?*]+$/, 'none of [ ] : \\ / ? *')
  .describe('Table name');

export const json: z.ZodType<Json> = z.unknown() as unknown as z.ZodType<Json>;

/** Cells of one record, by field name. The vendor takes at most 100,000 characters in a text cell. */
export const cells = z
  .record(json)
  .describe(
    'Field name to value: text, number, true/false, option name(s), date as ms, [{id}] people, {text,link} URL, [record ids] links, [{file_token}] files, "lng,lat" place; null clears',
  );

export const fieldNames = z
  .array(z.string().min(1).max(1_000))
  .max(200)
  .describe('Only these fields; all when absent');
