import type { CallIdentity, Directory, RoleMember } from '../../directory.js';
import { type Perm, sharingOf } from '../../drive/model.js';
import type { Base } from '../model.js';
import type { Role } from './role-model.js';

/**
 * The roles that bind somebody; undefined for who may do everything: the app, the owner, and the collaborators who
 * manage the base (1254302 on the page "Update the state of an automation").
 */
export function rolesOf(
  identity: CallIdentity,
  base: Base,
  directory: Directory,
): Role[] | undefined {
  const { kind, openId } = identity;
  if (!base.isAdvanced || kind === 'tenant' || openId === base.ownerId) return undefined;
  if (permsOf(base, openId, directory).includes('full_access')) return undefined;
  return [...base.roles.values()].filter(({ members }) =>
    [...members.values()].some((member) => means(member, openId, directory)),
  );
}

/** What the list of collaborators gives somebody, directly and through groups and departments. */
export function permsOf(document: object, openId: string, directory: Directory): Perm[] {
  const { collaborators } = sharingOf(document);
  return [...collaborators.values()]
    .filter(({ member }) => means(member, openId, directory))
    .map(({ perm }) => perm);
}

function means({ kind, id }: RoleMember, openId: string, directory: Directory): boolean {
  return kind === 'user' ? id === openId : directory.membersOf(id).includes(openId);
}
