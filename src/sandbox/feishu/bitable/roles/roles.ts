import type { JsonObject } from '../../../../core/json.js';
import { refuse } from '../../../kernel/refusal.js';
import type { Handler, Handlers, SandboxRequest, World } from '../../handler.js';
import { baseOf } from '../fields/lookup.js';
import type { Base } from '../model.js';
import { page } from '../paging.js';
import { refuseParameter } from '../records/query.js';
import { type RoleDialect, v1, v2 } from './role-dialect.js';
import { roleReply } from './role-reply.js';
import { type RoleSpec, readRole } from './role-spec.js';
import { addRole, findRole, updateRole } from './role-store.js';

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

/** The base of a request's path, whose advanced permissions must be on. */
export function advancedBaseOf(request: SandboxRequest, world: World): Base {
  const base = baseOf(request, world);
  return base.isAdvanced ? base : refuse(1254301);
}

function listIn(dialect: RoleDialect, maxSize: number): Handler {
  return (request, world) => {
    const { bitable } = world;
    const base = advancedBaseOf(request, world);
    const rule = { listing: `roles of ${base.appToken}`, maxSize, options: bitable.options };
    const found = page([...base.roles.values()], request.query, rule, (role) => role.roleId);
    return {
      ...found,
      items: found.items.map((role) => roleReply(role, { bitable, base }, dialect)),
    };
  };
}

function createIn(dialect: RoleDialect): Handler {
  return (request, world) => {
    const { bitable } = world;
    const place = { bitable, base: advancedBaseOf(request, world) };
    const spec = readSpec(request, place.base, world, dialect);
    const name = spec.name ?? refuseParameter('role_name', 'role_name is required');
    const role = addRole(bitable, place.base, spec, name);
    place.base.revision += 1;
    return { role: roleReply(role, place, dialect) };
  };
}

function updateIn(dialect: RoleDialect): Handler {
  return (request, world) => {
    const { bitable } = world;
    const place = { bitable, base: advancedBaseOf(request, world) };
    const role = findRole(place.base, request.path['role_id'] ?? '');
    updateRole(place.base, role, readSpec(request, place.base, world, dialect));
    place.base.revision += 1;
    return { role: roleReply(role, place, dialect) };
  };
}

function readSpec(
  { name, body }: SandboxRequest,
  base: Base,
  { bitable }: World,
  dialect: RoleDialect,
): RoleSpec {
  if (name.endsWith('_create')) requireTables(body);
  const spec = readRole(body, { bitable, base }, dialect);
  const refines = spec.tables.some(({ recRule, fieldPerm }) => recRule ?? fieldPerm);
  return refines && !bitable.options.rowAndFieldPermissions ? refuse(1254304, editions) : spec;
}

function requireTables(body: JsonObject): void {
  if ((body['table_roles'] ?? undefined) === undefined) {
    refuseParameter('table_roles', 'table_roles is required');
  }
}
