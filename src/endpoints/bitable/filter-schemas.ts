import { z } from 'zod';

/** Record search guide: operators that the service answers; `like` and `in` are declared but unsupported. */
const operator = z
  .enum([
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
  ])
  .describe('Dates take is, isGreater, isLess, isEmpty, isNotEmpty');

const condition = z
  .object({
    field_name: z.string().min(1).max(1_000).describe('Field'),
    operator,
    // The vendor refuses a condition without the key, also where there is nothing to compare with.
    value: z
      .array(z.string())
      .max(10)
      .default([])
      .describe('Strings; dates ["ExactDate","<ms>"], ["Today"], ["CurrentWeek"]…'),
  })
  .strict();

const conjunction = z.enum(['and', 'or']).describe('How conditions combine');

const conditions = z.array(condition).max(50).optional().describe('Conditions');

/** One level of children. */
export const recordFilter = z
  .object({
    conjunction,
    conditions,
    children: z
      .array(z.object({ conjunction, conditions }).strict())
      .max(50)
      .optional()
      .describe('Groups, one level'),
  })
  .strict()
  .describe('Filter; with it or sort, view_id is ignored');

export const recordSort = z
  .array(
    z
      .object({
        field_name: z.string().min(1).max(1_000).describe('Field'),
        desc: z.boolean().optional().describe('Descending'),
      })
      .strict(),
  )
  .max(100)
  .describe('Sort keys, first wins');
