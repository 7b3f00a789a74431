import { z } from 'zod';
import { tableId } from './schemas.js';

/** The types that can be created (field guide A05); 19, 24 and 3001 exist but are read-only. */
const creatableTypes = [
  1, 2, 3, 4, 5, 7, 11, 13, 15, 17, 18, 20, 21, 22, 23, 1001, 1002, 1003, 1004, 1005,
] as const;

const creatable: ReadonlySet<number> = new Set(creatableTypes);

const fieldType = z
  .number()
  .int()
  .refine((type) => creatable.has(type), `one of ${creatableTypes.join(', ')}`)
  .describe(
    '1 text 2 number 3 select 4 multi-select 5 date 7 checkbox 11 person 13 phone 15 URL 17 attachment 18 link 20 formula 21 two-way link 22 location 23 group 1001/1002 created/modified time 1003/1004 created/modified by 1005 auto number',
  );

/** The variants of a type; absent means its plain form. */
const uiType = z
  .enum([
    'Text',
    'Email',
    'Barcode',
    'Number',
    'Progress',
    'Currency',
    'Rating',
    'SingleSelect',
    'MultiSelect',
    'DateTime',
    'Checkbox',
    'User',
    'GroupChat',
    'Phone',
    'Url',
    'Attachment',
    'SingleLink',
    'Formula',
    'DuplexLink',
    'Location',
    'CreatedTime',
    'ModifiedTime',
    'CreatedUser',
    'ModifiedUser',
    'AutoNumber',
  ])
  .describe('Variant: Email, Barcode (1); Progress, Currency, Rating (2)');

/** Field guide A05, "网页中日期格式与date_formatter的对应关系". */
const dateFormatter = z.enum([
  'yyyy/MM/dd',
  'yyyy/MM/dd HH:mm',
  'yyyy-MM-dd',
  'yyyy-MM-dd HH:mm',
  'MM-dd',
  'MM/dd/yyyy',
  'dd/MM/yyyy',
]);

const currencyCode = z.enum([
  'CNY',
  'USD',
  'EUR',
  'GBP',
  'AED',
  'AUD',
  'BRL',
  'CAD',
  'CHF',
  'HKD',
  'INR',
  'IDR',
  'JPY',
  'KRW',
  'MOP',
  'MXN',
  'MYR',
  'PHP',
  'PLN',
  'RUB',
  'SGD',
  'THB',
  'TRY',
  'TWD',
  'VND',
]);

const formatter = z.enum([
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
  'yyyy/MM/dd',
  'yyyy/MM/dd HH:mm',
  'yyyy-MM-dd',
  'MM-dd',
]);

const rating = z
  .object({
    symbol: z
      .enum(['star', 'heart', 'thumbsup', 'fire', 'smile', 'lightning', 'flower', 'number'])
      .describe('Icon'),
  })
  .strict();

const option = z
  .object({
    id: z.string().max(64).optional().describe('Keeps an existing option'),
    name: z.string().min(1).describe('Shown text'),
    color: z.number().int().min(0).max(54).optional().describe('Colour number'),
  })
  .strict();

const autoSerial = z
  .object({
    type: z.enum(['custom', 'auto_increment_number']).describe('Numbering'),
    reformat_existing_records: z.boolean().optional().describe('Renumber existing rows'),
    options: z
      .array(
        z
          .object({
            type: z.enum(['system_number', 'fixed_text', 'created_time']).describe('Part'),
            value: z
              .string()
              .max(20)
              .describe('Digits 1-9, the text, or yyyyMMdd yyyyMM yyyy MMdd MM dd'),
          })
          .strict(),
      )
      .optional()
      .describe('Parts of a custom number'),
  })
  .strict();

/** How the result of a formula is shown, in bases whose formula_type is 2. */
const formulaResult = z
  .object({
    data_type: z.number().int().describe('Field type of the result'),
    ui_type: z
      .enum(['Number', 'Progress', 'Currency', 'Rating', 'DateTime'])
      .optional()
      .describe('Variant'),
    ui_property: z
      .object({
        currency_code: currencyCode.optional().describe('Currency'),
        formatter: formatter.optional().describe('Format'),
        range_customize: z.boolean().optional().describe('Own range'),
        min: z.number().optional().describe('Least'),
        max: z.number().optional().describe('Most'),
        date_formatter: dateFormatter.optional().describe('Date format'),
        rating: rating.optional().describe('Rating'),
      })
      .strict()
      .optional()
      .describe('Format of the result'),
  })
  .strict();

/** Every property of the field guide A05 and of the newer ui types, in one object; which belong where is said by type. */
const property = z
  .object({
    options: z.array(option).max(20_000).optional().describe('3, 4'),
    formatter: formatter.optional().describe('2, 20'),
    currency_code: currencyCode.optional().describe('Currency'),
    range_customize: z.boolean().optional().describe('Progress'),
    min: z.number().optional().describe('Progress, Rating'),
    max: z.number().optional().describe('Progress, Rating'),
    rating: rating.optional().describe('Rating'),
    date_formatter: dateFormatter.optional().describe('5, 1001, 1002'),
    auto_fill: z.boolean().optional().describe('5: new rows get the time'),
    multiple: z.boolean().optional().describe('11, 18, 21, 23'),
    table_id: tableId.optional().describe('18, 21: the linked table'),
    back_field_name: z.string().min(1).optional().describe('21: name over there'),
    formula_expression: z.string().optional().describe('20'),
    type: formulaResult.optional().describe('20, if formula_type is 2'),
    location: z
      .object({ input_type: z.enum(['only_mobile', 'not_limit']).describe('Entry') })
      .strict()
      .optional()
      .describe('22'),
    auto_serial: autoSerial.optional().describe('1005'),
    allowed_edit_modes: z
      .object({
        manual: z.boolean().optional().describe('Typing'),
        scan: z.boolean().optional().describe('Scanning'),
      })
      .strict()
      .optional()
      .describe('Barcode'),
  })
  .strict()
  .describe('Settings, by type number or variant; none for 7 and 15');

/** What defines a field, when it is created and when it is replaced. */
export const fieldShape = {
  field_name: z.string().min(1).max(1_000).describe('Field name'),
  type: fieldType,
  ui_type: uiType.optional(),
  property: property.optional(),
  description: z
    .object({
      text: z.string().max(10_000).describe('The note'),
      disable_sync: z.boolean().optional().describe('false copies it to forms'),
    })
    .strict()
    .optional()
    .describe('Note on the field'),
};

/** A field of a table that is being created. */
export const newField = z.object(fieldShape).strict();
