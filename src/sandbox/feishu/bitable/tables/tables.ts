import type { Json } from '../../../../core/json.js';
import type { Handlers } from '../../handler.js';
import { bodyText, refuseType, requiredList, requiredObject } from '../body.js';
import { baseOf, scopeOf } from '../fields/lookup.js';
import type { Scope } from '../model.js';
import { page } from '../paging.js';
import { queryUserIdType } from '../records/query.js';
import { touch } from '../revision.js';
import { tablesFor } from '../roles/permissions.js';
import {
  addTable,
  addTables,
  checkNameIsFree,
  checkTableName,
  deleteTables,
  readTableSpec,
} from './table-store.js';

export const tableHandlers = {
  bitable_tables_list: (request, world) => {
    const base = baseOf(request, world);
    const rule = {
      listing: `tables of ${base.appToken}`,
      maxSize: 100,
      options: world.bitable.options,
    };
    const tables = tablesFor(request.identity, world.bitable, base);
    const { items, ...rest } = page(tables, request.query, rule, (table) => table.tableId);
    return {
      ...rest,
      items: items.map(({ tableId, revision, name }) => ({ table_id: tableId, revision, name })),
    };
  },

  bitable_tables_create: (request, world) => {
    queryUserIdType(request.query);
    const spec = readTableSpec(requiredObject(request.body, 'table'), 'table');
    const base = baseOf(request, world);
    const table = addTable(world.bitable, base, spec);
    // The view's and the fields' ids come back only when the call itself named fields.
    return {
      table_id: table.tableId,
      ...(spec.fields === undefined
        ? {}
        : {
            default_view_id: table.views[0]?.viewId,
            field_id_list: table.fields.map((field) => field.fieldId),
          }),
    };
  },

  bitable_tables_batch_create: (request, world) => {
    queryUserIdType(request.query);
    const specs = requiredList(request.body, 'tables', 100).map((table, index) =>
      readTableSpec(table, `tables[${index}]`),
    );
    const tables = addTables(world.bitable, baseOf(request, world), specs);
    return { table_ids: tables.map((table) => table.tableId) };
  },

  bitable_tables_update: (request, world) => {
    const name = bodyText(request.body, 'name')?.trim() ?? '';
    if (name !== '') checkTableName(name, 'name');
    const scope = scopeOf(request, world);
    if (name !== '' && name !== scope.table.name) rename(scope, name);
    return { name: scope.table.name };
  },

  bitable_tables_delete: (request, world) => {
    const { bitable, base, table } = scopeOf(request, world);
    deleteTables(bitable, base, [table.tableId]);
    return {};
  },

  bitable_tables_batch_delete: (request, world) => {
    const tableIds = requiredList(request.body, 'table_ids', 50).map(readTableId);
    deleteTables(world.bitable, baseOf(request, world), tableIds);
    return {};
  },
} satisfies Partial<Handlers>;

function rename(scope: Scope, name: string): void {
  checkNameIsFree(scope.base, name);
  scope.table.name = name;
  touch(scope);
}

function readTableId(value: Json): string {
  return typeof value === 'string' ? value : refuseType('table_ids', 'array of string');
}
