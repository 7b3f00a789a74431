import { describe, expect, test } from 'vitest';
import {
  addDays,
  civilTime,
  formatDate,
  instantOf,
  isoWeekday,
  parseDate,
  startOfDay,
} from '../../../../../src/sandbox/feishu/bitable/time-zone.js';

const utc = (written: string) => Date.parse(written);

describe('the start of a day', () => {
  test.each([
    ['Asia/Shanghai', '2021-06-15T16:00:00Z', '2021-06-15T16:00:00Z'],
    ['Asia/Shanghai', '2021-06-16T15:59:59Z', '2021-06-15T16:00:00Z'],
    ['UTC', '2021-06-16T23:59:59Z', '2021-06-16T00:00:00Z'],
    ['Asia/Kolkata', '2021-06-16T18:29:59Z', '2021-06-15T18:30:00Z'],
    // The clocks go forward at 02:00 and back at 02:00.
    ['America/New_York', '2021-03-15T03:59:59Z', '2021-03-14T05:00:00Z'],
    ['America/New_York', '2021-11-08T04:59:59Z', '2021-11-07T04:00:00Z'],
    // Midnight is skipped: the day begins at 01:00.
    ['America/Sao_Paulo', '2018-11-04T12:00:00Z', '2018-11-04T03:00:00Z'],
    // Midnight comes twice: the day begins with the first.
    ['America/Havana', '2021-11-07T12:00:00Z', '2021-11-07T04:00:00Z'],
    ['Asia/Shanghai', '1969-12-31T23:00:00Z', '1969-12-31T16:00:00Z'],
  ])('in %s at %s', (zone, instant, expected) => {
    expect(new Date(startOfDay(utc(instant), zone)).getTime()).toBe(utc(expected));
  });
});

test('days later it is the same time of day, though the clocks changed', () => {
  const zone = 'America/New_York';
  expect(addDays(utc('2021-03-13T12:00:00-05:00'), 1, zone)).toBe(utc('2021-03-14T12:00:00-04:00'));
  expect(addDays(utc('2021-11-07T12:00:00-05:00'), -1, zone)).toBe(
    utc('2021-11-06T12:00:00-04:00'),
  );
  expect(addDays(utc('2021-03-13T02:30:00-05:00'), 1, zone)).toBe(utc('2021-03-14T03:30:00-04:00'));
});

test('civil times come back as the instants that they were', () => {
  const zone = 'America/New_York';
  const start = utc('2021-03-13T00:00:00Z');
  for (let hours = 0; hours < 72; hours += 1) {
    const instant = start + hours * 3_600_000;
    expect(instantOf(civilTime(instant, zone), zone)).toBe(instant);
  }
});

test('months and days beyond their range count on', () => {
  const zone = 'Asia/Shanghai';
  expect(instantOf({ year: 2021, month: 13, day: 1 }, zone)).toBe(utc('2022-01-01T00:00:00+08:00'));
  expect(instantOf({ year: 2021, month: 3, day: 0 }, zone)).toBe(utc('2021-02-28T00:00:00+08:00'));
  expect(instantOf({ year: 99, month: 1, day: 1 }, 'UTC')).toBe(utc('0099-01-01T00:00:00Z'));
});

test.each([
  ['yyyy/MM/dd', '2021/01/30'],
  ['yyyy/MM/dd HH:mm', '2021/01/30 14:05'],
  ['yyyy-MM-dd', '2021-01-30'],
  ['yyyy-MM-dd HH:mm', '2021-01-30 14:05'],
  ['MM-dd', '01-30'],
  ['MM/dd/yyyy', '01/30/2021'],
  ['dd/MM/yyyy', '30/01/2021'],
])('%s shows %s', (format, expected) => {
  expect(formatDate(utc('2021-01-30T14:05:00+08:00'), 'Asia/Shanghai', format)).toBe(expected);
});

test('Monday is the first day of the week', () => {
  expect(isoWeekday(utc('2021-06-14T00:00:00+08:00'), 'Asia/Shanghai')).toBe(1);
  expect(isoWeekday(utc('2021-06-20T23:59:00+08:00'), 'Asia/Shanghai')).toBe(7);
});

test.each([
  ['2021-06-01', '2021-06-01T00:00:00+08:00'],
  ['2021/6/1 14:05', '2021-06-01T14:05:00+08:00'],
  ['2021-06-31', '2021-07-01T00:00:00+08:00'],
])('reads %s', (written, expected) => {
  expect(parseDate(written, 'Asia/Shanghai')).toBe(utc(expected));
});

test.each(['2021-13-01', '2021-06-32', '2021-06', '1622476800000', '六月', ''])(
  'does not read %j as a date',
  (written) => {
    expect(parseDate(written, 'Asia/Shanghai')).toBeUndefined();
  },
);

test('instants without a date of their own are shown as the last that has one', () => {
  expect(formatDate(Number.MAX_SAFE_INTEGER, 'Asia/Shanghai', 'yyyy')).toBe('275760');
});
