import { findUser, type ItemScope, isAdministrator, typeOf } from '../gateway/access.js';
import { ProjectRefusal, refuse } from '../gateway/refusal.js';
import {
  bodyBoolean,
  bodyInteger,
  bodyObject,
  bodyText,
  bodyTexts,
  type ProjectHandlerGroup,
  type ProjectRequest,
  refuseMissing,
  requiredText,
} from '../gateway/request.js';
import { isWireList, isWireObject, type Wire, type WireObject } from '../gateway/wire.js';
import type { ProjectRole, ProjectWorld, WorkItemType } from '../model/model.js';

/** The roles of a work item type; administrators of the space change them. */
export const roleHandlers = {
  project_roles_list: (request, world) => ({
    data: typeOf(request, world).type.roles.map(roleReply),
  }),

  project_roles_create: (request, world) => {
    const type = administeredType(request, world);
    const spec = bodyObject(request.body, 'role') ?? refuseMissing('role');
    const id = bodyText(spec, 'id') || world.ids.newRoleKey();
    if (type.roles.some((role) => role.id === id)) refuse(20006, `role id ${id} exists`);
    const role = {
      id,
      name: requiredText(spec, 'name'),
      alias: '',
      isOwner: false,
      autoEnterGroup: false,
      memberAssignMode: 1,
      members: [],
      isMemberMulti: true,
    };
    change(role, spec, role);
    type.roles.push(role);
    return { data: id };
  },

  project_roles_update: (request, world) => {
    const role = roleOf(administeredType(request, world), request);
    const spec = bodyObject(request.body, 'role') ?? refuseMissing('role');
    change(role, spec, world.options.unnamedParts === 'kept' ? role : undefined);
    return { data: {} };
  },

  project_roles_delete: (request, world) => {
    const type = administeredType(request, world);
    const role = roleOf(type, request);
    const isUsed = type.templates.some(({ nodes, transitions }) =>
      [...nodes.map(({ ownerRoles }) => ownerRoles), ...transitions.map(({ roles }) => roles)].some(
        (roles) => roles.includes(role.id),
      ),
    );
    if (isUsed) refuse(20093);
    type.roles.splice(type.roles.indexOf(role), 1);
    return { data: {} };
  },
} satisfies ProjectHandlerGroup;

function administeredType(request: ProjectRequest, world: ProjectWorld): WorkItemType {
  const { space, type } = typeOf(request, world);
  return isAdministrator(space, request.identity.userKey) ? type : refuse(10005);
}

/** "role_id or role_alias, id wins" */
function roleOf({ roles }: WorkItemType, { body }: ProjectRequest): ProjectRole {
  const id = bodyText(body, 'role_id') ?? '';
  const alias = bodyText(body, 'role_alias') ?? '';
  if (id === '' && alias === '') refuseMissing('role_id');
  const found = roles.find((role) => (id === '' ? role.alias === alias : role.id === id));
  return found ?? refuse(20006, 'role does not exist');
}

/** Sets what a body gives; what it leaves out is as it was before, or as of a new role. */
function change(role: ProjectRole, spec: WireObject, before: ProjectRole | undefined): void {
  role.name = bodyText(spec, 'name') ?? role.name;
  role.alias = bodyText(spec, 'role_alias') ?? before?.alias ?? '';
  role.isOwner = bodyBoolean(spec, 'is_owner') ?? before?.isOwner ?? false;
  role.autoEnterGroup = bodyBoolean(spec, 'auto_enter_group') ?? before?.autoEnterGroup ?? false;
  role.memberAssignMode = bodyInteger(spec, 'member_assign_mode') ?? before?.memberAssignMode ?? 1;
  role.members = bodyTexts(spec, 'members') ?? before?.members ?? [];
  role.isMemberMulti = bodyBoolean(spec, 'is_member_multi') ?? before?.isMemberMulti ?? true;
  role.lockScope = bodyTexts(spec, 'lock_scope') ?? before?.lockScope ?? [];
}

/** RoleConfDetail. */
function roleReply(role: ProjectRole): WireObject {
  return {
    id: role.id,
    key: role.alias || role.id,
    name: role.name,
    is_owner: role.isOwner,
    role_appear_mode: 1,
    deletable: true,
    allow_delete: true,
    auto_enter_group: role.autoEnterGroup,
    member_assign_mode: role.memberAssignMode,
    members: role.members,
    authorization_role_keys: [],
    is_member_multi: role.isMemberMulti,
    is_required: 2,
    role_alias: role.alias,
    lock_app_id: '',
    lock_scope: role.lockScope ?? [],
  };
}

/** RoleOwner: who has a role. */
export interface RoleOwner {
  readonly role: string;
  readonly owners: readonly string[];
}

const unknownRole: ReadonlyMap<number, string> = new Map([
  [20041, 'Role owner do not exist in DB and request'],
  [50006, 'role owners parse failed'],
]);

/** A list of `{role, owners}`; null owners are none. */
export function roleOwnersOf(value: Wire | undefined, code: number): RoleOwner[] {
  const list = isWireList(value) ? value : refuseRoles(code);
  return list.map((each) => {
    if (!isWireObject(each) || typeof each['role'] !== 'string') return refuseRoles(code);
    const owners = each['owners'] ?? [];
    const isList = isWireList(owners) && owners.every((owner) => typeof owner === 'string');
    return isList ? { role: each['role'], owners } : refuseRoles(code);
  });
}

/** Gives roles, named by id or alias, to people. */
export function assignRoles(
  { type, item }: ItemScope,
  roleOwners: readonly RoleOwner[],
  code: number,
  world: ProjectWorld,
): void {
  for (const { role, owners } of roleOwners) {
    const known = type.roles.find(({ id, alias }) => id === role || (alias && alias === role));
    const stranger = owners.find((owner) => findUser(owner, world) === undefined);
    if (stranger !== undefined) refuse(30006, `User Not Found, ${stranger}`);
    item.roleOwners.set((known ?? refuseRoles(code)).id, owners);
  }
}

function refuseRoles(code: number): never {
  const msg = unknownRole.get(code);
  throw new ProjectRefusal(code, msg === undefined ? {} : { msg });
}
