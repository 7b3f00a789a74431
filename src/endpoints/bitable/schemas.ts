import { z } from 'zod';
import type { Json } from '../../core/json.js';
import { publishedAs, terse } from '../../core/terse.js';

/** Ids travel in the path, so nothing that could change the path is an id. */
const idForm = /^[A-Za-z0-9_-]{1,50}$/;

function id(description: string) {
  return z
    .string()
    .refine((text) => idForm.test(text), '1 to 50 letters, digits, "_" and "-"')
    .describe(description);
}

/** What the vendor knows by an id and people by a name; a name is traded for its id before anything else. */
function idOrName(description: string, unfit: RegExp = controls) {
  return z
    .string()
    .min(1)
    .max(100)
    .refine((text) => !unfit.test(text), 'an id, or a name as it is shown')
    .describe(description);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be in a name.
const controls = /[\u0000-\u001f\u007f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same, and what table names cannot hold (A12).
const unfitForTables = /[\u0000-\u001f\u007f[\]:\\/?*]/;

export const appToken = id('Base token or link');
export const tableId = idOrName('Table id or name', unfitForTables);
export const viewId = idOrName('View id or name').refine(
  (text) => !/^vew\w{48}/.test(text),
  'an id of at most 50 characters',
);
export const formId = idOrName('Form id or name');
export const fieldId = idOrName('Field id or name');
export const recordId = id('Record id');
export const blockId = idOrName('Dashboard id or name');
export const workflowId = idOrName('Automation id or title');
export const roleId = idOrName('Role id or name');
export const folderToken = id('Drive folder; root when absent');

export const userIdType = z.enum(['open_id', 'union_id', 'user_id']).describe('Kind of person ids');

const uuidV4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;

export const clientToken = z
  .string()
  .refine(
    (text) => text === '' || uuidV4.test(text),
    'a UUID of version 4, such as 3f1c8f5e-0d0c-4a53-9d1b-6f1f0a3c9a11',
  )
  .describe('Makes a repeat harmless');

export const ignoreConsistencyCheck = z.boolean().describe('true skips the read-after-write check');

export const automaticFields = z.boolean().describe('Add who and when');

export const withSharedUrl = z.boolean().describe('Add the link of each record');

export const textFieldAsArray = z.boolean().describe('Text as rich segments');

export const displayFormulaRef = z
  .boolean()
  .describe('Formulas in the format of what they refer to');

/** A02 and the app endpoints: an IANA zone. */
export const timeZone = z.string().min(1).max(64).describe('IANA zone, such as Asia/Shanghai');

/** Names of tables, A12: 1 to 100 characters, none of `[ ] : \ / ? *`. */
export const tableName = z
  .string()
  .min(1)
  .max(100)
  .refine((name) => !/[[\]:\\/?*]/.test(name), 'none of [ ] : \\ / ? *')
  .describe('Table name');

/** Names of views, A23: 1 to 100 characters without square brackets. Forms are views. */
export const viewName = z
  .string()
  .min(1)
  .max(100)
  .refine((name) => !/[[\]]/.test(name), 'none of [ ]')
  .describe('View name');

export const json: z.ZodType<Json> = z.unknown() as unknown as z.ZodType<Json>;

/** Cells of one record, by field name. */
export const cells = terse(
  z
    .record(json)
    .describe(
      'Field name to value, as people write it: text, number, true, option name(s), 2026-11-21 09:30, person id or e-mail, URL or [text](url), record id or title, file_token or local path, "lng,lat"; null clears',
    ),
);

/** The same, where saying the forms once in a tool list is enough. */
export const cellsBriefly = terse(
  z.record(json).describe('Field name to value, in the forms of bitable_records_batch_create'),
);

/** The same of records that are there: what is stored in a list can be added to. */
export const cellChanges = terse(
  z
    .record(json)
    .describe(
      'Field name to value, in the forms of bitable_records_batch_create; {add: […], remove: […]} changes a list',
    ),
);

/** A list of records also comes in the form in which records are given out, which is read before it is checked. */
export function orGrid<Item extends z.ZodTypeAny>(records: z.ZodArray<Item>) {
  return publishedAs(records, z.union([z.array(records.element), z.object({}).passthrough()]));
}

export const recordsOrGrid = 'Records, or {columns, rows} as read';

export const fieldNames = z.array(z.string()).max(200).describe('Only these fields');

export const text = z.string();

export const app = z
  .object({
    app_token: text,
    name: text.optional(),
    url: text.optional(),
    default_table_id: text.optional(),
    folder_token: text.optional(),
    time_zone: text.optional(),
    revision: z.number().optional(),
    is_advanced: z.boolean().optional(),
    formula_type: z.number().optional(),
    advance_version: text.optional(),
  })
  .passthrough();

export const table = z
  .object({ table_id: text, name: text.optional(), revision: z.number().optional() })
  .passthrough();

export const field = z
  .object({
    field_id: text,
    field_name: text,
    type: z.number(),
    ui_type: text.optional(),
    is_primary: z.boolean().optional(),
    is_hidden: z.boolean().optional(),
    property: json.optional(),
    description: json.optional(),
  })
  .passthrough();

export const record = z.object({ record_id: text, fields: z.record(json) }).passthrough();

export const deletedRecord = z.object({ deleted: z.boolean(), record_id: text }).passthrough();

/** The vendor leaves `items` out, or sends null, when a page is empty. */
export function pageOf<Item extends z.ZodTypeAny>(item: Item) {
  return {
    items: z.array(item).nullish(),
    has_more: z.boolean(),
    page_token: text.optional(),
    total: z.number().optional(),
  };
}
