import { describe, expect, it } from 'vitest';
import { Calendar } from '../../../../src/cells/time/calendar.js';
import { readSpan } from '../../../../src/cells/time/date-words.js';

/** From and up to, as the clocks of the zone show them. */
function shown(written: string, timeZone: string, now: string): string | undefined {
  const span = readSpan(written, new Calendar(timeZone, Date.parse(now)));
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return span && `${clock.format(span.start)} - ${clock.format(span.end)}`;
}

describe('days, weeks and months', () => {
  it.each([
    ['today', '2026-11-21 00:00:00 - 2026-11-22 00:00:00'],
    ['Tomorrow', '2026-11-22 00:00:00 - 2026-11-23 00:00:00'],
    ['this  week', '2026-11-16 00:00:00 - 2026-11-23 00:00:00'],
    ['下周', '2026-11-23 00:00:00 - 2026-11-30 00:00:00'],
    ['last month', '2026-10-01 00:00:00 - 2026-11-01 00:00:00'],
    ['next month', '2026-12-01 00:00:00 - 2027-01-01 00:00:00'],
    ['this year', '2026-01-01 00:00:00 - 2027-01-01 00:00:00'],
    ['last 1 day', '2026-11-21 00:00:00 - 2026-11-22 00:00:00'],
    ['past 14 days', '2026-11-08 00:00:00 - 2026-11-22 00:00:00'],
    ['next 2 days', '2026-11-21 00:00:00 - 2026-11-23 00:00:00'],
    ['TheLastMonth', '2026-10-23 00:00:00 - 2026-11-22 00:00:00'],
    ['today-30', '2026-10-22 00:00:00 - 2026-10-23 00:00:00'],
    ['今天 + 3 天', '2026-11-24 00:00:00 - 2026-11-25 00:00:00'],
    ['tomorrow 18:00', '2026-11-22 18:00:00 - 2026-11-22 18:01:00'],
    ['today + 2 weeks', '2026-12-05 00:00:00 - 2026-12-06 00:00:00'],
    ['now', '2026-11-21 10:00:00 - 2026-11-21 10:00:00'],
    ['now - 90 minutes', '2026-11-21 08:30:00 - 2026-11-21 08:30:00'],
    ['2026-02-28', '2026-02-28 00:00:00 - 2026-03-01 00:00:00'],
    ['2026-11-21 09:30', '2026-11-21 09:30:00 - 2026-11-21 09:31:00'],
    ['2026-11-21T09:30:15', '2026-11-21 09:30:15 - 2026-11-21 09:30:16'],
  ])('%s', (written, expected) => {
    expect(shown(written, 'Asia/Shanghai', '2026-11-21T10:00:00+08:00')).toBe(expected);
  });

  it.each([
    'soon',
    'last days',
    'last 0 days',
    'next 7 weeks',
    'today *2',
    'today + 99999999',
    'today - ',
    'now 18:00',
    'today 24:30',
    'monday',
    '13',
    '2026-13-01',
  ])('%s is no date', (written) => {
    expect(shown(written, 'Asia/Shanghai', '2026-11-21T10:00:00+08:00')).toBeUndefined();
  });

  it('are those of the base, not of UTC', () => {
    expect(shown('today', 'America/New_York', '2026-11-21T02:00:00Z')).toContain(
      '2026-11-20 00:00:00',
    );
    expect(shown('this month', 'Pacific/Auckland', '2026-11-30T20:00:00Z')).toContain('2026-12-01');
  });

  it('have 23 or 25 hours where the clocks change', () => {
    const lengths = ['2026-03-08', '2026-11-01', '2026-11-02'].map((written) => {
      const span = readSpan(written, new Calendar('America/New_York', 0));
      return ((span?.end ?? 0) - (span?.start ?? 0)) / 3_600_000;
    });
    expect(lengths).toEqual([23, 25, 24]);
    expect(shown('today - 7', 'America/New_York', '2026-11-05T12:00:00-05:00')).toBe(
      '2026-10-29 00:00:00 - 2026-10-30 00:00:00',
    );
  });

  it('begin an hour late where the clocks skip midnight, and are whole days still', () => {
    const calendar = new Calendar('America/Sao_Paulo', 0);
    const span = readSpan('2018-11-04', calendar);
    expect(span?.start).toBe(Date.parse('2018-11-04T01:00:00-02:00'));
    expect(calendar.startOfDay(span?.start ?? 0)).toBe(span?.start);
    expect(calendar.dayAfter(span?.start ?? 0)).toBe(span?.end);
  });
});
