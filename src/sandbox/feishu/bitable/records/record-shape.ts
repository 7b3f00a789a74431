import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../../../core/json.js';
import { type LegacyContext, legacyCell } from '../cells/legacy.js';
import { modernCell } from '../cells/modern.js';
import { personObject } from '../cells/objects.js';
import type { ReadContext } from '../cells/read-context.js';
import type { Field, Row } from '../model.js';

/** What a call shows of a record. */
interface RecordView {
  readonly fields: readonly Field[];
  /** `automatic_fields` */
  readonly automatic: boolean;
  /** `with_shared_url` */
  readonly sharedUrl: boolean;
}

/** A record of search and batch_get. */
export function modernRecord(row: Row, view: RecordView, context: ReadContext): JsonObject {
  return {
    fields: cellsOf(view.fields, (field) => modernCell(field, row, context)),
    record_id: row.recordId,
    ...(view.automatic ? automaticFields(row, context) : {}),
    ...(view.sharedUrl ? { shared_url: sharedUrl(row, context) } : {}),
  };
}

/** A record of list and get. */
export function legacyRecord(row: Row, view: RecordView, context: LegacyContext): JsonObject {
  return {
    fields: cellsOf(view.fields, (field) => legacyCell(field, row, context)),
    id: row.recordId,
    record_id: row.recordId,
    ...(view.automatic ? automaticFields(row, context) : {}),
    ...(view.sharedUrl ? { record_url: sharedUrl(row, context) } : {}),
  };
}

/** Only the fields that have something to show. */
function cellsOf(fields: readonly Field[], show: (field: Field) => Json | undefined): JsonObject {
  const cells = fields.map((field) => [field.name, show(field)] as const);
  return Object.fromEntries(cells.filter(([, shown]) => shown !== undefined));
}

function automaticFields(row: Row, context: ReadContext): JsonObject {
  return {
    created_by: personObject(row.createdBy, context),
    created_time: row.createdTime,
    last_modified_by: personObject(row.modifiedBy, context),
    last_modified_time: row.modifiedTime,
  };
}

/** A share link names nothing that could be parsed out of it. */
function sharedUrl(row: Row, { scope, origin }: ReadContext): string {
  const { base, table } = scope;
  const named = [base.appToken, table.tableId, row.recordId].join(' ');
  return `${origin}/record/${createHash('sha256').update(named).digest('hex').slice(0, 27)}`;
}
