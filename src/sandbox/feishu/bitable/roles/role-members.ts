import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import type { FeishuEndpointName } from '../../../../endpoints/catalogue.js';
import { type Directory, memberKey, type RoleMember } from '../../directory.js';
import { page } from '../../paging.js';
import { refuse } from '../../refusal.js';
import type { Handlers, SandboxRequest } from '../../request.js';
import type { World } from '../../world.js';
import { bodyOption, refuseType, requiredList, requiredText } from '../body.js';
import { advancedBaseOf, findRole } from '../lookup.js';
import type { Role } from './role-model.js';

const maxMembers = 200;
const maxAtOnce = 100;

const idTypes = [
  'open_id',
  'union_id',
  'user_id',
  'chat_id',
  'department_id',
  'open_department_id',
] as const;

type MemberIdType = (typeof idTypes)[number];

/** A member as a call names it. */
interface RoleMemberRef {
  readonly type: MemberIdType;
  readonly id: string;
}

export const roleMemberHandlers = {
  bitable_role_members_list: (request, world) => {
    const role = roleOf(request, world);
    const { bitable } = world;
    const { directory } = bitable;
    const rule = { listing: `members of ${role.roleId}`, maxSize: 100, bitable };
    const found = page([...role.members.values()], request.query, rule, memberKey);
    return { ...found, items: found.items.map((member) => memberReply(member, directory)) };
  },

  bitable_role_members_create: (request, world) => {
    const id = requiredText(request.body, 'member_id');
    return add(request, world, [{ type: queryIdType(request), id }]);
  },

  bitable_role_members_delete: (request, world) => {
    const id = request.path['member_id'] ?? '';
    return remove(request, world, [{ type: queryIdType(request), id }]);
  },

  bitable_role_members_batch_create: (request, world) =>
    add(request, world, readMembers(request.body)),

  bitable_role_members_batch_delete: (request, world) =>
    remove(request, world, readMembers(request.body)),
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `bitable_role_members_${string}`>>;

function roleOf(request: SandboxRequest, world: World): Role {
  return findRole(advancedBaseOf(request, world), request.path['role_id'] ?? '');
}

/** Adds all of the members or none; who is a member already stays one. */
function add(request: SandboxRequest, world: World, named: readonly RoleMemberRef[]): JsonObject {
  const { members } = roleOf(request, world);
  const added = named.map((each) => found(each, world.bitable.directory) ?? refuse(1254048));
  const keys = new Set([...members.keys(), ...added.map(memberKey)]);
  if (keys.size > maxMembers) refuse(1254111);
  for (const member of added) members.set(memberKey(member), member);
  return {};
}

/** Removes all of the members or none. */
function remove(
  request: SandboxRequest,
  world: World,
  named: readonly RoleMemberRef[],
): JsonObject {
  const { members } = roleOf(request, world);
  const keys = named.map((each) => {
    const member = found(each, world.bitable.directory);
    const key = member && memberKey(member);
    return key !== undefined && members.has(key) ? key : refuse(1254048);
  });
  for (const key of keys) members.delete(key);
  return {};
}

function queryIdType({ query }: SandboxRequest): MemberIdType {
  const type = query.get('member_id_type') ?? '';
  return (
    bodyOption(type === '' ? {} : { member_id_type: type }, 'member_id_type', idTypes) ?? 'open_id'
  );
}

function readMembers(body: JsonObject): RoleMemberRef[] {
  return requiredList(body, 'member_list', maxAtOnce).map(readMember);
}

function readMember(value: Json): RoleMemberRef {
  if (!isJsonObject(value)) return refuseType('member_list', 'array of object');
  return {
    type: bodyOption(value, 'type', idTypes) ?? 'open_id',
    id: requiredText(value, 'id'),
  };
}

/** Whom the tenant's directory knows by this id of this type. */
function found({ type, id }: RoleMemberRef, directory: Directory): RoleMember | undefined {
  if (type === 'chat_id') {
    const chat = directory.chat(id);
    return chat && { kind: 'chat', id: chat.id };
  }
  if (type === 'department_id' || type === 'open_department_id') {
    const department = directory.department(id, type);
    return department && { kind: 'department', id: department.open_department_id };
  }
  const person = directory.person(id, type);
  return person && { kind: 'user', id: person.open_id };
}

const replies: Readonly<
  Record<RoleMember['kind'], (id: string, directory: Directory) => JsonObject>
> = {
  user: (id, directory) => {
    const person = directory.person(id, 'open_id');
    return {
      member_name: person?.name,
      member_en_name: person?.en_name,
      open_id: id,
      union_id: person?.union_id,
      user_id: person?.user_id,
    };
  },
  chat: (id, directory) => {
    const name = directory.chat(id)?.name;
    return { member_name: name, member_en_name: name, chat_id: id };
  },
  department: (id, directory) => {
    const department = directory.department(id, 'open_department_id');
    return {
      member_name: department?.name,
      member_en_name: department?.en_name,
      department_id: department?.department_id,
      open_department_id: id,
    };
  },
};

function memberReply({ kind, id }: RoleMember, directory: Directory): JsonObject {
  return { member_type: kind, ...replies[kind](id, directory) };
}
