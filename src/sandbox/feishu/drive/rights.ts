import { permsOf, rolesOf } from '../bitable/roles/role-bindings.js';
import type { CallIdentity } from '../directory.js';
import type { World } from '../world.js';
import type { DriveDocument } from './documents.js';
import { type Perm, type PublicSettings, sharingOf } from './model.js';

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
export function rightTo(document: DriveDocument, identity: CallIdentity, world: World): Right {
  const { openId } = identity;
  if (document.owned.ownerId === openId) return 'own';
  const given = givenTo(document, identity, world);
  if (given.length === 0 && world.bitable.options.sharing === 'open') return 'own';
  const { link_share_entity } = sharingOf(document.owned).settings;
  return highest([...given, ...linkPerm(link_share_entity, identity)]);
}

/** The rights that the list of collaborators gives; a role of advanced permissions lets its members in too. */
function givenTo(document: DriveDocument, identity: CallIdentity, world: World): Perm[] {
  const { directory, bases } = world.bitable;
  const given = permsOf(document.owned, identity.openId, directory);
  const base = bases.get(document.token);
  const roles = base && rolesOf(identity, base, directory);
  // What they may do inside is for the roles to say.
  return roles === undefined || roles.length === 0 ? given : [...given, 'edit'];
}

/** A link of the tenant is for people; who holds a link of the internet may be anybody. */
function linkPerm(
  link: PublicSettings['link_share_entity'],
  { kind }: CallIdentity,
): readonly Perm[] {
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

export const actions = [
  'view',
  'edit',
  'share',
  'comment',
  'export',
  'copy',
  'print',
  'manage_public',
] as const;

export type Action = (typeof actions)[number];

type Entity = PublicSettings['security_entity' | 'comment_entity' | 'share_entity'];

/** Whom a setting means, by the least right that they have. Everybody here is of one tenant. */
const entityRights: Readonly<Record<Entity, Right>> = {
  anyone_can_view: 'view',
  anyone_can_edit: 'edit',
  only_full_access: 'full_access',
  anyone: 'view',
  same_tenant: 'view',
};

/** The least right that an action takes. */
const leastRights: Readonly<Record<Action, (settings: PublicSettings) => Right>> = {
  view: () => 'view',
  edit: () => 'edit',
  share: ({ share_entity }) => entityRights[share_entity],
  comment: ({ comment_entity }) => entityRights[comment_entity],
  export: ({ security_entity }) => entityRights[security_entity],
  copy: ({ security_entity }) => entityRights[security_entity],
  print: ({ security_entity }) => entityRights[security_entity],
  manage_public: () => 'full_access',
};

/** What a role's `base_rule` says about actions (page "Create a role", base/v2). */
const baseRules: ReadonlyMap<Action, string> = new Map([
  ['copy', 'copy'],
  ['export', 'base_complex_edit'],
  ['print', 'base_complex_edit'],
]);

export function mayDo(
  action: Action,
  document: DriveDocument,
  identity: CallIdentity,
  world: World,
): boolean {
  const has = reaches(rightTo(document, identity, world), leastRight(action, document));
  return has && rolesAllow(action, document, identity, world);
}

/** What an action takes by the public settings of a document. */
export function leastRight(action: Action, { owned }: DriveDocument): Right {
  return leastRights[action](sharingOf(owned).settings);
}

function rolesAllow(
  action: Action,
  { token }: DriveDocument,
  identity: CallIdentity,
  { bitable }: World,
): boolean {
  const rule = baseRules.get(action);
  const base = bitable.bases.get(token);
  const roles = base && rolesOf(identity, base, bitable.directory);
  if (rule === undefined || roles === undefined) return true;
  return roles.some(({ baseRule }) => baseRule.get(rule) !== 0);
}
