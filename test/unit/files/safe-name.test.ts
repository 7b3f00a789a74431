import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeName } from '../../../src/files/access/create-file.js';

describe('the name of a download', () => {
  it.each([
    ['季度报告 2026.pdf', '季度报告 2026.pdf'],
    ['../../.bashrc', 'bashrc'],
    ['..\\..\\evil.dll', 'evil.dll'],
    ['2026/05/报告.pdf', '2026_05_报告.pdf'],
    ['CON', '_CON'],
    ['con.txt', '_con.txt'],
    ['Lpt¹ .log', '_Lpt¹.log'],
    ['console.log', 'console.log'],
    ['a\0b', 'ab'],
    ['report.pdf. . ', 'report.pdf'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['line\r\nbreak\u2028.txt', 'linebreak.txt'],
    ['a:b*c?"<>|.txt', 'a_b_c_____.txt'],
    ['half \ud83d.txt', 'half.txt'],
    ['cafe\u0301.txt', 'caf\u00e9.txt'],
    ['...', 'file'],
    ['', 'file'],
  ])('%j becomes %j', (given, safe) => {
    expect(safeName(given)).toBe(safe);
  });

  it('is cut to 200 bytes of whole characters and keeps its extension', () => {
    expect(safeName(`${'a'.repeat(300)}.xlsx`)).toBe(`${'a'.repeat(195)}.xlsx`);
    expect(safeName(`${'长'.repeat(300)}.pdf`)).toBe(`${'长'.repeat(65)}.pdf`);
    expect(safeName(`${'😀'.repeat(300)}`)).toBe('😀'.repeat(50));
  });

  it('never leads anywhere, is never empty or hidden, and is safe already the second time', () => {
    const hostile = fc.constantFrom(
      '.',
      '/',
      '\\',
      ' ',
      '\0',
      ':',
      '\u202e',
      '\ud800',
      'con',
      '长',
    );
    const names = fc.array(fc.oneof(hostile, fc.string({ unit: 'binary' })), { maxLength: 80 });
    fc.assert(
      fc.property(names, (parts) => {
        const name = safeName(parts.join(''));
        expect(name).toMatch(/^[^./\\\s][^/\\\0:]*$/u);
        expect(name).not.toMatch(/[\s.]$/);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
        expect(safeName(name)).toBe(name);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is found without delay, however long the given one is', () => {
    const long = `${' .'.repeat(1_000_000)}a${' .'.repeat(1_000_000)}b`;
    expect(safeName(long).length).toBeLessThanOrEqual(200);
  });
});
