/** The currencies of a number field (field guide), and what else their amounts are written with. */
const codes =
  'CNY|USD|EUR|GBP|AED|AUD|BRL|CAD|CHF|HKD|INR|IDR|JPY|KRW|MOP|MXN|MYR|PHP|PLN|RUB|SGD|THB|TRY|TWD|VND|RMB';
const currency = String.raw`(?:[A-Z]{0,3}\p{Sc}|${codes}|元)`;
const leading = new RegExp(String.raw`^([+-]?)\s*${currency}\s*(?=[+\-.\d])`, 'u');
const trailing = new RegExp(String.raw`\s*${currency}$`, 'u');

/** Thousands in threes, parted by the same mark throughout. */
const grouped = /^[+-]?\d{1,3}([, '’_])\d{3}(?:\1\d{3})*(?:\.\d*)?$/;
const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The number that a person writes: `1,234.5`, `￥1 200`, `-3.2e5`, `１２％`, which is 0.12. */
export function parseNumber(text: string): number | undefined {
  const amount = text.normalize('NFKC').replace('\u2212', '-').trim();
  const isPercent = amount.endsWith('%');
  const digits = isPercent
    ? digitsOf(amount.slice(0, -1).trimEnd())
    : (digitsOf(amount) ?? digitsOf(withoutCurrency(amount)));
  if (digits === undefined) {
    return undefined;
  }
  const number = isPercent ? hundredth(digits) : Number(digits);
  return Number.isFinite(number) ? number : undefined;
}

function withoutCurrency(amount: string): string {
  return amount.replace(leading, '$1').replace(trailing, '');
}

function digitsOf(amount: string): string | undefined {
  if (plain.test(amount)) {
    return amount;
  }
  return grouped.test(amount) ? amount.replaceAll(/[, '’_]/g, '') : undefined;
}

/** Moves the point instead of dividing, which rounds: 1.1 / 100 is 0.011000000000000001. */
function hundredth(digits: string): number {
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e');
  return Number(`${mantissa}e${Number(exponent) - 2}`);
}

/** The number that a text is just that of; one that a number cannot hold stays text, and so does any other. */
export function exactNumber(text: string): number | string {
  const number = Number(text);
  const isNumber = text.trim() !== '' && Number.isFinite(number);
  return isNumber && !losesDigits(text, number) ? number : text;
}

/** Whole numbers beyond 2^53 are rounded when they become numbers. */
export function losesDigits(text: string, number: number): boolean {
  const digits = text.replaceAll(/[^\d.e]/gi, '');
  const size = Math.abs(number);
  return size > Number.MAX_SAFE_INTEGER && /^\d+$/.test(digits) && digits !== String(size);
}

/** A number as it is written in a file, which tells how its field should show it. */
export interface Quantity {
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
export function parseQuantity(value: string | number): Quantity | undefined {
  const text = String(value).normalize('NFKC').replace('\u2212', '-').trim();
  const bare = text.replace(/(?<=\d)e[+-]\d+$/i, '');
  const unit = units.get(bare.replaceAll(/[\d.,'’_\s+-]/g, ''));
  const [whole = '', fraction = ''] = bare.split('.').map((part) => part.replaceAll(/\D/g, ''));
  if (unit === undefined || parseNumber(text) === undefined || isCode(bare, whole, fraction)) {
    return undefined;
  }
  const grouped = /\d[, '’_]\d/.test(bare);
  return { unit, decimals: fraction.length, grouped };
}

function isCode(text: string, whole: string, fraction: string): boolean {
  const digits = (whole + fraction).replace(/^0+/, '');
  const isLong = whole.length > maxWhole || digits.length > maxDigits;
  return isLong || text.startsWith('+') || /^0\d/.test(whole);
}
