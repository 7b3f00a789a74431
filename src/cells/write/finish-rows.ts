import type { InputIssue } from '../../core/errors.js';
import type { JsonObject } from '../../core/json.js';
import type { Field } from '../field.js';
import { takesOf } from '../kinds/kinds.js';
import { type CellLookup, type LookupResult, type LookupResults, lookupKey } from './lookup.js';
import type { CellRefusal, PendingCell, ReadyCell } from './outcome.js';

/** A cell that waits for what must be looked up. */
export interface WaitingCell {
  readonly index: number;
  readonly key: string;
  readonly field: Field;
  readonly pending: PendingCell;
}

/** What the cells wait for, each thing once. */
export function needsOf(waiting: readonly WaitingCell[]): readonly CellLookup[] {
  const needs = waiting.flatMap(({ pending }) =>
    pending.items.filter((item) => typeof item !== 'string'),
  );
  return [...new Map(needs.map((need) => [lookupKey(need), need])).values()];
}

/** Rows some of whose cells wait. */
export interface WaitingRows {
  readonly rows: readonly JsonObject[];
  readonly waiting: readonly WaitingCell[];
  readonly pathOf: (index: number) => string;
}

export interface FinishedRows {
  readonly rows: readonly JsonObject[];
  /** What could not be found; the rows must not be sent then. */
  readonly issues: readonly InputIssue[];
}

/** Puts what was found into the cells that wait for it. */
export function finishRows(
  { rows, waiting, pathOf }: WaitingRows,
  findings: LookupResults,
): FinishedRows {
  const finished = [...rows];
  const issues = new IssueList();
  for (const { index, key, field, pending } of waiting) {
    const cell = finishCell(pending, findings);
    if ('problem' in cell) {
      issues.add(pathOf(index), key, cell, () => takesOf(field));
    } else {
      finished[index] = { ...finished[index], [field.name]: cell.value };
    }
  }
  return { rows: finished, issues: issues.list() };
}

function finishCell(
  { items, finish }: PendingCell,
  findings: LookupResults,
): ReadyCell | CellRefusal {
  const ids: (readonly string[])[] = [];
  for (const item of items) {
    const found: LookupResult | undefined =
      typeof item === 'string' ? { id: item } : findings.get(lookupKey(item));
    if (found === undefined || !('id' in found)) {
      return { problem: found?.problem ?? 'was not looked up', allowed: () => found?.allowed };
    }
    ids.push(found.ids ?? [found.id]);
  }
  return finish(ids);
}

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

  /** `row` is the path of the row; `takes` says what is allowed where the refusal does not. */
  add(row: string, key: string, refusal: CellRefusal, takes?: () => string): void {
    const { problem, allowed, remedy } = refusal;
    const fault = `${key} ${problem}`;
    const known = this.#shown.get(fault);
    if (known !== undefined) {
      known.rows += 1;
    } else if (this.#shown.size < maxShown) {
      const instead = allowed?.() ?? takes?.();
      const path = `${row}.${key}`;
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
