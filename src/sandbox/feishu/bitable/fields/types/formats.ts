import type { FieldProperty } from '../../model.js';
import { defaultDateFormat } from '../../time-zone.js';
import type { Settings } from './settings.js';

/** The display formats of the field guide (A05). */
const numberFormats = [
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

const currencyFormats = ['0', '0.0', '0.00', '0.000', '0.0000'];

const progressFormats = ['0', '0.0', '0.00', '0%', '0.0%', '0.00%'];

const currencies = [
  ...['CNY', 'USD', 'EUR', 'GBP', 'AED', 'AUD', 'BRL', 'CAD', 'CHF', 'HKD', 'INR', 'IDR', 'JPY'],
  ...['KRW', 'MOP', 'MXN', 'MYR', 'PHP', 'PLN', 'RUB', 'SGD', 'THB', 'TRY', 'TWD', 'VND'],
];

const ratingSymbols = [
  'star',
  'heart',
  'thumbsup',
  'fire',
  'smile',
  'lightning',
  'flower',
  'number',
];

const dateFormats = [
  'yyyy/MM/dd',
  'yyyy/MM/dd HH:mm',
  'yyyy-MM-dd',
  'yyyy-MM-dd HH:mm',
  'MM-dd',
  'MM/dd/yyyy',
  'dd/MM/yyyy',
];

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

/** The `date_formatter` of a property. */
export function dateFormat(settings: Settings): string {
  return settings.choice('date_formatter', dateFormats, defaultDateFormat);
}

/** The settings of each variant of a number; formulas show their results in the same ways. */
export const numberSettings: ReadonlyMap<string, (settings: Settings) => FieldProperty> = new Map([
  ['Number', plainNumber],
  ['Currency', currency],
  ['Progress', progress],
  ['Rating', rating],
]);

export function plainNumber(settings: Settings): FieldProperty {
  return { formatter: settings.choice('formatter', numberFormats, '0.0') };
}

function currency(settings: Settings): FieldProperty {
  return {
    formatter: settings.choice('formatter', currencyFormats),
    currency_code: settings.choice('currency_code', currencies),
  };
}

function progress(settings: Settings): FieldProperty {
  const formatter = settings.choice('formatter', progressFormats, '0%');
  if (!settings.flag('range_customize', false)) return { formatter, range_customize: false };
  const min = settings.number('min');
  const max = settings.number('max');
  if (min >= max) settings.fail('max', 'max must be greater than min');
  return { formatter, range_customize: true, min, max };
}

function rating(settings: Settings): FieldProperty {
  return {
    formatter: settings.choice('formatter', ['0'], '0'),
    min: settings.integer('min', 0, 1, 1),
    max: settings.integer('max', 1, 10, 5),
    rating: { symbol: settings.part('rating').choice('symbol', ratingSymbols, 'star') },
  };
}
