import type { Json, JsonObject } from '../../../core/json.js';
import type { FeishuEndpointName } from '../../../endpoints/catalogue.js';
import { type CallIdentity, memberKey, type RoleMember } from '../directory.js';
import {
  checkNotification,
  oneOf,
  queryBoolean,
  queryText,
  requiredQuery,
  requiredText,
} from '../parameters.js';
import { refuse } from '../refusal.js';
import type { Handlers, SandboxRequest } from '../request.js';
import type { World } from '../world.js';
import { type DriveDocument, findDocument } from './documents.js';
import {
  collaboratorReplies,
  findMember,
  type MemberType,
  memberTypes,
  ownerTypes,
} from './members.js';
import { type Perm, type PublicSettings, perms, settingValues, sharingOf } from './model.js';
import { actions, mayDo, type Right, reaches, rightTo } from './rights.js';

export const permissionMemberHandlers = {
  drive_permission_members_list: (request, world) => {
    const document = sharedDocument(request, world);
    if (!mayDo('share', document, request.identity, world)) refuse(1063002);
    const fields = queryText(request.query, 'fields') ?? '';
    return { items: collaboratorReplies(document, fields, world.bitable.directory) };
  },

  drive_permission_members_create: (request, world) => {
    const { body } = request;
    checkNotification(request.query);
    const asked = {
      ...readMember(body),
      id: requiredText(body, 'member_id'),
      perm: readPerm(body),
    };
    const document = sharedDocument(request, world);
    requireRight(document, 'view', request, world);
    if (!mayDo('share', document, request.identity, world)) refuse(1063004);
    return give(document, asked, request, world);
  },

  drive_permission_members_update: (request, world) => {
    const { body, path } = request;
    checkNotification(request.query);
    const asked = { ...readMember(body), id: path['member_id'] ?? '', perm: readPerm(body) };
    const document = sharedDocument(request, world);
    requireRight(document, 'full_access', request, world);
    collaboratorKey(document, asked, request, world);
    return give(document, asked, request, world);
  },

  drive_permission_members_delete: (request, world) => {
    const { path, query } = request;
    const type = oneOf('member_type', requiredQuery(query, 'member_type'), memberTypes);
    const document = sharedDocument(request, world);
    requireRight(document, 'view', request, world);
    if (!mayDo('share', document, request.identity, world)) refuse(1063004);
    const key = collaboratorKey(document, { type, id: path['member_id'] ?? '' }, request, world);
    sharingOf(document.owned).collaborators.delete(key);
    return {};
  },

  drive_permission_members_transfer_owner: (request, world) => {
    const { body, query, identity } = request;
    checkNotification(query);
    queryBoolean(query, 'stay_put');
    const type = oneOf('member_type', requiredText(body, 'member_type'), ownerTypes);
    const id = requiredText(body, 'member_id');
    const kept = queryBoolean(query, 'remove_old_owner')
      ? undefined
      : oneOf('old_owner_perm', queryText(query, 'old_owner_perm') ?? 'full_access', perms);
    const document = sharedDocument(request, world);
    requireRight(document, 'own', request, world);
    handOver(document, findMember(type, id, identity, world.bitable.directory), kept);
    return {};
  },

  drive_permission_members_check: (request, world) => {
    const { query, identity } = request;
    const action = oneOf('action', requiredQuery(query, 'action'), actions);
    const document = sharedDocument(request, world);
    return { auth_result: mayDo(action, document, identity, world) };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `drive_permission_members_${string}`>>;

/** A member as a call names it. */
interface MemberRef {
  readonly type: MemberType;
  readonly id: string;
}

function readMember(body: JsonObject): Pick<MemberRef, 'type'> {
  return { type: oneOf('member_type', requiredText(body, 'member_type'), memberTypes) };
}

function readPerm(body: JsonObject): Perm {
  return oneOf('perm', requiredText(body, 'perm'), perms);
}

/** Nobody gives a right that they do not have; who is a collaborator already has the new right instead. */
function give(
  document: DriveDocument,
  { type, id, perm }: MemberRef & { readonly perm: Perm },
  { identity }: SandboxRequest,
  world: World,
): JsonObject {
  const member = findOther(document, { type, id }, identity, world);
  if (!reaches(rightTo(document, identity, world), perm)) refuse(1063002);
  sharingOf(document.owned).collaborators.set(memberKey(member), { member, perm });
  const reply = { member_type: type, member_id: id, perm, perm_type: 'container' };
  return { member: { ...reply, type: member.kind } };
}

/** Whom a call means; what the owner may do follows from owning. */
function findOther(
  document: DriveDocument,
  { type, id }: MemberRef,
  identity: CallIdentity,
  world: World,
): RoleMember {
  const member = findMember(type, id, identity, world.bitable.directory);
  return member.id === document.owned.ownerId ? refuse(1063003) : member;
}

/** Where a collaborator stands in the list; who is none is refused. */
function collaboratorKey(
  document: DriveDocument,
  named: MemberRef,
  { identity }: SandboxRequest,
  world: World,
): string {
  const key = memberKey(findOther(document, named, identity, world));
  return sharingOf(document.owned).collaborators.has(key) ? key : refuse(1063001);
}

/** The old owner stays a collaborator unless the call says otherwise. */
function handOver({ owned }: DriveDocument, heir: RoleMember, kept: Perm | undefined): void {
  if (heir.id === owned.ownerId) return;
  const old: RoleMember = { kind: 'user', id: owned.ownerId };
  const { collaborators } = sharingOf(owned);
  collaborators.delete(memberKey(heir));
  if (kept !== undefined) collaborators.set(memberKey(old), { member: old, perm: kept });
  owned.ownerId = heir.id;
}

export const permissionPublicHandlers = {
  drive_permission_public_get: (request, world) => {
    const document = sharedDocument(request, world);
    requireRight(document, 'view', request, world);
    return { permission_public: { ...sharingOf(document.owned).settings, lock_switch: false } };
  },

  drive_permission_public_update: (request, world) => {
    const { body, query } = request;
    const changes = readChanges(body);
    if (query.get('type') === 'wiki' && Object.entries(changes).some(isNotForWiki)) refuse(1063001);
    const document = sharedDocument(request, world);
    requireRight(document, 'full_access', request, world);
    const sharing = sharingOf(document.owned);
    sharing.settings = { ...sharing.settings, ...changes };
    // What was not changed is not replied (page "Update the permission settings").
    return { permission_public: { ...changes, lock_switch: false } };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `drive_permission_public_${string}`>>;

function readChanges(body: JsonObject): Partial<PublicSettings> {
  const named = Object.entries(settingValues).flatMap(([name, values]) => {
    const value = body[name] ?? undefined;
    return value === undefined ? [] : [[name, oneOf<Json>(name, value, values)] as const];
  });
  return Object.fromEntries(named);
}

const notForWiki: ReadonlySet<string> = new Set([
  'external_access',
  'share_entity',
  'invite_external',
]);

/** A wiki is open to others as a whole, not page by page. */
function isNotForWiki([name, value]: readonly [string, Json]): boolean {
  return notForWiki.has(name) || String(value).startsWith('anyone_');
}

const sharedKinds = [
  'doc',
  'sheet',
  'file',
  'wiki',
  'bitable',
  'docx',
  'folder',
  'mindnote',
  'minutes',
  'slides',
] as const;

/** The document whose permissions a call is about; a wiki page stands for the document in it. */
function sharedDocument({ path, query }: SandboxRequest, world: World): DriveDocument {
  const kind = oneOf('type', requiredQuery(query, 'type'), sharedKinds);
  const asked = path['token'] ?? '';
  const token = kind === 'wiki' ? world.wiki.nodes.get(asked)?.objToken : asked;
  if (world.drive.deleted.has(token ?? '')) refuse(1063005);
  const document = findDocument(token ?? '', world) ?? refuse(1063001);
  return kind === 'wiki' || kind === document.kind ? document : refuse(1063001);
}

function requireRight(
  document: DriveDocument,
  least: Right,
  { identity }: SandboxRequest,
  world: World,
): void {
  if (!reaches(rightTo(document, identity, world), least)) refuse(1063002);
}
