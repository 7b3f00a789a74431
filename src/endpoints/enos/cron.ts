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
  const withYear = [...parts, '*'];
  const withSeconds = ['0', minute, hour, day, month, '?', '*'].map(String);
  if (parts.length === 6 && firstProblem(withYear) === undefined) {
    return `; with a year: ${withYear.join(' ')}`;
  }
  const isCrontab = parts.length === 5 && weekday === '*';
  return isCrontab && firstProblem(withSeconds) === undefined
    ? `; the 5 fields of crontab become ${withSeconds.join(' ')}`
    : '';
}

function firstProblem(parts: readonly string[]): string | undefined {
  return fields
    .map((field, index) => fieldProblem(field, parts[index] ?? ''))
    .find((found) => found !== undefined);
}

function fieldProblem(field: CronField, text: string): string | undefined {
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

/** Days of each month, of February in leap years. */
const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function neverDue([, , , days = '', months = '']: readonly string[]): string | undefined {
  const isPlain = [days, months].every((text) => /^\d+(,\d+)*$/.test(text));
  const earliest = Math.min(...days.split(',').map(Number));
  const longest = Math.max(
    ...months.split(',').map((month) => longestMonths[Number(month) - 1] ?? 0),
  );
  return isPlain && earliest > longest
    ? `a day that comes: month ${months} has no day ${days}`
    : undefined;
}
