import { describe, expect, test } from 'vitest';
import { asking, condition, found } from '../fixtures/filter-question.js';
import { addField, addRow, at, date, makeScope, text } from '../fixtures/scope.js';

describe('dates', () => {
  const zones = [
    { zone: 'Asia/Shanghai', offset: '+08:00' },
    { zone: 'America/New_York', offset: '-04:00' },
  ];

  describe.each(zones)('in $zone', ({ zone, offset }) => {
    // Wednesday.
    const scope = makeScope({ zone, now: at(`2021-06-16T10:30:00${offset}`) });
    addField(scope.table, '名', 1);
    addField(scope.table, '日期', 5);
    const days = [
      '2021-04-30T23:59:59',
      '2021-05-01T00:00:00',
      '2021-05-17T23:59:59',
      '2021-05-18T00:00:00',
      '2021-05-31T23:59:59',
      '2021-06-01T00:00:00',
      '2021-06-07T00:00:00',
      '2021-06-09T23:59:59',
      '2021-06-10T00:00:00',
      '2021-06-13T23:59:59',
      '2021-06-14T00:00:00',
      '2021-06-15T12:00:00',
      '2021-06-16T00:00:00',
      '2021-06-16T23:59:59',
      '2021-06-17T00:00:00',
      '2021-06-20T23:59:59',
      '2021-06-22T23:59:59',
      '2021-06-23T00:00:00',
      '2021-06-30T23:59:59',
      '2021-07-15T23:59:59',
      '2021-07-16T00:00:00',
    ];
    for (const day of days) {
      addRow(scope.table, { 名: text(day), 日期: date(`${day}${offset}`) });
    }
    addRow(scope.table, { 名: text('') });

    function dated(operator: string, ...value: string[]): string[] {
      return found(asking(condition('日期', operator, value)), scope);
    }

    test.each([
      ['Today', '2021-06-16T00:00:00', '2021-06-16T23:59:59'],
      ['Yesterday', '2021-06-15T12:00:00', '2021-06-15T12:00:00'],
      ['Tomorrow', '2021-06-17T00:00:00', '2021-06-17T00:00:00'],
      ['CurrentWeek', '2021-06-14T00:00:00', '2021-06-20T23:59:59'],
      ['LastWeek', '2021-06-07T00:00:00', '2021-06-13T23:59:59'],
      ['CurrentMonth', '2021-06-01T00:00:00', '2021-06-30T23:59:59'],
      ['LastMonth', '2021-05-01T00:00:00', '2021-05-31T23:59:59'],
      ['TheLastWeek', '2021-06-10T00:00:00', '2021-06-16T23:59:59'],
      ['TheNextWeek', '2021-06-16T00:00:00', '2021-06-22T23:59:59'],
      ['TheLastMonth', '2021-05-18T00:00:00', '2021-06-16T23:59:59'],
      ['TheNextMonth', '2021-06-16T00:00:00', '2021-07-15T23:59:59'],
    ])('%s reaches from %s to %s', (keyword, first, last) => {
      expect(dated('is', keyword)).toEqual(days.slice(days.indexOf(first), days.indexOf(last) + 1));
    });

    test('an exact date is the whole day that its instant lies in', () => {
      const noon = String(at(`2021-06-16T12:00:00${offset}`));
      expect(dated('is', 'ExactDate', noon)).toEqual([
        '2021-06-16T00:00:00',
        '2021-06-16T23:59:59',
      ]);
    });

    test('greater and less are measured from the midnight of the day', () => {
      const noon = String(at(`2021-06-16T12:00:00${offset}`));
      expect(dated('isGreater', 'ExactDate', noon)[0]).toBe('2021-06-16T23:59:59');
      expect(dated('isLess', 'ExactDate', noon).at(-1)).toBe('2021-06-15T12:00:00');
      expect(dated('isGreater', 'Tomorrow')[0]).toBe('2021-06-20T23:59:59');
      expect(dated('isLess', 'Today').at(-1)).toBe('2021-06-15T12:00:00');
    });
  });

  test('greater can be switched to mean after the whole day', () => {
    const scope = makeScope({ options: { dateGreater: 'day' } });
    addField(scope.table, '名', 1);
    addField(scope.table, '日期', 5);
    for (const day of ['2021-06-16T23:59:59+08:00', '2021-06-17T00:00:00+08:00']) {
      addRow(scope.table, { 名: text(day), 日期: date(day) });
    }
    const after = asking(condition('日期', 'isGreater', ['Today']));
    expect(found(after, scope)).toEqual(['2021-06-17T00:00:00+08:00']);
  });

  test('a day in which the clocks go back has 25 hours', () => {
    const zone = 'America/New_York';
    const scope = makeScope({ zone, now: at('2021-11-07T12:00:00-05:00') });
    addField(scope.table, '名', 1);
    addField(scope.table, '日期', 5);
    for (const day of ['2021-11-07T00:00:00-04:00', '2021-11-07T23:59:59-05:00']) {
      addRow(scope.table, { 名: text(day), 日期: date(day) });
    }
    addRow(scope.table, { 名: text('after'), 日期: date('2021-11-08T00:00:00-05:00') });
    expect(found(asking(condition('日期', 'is', ['Today'])), scope)).toHaveLength(2);
  });
});
