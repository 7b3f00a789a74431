import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../../../core/json.js';
import type { PageRule } from '../../paging.js';
import { refuse } from '../../refusal.js';
import { personObject } from '../cells/objects.js';
import { typeOf } from '../fields/field-types.js';
import type { LegacyContext, ReadContext } from '../fields/types/field-type.js';
import { viewPredicate } from '../filter/predicates.js';
import type { BitableField, Row, Scope, Table } from '../model.js';
import type { View } from '../views/view-model.js';

/** Which rows of a table a call asks for, in which order; undefined parts do not restrict. */
export interface RowQuery {
  /** What was asked, as text: the same text means the same rows as long as nothing is written. */
  readonly asked: string;
  readonly view: View | undefined;
  readonly matches: ((row: Row) => boolean) | undefined;
  readonly order: ((a: Row, b: Row) => number) | undefined;
}

interface FoundRows {
  readonly key: string;
  readonly rows: readonly Row[];
}

/** The last result of each table: the pages of one listing filter and sort once. */
const lastFound = new WeakMap<Table, FoundRows>();

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

/** What a call shows of a record. */
interface RecordView {
  readonly fields: readonly BitableField[];
  /** `automatic_fields` */
  readonly automatic: boolean;
  /** `with_shared_url` */
  readonly sharedUrl: boolean;
}

/** A record of search and batch_get. */
export function modernRecord(row: Row, view: RecordView, context: ReadContext): JsonObject {
  return {
    fields: cellsOf(view.fields, (field) => typeOf(field).modern(field, row, context)),
    record_id: row.recordId,
    ...(view.automatic ? automaticFields(row, context) : {}),
    ...(view.sharedUrl ? { shared_url: sharedUrl(row, context) } : {}),
  };
}

/** A record of list and get. */
export function legacyRecord(row: Row, view: RecordView, context: LegacyContext): JsonObject {
  return {
    fields: cellsOf(view.fields, (field) => typeOf(field).legacy(field, row, context)),
    id: row.recordId,
    record_id: row.recordId,
    ...(view.automatic ? automaticFields(row, context) : {}),
    ...(view.sharedUrl ? { record_url: sharedUrl(row, context) } : {}),
  };
}

/** Only the fields that have something to show. */
function cellsOf(
  fields: readonly BitableField[],
  show: (field: BitableField) => Json | undefined,
): JsonObject {
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

const maxPageSize = 500;

/** The pages of a search, or of the older listing. */
export function pageRule({ bitable, table }: Scope, kind: 'search' | 'list'): PageRule {
  const listing = `records of ${table.tableId}`;
  return {
    listing,
    maxSize: maxPageSize,
    bitable,
    ...(kind === 'search' ? { tokens: 'opaque' } : { tokenOnLastPage: true }),
  };
}

/** The fields of these names, in the order of the columns; all when there is no name. */
export function namedFields({ table, bitable }: Scope, names: readonly string[]): BitableField[] {
  if (names.length === 0) return table.fields;
  const wanted = new Set(names);
  const fields = table.fields.filter((field) => wanted.has(field.name));
  return fields.length === wanted.size ? fields : refuse(bitable.options.unknownFieldNameCode);
}
