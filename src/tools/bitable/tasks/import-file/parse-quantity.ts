import { parseNumber } from '../../../../cells/numbers.js';

/** A number as it is written in a file, which tells how its field should show it. */
export interface Amount {
  /** Empty, `%`, or the code of a currency. */
  readonly unit: string;
  readonly decimals: number;
  /** With marks between the thousands. */
  readonly grouped: boolean;
}

/** Whole numbers beyond this many digits are ids: a number field would round them. */
const maxWhole = 15;
const maxDigits = 17;

/** What is written around a number, by unit. Any other sign makes it a text. */
const units: ReadonlyMap<string, string> = new Map([
  ['', ''],
  ['%', '%'],
  ...[
    ['CNY', '¥', '元', 'RMB', 'CN¥'],
    ['USD', '$', 'US$'],
    ['EUR', '€'],
    ['GBP', '£'],
    ['HKD', 'HK$'],
    ['TWD', 'NT$'],
    ['KRW', '₩'],
    ['INR', '₹'],
    ['THB', '฿'],
    ['VND', '₫'],
    ['RUB', '₽'],
    ['TRY', '₺'],
    ['PHP', '₱'],
    ...['JPY', 'AUD', 'CAD', 'CHF', 'AED', 'BRL', 'IDR', 'MOP', 'MXN', 'MYR', 'PLN'].map((code) => [
      code,
    ]),
  ].flatMap(([code = '', ...signs]) => [code, ...signs].map((sign) => [sign, code] as const)),
]);

/** Undefined for what is no number, or would not be the same any more: `007`, ids of many digits. */
export function amountOf(value: string | number): Amount | undefined {
  const text = String(value).normalize('NFKC').replace('\u2212', '-').trim();
  const plain = text.replace(/(?<=\d)e[+-]\d+$/i, '');
  const unit = units.get(plain.replaceAll(/[\d.,'’_\s+-]/g, ''));
  const [whole = '', fraction = ''] = plain.split('.').map((part) => part.replaceAll(/\D/g, ''));
  if (unit === undefined || parseNumber(text) === undefined || isCode(plain, whole, fraction)) {
    return undefined;
  }
  const grouped = /\d[, '’_]\d/.test(plain);
  return { unit, decimals: fraction.length, grouped };
}

function isCode(text: string, whole: string, fraction: string): boolean {
  const digits = (whole + fraction).replace(/^0+/, '');
  const isLong = whole.length > maxWhole || digits.length > maxDigits;
  return isLong || text.startsWith('+') || /^0\d/.test(whole);
}
