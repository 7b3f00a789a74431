import type { JsonObject } from '../../../core/json.js';
import type { CallIdentity, Directory, RoleMember } from '../directory.js';
import { refuse } from '../refusal.js';
import type { DriveDocument } from './documents.js';
import { type Collaborator, sharingOf } from './model.js';

export const memberTypes = [
  'email',
  'openid',
  'unionid',
  'openchat',
  'opendepartmentid',
  'userid',
  'groupid',
  'wikispaceid',
] as const;

export type MemberType = (typeof memberTypes)[number];

export const ownerTypes = ['email', 'openid', 'userid'] as const satisfies readonly MemberType[];

/** Whom a call means. An app sees no departments, and people only the groups that they are in. */
export function findMember(
  type: MemberType,
  id: string,
  { kind, openId }: CallIdentity,
  directory: Directory,
): RoleMember {
  if (type === 'opendepartmentid' && kind === 'tenant') refuse(1063001);
  const member = finders[type](id, directory) ?? refuse(1063001);
  const isHidden = member.kind === 'chat' && kind === 'user' && !isIn(id, openId, directory);
  return isHidden ? refuse(1063003) : member;
}

function isIn(chatId: string, openId: string, directory: Directory): boolean {
  return directory.membersOf(chatId).includes(openId);
}

/** How each kind of id is looked up. The tenant has no user groups, and only wiki pages have members of a space. */
const finders: Readonly<
  Record<MemberType, (id: string, directory: Directory) => RoleMember | undefined>
> = {
  email: (id, { people }) => user(people.find(({ email }) => email === id)),
  openid: (id, directory) => user(directory.person(id, 'open_id')),
  unionid: (id, directory) => user(directory.person(id, 'union_id')),
  userid: (id, directory) => user(directory.person(id, 'user_id')),
  openchat: (id, directory) => directory.chat(id) && { kind: 'chat', id },
  opendepartmentid: (id, directory) =>
    directory.department(id, 'open_department_id') && { kind: 'department', id },
  groupid: () => undefined,
  wikispaceid: () => undefined,
};

function user(person: { readonly open_id: string } | undefined): RoleMember | undefined {
  return person && { kind: 'user', id: person.open_id };
}

const idTypes: Readonly<Record<RoleMember['kind'], string>> = {
  user: 'openid',
  chat: 'openchat',
  department: 'opendepartmentid',
};

interface MemberNames {
  readonly name: string;
  readonly avatar_url?: string;
}

const lookups: Readonly<
  Record<RoleMember['kind'], (id: string, directory: Directory) => MemberNames | undefined>
> = {
  user: (id, directory) => directory.person(id, 'open_id'),
  chat: (id, directory) => directory.chat(id),
  department: (id, directory) => directory.department(id, 'open_department_id'),
};

/** What is only told when it is asked for. */
const optionalFields: Readonly<
  Record<string, (member: RoleMember, named: MemberNames | undefined) => string | boolean>
> = {
  name: (_member, named) => named?.name ?? '',
  type: ({ kind }) => kind,
  avatar: (_member, named) => named?.avatar_url ?? '',
  external_label: () => false,
};

/** The owner, who manages a document like a collaborator, and then the collaborators. */
export function collaboratorReplies(
  { owned }: DriveDocument,
  fields: string,
  directory: Directory,
): JsonObject[] {
  const names = fields === '*' ? Object.keys(optionalFields) : fields.split(',').filter(Boolean);
  if (!names.every((name) => Object.hasOwn(optionalFields, name))) refuse(1063001);
  const owner: Collaborator = {
    member: { kind: 'user', id: owned.ownerId },
    perm: 'full_access',
  };
  const all = [owner, ...sharingOf(owned).collaborators.values()];
  return all.map((collaborator) => collaboratorReply(collaborator, names, directory));
}

function collaboratorReply(
  { member, perm }: Collaborator,
  names: readonly string[],
  directory: Directory,
): JsonObject {
  const named = lookups[member.kind](member.id, directory);
  const told = names.map((name) => [name, optionalFields[name]?.(member, named)] as const);
  return {
    member_type: idTypes[member.kind],
    member_id: member.id,
    perm,
    perm_type: 'container',
    ...Object.fromEntries(told),
  };
}
