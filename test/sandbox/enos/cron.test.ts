import { describe, expect, it } from 'vitest';
import { dueTimes, isCron } from '../../../src/sandbox/enos/schedule/schedule.js';
import { timeText } from '../../../src/sandbox/enos/schedule/time-text.js';

const from = Date.parse('2026-11-20T23:30:00+08:00');
const to = Date.parse('2026-11-23T00:00:00+08:00');

describe('a schedule of seven fields', () => {
  it.each([
    ['daily, in the zone of the server', '0 0 8 * * ? *', ['11-21 08:00', '11-22 08:00']],
    [
      'every twelve hours',
      '0 0 0/12 * * ? *',
      ['11-21 00:00', '11-21 12:00', '11-22 00:00', '11-22 12:00', '11-23 00:00'],
    ],
    ['on a weekday by name', '0 15 10 ? * SUN *', ['11-22 10:15']],
    ['on the first day of the week, which is Sunday', '0 15 10 ? * 1 *', ['11-22 10:15']],
    [
      'at several times',
      '0 0,30 9-10 21 NOV ? 2026',
      ['11-21 09:00', '11-21 09:30', '11-21 10:00', '11-21 10:30'],
    ],
    [
      'over midnight',
      '0 0 23-1 * * ? *',
      [
        '11-21 00:00',
        '11-21 01:00',
        '11-21 23:00',
        '11-22 00:00',
        '11-22 01:00',
        '11-22 23:00',
        '11-23 00:00',
      ],
    ],
    ['in another year', '0 0 8 * * ? 2025', []],
  ])('is due %s', (_, cron, times) => {
    expect(dueTimes(cron, from, to).map((time) => timeText(time).slice(5, 16))).toEqual(times);
  });

  it('is due at a time only once, however it is asked for', () => {
    const noon = Date.parse('2026-11-21T12:00:00+08:00');
    const hourly = '0 0 * * * ? *';
    expect(dueTimes(hourly, noon - 1, noon)).toEqual([noon]);
    expect(dueTimes(hourly, noon, noon + 1)).toEqual([]);
  });
});

describe('a text', () => {
  it.each([
    '0 0 8 * * ? *',
    '0 0/5 9-17 ? JAN-MAR MON-FRI 2026-2030',
    '0 15 10 L * ? *',
    '0 15 10 15W,LW * ? *',
    '0 15 10 ? * 6L *',
    '0 15 10 ? * FRI#3 *',
  ])('%s is a schedule', (text) => {
    expect(isCron(text)).toBe(true);
  });

  it.each([
    'a b c d e f g',
    '61 * * * * ? *',
    '0 0 24 * * ? *',
    '0 0 8 0 * ? *',
    '0 0 8 * FOO ? *',
    '0 0/0 8 * * ? *',
    '0 0 8 * * ?',
    '0 0 8- * * ? *',
    '0 0 8 * * * *',
    '0 0 8 ? * ? *',
    '0 0 8 15 * MON *',
    '0 ? 8 * * ? *',
  ])('%s is not', (text) => {
    expect(isCron(text)).toBe(false);
  });
});
