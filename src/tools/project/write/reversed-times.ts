import { InputError, type InputIssue } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';

/** The keys under which the vendor has the two ends of a span, in Unix milliseconds. */
const ends = [
  ['start', 'end'],
  ['start_time', 'end_time'],
  ['estimate_start_date', 'estimate_end_date'],
  ['actual_start_time', 'actual_finish_time'],
  ['work_begin_date', 'work_end_date'],
] as const;

/** Refuses spans that end before they begin, and conditions that ask for one, wherever they stand in arguments. */
export function refuseReversedTimes(args: JsonObject): void {
  const issues = reversedIn(args, '');
  if (issues.length > 0) {
    throw new InputError(issues);
  }
}

function reversedIn(value: Json | undefined, path: string): readonly InputIssue[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => reversedIn(item, `${path}[${index}]`));
  }
  if (!isJsonObject(value)) {
    return [];
  }
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  return [
    ...ends.flatMap(([start, end]) => issueOf(value[start], value[end], at(end))),
    ...reversedConditions(value, at('search_params')),
    ...Object.entries(value).flatMap(([key, item]) => reversedIn(item, at(key))),
  ];
}

function issueOf(start: Json | undefined, end: Json | undefined, path: string): InputIssue[] {
  return isTime(start) && isTime(end) && start > end
    ? [
        {
          path,
          problem: `is ${shown(end)}, before its start ${shown(start)}`,
          allowed: 'a later time',
        },
      ]
    : [];
}

/** A time of 0 is none; numbers that are too small for milliseconds mean something else. */
function isTime(value: Json | undefined): value is number {
  return typeof value === 'number' && value >= 1e12;
}

/** Condition views have days as ISO text. */
function instantIn(value: Json | undefined): Json | undefined {
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
  return isDay ? Date.parse(value) : value;
}

/** On the clock that times without an offset are read on. */
function shown(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** Of conditions that must all hold, those on one key that leave no time between them. */
function reversedConditions(group: JsonObject, path: string): readonly InputIssue[] {
  if (group['conjunction'] !== 'AND') {
    return [];
  }
  const params = objectsIn(group['search_params']);
  return params.flatMap(({ param_key: key, operator, value: from }) =>
    textOf(operator).startsWith('>')
      ? params.flatMap((other, index) =>
          other['param_key'] === key && textOf(other['operator']).startsWith('<')
            ? issueOf(instantIn(from), instantIn(other['value']), `${path}[${index}].value`)
            : [],
        )
      : [],
  );
}
