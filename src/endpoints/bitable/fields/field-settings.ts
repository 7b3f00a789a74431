import { z } from 'zod';

/** The settings of fields, one by one, with the values that the field guide (A05) and the field pages allow. */

export const selectOptions = z
  .array(
    z
      .object({
        id: z.string().max(64).optional(),
        name: z.string().min(1),
        color: z.number().int().min(0).max(54).optional(),
      })
      .strict(),
  )
  .max(20_000);

/** Those of numbers, progress, currency and formulas in one; the vendor checks which fits the type. */
export const formatter = z.enum([
  '',
  '0',
  '0.0',
  '0.00',
  '0.000',
  '0.0000',
  '1,000',
  '1,000.00',
  '%',
  '0%',
  '0.0%',
  '0.00%',
  '¥',
  '¥0.00',
  '$',
  '$0.00',
  'yyyy/MM/dd HH:mm',
  'yyyy/MM/dd',
  'yyyy-MM-dd',
  'MM-dd',
]);

/** Field guide A05, "网页中日期格式与date_formatter的对应关系". */
export const dateFormatter = z.enum([
  'yyyy/MM/dd',
  'yyyy/MM/dd HH:mm',
  'yyyy-MM-dd',
  'yyyy-MM-dd HH:mm',
  'MM-dd',
  'MM/dd/yyyy',
  'dd/MM/yyyy',
]);

const currencies =
  'CNY USD EUR GBP AED AUD BRL CAD CHF HKD INR IDR JPY KRW MOP MXN MYR PHP PLN RUB SGD THB TRY TWD VND';

export const currencyCode = z
  .string()
  .refine((code) => currencies.split(' ').includes(code), `one of ${currencies}`);

export const rating = z
  .object({
    symbol: z.enum(['star', 'heart', 'thumbsup', 'fire', 'smile', 'lightning', 'flower', 'number']),
  })
  .strict();

/** Of progress (own range) and rating (0 or 1 up to 10). */
export const range = { range_customize: z.boolean(), min: z.number(), max: z.number() };

export const location = z.object({ input_type: z.enum(['only_mobile', 'not_limit']) }).strict();

export const scanModes = z
  .object({ manual: z.boolean().optional(), scan: z.boolean().optional() })
  .strict();

/** Field guide A05, "自动编号字段": how many digits (1-9), a text, or a date pattern. */
export const autoSerial = z
  .object({
    type: z.enum(['custom', 'auto_increment_number']),
    reformat_existing_records: z.boolean().optional(),
    options: z
      .array(
        z
          .object({
            type: z.enum(['system_number', 'fixed_text', 'created_time']),
            value: z.string().max(20),
          })
          .strict(),
      )
      .optional(),
  })
  .strict();

/** How the result of a formula is shown, in bases whose formula_type is 2. */
export const formulaResult = z
  .object({
    data_type: z.number().int(),
    ui_type: z.enum(['Number', 'Progress', 'Currency', 'Rating', 'DateTime']).optional(),
    ui_property: z
      .object({
        currency_code: currencyCode.optional(),
        formatter: formatter.optional(),
        range_customize: range.range_customize.optional(),
        min: range.min.optional(),
        max: range.max.optional(),
        date_formatter: dateFormatter.optional(),
        rating: rating.optional(),
      })
      .strict()
      .optional(),
  })
  .strict();
