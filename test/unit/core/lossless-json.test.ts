import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../src/core/lossless-json.js';

describe('parseJson', () => {
  it('keeps every digit of an integer that a number cannot hold', () => {
    const text = '{"id":7345678901234567890,"list":[-9007199254740993,9007199254740991]}';
    expect(parseJson(text)).toEqual({
      id: '7345678901234567890',
      list: ['-9007199254740993', 9007199254740991],
    });
  });

  it('takes two hundred levels and refuses more, however many', () => {
    const nested = (levels: number) => `${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`;
    expect(JSON.stringify(parseJson(nested(200)))).toBe(nested(200));
    expect(() => parseJson(nested(202))).toThrow(SyntaxError);
    expect(() => parseJson(nested(200_000))).toThrow(SyntaxError);
  });

  it('leaves digits in strings and keys alone, whatever quotes stand around them', () => {
    const value = {
      '12345678901234567890': 'say "12345678901234567890"',
      path: 'C:\\12345678901234567890\\',
      tail: '\\"99999999999999999999',
    };
    const text = `{"big":12345678901234567890,${JSON.stringify(value).slice(1)}`;
    expect(parseJson(text)).toEqual({ big: '12345678901234567890', ...value });
  });

  it('leaves fractions and exponents as numbers', () => {
    const text = '[0.30000000000000004,1.2345678901234567890e3,12345678901234567890e2]';
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it('agrees with JSON.parse wherever no digit is lost', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify({ value, long: '0000000000000000' });
        const isExact = !/\d{16}/.test(JSON.stringify(value));
        fc.pre(isExact);
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses what is not JSON, also where it holds long digits', () => {
    for (const text of ['{"a":12345678901234567890', '"12345678901234567890', '<html>']) {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    }
  });

  it('reads a megabyte of quotes and backslashes without delay', () => {
    const value = '\\"'.repeat(250_000);
    expect(parseJson(`[12345678901234567890,${JSON.stringify(value)}]`)).toEqual([
      '12345678901234567890',
      value,
    ]);
  });
});
