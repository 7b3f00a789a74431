import type { Json } from '../../core/json.js';
import type { Field } from '../field.js';
import { exactNumber, losesDigits, parseNumber, parseQuantity, type Quantity } from '../numbers.js';
import { plainCell } from '../read/plain.js';
import { type CellRefusal, refused, type WriteResult } from '../write/outcome.js';
import type { FieldDraft, FieldKind, TypeHypothesis } from './kind.js';

const words: Readonly<Record<string, string>> = {
  Progress: 'progress',
  Currency: 'currency',
  Rating: 'rating',
};

const numberType = 2;

export const numberKind: FieldKind = {
  type: numberType,
  family: 'number',
  typeWords: {
    Number: ['number', 'integer', 'decimal', '数字', '数值'],
    Progress: ['progress', '进度'],
    Currency: ['currency', 'money', '货币', '金额'],
    Rating: ['rating', '评分'],
  },
  word: ({ uiType }) => words[uiType] ?? 'number',
  takes: takesNumber,
  reader: () => readNumber,
  writer: (field) => {
    const check = checkOf(field);
    const code = field.uiType === 'Currency' ? String(field.property['currency_code'] ?? '') : '';
    return (value) => {
      if (typeof value === 'number') {
        return check(value);
      }
      return isOtherCurrency(value, code)
        ? refused(value, `which is another currency than that of the field (${code})`)
        : writeText(value, check);
    };
  },
  isComparable: true,
  canBePrimary: true,
  searchable: /^-?\d{1,15}(?:\.\d{1,6})?$/,
  infer: numberHypothesis,
};

/** Signs and the currencies that they stand for; a sign that is not listed may stand for any. */
const signs: Readonly<Record<string, readonly string[]>> = {
  '¥': ['CNY', 'JPY'],
  '￥': ['CNY', 'JPY'],
  $: ['USD', 'AUD', 'BRL', 'CAD', 'HKD', 'MOP', 'MXN', 'SGD', 'TWD'],
  '€': ['EUR'],
  '£': ['GBP'],
  '₩': ['KRW'],
  '₹': ['INR'],
};

function isOtherCurrency(value: Json, code: string): boolean {
  const sign = typeof value === 'string' ? [...value].find((letter) => letter in signs) : undefined;
  return code !== '' && sign !== undefined && !signs[sign]?.includes(code);
}

function takesNumber(field: Field): string {
  const range = rangeOf(field);
  if (range !== undefined) {
    const what = isRating(field) ? 'a whole number' : 'a number';
    return `${what} from ${range.min} to ${range.max}`;
  }
  return isPercent(field) ? 'a number such as 0.12, which is "12%"' : 'a number such as 1234.5';
}

function isPercent({ property, uiType }: Field): boolean {
  return uiType === 'Progress' || String(property['formatter'] ?? '').includes('%');
}

function isRating({ uiType }: Field): boolean {
  return uiType === 'Rating';
}

/** The legacy encoding has numbers as text. */
function readNumber(value: Json): Json {
  return typeof value === 'string' ? exactNumber(value) : plainCell(value);
}

function writeText(value: Json, check: Check): WriteResult {
  const number = typeof value === 'string' ? parseNumber(value) : undefined;
  if (typeof value !== 'string' || number === undefined) {
    return refused(value);
  }
  return losesDigits(value, number)
    ? refused(value, 'which has more digits than a number field keeps')
    : check(number);
}

type Check = (number: number) => WriteResult;

/** Only a field with a range of its own refuses a number. */
function checkOf(field: Field): Check {
  const range = rangeOf(field);
  if (range === undefined) {
    return (value) => ({ value });
  }
  const fits = (value: number) =>
    value >= range.min && value <= range.max && (Number.isInteger(value) || !isRating(field));
  const outside = (value: number): CellRefusal => refused(value);
  return (value) => (fits(value) ? { value } : outside(value));
}

interface Range {
  readonly min: number;
  readonly max: number;
}

/** The plain progress bar runs from 0 to 1, but takes any number; a customised range is meant. */
function rangeOf({ uiType, property }: Field): Range | undefined {
  const { min, max, range_customize } = property;
  const isRanged = uiType === 'Rating' || (uiType === 'Progress' && range_customize === true);
  return isRanged && typeof min === 'number' && typeof max === 'number' ? { min, max } : undefined;
}

function numberHypothesis(): TypeHypothesis {
  let first: Quantity | undefined;
  let decimals = 0;
  let grouped = false;
  const take = (value: Json) => {
    const quantity = isScalar(value) ? parseQuantity(value) : undefined;
    if (quantity === undefined) {
      return false;
    }
    first ??= quantity;
    decimals = Math.max(decimals, quantity.decimals);
    grouped ||= quantity.grouped;
    // Numbers of several units cannot be told apart in one field.
    return quantity.unit === first.unit;
  };
  return {
    take,
    endures: (value) => take(value) || parseNumber(String(value)) === undefined,
    draft: () => numberDraft(first?.unit ?? '', decimals, grouped),
  };
}

function isScalar(value: Json): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

const maxDecimals = 4;

function numberDraft(unit: string, decimals: number, grouped: boolean): FieldDraft {
  const digits = decimals === 0 ? '0' : `0.${'0'.repeat(Math.min(decimals, maxDecimals))}`;
  if (unit === '%') {
    return { type: numberType, property: { formatter: decimals === 0 ? '%' : '0.00%' } };
  }
  if (unit !== '') {
    return {
      type: numberType,
      ui_type: 'Currency',
      property: { formatter: digits, currency_code: unit },
    };
  }
  const marked = decimals === 0 ? '1,000' : '1,000.00';
  return { type: numberType, property: { formatter: grouped ? marked : digits } };
}
