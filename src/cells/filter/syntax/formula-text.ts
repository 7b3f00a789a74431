import { InputError } from '../../../core/errors.js';

const formulaMark = 'CurrentValue.';

/** List records (A30): `filter` has at most 2,000 characters. */
const maxFormula = 2_000;

/** Tells whether a filter is a formula of the older listing. */
export function isFormula(text: string): boolean {
  return text.toLowerCase().includes(formulaMark.toLowerCase());
}

interface FormulaText {
  readonly formula: string;
  readonly notes: readonly string[];
}

/**
 * Reads a formula that may be written as the address of a request has it. The vendor's page (A04) writes `+` as `%2B`
 * "因 URL 支持字符集的限制", in texts too: here arguments are encoded on the way out, so that it is a `+` again.
 */
export function readFormula(written: string): FormulaText {
  const text = written.trim();
  const formula = isEncoded(text) ? decoded(text) : text.replaceAll(encodedPlus, plusFor);
  if (!formula.includes(formulaMark)) {
    throw isFormula(formula)
      ? refused('is a formula without capitals', `${formulaMark}[field], with capital C and V`)
      : refused(
          'is not a formula',
          `one such as ${formulaMark}[价格]>=10; bitable_records_search takes this filter as it is`,
        );
  }
  const { length } = [...formula];
  if (length > maxFormula) {
    throw refused(
      `has ${length} characters`,
      `at most ${maxFormula} in a formula; a filter without ${formulaMark} can be longer in bitable_records_search`,
    );
  }
  const notes = formula === text ? [] : [`filter: percent-encoding was read as ${formula}`];
  return { formula, notes };
}

const encodedPlus = /%(25)?2B/gi;

/** `%252B` is how a text that holds `%2B` is written. */
function plusFor(written: string): string {
  return written.length > '%2B'.length ? `%${written.slice(-2)}` : '+';
}

function isEncoded(text: string): boolean {
  return /CurrentValue\.%5B/i.test(text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function refused(problem: string, allowed: string): InputError {
  return new InputError([{ path: 'filter', problem, allowed }]);
}
