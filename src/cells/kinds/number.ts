import type { Json } from '../../core/json.js';
import type { Field } from '../field.js';
import { commaDoubt, type DecimalMark, exactNumber, losesDigits, parseNumber } from '../numbers.js';
import { parseQuantity, type Quantity } from '../quantity.js';
import { plainCell } from '../read/plain.js';
import { type CellRefusal, refused, type WriteResult } from '../write/outcome.js';
import type { FieldDraft, FieldKind, TypeHypothesis } from './kind.js';
import { textKind } from './text.js';

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
  writer: (field, { decimals, note }) => {
    const check = checkOf(field);
    const mark = decimals === undefined ? markOf(field) : decimals.get(field.name);
    const noting = (inner: Check): Check => {
      return (number) => {
        if (isPoints(number)) {
          note(`${field.name}: ${pointsNote}`);
        }
        return inner(number);
      };
    };
    const code = field.uiType === 'Currency' ? String(field.property['currency_code'] ?? '') : '';
    const checked = isPercent(field) && rangeOf(field) === undefined ? noting(check) : check;
    return (value) => {
      if (typeof value === 'number') {
        return checked(value);
      }
      if (typeof value === 'string' && value.normalize('NFKC').includes('(')) {
        note(`${field.name}: numbers in parentheses were read as negative`);
      }
      return isOtherCurrency(value, code)
        ? refused(value, `which is another currency than that of the field (${code})`)
        : writeText(value, isPercentText(value) ? check : checked, mark);
    };
  },
  isComparable: true,
  canBePrimary: true,
  searchable: /^-?\d{1,15}(?:\.\d{1,6})?$/,
  infer: numberHypothesis,
};

/** A field that shows thousands with commas is written in so, too. */
function markOf({ property }: Field): DecimalMark | undefined {
  return String(property['formatter'] ?? '').includes('1,000') ? '.' : undefined;
}

/** Whether a number for a field of percents looks like one of points: 95 for 95%. */
function isPoints(number: number): boolean {
  return Math.abs(number) > 10 || (Number.isInteger(number) && Math.abs(number) > 1);
}

const pointsNote = 'shows percents: 95 is stored as 9500%, "95%" or 0.95 as 95%';

function isPercentText(value: Json): boolean {
  return typeof value === 'string' && /[%％]/.test(value);
}

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

function writeText(value: Json, check: Check, mark: DecimalMark | undefined): WriteResult {
  if (typeof value !== 'string') {
    return refused(value);
  }
  const doubt = mark === undefined ? commaDoubt(value) : undefined;
  if (doubt !== undefined) {
    const [point, comma] = doubt;
    const allowed = () => `${point} or ${comma}, as a number`;
    return { ...refused(value, `which could be ${point} or ${comma}`), allowed };
  }
  const number = parseNumber(value, mark);
  if (number === undefined) {
    return { ...refused(value), ...otherReading(value, mark) };
  }
  return losesDigits(value, number, mark)
    ? refused(value, 'which has more digits than a number field keeps')
    : check(number);
}

/** Names the number that a text with the other decimal mark is meant for, where nothing says that it has that mark. */
function otherReading(value: string, mark: DecimalMark | undefined): Pick<CellRefusal, 'allowed'> {
  const number = mark === undefined ? parseNumber(value, ',') : undefined;
  return number === undefined ? {} : { allowed: () => `${number}, as a number` };
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
  const pointed = new NumberColumn('.');
  const withComma = new NumberColumn(',');
  const both = [pointed, withComma];
  return {
    take: (value) => both.map((column) => column.take(value)).includes(true),
    endures: (value) => both.map((column) => column.endures(value)).includes(true),
    draft: (mark) => {
      if (mark === undefined) {
        return both.some(({ draft }) => draft !== undefined) ? { type: textKind.type } : undefined;
      }
      return mark === '.' ? pointed.draft : withComma.draft;
    },
  };
}

/** The values of a column, read with one decimal mark, until one of them is no number. */
class NumberColumn {
  #holds = true;
  #first: Quantity | undefined;
  #decimals = 0;
  #grouped = false;
  /** `(1)`, `(2)`, `(3)` number a list. */
  #isList = true;

  constructor(private readonly mark: DecimalMark) {}

  take(value: Json): boolean {
    this.#holds &&= this.#fits(value);
    return this.#holds;
  }

  endures(value: Json): boolean {
    const isNumber = isScalar(value) && parseNumber(String(value), this.mark) !== undefined;
    this.#holds &&= !isNumber || this.#fits(value);
    return this.#holds;
  }

  get draft(): FieldDraft | undefined {
    return this.#holds && this.#first !== undefined && !this.#isList
      ? numberDraft(this.#first.unit, this.#decimals, this.#grouped)
      : undefined;
  }

  #fits(value: Json): boolean {
    const quantity = isScalar(value) ? parseQuantity(value, this.mark) : undefined;
    if (quantity === undefined) {
      return false;
    }
    this.#first ??= quantity;
    this.#decimals = Math.max(this.#decimals, quantity.decimals);
    this.#grouped ||= quantity.grouped;
    this.#isList &&= quantity.inParentheses;
    // Numbers of several units cannot be told apart in one field.
    return quantity.unit === this.#first.unit;
  }
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
