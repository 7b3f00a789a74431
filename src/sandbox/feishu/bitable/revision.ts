import type { Scope, Table } from './model.js';

/** Counts a change of a table: its own revision and the base's go up. */
export function touch(scope: Scope, table: Table = scope.table): void {
  table.revision += 1;
  scope.base.revision += 1;
}
