import { type DecimalMark, normalized, parseNumber } from './numbers.js';

/** A number as it is written in a file, which tells how its field should show it. */
export interface Quantity {
  /** Empty, `%`, or the code of a currency. */
  readonly unit: string;
  readonly decimals: number;
  /** With marks between the thousands. */
  readonly grouped: boolean;
  /** Negative by its parentheses, which may as well be those of a list. */
  readonly inParentheses: boolean;
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

const plainWhole = /^-?(?:0|[1-9]\d{0,14})$/;
const whole: Quantity = { unit: '', decimals: 0, grouped: false, inParentheses: false };

/** Undefined for what is no number, or would not be the same any more: `007`, ids of many digits. */
export function parseQuantity(
  value: string | number,
  mark: DecimalMark = '.',
): Quantity | undefined {
  if (typeof value === 'string' && plainWhole.test(value)) {
    return whole;
  }
  // JSON has numbers with a point, whatever the texts of the column have.
  const decimal = typeof value === 'number' ? '.' : mark;
  const text = normalized(String(value));
  const bare = text.replace(/(?<=\d)e[+-]?\d+$/i, '');
  const unit = units.get(bare.replaceAll(/[\d.,'’_\s()+-]/g, ''));
  const [integer = '', fraction = ''] = bare
    .split(decimal)
    .map((part) => part.replaceAll(/\D/g, ''));
  if (unit === undefined || parseNumber(text, decimal) === undefined) {
    return undefined;
  }
  const grouped = decimal === '.' ? /\d[, '’_]\d/ : /\d[. '’_]\d/;
  return isCode(bare, integer, fraction)
    ? undefined
    : {
        unit,
        decimals: fraction.length,
        grouped: grouped.test(bare),
        inParentheses: text.includes('('),
      };
}

function isCode(text: string, whole: string, fraction: string): boolean {
  const digits = (whole + fraction).replace(/^0+/, '');
  const isLong = whole.length > maxWhole || digits.length > maxDigits;
  return isLong || text.startsWith('+') || /^0\d/.test(whole);
}
