import { z } from 'zod';
import { publishedAs, terse } from '../../../core/terse.js';
import { tableId } from '../schemas.js';

const selectOptions = z
  .array(
    z
      .object({
        id: z.string().min(1).max(64).optional(),
        name: z.string().min(1),
        color: z.number().int().min(0).max(54).optional(),
      })
      .strict(),
  )
  .max(20_000);

/** One of the texts that the type of the field takes. */
const format = z.string().max(50);

const rating = z.object({ symbol: format }).strict();

/** Of progress (own range) and rating (0 or 1 up to 10). */
const range = { range_customize: z.boolean(), min: z.number(), max: z.number() };

const location = z.object({ input_type: z.enum(['only_mobile', 'not_limit']) }).strict();

const scanModes = z
  .object({ manual: z.boolean().optional(), scan: z.boolean().optional() })
  .strict();

/** Field guide A05, "自动编号字段": how many digits (1-9), a text, or a date pattern. */
const autoSerial = z
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
const formulaResult = z
  .object({
    data_type: z.number().int(),
    ui_type: z.enum(['Number', 'Progress', 'Currency', 'Rating', 'DateTime']).optional(),
    ui_property: z
      .object({
        currency_code: format.min(1).optional(),
        formatter: format.optional(),
        range_customize: range.range_customize.optional(),
        min: range.min.optional(),
        max: range.max.optional(),
        date_formatter: format.min(1).optional(),
        rating: rating.optional(),
      })
      .strict()
      .optional(),
  })
  .strict();

/** The types that can be created (field guide A05); 19, 24 and 3001 exist but are read-only. */
const creatableTypes: ReadonlyMap<number, string> = new Map([
  [1, 'text'],
  [2, 'number'],
  [3, 'select'],
  [4, 'multi-select'],
  [5, 'date'],
  [7, 'checkbox'],
  [11, 'person'],
  [13, 'phone'],
  [15, 'URL'],
  [17, 'file'],
  [18, 'link'],
  [20, 'formula'],
  [21, 'two-way link'],
  [22, 'place'],
  [23, 'group'],
  [1001, 'created'],
  [1002, 'modified'],
  [1003, 'creator'],
  [1004, 'modifier'],
  [1005, 'auto number'],
]);

/** A number, or a word for it, which is read before it is sent. */
const fieldType = z
  .union([z.number(), z.string().min(1)])
  .refine(
    (type) => typeof type === 'string' || creatableTypes.has(type),
    `one of ${[...creatableTypes].map(([type, word]) => `${type} (${word})`).join(', ')}`,
  )
  .describe([...creatableTypes].map(([type, word]) => `${type} ${word}`).join(' '));

/** The variants of a type; absent means its plain form. */
const uiType = terse(
  z
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
    .describe('1: Email, Barcode; 2: Currency, Progress, Rating'),
);

/** Every setting of the field guide A05 and of the newer variants; the vendor says which type takes which. */
export const fieldProperty = z
  .object({
    options: selectOptions.optional(),
    formatter: format.optional(),
    currency_code: format.min(1).optional(),
    range_customize: range.range_customize.optional(),
    min: range.min.optional(),
    max: range.max.optional(),
    rating: rating.optional(),
    date_formatter: format.min(1).optional(),
    auto_fill: z.boolean().optional(),
    multiple: z.boolean().optional(),
    table_id: tableId.optional(),
    back_field_name: z.string().min(1).optional(),
    formula_expression: z.string().min(1).optional(),
    type: formulaResult.optional(),
    location: location.optional(),
    auto_serial: autoSerial.optional(),
    allowed_edit_modes: scanModes.optional(),
  })
  .strict();

const settings = [
  '3, 4: options [{name, color, id}]',
  '2, 20: formatter (0.00, 1,000, %…)',
  'Currency: formatter, currency_code',
  'Progress: min, max, range_customize',
  'Rating: min, max, rating {symbol}',
  '5, 1001, 1002: date_formatter (yyyy-MM-dd HH:mm…), auto_fill',
  '11, 18, 21, 23: multiple',
  '18, 21: table_id, back_field_name',
  '20: formula_expression, type {data_type}',
  '1005: auto_serial {type, options}',
];

const fieldName = z.string().min(1);

const description = publishedAs(
  z
    .object({
      text: z.string().max(10_000),
      disable_sync: z.boolean().optional(),
    })
    .strict()
    .describe('Note'),
  z.object({ text: z.string() }).strict(),
);

/** What defines a field when it is created. */
export const fieldShape = {
  field_name: fieldName.describe('Name'),
  type: fieldType,
  ui_type: uiType.optional(),
  property: terse(fieldProperty.describe(settings.join('; '))).optional(),
  description: description.optional(),
};

/** The same for a replacement, where saying the types and settings once in a tool list is enough. */
export const replacedFieldShape = {
  ...fieldShape,
  type: fieldType.describe('Type, as in bitable_fields_create'),
  property: terse(
    fieldProperty.describe('All settings, as in bitable_fields_create; options as listed, with id'),
  ).optional(),
};
