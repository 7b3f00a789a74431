import { viewPredicate } from '../filter/view.js';
import type { Row, Scope, Table } from '../model.js';
import type { View } from '../views/view-model.js';

/** Which rows of a table a call asks for, in which order; undefined parts do not restrict. */
export interface RowQuery {
  /** What was asked, as text: the same text means the same rows as long as nothing is written. */
  readonly asked: string;
  readonly view: View | undefined;
  readonly matches: ((row: Row) => boolean) | undefined;
  readonly order: ((a: Row, b: Row) => number) | undefined;
}

interface Found {
  readonly key: string;
  readonly rows: readonly Row[];
}

/** The last result of each table: the pages of one listing filter and sort once. */
const lastFound = new WeakMap<Table, Found>();

const minuteMs = 60_000;

export function matchingRows(scope: Scope, query: RowQuery): readonly Row[] {
  const key = resultKey(scope, query);
  const known = lastFound.get(scope.table);
  if (known?.key === key) return known.rows;
  const rows = findRows(scope, query);
  lastFound.set(scope.table, { key, rows });
  return rows;
}

/** Filters by date depend on the time of the day, so a result is good for a minute. */
function resultKey({ bitable, base, table }: Scope, { asked, view }: RowQuery): string {
  const minute = Math.floor(bitable.clock.now() / minuteMs);
  const state = [base.revision, table.revision, table.rows.size, minute];
  return JSON.stringify([state, view?.property, asked]);
}

/** A filter or an order takes the place of the view. */
function findRows(scope: Scope, { view, matches, order }: RowQuery): Row[] {
  const rows = [...scope.table.rows.values()];
  const predicate = matches ?? (view && viewPredicate(view, scope));
  const found = predicate === undefined ? rows : rows.filter(predicate);
  return order === undefined ? found : found.sort(order);
}
