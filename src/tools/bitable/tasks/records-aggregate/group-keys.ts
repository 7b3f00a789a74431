import type { Field, TableSchema } from '../../../../cells/field.js';
import { describeField } from '../../../../cells/kinds/kinds.js';
import { zoneOf } from '../../../../cells/time/zone.js';
import type { InputIssue } from '../../../../core/errors.js';
import type { Json } from '../../../../core/json.js';
import { nearest } from '../../../../core/nearest.js';
import { quoted } from '../../../../core/text.js';
import { type FieldFinder, maxQuotedName, unknownField } from '../../query/field-finder.js';
import { isComparable, type Member, membersOf } from '../../read/record-cells.js';
import { instantIn, isDated, valuesIn } from './values.js';

/** What records are grouped by. */
export interface GroupKey {
  /** Its column: `截止日期:month`. */
  readonly name: string;
  readonly field: Field;
  /** The groups of a plain cell: none for an empty one. `passOver` is told of each value that has none. */
  readonly groupsOf: (cell: Json, passOver: () => void) => readonly Member[];
}

/** A group key as it was written, or what is wrong with it. The name of a field may hold a colon of its own. */
export function groupKeyOf(
  text: string,
  path: string,
  schema: TableSchema,
  find: FieldFinder,
): GroupKey | InputIssue {
  const whole = find(text.trim());
  if (whole !== undefined) {
    return isComparable(whole) ? byValue(whole) : unfit(whole, path);
  }
  const [, given = text, word = ''] = /^(.*)[:：]\s*(\w*)\s*$/s.exec(text) ?? [];
  const field = find(given.trim());
  if (field === undefined) {
    return unknownField(schema, given.trim(), path, isComparable);
  }
  const unit = units.find((each) => each === word.toLowerCase());
  if (unit === undefined) {
    return unknownUnit(word, path);
  }
  return isDated(field) ? byTime(field, unit, schema) : undated(field, path, schema);
}

function unknownUnit(word: string, path: string): InputIssue {
  return {
    path,
    problem: `is by ${quoted(word, maxQuotedName)}, which is no unit of time`,
    nearest: nearest(word, units),
    options: units.map((name) => ({ name })),
    optionKind: 'keyword',
  };
}

function byValue(field: Field): GroupKey {
  return { name: field.name, field, groupsOf: (cell) => membersOf(field, cell) };
}

function byTime(field: Field, unit: Unit, { timeZone }: TableSchema): GroupKey {
  const groupsOf: GroupKey['groupsOf'] = (cell, passOver) => {
    const spans = new Set<string>();
    for (const value of valuesIn(cell)) {
      const ms = instantIn(value, field, timeZone);
      if (ms === undefined) {
        passOver();
      } else {
        spans.add(spanOf(ms, unit, timeZone));
      }
    }
    return [...spans].map((span) => ({ id: span, label: span }));
  };
  return { name: `${field.name}:${unit}`, field, groupsOf };
}

function unfit(field: Field, path: string): InputIssue {
  return {
    path,
    problem: `is ${field.name} (${describeField(field)}), whose values cannot be compared`,
    allowed: 'a text, number, date, select, person or link field',
  };
}

function undated(field: Field, path: string, { fields }: TableSchema): InputIssue {
  const dated = fields.filter(isDated).map(({ name }) => name);
  return {
    path,
    problem: `groups ${field.name} (${describeField(field)}) by time`,
    allowed: `just ${field.name}${dated.length > 0 ? `, or a date field: ${dated.join(', ')}` : ''}`,
  };
}

const units = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Unit = (typeof units)[number];

/** What `Date` can hold, either side of 1970. */
const maxMs = 8.64e15;
const dayMs = 86_400_000;

/** The day, week, month, quarter or year of an instant on the clock of a zone: `2026-11-21`, `2026-W47`, `2026-11`, `2026-Q4`. */
export function spanOf(ms: number, unit: Unit, timeZone: string): string {
  const local = Math.abs(ms) < maxMs - dayMs ? ms + zoneOf(timeZone).offsetAt(ms) : Number.NaN;
  return Number.isNaN(local) ? String(ms) : labels[unit](new Date(local));
}

const labels: Readonly<Record<Unit, (date: Date) => string>> = {
  day: (date) => date.toISOString().slice(0, -'T00:00:00.000Z'.length),
  week: weekOf,
  month: (date) => `${yearOf(date)}-${two(date.getUTCMonth() + 1)}`,
  quarter: (date) => `${yearOf(date)}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`,
  year: yearOf,
};

/** ISO 8601: weeks begin on Monday and belong to the year of their Thursday. */
function weekOf(date: Date): string {
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * dayMs);
  const dayOfYear = thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0);
  return `${yearOf(thursday)}-W${two(Math.floor(dayOfYear / dayMs / 7) + 1)}`;
}

function yearOf(date: Date): string {
  return String(date.getUTCFullYear()).padStart(4, '0');
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
