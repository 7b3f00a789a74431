import type { ErrorKind, ErrorRow, Recovery } from '../../core/errors.js';

/** A row of a table that is looked up by the vendor's code. */
export type CodedRow = readonly [code: number, row: ErrorRow];

/** Rows of one kind and recovery: the code, the vendor's name for it, and what the caller can do next. */
export function rows(
  kind: ErrorKind,
  recovery: Recovery,
  entries: readonly (readonly [code: number, name: string, hint: string])[],
): readonly CodedRow[] {
  return entries.map(([code, name, hint]) => [code, { name, kind, recovery, hint }]);
}

/** Neighbouring codes with the same advice: the first code, and a name for each. */
export function run(
  kind: ErrorKind,
  recovery: Recovery,
  first: number,
  names: readonly string[],
  hint: string,
): readonly CodedRow[] {
  return names.map((name, offset) => [first + offset, { name, kind, recovery, hint }]);
}
