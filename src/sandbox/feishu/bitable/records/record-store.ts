import { refuse } from '../../../kernel/refusal.js';
import type { Identity } from '../../handler.js';
import { dropLinksTo } from '../fields/links.js';
import { findRow } from '../fields/lookup.js';
import type { Row, Scope, UserIdType } from '../model.js';
import { touch } from '../revision.js';
import { accessTo } from '../roles/permissions.js';
import { RecordWrite } from './record-write.js';
import { changeRow, insertRow } from './row-store.js';

/** Who writes, and in which kind of id the call names people. */
export interface Writer {
  readonly identity: Identity;
  readonly userIdType: UserIdType;
}

/** The new cells of one record; `fields` is not checked yet. */
interface RecordUpdate {
  readonly recordId: string;
  readonly fields: unknown;
}

/** Creates all of the records or none. */
export function createRecords(scope: Scope, fieldsList: readonly unknown[], writer: Writer): Row[] {
  if (scope.table.rows.size + fieldsList.length > scope.bitable.options.recordsPerTable) {
    refuse(1254103);
  }
  const access = accessTo(scope, writer.identity);
  const write = new RecordWrite(scope, writer.userIdType);
  const accepted = fieldsList.map((fields) => write.changes(fields));
  for (const changes of accepted) access.checkAdding(changes.keys());
  access.checkNewOptions(write.extendedFields());
  write.commit();
  touch(scope);
  return accepted.map((changes) => insertRow(scope, changes, writer.identity));
}

/** Updates all of the records or none. Of two updates of one record the last wins. */
export function updateRecords(
  scope: Scope,
  updates: readonly RecordUpdate[],
  writer: Writer,
): Row[] {
  const rows = updates.map(({ recordId }) => findRow(scope.table, recordId));
  const access = accessTo(scope, writer.identity);
  const write = new RecordWrite(scope, writer.userIdType);
  const accepted = updates.map(({ fields }) => write.changes(fields));
  rows.forEach((row, index) => {
    access.checkEditing(row, accepted[index]?.keys() ?? []);
  });
  access.checkNewOptions(write.extendedFields());
  write.commit();
  touch(scope);
  rows.forEach((row, index) => {
    changeRow(scope, row, accepted[index] ?? new Map(), writer.identity);
  });
  return rows;
}

/** Deletes all of the records or none, and takes them out of the cells that link to them. */
export function deleteRecords(
  scope: Scope,
  recordIds: readonly string[],
  identity: Identity,
): void {
  const access = accessTo(scope, identity);
  for (const recordId of recordIds) access.checkDeleting(findRow(scope.table, recordId));
  for (const recordId of recordIds) scope.table.rows.delete(recordId);
  dropLinksTo(scope, new Set(recordIds));
  touch(scope);
}

export function createRecord(
  scope: Scope,
  fields: unknown,
  userIdType: UserIdType,
  identity: Identity,
): Row {
  const [row] = createRecords(scope, [fields], { identity, userIdType });
  return row ?? refuse(1255001);
}
