import { z } from 'zod';

/** What the vendor sends back, as far as it is relied upon; further keys pass through. */

export const text = z.string();
export const maybeText = z.string().nullish();
export const flag = z.boolean().nullish();
export const count = z.number().nullish();
export const texts = z.array(z.string()).nullish();
/** Integers beyond 2^53 arrive as texts. */
export const id = z.union([z.number(), z.string()]);
export const maybeId = id.nullish();

export const anything = z.unknown();

export function part(shape: z.ZodRawShape) {
  return z.object(shape).passthrough();
}

export function parts(shape: z.ZodRawShape = {}) {
  return z.array(part(shape)).nullish();
}

/** A bare list in the envelope stands under `data`; an empty one may be null there. */
export function listOf(shape: z.ZodRawShape) {
  return { data: z.array(part(shape)).optional() };
}

/** A bare value in the envelope stands under `data` as well. */
export const newId = { data: id.describe('Id of what was made') };
export const newKey = { data: text.describe('Key of what was made') };

/** A success that says nothing. */
export const nothing = {};

export const fieldValue = {
  field_key: maybeText,
  field_value: anything,
  field_alias: maybeText,
  field_type_key: maybeText,
};

export const schedule = {
  points: count,
  estimate_start_date: count,
  estimate_end_date: count,
  owners: texts,
  actual_work_time: count,
};

export const roleOwner = { role: text, owners: texts, name: maybeText };

export const option = { label: maybeText, value: maybeText, children: anything };

export const userDetail = {
  user_key: text,
  username: maybeText,
  email: maybeText,
  name_cn: maybeText,
  name_en: maybeText,
};
