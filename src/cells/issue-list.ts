import type { InputIssue } from '../core/errors.js';
import type { Refusal } from './kind.js';

/** As many as a reader can use. */
const maxShown = 20;

/** What is wrong with the rows of a call: all of it counted, the first of it worded. */
export class IssueList {
  readonly #shown: InputIssue[] = [];
  #count = 0;

  /** `takes` says what is allowed where the refusal does not. */
  add(place: string, key: string, refusal: Refusal, takes?: () => string): void {
    this.#count += 1;
    if (this.#shown.length < maxShown) {
      const { problem, allowed } = refusal;
      const instead = allowed?.() ?? takes?.();
      const path = `${place}.${key}`;
      this.#shown.push({ path, problem, ...(instead !== undefined && { allowed: instead }) });
    }
  }

  list(): readonly InputIssue[] {
    const more = this.#count - this.#shown.length;
    return more === 0 ? this.#shown : [...this.#shown, { path: '', problem: `and ${more} more` }];
  }
}
