import { permsOf, rolesOf } from '../../bitable/roles/role-bindings.js';
import type { Identity, World } from '../../handler.js';
import type { DriveDocument } from '../documents.js';
import { type Perm, type PublicSettings, sharingOf } from '../model.js';

/** What somebody may do with a document as a whole; each right has those before it. */
const rights = ['none', 'view', 'edit', 'full_access', 'own'] as const;

export type Right = (typeof rights)[number];

export function reaches(right: Right, least: Right): boolean {
  return rights.indexOf(right) >= rights.indexOf(least);
}

/**
 * The right of the caller. Whom nothing was said about may do everything, unless the sandbox was asked to keep
 * strangers out.
 */
export function rightTo(document: DriveDocument, identity: Identity, world: World): Right {
  const { openId } = identity;
  if (document.owned.ownerId === openId) return 'own';
  const given = givenTo(document, identity, world);
  if (given.length === 0 && world.bitable.options.sharing === 'open') return 'own';
  const { link_share_entity } = sharingOf(document.owned).settings;
  return highest([...given, ...linkPerm(link_share_entity, identity)]);
}

/** By the list of collaborators; a role of advanced permissions lets its members in too. */
function givenTo(document: DriveDocument, identity: Identity, world: World): Perm[] {
  const { directory, bases } = world.bitable;
  const given = permsOf(document.owned, identity.openId, directory);
  const base = bases.get(document.token);
  const roles = base && rolesOf(identity, base, directory);
  // What they may do inside is for the roles to say.
  return roles === undefined || roles.length === 0 ? given : [...given, 'edit'];
}

/** A link of the tenant is for people; who holds a link of the internet may be anybody. */
function linkPerm(link: PublicSettings['link_share_entity'], { kind }: Identity): readonly Perm[] {
  const [scope, does] = link.split('_');
  const reached = scope === 'anyone' || (scope === 'tenant' && kind === 'user');
  if (!reached) return [];
  return [does === 'editable' ? 'edit' : 'view'];
}

function highest(perms: readonly Perm[]): Right {
  return (
    rights.findLast((right) => right === 'none' || perms.some((perm) => perm === right)) ?? 'none'
  );
}
