import { rolesOf } from '../../bitable/roles/role-bindings.js';
import type { Identity, World } from '../../handler.js';
import type { DriveDocument } from '../documents.js';
import { type PublicSettings, sharingOf } from '../model.js';
import { type Right, reaches, rightTo } from './rights.js';

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
  identity: Identity,
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
  identity: Identity,
  { bitable }: World,
): boolean {
  const rule = baseRules.get(action);
  const base = bitable.bases.get(token);
  const roles = base && rolesOf(identity, base, bitable.directory);
  if (rule === undefined || roles === undefined) return true;
  return roles.some(({ baseRule }) => baseRule.get(rule) !== 0);
}
