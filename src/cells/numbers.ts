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
