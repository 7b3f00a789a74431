import type { CallIdentity } from '../../directory.js';
import { mirrorLinks } from '../fields/links.js';
import type { BitableField, Cell, Row, Scope } from '../model.js';

/** New contents of some cells of one row; null clears. */
export type CellChanges = ReadonlyMap<BitableField, Cell | null>;

/** Adds a row at the end of the table. */
export function insertRow(scope: Scope, changes: CellChanges, identity: CallIdentity): Row {
  const { table, bitable } = scope;
  const now = wholeSecond(bitable.clock.now());
  table.lastSerial += 1;
  const row: Row = {
    recordId: bitable.ids.newRecordId(),
    cells: new Map(),
    serial: table.lastSerial,
    createdTime: now,
    createdBy: identity.openId,
    modifiedTime: now,
    modifiedBy: identity.openId,
  };
  fillDates(scope, row);
  table.rows.set(row.recordId, row);
  putCells(scope, row, changes);
  return row;
}

export function changeRow(
  scope: Scope,
  row: Row,
  changes: CellChanges,
  identity: CallIdentity,
): void {
  if (changes.size === 0) return;
  putCells(scope, row, changes);
  row.modifiedTime = wholeSecond(scope.bitable.clock.now());
  row.modifiedBy = identity.openId;
}

/** Cuts a time to its second, in milliseconds: the vendor keeps no more of when a record was written. */
function wholeSecond(ms: number): number {
  return ms - (ms % 1_000);
}

/** Puts one cell, and the other side of a duplex link with it. */
export function putCell(scope: Scope, row: Row, field: BitableField, cell: Cell | null): void {
  const before = row.cells.get(field.fieldId);
  const after = cell ?? cleared(before);
  if (after === undefined) row.cells.delete(field.fieldId);
  else row.cells.set(field.fieldId, after);
  mirrorLinks(scope, field, row, { before, after });
}

function putCells(scope: Scope, row: Row, changes: CellChanges): void {
  for (const [field, cell] of changes) putCell(scope, row, field, cell);
}

/** A checkbox that was ever touched stays, as false; everything else is gone. */
function cleared(before: Cell | undefined): Cell | undefined {
  return before?.kind === 'checkbox' ? { kind: 'checkbox', checked: false } : undefined;
}

/** Date fields with `auto_fill` start with the time of creation. */
function fillDates({ table }: Scope, row: Row): void {
  for (const field of table.fields) {
    if (field.property?.auto_fill) {
      row.cells.set(field.fieldId, { kind: 'date', ms: row.createdTime });
    }
  }
}
