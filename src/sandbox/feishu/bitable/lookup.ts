import { refuse } from '../refusal.js';
import type { SandboxRequest } from '../request.js';
import type { World } from '../world.js';
import type { Base, Bitable, BitableField, Row, Scope, Table } from './model.js';
import type { Role } from './roles/role-model.js';
import type { View } from './views/view-model.js';

export function findTable(base: Base, tableId: string): Table {
  if (!isId('tbl', tableId)) refuse(1254004);
  return base.tables.get(tableId) ?? refuse(1254041);
}

export function findField(table: Table, fieldId: string): BitableField {
  if (!isId('fld', fieldId)) refuse(1254009);
  return table.fields.find((field) => field.fieldId === fieldId) ?? refuse(1254044);
}

export function fieldNamed(table: Table, name: string): BitableField {
  return table.fields.find((field) => field.name === name) ?? refuse(1254045);
}

export function findView(table: Table, viewId: string): View {
  if (!isId('vew', viewId)) refuse(1254005);
  return table.views.find((view) => view.viewId === viewId) ?? refuse(1254042);
}

export function findRow(table: Table, recordId: string): Row {
  if (!isId('rec', recordId)) refuse(1254006);
  return table.rows.get(recordId) ?? refuse(1254043);
}

/** Batches say which of their records is missing. */
export function findRowOfMany(table: Table, recordId: string): Row {
  if (!isId('rec', recordId)) refuse(1254006);
  return table.rows.get(recordId) ?? refuse(1254043, `record not found,id = ${recordId}`);
}

/** The base of a request's path. */
export function baseOf(request: SandboxRequest, world: World): Base {
  const appToken = request.path['app_token'] ?? '';
  if (world.drive.deleted.has(appToken)) refuse(1002);
  return findBase(world.bitable, appToken);
}

const appTokenShape = /^[A-Za-z0-9]{27}$/;

function findBase(bitable: Bitable, appToken: string): Base {
  if (!appTokenShape.test(appToken)) refuse(1254003);
  const base = bitable.bases.get(appToken) ?? refuse(bitable.options.unknownBaseCode);
  if (bitable.clock.now() < base.copyingUntil) refuse(1254036);
  return base;
}

/** The base and the table of a request's path. */
export function scopeOf(request: SandboxRequest, world: World): Scope {
  const base = baseOf(request, world);
  const table = findTable(base, request.path['table_id'] ?? '');
  return { bitable: world.bitable, base, table };
}

/** The view of a request's path. A private view of somebody else is as good as none. */
export function viewOf(
  request: SandboxRequest,
  world: World,
  parameter: 'view_id' | 'form_id' = 'view_id',
): { readonly scope: Scope; readonly view: View } {
  const scope = scopeOf(request, world);
  const view = findView(scope.table, request.path[parameter] ?? '');
  return { scope, view: isVisible(view, request) ? view : refuse(1254042) };
}

export function isVisible({ privateOwner }: View, { identity }: SandboxRequest): boolean {
  return privateOwner === undefined || privateOwner === identity.openId;
}

/** Lengths of ids grew over the years, so only the prefix and the alphabet count. */
export function isId(prefix: string, id: string): boolean {
  return id.startsWith(prefix) && /^[A-Za-z0-9]{4,64}$/.test(id);
}

/** The base of a request's path, whose advanced permissions must be on; for a while after the switch its roles do not see it. */
export function advancedBaseOf(request: SandboxRequest, world: World): Base {
  const base = baseOf(request, world);
  const isReady = world.bitable.clock.now() >= base.rolesReadyAt;
  return base.isAdvanced && isReady ? base : refuse(1254301);
}

/** A role of the base. There is no code for an id of another shape. */
export function findRole(base: Base, roleId: string): Role {
  return base.roles.get(roleId) ?? refuse(1254047);
}
