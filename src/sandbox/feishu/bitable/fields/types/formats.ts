/** The display formats of the field guide (A05). */

export const numberFormats = [
  '0',
  '0.0',
  '0.00',
  '0.000',
  '0.0000',
  '1,000',
  '1,000.00',
  '%',
  '0.00%',
  '¥',
  '¥0.00',
  '$',
  '$0.00',
];

export const currencyFormats = ['0', '0.0', '0.00', '0.000', '0.0000'];

export const progressFormats = ['0', '0.0', '0.00', '0%', '0.0%', '0.00%'];

export const currencies = [
  ...['CNY', 'USD', 'EUR', 'GBP', 'AED', 'AUD', 'BRL', 'CAD', 'CHF', 'HKD', 'INR', 'IDR', 'JPY'],
  ...['KRW', 'MOP', 'MXN', 'MYR', 'PHP', 'PLN', 'RUB', 'SGD', 'THB', 'TRY', 'TWD', 'VND'],
];

export const ratingSymbols = [
  'star',
  'heart',
  'thumbsup',
  'fire',
  'smile',
  'lightning',
  'flower',
  'number',
];

export const dateFormats = [
  'yyyy/MM/dd',
  'yyyy/MM/dd HH:mm',
  'yyyy-MM-dd',
  'yyyy-MM-dd HH:mm',
  'MM-dd',
  'MM/dd/yyyy',
  'dd/MM/yyyy',
];

export const defaultDateFormat = 'yyyy/MM/dd';

/** Numbers by their own formats, dates by four of theirs; '' is the plain one. */
export const formulaFormats = [
  '',
  ...numberFormats,
  'yyyy/MM/dd HH:mm',
  'yyyy/MM/dd',
  'yyyy-MM-dd',
  'MM-dd',
];

/** The parts of an auto number that tell when the row was made. */
export const serialDateFormats = ['yyyyMMdd', 'yyyyMM', 'yyyy', 'MMdd', 'MM', 'dd'];
