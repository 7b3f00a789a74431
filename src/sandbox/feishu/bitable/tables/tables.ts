import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import type { FeishuEndpointName } from '../../../../endpoints/catalogue.js';
import { page } from '../../paging.js';
import { queryUserIdType } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import type { Handlers } from '../../request.js';
import { bodyList, bodyText, refuseType, requiredList, requiredObject } from '../body.js';
import { baseOf, findField, isId, scopeOf } from '../lookup.js';
import { type FieldGroup, type Scope, type Table, touch } from '../model.js';
import { tablesFor } from '../roles/access.js';
import { isBlockName } from '../views/view-store.js';
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
      tokenOnLastPage: true as const,
      bitable: world.bitable,
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

const maxGroups = 300;
const maxChildren = 300;
const maxDescription = 2_000;

export const fieldGroupHandlers = {
  bitable_field_groups_create: (request, world) => {
    const sent = bodyList(request.body, 'field_groups') ?? refuse(1254001);
    if (sent.length === 0) refuse(1254120);
    if (sent.length > maxGroups) refuse(1254121);
    const scope = scopeOf(request, world);
    const { table } = scope;
    const groups = sent.map((group) => readGroup(group, scope));
    checkTogether([...table.fieldGroups, ...groups]);
    table.fieldGroups.push(...groups);
    touch(scope);
    const made = groups.map(({ groupId, name }) => ({ id: groupId, name }));
    return { field_groups: JSON.stringify(made) };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `bitable_field_groups_${string}`>>;

function readGroup(sent: Json, { bitable, table }: Scope): FieldGroup {
  if (!isJsonObject(sent)) refuseType('field_groups', 'array of object');
  const name = bodyText(sent, 'name')?.trim() ?? '';
  const description = bodyText(sent, 'description') ?? '';
  const groupId = bodyText(sent, 'id') || bitable.ids.newFieldId();
  if (name === '') refuse(1254114);
  if (!isBlockName(name)) refuse(1254115);
  if ([...description].length > maxDescription) refuse(1254116);
  if (!isId('fld', groupId)) refuse(1254009);
  return { groupId, name, description, fieldIds: readChildren(sent, table) };
}

function readChildren(group: JsonObject, table: Table): string[] {
  const children = bodyList(group, 'children') ?? [];
  if (children.length === 0) refuse(1254118);
  if (children.length > maxChildren) refuse(1254119);
  return children.map((child) => {
    if (!isJsonObject(child)) return refuseType('children', 'array of object');
    if (bodyText(child, 'type') !== 'field') refuse(1254123);
    return findField(table, bodyText(child, 'id') ?? '').fieldId;
  });
}

/** The groups of a table differ in their ids and names, and no two of them share a field. */
function checkTogether(groups: readonly FieldGroup[]): void {
  if (repeats(groups.map(({ name }) => name))) refuse(1254117);
  if (repeats(groups.map(({ groupId }) => groupId))) refuse(1254009);
  if (repeats(groups.flatMap(({ fieldIds }) => fieldIds))) refuse(1254122);
}

function repeats(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}
