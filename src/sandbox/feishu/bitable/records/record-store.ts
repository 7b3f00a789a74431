import { isJsonObject, type Json } from '../../../../core/json.js';
import type { CallIdentity, PersonIdType } from '../../directory.js';
import { invalidParameter, refuseParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import { refuseType } from '../body.js';
import { typeOf } from '../fields/field-types.js';
import { dropLinksTo } from '../fields/links.js';
import { OptionDrafts } from '../fields/option-drafts.js';
import type { CellWriteContext, WriteRule } from '../fields/types/field-type.js';
import { findRowOfMany } from '../lookup.js';
import { type BitableField, type Cell, type Row, type Scope, touch } from '../model.js';
import { accessTo } from '../roles/access.js';
import { type CellChanges, changeRow, insertRow } from './row-store.js';

/** Who writes, and in which kind of id the call names people. */
export interface Writer {
  readonly identity: CallIdentity;
  readonly userIdType: PersonIdType;
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
  const rows = updates.map(({ recordId }) => findRowOfMany(scope.table, recordId));
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
  identity: CallIdentity,
): void {
  const access = accessTo(scope, identity);
  for (const recordId of recordIds) access.checkDeleting(findRowOfMany(scope.table, recordId));
  for (const recordId of recordIds) scope.table.rows.delete(recordId);
  dropLinksTo(scope, new Set(recordIds));
  touch(scope);
}

export function createRecord(
  scope: Scope,
  fields: unknown,
  userIdType: PersonIdType,
  identity: CallIdentity,
): Row {
  const [row] = createRecords(scope, [fields], { identity, userIdType });
  return row ?? refuse(1255001);
}

/** Checks the records of one call before any of them is written: a batch is applied whole or not at all. */
class RecordWrite {
  private readonly context: CellWriteContext;
  private readonly fields: ReadonlyMap<string, BitableField>;

  constructor(scope: Scope, userIdType: PersonIdType) {
    this.context = { scope, userIdType, options: new OptionDrafts(scope.bitable.ids) };
    this.fields = new Map(scope.table.fields.map((field) => [field.name, field]));
  }

  /** The cells that a `fields` object of the call asks for. */
  changes(sent: unknown): CellChanges {
    if ((sent ?? undefined) === undefined) refuseParameter('fields', 'fields is required');
    if (!isJsonObject(sent)) return refuseType('fields', 'object');
    const changes = new Map<BitableField, Cell | null>();
    for (const [name, value] of Object.entries(sent)) {
      const field = this.fields.get(name) ?? refuseName(name);
      changes.set(field, acceptCell(value ?? null, field, this.context));
    }
    return changes;
  }

  /** The fields that the values give new options. */
  extendedFields(): BitableField[] {
    return this.context.options.extendedFields();
  }

  /** Everything was accepted: the options that the values made up come into being. */
  commit(): void {
    this.context.options.commit();
  }
}

function refuseName(name: string): never {
  return refuse(1254045, undefined, invalidParameter(`fields.${name}`, 'field_name not found'));
}

/** The cell that a written value becomes; null when it leaves the cell empty. */
function acceptCell(value: Json, field: BitableField, context: CellWriteContext): Cell | null {
  const { write } = typeOf(field);
  const reject = () => rejectValue(value, field, write);
  if (write === undefined) return reject();
  return value === null ? null : write.accept(value, field, { ...context, reject });
}

/** Refuses a value that the field's type does not take, in the words that were measured. */
function rejectValue(value: Json, field: BitableField, rule: WriteRule | undefined): never {
  const { code, name, must } = rule ?? {
    code: 1254015,
    name: field.uiType,
    must: 'be absent, the field is read-only',
  };
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return refuse(
    code,
    undefined,
    invalidParameter(
      `fields.${field.name}.fieldValue.${shown}.fieldName.${field.name}`,
      `the value of '${name}' must ${must}`,
    ),
  );
}
