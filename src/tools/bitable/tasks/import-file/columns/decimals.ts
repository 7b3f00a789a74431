import type { CellSeen, DecimalDoubt, UsualMarks } from '../../../../../cells/decimal-evidence.js';
import type { Field } from '../../../../../cells/field.js';
import { kindOf } from '../../../../../cells/kinds/kinds.js';
import type { DecimalMark } from '../../../../../cells/numbers.js';
import type { InputIssue } from '../../../../../core/errors.js';
import type { FileScan } from '../scan-file.js';
import { lineColumn, type Targets } from '../targets.js';

type Scanned = Pick<FileScan, 'delimiter' | 'guesses' | 'unit'>;

/**
 * A file with commas between its cells is written where numbers have a point; programs write JSON so too, but not
 * `1,500`. Semicolons and tabs are written everywhere, and leave both open. So do refused rows: what proved the mark of
 * their column may be in another row.
 */
function usualMarks({ guesses, delimiter }: Scanned): UsualMarks {
  const isPart = guesses.has(lineColumn);
  const isComma = delimiter === ',' && !isPart;
  const isProgram = delimiter === undefined && !isPart;
  return {
    forComma: isComma ? '.' : undefined,
    forPoint: isComma || isProgram ? '.' : undefined,
    forSign: isComma || isProgram ? '.' : undefined,
  };
}

/** The decimal mark of a column, by all its cells unless the caller says it; or why nobody can tell. */
export function decimalOf(
  scan: Scanned,
  column: string,
  given: DecimalMark | undefined,
): DecimalMark | DecimalDoubt {
  return given ?? scan.guesses.get(column)?.decimals.decide(usualMarks(scan)) ?? '.';
}

/** The columns that go to number fields. */
function numberColumns(targets: Targets, fields: readonly Field[]) {
  const numbers = new Set(
    fields.filter((field) => kindOf(field).family === 'number').map(({ name }) => name),
  );
  return [...targets].filter(([, field]) => numbers.has(field));
}

/** The decimal mark of each number field, and what is wrong with the columns of which nobody can tell it. */
export function decimalsOf(
  scan: Scanned,
  { targets, fields }: { readonly targets: Targets; readonly fields: readonly Field[] },
  given: DecimalMark | undefined,
): {
  readonly decimals: ReadonlyMap<string, DecimalMark>;
  readonly issues: readonly InputIssue[];
} {
  const decimals = new Map<string, DecimalMark>();
  const issues: InputIssue[] = [];
  for (const [column, field] of numberColumns(targets, fields)) {
    const mark = decimalOf(scan, column, given);
    if (typeof mark === 'string') {
      decimals.set(field, mark);
    } else {
      const allowed = 'decimal: "." or decimal: ","';
      issues.push({ path: `column ${column}`, problem: problemOf(mark, scan.unit), allowed });
    }
  }
  return { decimals, issues };
}

/** Says how the numbers of a column are read where that is not plain. */
export function decimalNote(
  scan: Scanned,
  column: string,
  given: DecimalMark | undefined,
): readonly string[] {
  const mark = decimalOf(scan, column, given);
  if (typeof mark !== 'string') {
    return [`${problemOf(mark, scan.unit)}. It is text; decimal: "." or "," makes it numbers`];
  }
  const isUnusual = mark === ',' && usualMarks(scan).forPoint === '.';
  const proof = scan.guesses.get(column)?.decimals.proofOf(mark);
  return isUnusual && given === undefined && proof !== undefined
    ? [`read with a decimal comma, as in ${shownCell(proof, scan.unit)}`]
    : [];
}

/** Says why nobody can tell the decimal mark of a column. */
function problemOf(doubt: DecimalDoubt, unit: string): string {
  if (doubt.why === 'undecided') {
    const [point, comma] = doubt.readings;
    return `has ${shownCell(doubt.cell, unit)}, which could be ${point} or ${comma}`;
  }
  const cells = doubt.cells.map((cell) => shownCell(cell, unit));
  return `has numbers with both decimal marks: ${cells.join(' and ')}`;
}

function shownCell({ text, line }: CellSeen, unit: string): string {
  return `${JSON.stringify(text)} (${unit} ${line})`;
}
