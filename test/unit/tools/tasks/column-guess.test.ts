import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/core/json.js';
import { ColumnGuess } from '../../../../src/tools/bitable/tasks/import-file/columns/column-guess.js';

function draftOf(values: readonly Json[], mark?: ',' | '.' | null) {
  const guess = new ColumnGuess();
  for (const value of values) {
    guess.add(value);
  }
  const decided = guess.decimals.decide({ forComma: '.', forPoint: '.', forSign: '.' });
  const known = typeof decided === 'string' ? decided : undefined;
  return guess.draft(mark === null ? undefined : (mark ?? known));
}

const number = (formatter: string) => ({ type: 2, property: { formatter } });
const currency = (currency_code: string, formatter: string) => ({
  type: 2,
  ui_type: 'Currency',
  property: { formatter, currency_code },
});
const text = { type: 1 };

describe('a column', () => {
  it.each<[string, readonly Json[], unknown]>([
    ['nothing', [], text],
    ['whole numbers', ['1', '-20', 300], number('0')],
    ['decimals', ['1.5', '.25', '-3'], number('0.00')],
    ['what computers write', ['1e-05', '0.30000000000000004'], number('0.0000')],
    ['thousands', ['1,234', '12', '1,234,567'], number('1,000')],
    ['thousands with decimals', ['1,234.5', '7'], number('1,000.00')],
    ['shares', ['5%', '12 %'], { type: 2, property: { formatter: '%' } }],
    ['finer shares', ['5.25%'], { type: 2, property: { formatter: '0.00%' } }],
    ['euros', ['€1,234.50', '-€3'], currency('EUR', '0.00')],
    ['yuan in words', ['12元', '１３元'], currency('CNY', '0')],
    ['dollars by their code', ['USD 12', '13 USD'], currency('USD', '0')],
    ['several currencies', ['$1', '€1'], text],
    ['shares among numbers', ['5%', '5'], text],
    ['a comma for the point', ['1.234,56', '12,5'], number('1,000.00')],
    ['a comma that one cell alone proves', ['1,500', '12,50', '1.000'], number('1,000.00')],
    ['both marks, each proved', ['12,50', '1,234.5'], text],
    ['lakhs', ['1,50,000', '1,500'], number('1,000')],
    ['Swiss thousands', ["1'500.50", '12'], number('1,000.00')],
    ['thousands with narrow blanks', ['1\u202f500', '1\u00a0000'], number('1,000')],
    ['amounts of accountants', ['(1,234.50)', '12', '3.00-'], number('1,000.00')],
    ['a numbered list', ['(1)', '(2)'], text],
    ['numbers, some of them missing', ['N/A', '5', '-', '无'], number('0')],
    ['nothing but words for no value', ['-', '-'], text],
    ['telephone numbers, some of them missing', ['13800138000', '-'], text],
    ['telephone numbers that were numbers', ['13800138000.0'], { type: 13 }],
    ['leading zeros', ['007', '12'], text],
    ['ids of many digits', ['1234567890123456'], text],
    ['version numbers', ['1.2.3', '1.2.4'], text],
    [
      'dates',
      ['2026-11-21', '2026/1/2', '2026年3月4日'],
      { type: 5, property: { date_formatter: 'yyyy-MM-dd' } },
    ],
    [
      'times',
      ['2026-11-21', '2026-11-21T09:30:00+08:00'],
      { type: 5, property: { date_formatter: 'yyyy-MM-dd HH:mm' } },
    ],
    ['days that there are not', ['2026-02-30'], text],
    ['digits that may be a date', ['20261121', '20261122'], number('0')],
    ['yes and no', ['yes', 'No', true], { type: 7 }],
    ['ones and zeros', ['1', '0'], number('0')],
    ['mobile numbers', ['13800138000', '+86 138 0013 8000', '010-62345678'], { type: 13 }],
    [
      'addresses',
      ['https://a.cn/x?y=1', '[a](http://b.cn)', { text: 'a', link: 'https://a.cn' }],
      { type: 15 },
    ],
    ['addresses without a scheme', ['www.a.cn'], text],
    ['mail addresses', ['a@b.cn', 'c.d@e.org'], { type: 1, ui_type: 'Email' }],
    [
      'lists of short texts',
      [
        ['a', ' b '],
        ['b', 'c'],
      ],
      { type: 4, property: { options: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] } },
    ],
    ['lists and single texts', [['a'], 'b'], text],
    ['lists of anything', [['a'], ['b', 1]], text],
    ['lists of long texts', [['a'], ['b'.repeat(31)]], text],
    ['lists of ever new texts', Array.from({ length: 101 }, (_, n) => [`t${n}`]), text],
  ])('of %s', (_, values, draft) => {
    expect(draftOf(values)).toEqual(draft);
  });

  it('of numbers whose decimal mark nobody can tell is text', () => {
    expect(draftOf(['1,500', '12,750'], null)).toEqual(text);
    expect(draftOf(['1,500', '12,750'], ',')).toEqual(number('0.000'));
  });

  it('of few names, often repeated, is a select with those names', () => {
    const names = Array.from({ length: 200 }, (_, n) => `状态 ${n % 20}`);
    const options = names.slice(0, 20).map((name) => ({ name }));
    expect(draftOf(names)).toEqual({ type: 3, property: { options } });
  });

  it.each([
    ['too many', Array.from({ length: 2_100 }, (_, n) => `状态 ${n % 21}`)],
    ['too seldom', Array.from({ length: 199 }, (_, n) => `状态 ${n % 20}`)],
    ['too long', Array.from({ length: 20 }, () => '长'.repeat(31))],
    ['of two lines', Array.from({ length: 20 }, () => 'a\nb')],
  ])('of names that are %s is text', (_, names) => {
    expect(draftOf(names)).toEqual(text);
  });
});
