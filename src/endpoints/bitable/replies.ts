/* What the vendor sends back, as far as it is relied upon; further keys pass through. */

import { z } from 'zod';
import { json } from './schemas.js';

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
