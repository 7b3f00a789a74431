import { refuse } from '../../refusal.js';
import type { Cell, Field, Row, Scope, Table } from '../model.js';
import { touch } from '../model.js';
import { checkFieldName, checkNameIsFree, checkRoom } from './field-spec.js';
import { duplexLink, linkedIds, linkedTable, setLinks, singleLink } from './links.js';

/** Gives a duplex link its back field in the linked table. Does nothing to other fields. */
export function pairField(scope: Scope, field: Field): void {
  const linked = linkedTable(scope, field);
  if (field.type !== duplexLink || linked === undefined) return;
  const name = backFieldName(linked, field);
  checkRoom(linked, duplexLink);
  checkNameIsFree(linked, name);
  if (linked === scope.table && name === field.name) refuse(1254014);
  const back: Field = {
    fieldId: scope.bitable.ids.newFieldId(),
    name,
    type: duplexLink,
    uiType: 'DuplexLink',
    isPrimary: false,
    property: linkProperty(scope.table, true, field.fieldId),
    description: '',
  };
  field.property = linkProperty(linked, field.property?.multiple ?? true, back.fieldId);
  linked.fields.push(back);
  touch(scope, linked);
}

/** Makes the back field of a duplex link, which is about to go, a one-way link that keeps its cells. */
export function unpairField(scope: Scope, field: Field): void {
  const back = backField(scope, field);
  if (back === undefined || back === field) return;
  back.type = singleLink;
  back.uiType = 'SingleLink';
  back.property = {
    multiple: back.property?.multiple ?? true,
    table_id: back.property?.table_id ?? scope.table.tableId,
  };
}

/** Renames the other end of a duplex link. */
export function renameBackField(scope: Scope, field: Field, name: string): void {
  const back = backField(scope, field);
  const linked = linkedTable(scope, field);
  if (back === undefined || linked === undefined) return;
  const checked = checkFieldName(name);
  checkNameIsFree(linked, checked, back);
  back.name = checked;
}

export function backField(scope: Scope, field: Field): Field | undefined {
  if (field.type !== duplexLink) return undefined;
  const backId = field.property?.back_field_id;
  return linkedTable(scope, field)?.fields.find((other) => other.fieldId === backId);
}

/** Brings the other side of a duplex link in step with a cell that changed. */
export function mirrorLinks(
  scope: Scope,
  field: Field,
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

function link(row: Row | undefined, back: Field, recordId: string): void {
  const linked = linkedIds(row?.cells.get(back.fieldId));
  if (row !== undefined && !linked.includes(recordId)) setLinks(row, back, [...linked, recordId]);
}

function unlink(row: Row | undefined, back: Field, recordId: string): void {
  const linked = linkedIds(row?.cells.get(back.fieldId));
  if (row !== undefined)
    setLinks(
      row,
      back,
      linked.filter((other) => other !== recordId),
    );
}

/** Field guide A05: unless it is named, `<linked table>-<this field>`. */
function backFieldName(linked: Table, field: Field): string {
  return checkFieldName(field.property?.back_field_name ?? `${linked.name}-${field.name}`);
}

function linkProperty(table: Table, multiple: boolean, backFieldId: string) {
  return { multiple, table_id: table.tableId, back_field_id: backFieldId };
}
