import { z } from 'zod';
import { isJsonObject } from '../../../core/json.js';
import { terse } from '../../../core/terse.js';

/** Record search guide: operators that the service answers; `like` and `in` are declared but unsupported. */
export const operator = z.enum([
  'is',
  'isNot',
  'contains',
  'doesNotContain',
  'isEmpty',
  'isNotEmpty',
  'isGreater',
  'isGreaterEqual',
  'isLess',
  'isLessEqual',
]);

/** The vendor takes texts only, a list of them, whatever the field; numbers and single values are meant so. */
function texts(value: unknown): unknown {
  if (value === undefined || value === null) {
    return [];
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((item) => (['number', 'boolean'].includes(typeof item) ? String(item) : item));
}

const condition = z
  .object({
    field_name: z.string(),
    operator,
    // The vendor refuses a condition without the key, also where there is nothing to compare with.
    value: z.preprocess(
      texts,
      z.array(z.string()).max(10).describe('Texts; dates ["ExactDate","<ms>"], ["Today"]…'),
    ),
  })
  .strict();

export const conjunction = z.enum(['and', 'or']);

/** What one request to Feishu does not take is decided here. */
const maxConditions = 1_000;

/** One condition may stand without its list. */
const conditions = z.preprocess(
  (value) => (isJsonObject(value) ? [value] : value),
  z.array(condition).max(maxConditions).optional(),
);

/** It matters only where there are several conditions; then it is asked for. */
const join = z.preprocess(
  (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  conjunction.optional(),
);

/** The vendor's filter: one level of children. */
const structuredFilter = z
  .object({
    conjunction: join,
    conditions,
    children: z
      .array(z.object({ conjunction: join, conditions }).strict())
      .max(maxConditions)
      .optional(),
  })
  .strict();

/** As people write it, or as the vendor does; the text is what is published. */
export const recordFilter = terse(
  z
    .union([z.string().min(1), structuredFilter], {
      errorMap: () => ({ message: "a text, or the vendor's filter object" }),
    })
    .describe(
      'Such as: 状态 in ("进行中", "暂停") and 截止日期 >= 2026-11-01 and not 负责人 is empty; or a CurrentValue formula, or {conjunction, conditions [{field_name, operator, value}], children}. Overrides view_id, as sort does',
    ),
);

export const recordSort = z
  .array(z.object({ field_name: z.string(), desc: z.boolean().optional() }).strict())
  .max(100)
  .describe('Order');
