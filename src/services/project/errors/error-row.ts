import type { ErrorRow } from '../../../core/errors.js';

/** What a code means, of these calls and with these words where it means other things elsewhere. */
export interface ProjectErrorRow extends ErrorRow {
  readonly code: number;
  /** Names of endpoints. */
  readonly on?: RegExp;
  /** What the message says. */
  readonly says?: RegExp;
  /** How long to wait before the same request can succeed. */
  readonly retryAfterMs?: number;
}

type Outcome = Pick<ErrorRow, 'kind' | 'recovery'>;
type Special = Omit<Partial<ProjectErrorRow>, 'code' | 'name' | 'hint' | keyof Outcome>;

/** Rows of one kind and recovery: the code, the vendor's name for it, what to do next, and when it means that. */
export function projectRows(
  kind: Outcome['kind'],
  recovery: Outcome['recovery'],
  entries: readonly (readonly [code: number, name: string, hint: string, special?: Special])[],
): readonly ProjectErrorRow[] {
  return entries.map(([code, name, hint, special]) => ({
    code,
    name,
    kind,
    recovery,
    hint,
    ...special,
  }));
}
