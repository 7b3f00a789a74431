import type { Cell, Field, Row, Scope, Table } from '../model.js';

/** Link fields: type 18 points one way, type 21 (duplex) is kept in step with its back field. */
export const singleLink = 18;
export const duplexLink = 21;

export function isLink(field: Field): boolean {
  return field.type === singleLink || field.type === duplexLink;
}

/** The table that a link field points to; undefined when it is gone. */
export function linkedTable({ base, table }: Scope, field: Field): Table | undefined {
  const tableId = field.property?.table_id;
  if (tableId === table.tableId) return table;
  return tableId === undefined ? undefined : base.tables.get(tableId);
}

export function linkedIds(cell: Cell | undefined): readonly string[] {
  return cell?.kind === 'links' ? cell.recordIds : [];
}

/** Puts links into a cell; none empties it. */
export function setLinks(row: Row, field: Field, recordIds: readonly string[]): void {
  if (recordIds.length === 0) row.cells.delete(field.fieldId);
  else row.cells.set(field.fieldId, { kind: 'links', recordIds });
}

/** Takes deleted records of the scope's table out of every cell of the base that links to one of them. */
export function dropLinksTo(scope: Scope, recordIds: ReadonlySet<string>): void {
  for (const table of scope.base.tables.values()) {
    for (const field of table.fields) {
      if (isLink(field) && field.property?.table_id === scope.table.tableId) {
        dropFromColumn(table, field, recordIds);
      }
    }
  }
}

function dropFromColumn(table: Table, field: Field, recordIds: ReadonlySet<string>): void {
  for (const row of table.rows.values()) {
    const linked = linkedIds(row.cells.get(field.fieldId));
    const left = linked.filter((recordId) => !recordIds.has(recordId));
    if (left.length < linked.length) setLinks(row, field, left);
  }
}
