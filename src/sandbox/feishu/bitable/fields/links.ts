import { type BitableField, type Cell, type Row, type Scope, type Table, touch } from '../model.js';

/** Only link fields name a table. */
export function isLink({ property }: BitableField): boolean {
  return property?.table_id !== undefined;
}

/** The table that a link field points to; undefined when it is gone. */
export function linkedTable({ base, table }: Scope, field: BitableField): Table | undefined {
  const tableId = field.property?.table_id;
  if (tableId === table.tableId) return table;
  return tableId === undefined ? undefined : base.tables.get(tableId);
}

export function linkedIds(cell: Cell | undefined): readonly string[] {
  return cell?.kind === 'links' ? cell.recordIds : [];
}

/** Puts links into a cell; none empties it. */
function setLinks(row: Row, field: BitableField, recordIds: readonly string[]): void {
  if (recordIds.length === 0) row.cells.delete(field.fieldId);
  else row.cells.set(field.fieldId, { kind: 'links', recordIds });
}

/** Takes deleted records of the scope's table out of every cell of the base that links to one of them. */
export function dropLinksTo(scope: Scope, recordIds: ReadonlySet<string>): void {
  for (const table of scope.base.tables.values()) {
    for (const field of table.fields) {
      if (field.property?.table_id === scope.table.tableId) {
        dropFromColumn(table, field, recordIds);
      }
    }
  }
}

function dropFromColumn(table: Table, field: BitableField, recordIds: ReadonlySet<string>): void {
  for (const row of table.rows.values()) {
    const linked = linkedIds(row.cells.get(field.fieldId));
    const left = linked.filter((recordId) => !recordIds.has(recordId));
    if (left.length < linked.length) setLinks(row, field, left);
  }
}

/** The other end of a duplex link; a link of one way has none. */
export function backField(scope: Scope, field: BitableField): BitableField | undefined {
  const backId = field.property?.back_field_id;
  if (backId === undefined) return undefined;
  return linkedTable(scope, field)?.fields.find((other) => other.fieldId === backId);
}

/** Brings the other side of a duplex link in step with a cell that changed. */
export function mirrorLinks(
  scope: Scope,
  field: BitableField,
  row: Row,
  change: { readonly before: Cell | undefined; readonly after: Cell | undefined },
): void {
  const back = backField(scope, field);
  const linked = linkedTable(scope, field);
  if (back === undefined || linked === undefined) return;
  const before = new Set(linkedIds(change.before));
  const after = new Set(linkedIds(change.after));
  for (const recordId of before) {
    if (!after.has(recordId)) unlink(linked.rows.get(recordId), back, row.recordId);
  }
  for (const recordId of after) {
    if (!before.has(recordId)) link(linked.rows.get(recordId), back, row.recordId);
  }
  if (linked !== scope.table) touch(scope, linked);
}

function link(row: Row | undefined, back: BitableField, recordId: string): void {
  const linked = linkedIds(row?.cells.get(back.fieldId));
  if (row !== undefined && !linked.includes(recordId)) setLinks(row, back, [...linked, recordId]);
}

function unlink(row: Row | undefined, back: BitableField, recordId: string): void {
  const linked = linkedIds(row?.cells.get(back.fieldId));
  if (row !== undefined)
    setLinks(
      row,
      back,
      linked.filter((other) => other !== recordId),
    );
}
