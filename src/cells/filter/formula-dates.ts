import { InputError } from '../../core/errors.js';

const dateLiteral = /\bTODATE\(\s*(["'])(\d{4}[-/.](\d{1,2})[-/.](\d{1,2})[^"']*)\1/gi;

/**
 * Refuses months and days that no calendar has in a formula: Feishu finds nothing for them, and says nothing. The
 * vendor's own page has 2021-06-31 for the end of a month, so days to the 31st are left to it.
 */
export function checkFormulaDates(formula: unknown): void {
  if (typeof formula !== 'string') {
    return;
  }
  const wrong = [...formula.matchAll(dateLiteral)]
    .filter(([, , , month, day]) => !isWithin(month, 12) || !isWithin(day, 31))
    .map(([, , text = '']) => text);
  if (wrong.length > 0) {
    throw new InputError(
      wrong.map((text) => ({
        path: 'filter',
        problem: `has TODATE(${JSON.stringify(text)}), which is no date`,
        allowed: 'a date such as TODATE("2026-11-21")',
      })),
    );
  }
}

function isWithin(digits: string | undefined, max: number): boolean {
  return Number(digits) >= 1 && Number(digits) <= max;
}
