/** One of the seven fields of a Quartz expression. */
interface CronField {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  /** Names for the numbers from `first` on. */
  readonly names?: readonly string[];
  /** Forms beside numbers, ranges and steps. */
  readonly others?: RegExp;
  /** A range can go on over the end of the field: 22-2, FRI-MON. */
  readonly wraps: boolean;
}

const fields: readonly CronField[] = [
  { name: 'second', first: 0, last: 59, wraps: true },
  { name: 'minute', first: 0, last: 59, wraps: true },
  { name: 'hour', first: 0, last: 23, wraps: true },
  {
    ...{ name: 'day of month', first: 1, last: 31, wraps: true },
    others: /^(\?|L|LW|L-([1-9]|[12]\d|30)|([1-9]|[12]\d|3[01])W)$/,
  },
  {
    ...{ name: 'month', first: 1, last: 12, wraps: true },
    names: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' '),
  },
  {
    ...{ name: 'day of week', first: 1, last: 7, wraps: true },
    names: 'SUN MON TUE WED THU FRI SAT'.split(' '),
    others: /^(\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/,
  },
  { name: 'year', first: 1970, last: 2099, wraps: false },
];

const form = `${fields.length} fields (${fields.map(({ name }) => name).join(', ')}), such as 0 0 8 * * ? *`;

/** Says why a text is no schedule; undefined where it is one. */
export function cronProblem(text: string): string | undefined {
  const parts = text.trim().toUpperCase().split(/\s+/);
  if (parts.length !== fields.length) {
    return `${form}${suggestion(parts)}`;
  }
  const problem = firstProblem(parts);
  return problem === undefined ? neverDue(parts) : `${form}: ${problem}`;
}

/** The same schedule in seven fields, where it is certain. */
function suggestion(parts: readonly string[]): string {
  const [minute, hour, day, month, weekday] = parts;
  const [withYear] = dayForms([...parts, '*']);
  const withSeconds = ['0', minute, hour, day, month, '?', '*'].map(String);
  if (parts.length === 6 && withYear !== undefined && firstProblem(withYear) === undefined) {
    return `; with a year: ${withYear.join(' ')}`;
  }
  const isCrontab = parts.length === 5 && weekday === '*';
  return isCrontab && firstProblem(withSeconds) === undefined
    ? `; the 5 fields of crontab become ${withSeconds.join(' ')}`
    : '';
}

function firstProblem(parts: readonly string[]): string | undefined {
  const found = fields
    .map((field, index) => fieldProblem(field, parts[index] ?? ''))
    .find((problem) => problem !== undefined);
  return found ?? dayProblem(parts);
}

/** Quartz takes `?` in exactly one of the two fields that name days. */
function dayProblem(parts: readonly string[]): string | undefined {
  const [, , , day, , weekday] = parts;
  const forms = dayForms(parts).map((each) => each.join(' '));
  return (day === '?') === (weekday === '?')
    ? `exactly one of day of month and day of week is ?, as in ${forms.join(' or ')}`
    : undefined;
}

/** The forms of an expression in which exactly one of the fields that name days is `?`. */
function dayForms(parts: readonly string[]): readonly (readonly string[])[] {
  const [second, minute, hour, day = '*', month, weekday = '*', year] = parts.map(String);
  const withDays = (days: string, weekdays: string) =>
    [second, minute, hour, days, month, weekdays, year].map(String);
  const isAny = (text: string) => text === '*' || text === '?';
  const byDay = withDays(day === '?' ? '*' : day, '?');
  const byWeekday = withDays('?', weekday);
  if (isAny(weekday)) {
    return [byDay];
  }
  return isAny(day) ? [byWeekday] : [byDay, byWeekday];
}

function fieldProblem(field: CronField, text: string): string | undefined {
  if (text.includes('?') && text.includes(',')) {
    return `${field.name} "${text}" has ? in a list`;
  }
  return text
    .split(',')
    .map((part) => partProblem(field, part))
    .find((found) => found !== undefined);
}

function partProblem(field: CronField, part: string): string | undefined {
  const { name, first, last, others } = field;
  if (part === '*' || others?.test(part)) {
    return undefined;
  }
  const { from, to, step } = partForm.exec(part)?.groups ?? {};
  const bounds = [from, to].flatMap((bound) => (bound === undefined ? [] : [bound]));
  const numbers = bounds.map((bound) => numberOf(bound, field));
  if ((from ?? step) === undefined || numbers.includes(undefined)) {
    return `${name} "${part}" is not ${first}-${last}`;
  }
  return Number(step ?? 1) < 1 || Number(step ?? 1) > last
    ? `${name} "${part}" has a step that is not 1-${last}`
    : reversal(field, part, numbers);
}

/** All, a value or a range, each with a step or without. */
const partForm = /^(?:\*|(?<from>\w+)(?:-(?<to>\w+))?)?(?:\/(?<step>\d+))?$/;

function reversal(
  { name, first, last, wraps }: CronField,
  part: string,
  [start = first, end = last]: readonly (number | undefined)[],
): string | undefined {
  return start > end && !wraps ? `${name} "${part}" is reversed` : undefined;
}

/** A number of the field, or the name of one; undefined for what is neither. */
function numberOf(text: string, { first, last, names = [] }: CronField): number | undefined {
  const index = names.indexOf(text);
  const number = index >= 0 ? first + index : Number(/^\d+$/.test(text) ? text : Number.NaN);
  return number >= first && number <= last ? number : undefined;
}

function neverDue(parts: readonly string[]): string | undefined {
  const [days, months, years] = [3, 4, 6].map((index) => valuesIn(parts, index));
  if (days === undefined || months === undefined || years === undefined) {
    return undefined;
  }
  const isDue = years.some((year) =>
    months.some((month) => {
      const longest = new Date(Date.UTC(year, month, 0)).getUTCDate();
      return days.some((day) => day <= longest);
    }),
  );
  const [, , , day = '', month = '', , year = ''] = parts;
  return isDue
    ? undefined
    : `a day that comes: month ${month} has no day ${day}${year === '*' ? '' : ` in ${year}`}`;
}

/** The numbers that a field stands for; undefined where it has other forms, such as `L`. */
function valuesIn(parts: readonly string[], index: number): readonly number[] | undefined {
  const field = fields[index];
  const lists = (parts[index] ?? '').split(',').map((part) => field && numbersOf(field, part));
  return lists.includes(undefined) ? undefined : lists.flatMap((list) => list ?? []);
}

function numbersOf(field: CronField, part: string): readonly number[] | undefined {
  const match = partForm.exec(part);
  if (match === null) {
    return undefined;
  }
  const { first, last } = field;
  const { from, to, step } = match.groups ?? {};
  const start = from === undefined ? first : (numberOf(from, field) ?? first);
  const alone = from === undefined || step !== undefined ? last : start;
  const end = to === undefined ? alone : (numberOf(to, field) ?? last);
  const all = Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  // A reversed range goes on over the end of the field.
  const inRange = [...all, ...all].slice(
    start - first,
    (end < start ? all.length : 0) + end - first + 1,
  );
  return inRange.filter((_, offset) => offset % Number(step ?? 1) === 0);
}
