import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { refuseParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import { checkBlockRoom } from '../bases/base-store.js';
import { bodyList, bodyText, checkLength, refuseType } from '../body.js';
import { addDefaultFields, addField, removeField } from '../fields/field-store.js';
import { findTable } from '../lookup.js';
import type { Base, Bitable, Scope, Table } from '../model.js';
import { checkViewName, createDefaultView } from '../views/view-store.js';

/** What a call asks of a new table. */
export interface TableSpec {
  readonly name: string;
  readonly viewName?: string | undefined;
  /** The vendor's default fields when absent. */
  readonly fields?: readonly Json[] | undefined;
}

export function readTableSpec(value: Json, at: string): TableSpec {
  if (!isJsonObject(value)) refuseType(at, 'object');
  const name = bodyText(value, 'name') ?? refuseParameter(`${at}.name`, 'name is required');
  const fields = bodyList(value, 'fields');
  if (fields !== undefined) checkLength(`${at}.fields`, fields.length, maxFields);
  return {
    name: checkTableName(name, `${at}.name`),
    viewName: readViewName(value, fields !== undefined),
    fields,
  };
}

const maxFields = 300;

function readViewName(table: JsonObject, hasFields: boolean): string | undefined {
  const viewName = bodyText(table, 'default_view_name');
  if (viewName === undefined) return undefined;
  if (!hasFields) {
    refuse(1254001, undefined, {
      message: 'default_view_name is only allowed together with fields',
    });
  }
  return checkViewName(viewName);
}

/** The page "Update a table": 1 to 100 characters without the blanks around them. */
export function checkTableName(text: string, at: string): string {
  const name = text.trim();
  checkLength(at, [...name].length, 100);
  if (/[[\]:\\/?*]/.test(name))
    refuseParameter(at, 'the value must match ^[^\\[\\]\\:\\\\\\/\\?\\*]+$', name);
  return name;
}

/** A name that another table of the base has is refused. */
export function checkNameIsFree(base: Base, name: string): void {
  const taken = [...base.tables.values()].some((table) => table.name === name);
  if (taken) refuse(1254013);
}

/** Adds a table with all of its fields, or none. */
export function addTable(bitable: Bitable, base: Base, spec: TableSpec): Table {
  checkNameIsFree(base, spec.name);
  checkBlockRoom(base);
  const table = newTable(bitable, spec.name, spec.viewName);
  const scope = { bitable, base, table };
  base.tables.set(table.tableId, table);
  try {
    if (spec.fields === undefined) addDefaultFields(scope);
    else for (const field of spec.fields) addField(scope, field);
  } catch (refusal) {
    removeTable(scope);
    throw refusal;
  }
  return table;
}

function newTable(bitable: Bitable, name: string, viewName?: string): Table {
  return {
    tableId: bitable.ids.newTableId(),
    name,
    revision: 1,
    fields: [],
    fieldGroups: [],
    views: [createDefaultView(bitable, viewName)],
    rows: new Map(),
    lastSerial: 0,
  };
}

/** Adds all of the tables or none. */
export function addTables(bitable: Bitable, base: Base, specs: readonly TableSpec[]): Table[] {
  const added: Table[] = [];
  try {
    for (const spec of specs) added.push(addTable(bitable, base, spec));
  } catch (refusal) {
    for (const table of added) removeTable({ bitable, base, table });
    throw refusal;
  }
  return added;
}

/** Deletes all of the tables or none; one table stays. */
export function deleteTables(bitable: Bitable, base: Base, tableIds: readonly string[]): void {
  const doomed = new Set(tableIds.map((tableId) => findTable(base, tableId)));
  if (doomed.size === base.tables.size) refuse(1254034);
  for (const table of doomed) removeTable({ bitable, base, table });
  base.revision += 1;
}

/** The columns of other tables that link to it go with it. */
function removeTable({ bitable, base, table }: Scope): void {
  base.tables.delete(table.tableId);
  for (const other of base.tables.values()) {
    const links = other.fields.filter((field) => field.property?.table_id === table.tableId);
    for (const link of links) removeField({ bitable, base, table: other }, link);
  }
}
