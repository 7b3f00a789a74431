import type { InputIssue } from '../../core/errors.js';
import type { CellRefusal } from './outcome.js';

/** As many as a reader can use. */
const maxShown = 20;

interface Shown {
  readonly issue: InputIssue;
  /** Rows with the same fault in the same field, this one among them. */
  rows: number;
}

/** What is wrong with the rows of a call: all of it counted, the first of each kind worded. */
export class IssueList {
  readonly #shown = new Map<string, Shown>();
  #unshown = 0;

  /** `takes` says what is allowed where the refusal does not. */
  add(place: string, key: string, refusal: CellRefusal, takes?: () => string): void {
    const { problem, allowed, remedy } = refusal;
    const fault = `${key} ${problem}`;
    const known = this.#shown.get(fault);
    if (known !== undefined) {
      known.rows += 1;
    } else if (this.#shown.size < maxShown) {
      const instead = allowed?.() ?? takes?.();
      const path = `${place}.${key}`;
      const issue = {
        path,
        problem,
        ...(instead !== undefined && { allowed: instead }),
        ...remedy?.(),
      };
      this.#shown.set(fault, { issue, rows: 1 });
    } else {
      this.#unshown += 1;
    }
  }

  list(): readonly InputIssue[] {
    const issues = [...this.#shown.values()].map(worded);
    return this.#unshown === 0
      ? issues
      : [...issues, { path: '', problem: `and ${this.#unshown} more` }];
  }
}

function worded({ issue, rows }: Shown): InputIssue {
  const others = rows - 1;
  const more = `${others} more ${others === 1 ? 'row' : 'rows'}`;
  return others === 0 ? issue : { ...issue, problem: `${issue.problem} (and in ${more})` };
}
