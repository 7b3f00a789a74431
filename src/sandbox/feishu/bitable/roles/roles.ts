import type { JsonObject } from '../../../../core/json.js';
import { page } from '../../paging.js';
import { refuseParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import type { Handler, Handlers, SandboxRequest } from '../../request.js';
import type { World } from '../../world.js';
import { advancedBaseOf, findRole } from '../lookup.js';
import type { Base, Bitable } from '../model.js';
import {
  noTableRole,
  type RecordRule,
  type Role,
  type RoleApi,
  type TableRole,
  v1,
  v2,
} from './role-model.js';
import { roleReply } from './role-reply.js';
import { type RoleSpec, readRole, type TableRoleSpec } from './role-spec.js';

const editions = 'Only Available For Business and Enterprise Editions';

export const roleHandlers = {
  bitable_roles_list: listIn(v1, 30),
  bitable_roles_create: createIn(v1),
  bitable_roles_update: updateIn(v1),
  bitable_base_roles_list: listIn(v2, 100),
  bitable_base_roles_create: createIn(v2),
  bitable_base_roles_update: updateIn(v2),

  bitable_roles_delete: (request, world) => {
    const base = advancedBaseOf(request, world);
    base.roles.delete(findRole(base, request.path['role_id'] ?? '').roleId);
    base.revision += 1;
    return {};
  },
} satisfies Partial<Handlers>;

function listIn(api: RoleApi, maxSize: number): Handler {
  return (request, world) => {
    const { bitable } = world;
    const base = advancedBaseOf(request, world);
    const rule = { listing: `roles of ${base.appToken}`, maxSize, bitable };
    const found = page([...base.roles.values()], request.query, rule, (role) => role.roleId);
    return {
      ...found,
      items: found.items.map((role) => roleReply(role, { bitable, base }, api)),
    };
  };
}

function createIn(api: RoleApi): Handler {
  return (request, world) => {
    const { bitable } = world;
    const scope = { bitable, base: advancedBaseOf(request, world) };
    const spec = readSpec(request, scope.base, world, api);
    const name = spec.name ?? refuseParameter('role_name', 'role_name is required');
    const role = addRole(bitable, scope.base, spec, name);
    scope.base.revision += 1;
    return { role: roleReply(role, scope, api) };
  };
}

function updateIn(api: RoleApi): Handler {
  return (request, world) => {
    const { bitable } = world;
    const scope = { bitable, base: advancedBaseOf(request, world) };
    const role = findRole(scope.base, request.path['role_id'] ?? '');
    const spec = readSpec(request, scope.base, world, api);
    const replaces = bitable.options.roleUpdate === 'replace' && !api.isFull;
    updateRole(scope.base, role, spec, replaces);
    scope.base.revision += 1;
    return { role: roleReply(role, scope, api) };
  };
}

function readSpec(
  { name, body }: SandboxRequest,
  base: Base,
  { bitable }: World,
  api: RoleApi,
): RoleSpec {
  if (name.endsWith('_create')) requireTables(body);
  const spec = readRole(body, { bitable, base }, api);
  const refines = spec.tables.some(({ recRule, fieldPerm }) => recRule ?? fieldPerm);
  return refines && !bitable.options.rowAndFieldPermissions ? refuse(1254304, editions) : spec;
}

function requireTables(body: JsonObject): void {
  if ((body['table_roles'] ?? undefined) === undefined) {
    refuseParameter('table_roles', 'table_roles is required');
  }
}

const maxRoles = 30;

export function addRole(bitable: Bitable, base: Base, spec: RoleSpec, name: string): Role {
  checkNameIsFree(base, name);
  if (base.roles.size >= maxRoles) refuse(1254110);
  const role: Role = {
    roleId: bitable.ids.newRoleId(),
    name,
    tables: new Map(),
    blocks: new Map(),
    baseRule: new Map(),
    members: new Map(),
  };
  applySpec(role, spec);
  base.roles.set(role.roleId, role);
  return role;
}

/** Changes what the call names; everything else stays, or goes where the call replaces the role. */
function updateRole(base: Base, role: Role, spec: RoleSpec, replaces: boolean): void {
  if (spec.name !== undefined) {
    checkNameIsFree(base, spec.name, role);
    role.name = spec.name;
  }
  if (replaces) {
    role.tables.clear();
    role.blocks.clear();
  }
  applySpec(role, spec);
}

function checkNameIsFree(base: Base, name: string, self?: Role): void {
  const taken = [...base.roles.values()].some((role) => role !== self && role.name === name);
  if (taken) refuse(1254033);
}

function applySpec(role: Role, { tables, blocks, baseRule }: RoleSpec): void {
  for (const spec of tables) {
    role.tables.set(spec.tableId, changed(role.tables.get(spec.tableId) ?? noTableRole, spec));
  }
  if (blocks?.size === 0) role.blocks.clear();
  for (const [blockId, perm] of blocks ?? []) role.blocks.set(blockId, perm);
  if (baseRule !== undefined) role.baseRule = baseRule;
}

/** The rights in one table after a call. */
function changed(old: TableRole, spec: TableRoleSpec): TableRole {
  return {
    perm: spec.perm,
    ...changedRules(old, spec),
    ...changedViews(old, spec),
    fieldPerm: unlessEmpty(spec.fieldPerm ?? old.fieldPerm),
    addsRecords: spec.addsRecords ?? old.addsRecords,
    deletesRecords: spec.deletesRecords ?? old.deletesRecords,
    fieldActions: spec.fieldActions ?? old.fieldActions,
  };
}

/** A rule that is not named stays only as long as what it refines stays (page "Update a role", base/v2). */
function changedRules(old: TableRole, { perm, recRule, otherRule }: TableRoleSpec) {
  const kept = perm === old.perm ? old : noTableRole;
  return {
    recRule: restricting(recRule ?? kept.recRule),
    otherRule: otherRule ?? (recRule === undefined ? kept.otherRule : undefined),
  };
}

function changedViews(old: TableRole, { viewPerm = old.viewPerm, viewRules }: TableRoleSpec) {
  const kept = viewPerm === old.viewPerm ? old.viewRules : undefined;
  return { viewPerm, viewRules: unlessEmpty(viewRules ?? kept) };
}

/** `{}` resets a rule to its default, all records. */
function restricting(rule: RecordRule | undefined): RecordRule | undefined {
  const conditions = rule === undefined ? 0 : rule.conditions.length + rule.groups.length;
  return conditions === 0 ? undefined : rule;
}

/** `{}` resets a map to its default. */
function unlessEmpty<Perms extends ReadonlyMap<string, number>>(
  perms: Perms | undefined,
): Perms | undefined {
  return perms?.size === 0 ? undefined : perms;
}
