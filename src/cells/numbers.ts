/** The mark before the fraction of a number. The other of the two marks thousands. */
export type DecimalMark = ',' | '.';

/** The currencies of a number field (field guide), and what else their amounts are written with. */
const codes =
  'CNY|USD|EUR|GBP|AED|AUD|BRL|CAD|CHF|HKD|INR|IDR|JPY|KRW|MOP|MXN|MYR|PHP|PLN|RUB|SGD|THB|TRY|TWD|VND|RMB';
const currency = String.raw`(?:[A-Z]{0,3}\p{Sc}|${codes}|元)`;
const leading = new RegExp(String.raw`^([+-]?)\s*${currency}\s*(?=[+\-.,\d])`, 'u');
const trailing = new RegExp(String.raw`\s*${currency}$`, 'u');
/** Signs of countries that write a decimal point. */
const pointSigns = /[¥元£₹₩]|HK\$|NT\$/;

/** Thousands in threes, parted by the same mark throughout. */
const grouped = /^[1-9]\d{0,2}([, '’_])\d{3}(?:\1\d{3})*(?:\.\d*)?$/;
/** Lakh and crore: `1,50,000`. */
const indian = /^[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d*)?$/;
const plain = /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** Digits that stand for a part of another number: exponents, fractions, numbers in circles. */
const smallDigits = /[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u218b\u2460-\u24ff]/;

/** The number that a person writes: `1,234.5`, `￥1 200`, `-3.2e5`, `(7)`, which is -7, `１２％`, which is 0.12. */
export function parseNumber(text: string, mark: DecimalMark = '.'): number | undefined {
  return onlyDigits.test(text) ? Number(text) : numberIn(amountIn(text), mark);
}

/** Most numbers of a file need no closer look. */
const onlyDigits = /^-?\d{1,15}$/;

/** The number that a text is with either mark. */
export interface NumberReadings {
  readonly point: number | undefined;
  readonly comma: number | undefined;
}

/** Reads a number with either mark. */
export function readingsOf(text: string): NumberReadings {
  const amount = amountIn(text);
  return { point: numberIn(amount, '.'), comma: numberIn(amount, ',') };
}

/** Tells whether a number has the currency sign of a country that writes a decimal point. */
export function hasPointSign(text: string): boolean {
  return pointSigns.test(text.normalize('NFKC'));
}

/** The two numbers that a text such as `1,500` could be, where nothing else tells which. */
export function commaDoubt(text: string): readonly [number, number] | undefined {
  if (text.includes('.') || hasPointSign(text)) {
    return undefined;
  }
  const { point, comma } = readingsOf(text);
  return point === undefined || comma === undefined || point === comma ? undefined : [point, comma];
}

interface Amount {
  readonly isNegative: boolean;
  readonly isPercent: boolean;
  /** Digits and marks, maybe with an exponent. */
  readonly body: string;
}

function amountIn(text: string): Amount {
  const written = smallDigits.test(text) ? '' : normalized(text);
  const bare = withoutParentheses(written);
  const isPercent = bare.endsWith('%');
  const signed = isPercent ? bare.slice(0, -1).trimEnd() : withoutCurrency(bare);
  const before = /^[+-]/.exec(signed)?.[0];
  const isAfter = before === undefined && /\d\s*-$/.test(signed);
  const body = isAfter ? signed.slice(0, -1).trimEnd() : signed.slice(before?.length ?? 0);
  const isInParentheses = bare !== written;
  const hasSign = before !== undefined || isAfter;
  return {
    isNegative: isInParentheses || before === '-' || isAfter,
    isPercent,
    body: isInParentheses && hasSign ? '' : body,
  };
}

export function normalized(text: string): string {
  return text.normalize('NFKC').replace('\u2212', '-').trim();
}

/** Accountants write negative amounts in parentheses, with the currency inside or outside of them. */
function withoutParentheses(amount: string): string {
  const [, before, inside, after] = /^([^()\d]*)\(([^()]+)\)([^()\d]*)$/.exec(amount) ?? [];
  return inside === undefined ? amount : `${before}${inside.trim()}${after}`;
}

function withoutCurrency(amount: string): string {
  return amount.replace(leading, '$1').replace(trailing, '');
}

function numberIn({ isNegative, isPercent, body }: Amount, mark: DecimalMark): number | undefined {
  const digits = digitsOf(body, mark);
  if (digits === undefined) {
    return undefined;
  }
  const signed = isNegative ? `-${digits}` : digits;
  const number = isPercent ? hundredth(signed) : Number(signed);
  return Number.isFinite(number) ? number : undefined;
}

/** The digits with a point before the fraction, and nothing between the thousands. */
function digitsOf(body: string, mark: DecimalMark): string | undefined {
  const pointed = mark === '.' ? body : swapped(body);
  if (plain.test(pointed)) {
    return pointed;
  }
  const isGrouped = grouped.test(pointed) || (mark === '.' && indian.test(pointed));
  return isGrouped ? pointed.replaceAll(/[, '’_]/g, '') : undefined;
}

function swapped(body: string): string {
  if (!/[.,]/.test(body)) {
    return body;
  }
  return body.replaceAll(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
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
export function losesDigits(text: string, number: number, mark: DecimalMark = '.'): boolean {
  const digits = text.replaceAll(mark === '.' ? /[^\d.e]/gi : /[^\d,e]/gi, '');
  const size = Math.abs(number);
  return size > Number.MAX_SAFE_INTEGER && /^\d+$/.test(digits) && digits !== String(size);
}
