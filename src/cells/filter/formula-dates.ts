import { InputError } from '../../core/errors.js';
import { readDate } from '../time/date-text.js';

const dateLiteral = /\bTODATE\(\s*(["'])(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[^"']*)\1/gi;

/** Refuses days that no calendar has in a formula: Feishu finds nothing for them, and says nothing. */
export function checkFormulaDates(formula: unknown): void {
  if (typeof formula !== 'string') {
    return;
  }
  const texts = [...formula.matchAll(dateLiteral)].map(([, , text = '']) => text);
  const wrong = texts.filter((text) => readDate(text, 'UTC') === undefined);
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
