import { refuse } from '../../../kernel/refusal.js';
import type { RoleMember } from '../../bitable/roles/role-model.js';
import type { Directory } from '../../directory.js';
import type { Identity } from '../../handler.js';

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

/** Whom a call means. An app sees no departments, and people only the groups that they are in. */
export function findMember(
  type: MemberType,
  id: string,
  { kind, openId }: Identity,
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
