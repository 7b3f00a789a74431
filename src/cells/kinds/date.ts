import type { Json } from '../../core/json.js';
import type { Field, TableSchema } from '../field.js';
import { Calendar } from '../time/calendar.js';
import { isoOf, readDate, readDateShown } from '../time/date-text.js';
import { readMomentWord } from '../time/date-words.js';
import { type CellRefusal, refused } from '../write/outcome.js';
import { DayOrderEvidence, dayReadings, yearFirst } from './day-order.js';
import {
  type CellReader,
  type FieldKind,
  filledByVendor,
  type TypeHypothesis,
  type TypeWords,
  type WriteContext,
} from './kind.js';

const dateType = 5;

export const dateKind: FieldKind = {
  type: dateType,
  family: 'date',
  typeWords: { DateTime: ['date', 'datetime', 'date and time', '日期', '日期时间'] },
  word: () => 'date',
  takes: (field) =>
    showsTime(field)
      ? 'a date and time such as 2026-11-21T09:30'
      : 'a date such as 2026-11-21, or 2026-11-21T09:30',
  reader: dateReader,
  writer: (field, context) => {
    const read = momentReader(field, context);
    return (value) => {
      const isDate = typeof value === 'number' || typeof value === 'string';
      const ms = isDate ? read(String(value)) : undefined;
      return ms === undefined ? notRead(value) : { value: ms };
    };
  },
  isComparable: true,
  canBePrimary: true,
  infer: dateHypothesis,
};

/** Names the days that a date with the year at its end can be. */
function notRead(value: Json): CellRefusal {
  const { day, month } = typeof value === 'string' ? dayReadings(value) : {};
  const days = [...new Set([day, month])].filter((each) => each !== undefined);
  const why = days.length > 1 ? `which could be ${days.join(' or ')}` : '';
  return { ...refused(value, why), ...(days.length > 0 && { allowed: () => days.join(' or ') }) };
}

/** Reads dates as they are written or shown, and words that are counted from now where the call has one. */
function momentReader(field: Field, { schema, now, note, dayOrders }: WriteContext) {
  const { timeZone } = schema;
  const format = formatOf(field);
  const order = dayOrders?.get(field.name);
  const calendar = now === undefined ? undefined : new Calendar(timeZone, now);
  return (text: string): number | undefined => {
    const ordered = order === undefined ? undefined : yearFirst(text, order);
    const ms = readDateShown(ordered ?? text, format, timeZone);
    const word = ms === undefined && calendar ? readMomentWord(text, calendar) : undefined;
    if (word === undefined) {
      return ms;
    }
    note(`${field.name}: ${text.trim()} was read as ${isoOf(word.ms, timeZone, word.isDay)}`);
    return word.ms;
  };
}

export const createdTimeKind: FieldKind = filledTime(1001, 'created time', {
  CreatedTime: ['created', 'created time', 'created at', '创建时间'],
});
export const modifiedTimeKind: FieldKind = filledTime(1002, 'modified time', {
  ModifiedTime: ['modified', 'modified time', 'last modified time', '最后更新时间', '修改时间'],
});

function filledTime(type: number, word: string, typeWords: TypeWords): FieldKind {
  return filledByVendor(word, {
    type,
    family: 'date',
    reader: dateReader,
    isComparable: true,
    typeWords,
  });
}

/** A date whose field shows no time is a plain date wherever it says no more than that. */
function dateReader(field: Field, { timeZone }: TableSchema): CellReader {
  const dateOnly = !showsTime(field);
  return (value) => {
    const ms = msOf(value);
    return ms === undefined ? value : isoOf(ms, timeZone, dateOnly);
  };
}

function msOf(value: Json): number | undefined {
  const isFilled = typeof value === 'number' || (typeof value === 'string' && value !== '');
  const ms = isFilled ? Number(value) : Number.NaN;
  return Number.isInteger(ms) ? ms : undefined;
}

function showsTime(field: Field): boolean {
  return formatOf(field).includes('H');
}

/** `yyyy/MM/dd HH:mm` and the like; without one it is `yyyy/MM/dd` (field guide). */
function formatOf({ property }: Field): string {
  return String(property['date_formatter'] ?? '');
}

/** Bare digits may be a date as well as a number. */
const dateForm = /^\d{4}\s*[-/.年]/;

function dateHypothesis(): TypeHypothesis {
  let hasTime = false;
  let hasOrder = false;
  const days = new DayOrderEvidence();
  return {
    take(value) {
      days.add(value, 0);
      const text = typeof value === 'string' ? value.normalize('NFKC').trim() : '';
      hasTime ||= /\d:\d\d/.test(text);
      // Whether it is a date does not depend on the zone.
      const isDate = dateForm.test(text) && readDate(text, 'UTC') !== undefined;
      const isOrdered = !isDate && Object.keys(dayReadings(text)).length > 0;
      hasOrder ||= isOrdered;
      return isDate || isOrdered;
    },
    endures(value) {
      days.add(value, 0);
      return true;
    },
    draft: () =>
      hasOrder && days.order === undefined
        ? undefined
        : {
            type: dateType,
            property: { date_formatter: hasTime ? 'yyyy-MM-dd HH:mm' : 'yyyy-MM-dd' },
          },
  };
}
