import { effects } from '../../../../core/effect.js';
import { type FeishuEndpointName, feishuCatalogue } from '../../../../endpoints/catalogue.js';
import type { CallIdentity } from '../../directory.js';
import { findDocument } from '../../drive/documents.js';
import { type Action, leastRight, reaches, rightTo } from '../../drive/rights.js';
import { refuse } from '../../refusal.js';
import type { SandboxRequest } from '../../request.js';
import type { World } from '../../world.js';
import type { Base } from '../model.js';
import { accessTo, deny, type TableAccess } from './access.js';
import { rolesOf } from './role-bindings.js';
import type { Role } from './role-model.js';

/**
 * Decides by advanced permissions who may do what in a base, and refuses what the caller's roles do not give; a base
 * or table that is not there is for the handler to refuse.
 */
export function authorize(name: FeishuEndpointName, request: SandboxRequest, world: World): void {
  const { path, identity } = request;
  const { bitable } = world;
  const base = bitable.bases.get(path['app_token'] ?? '');
  if (base !== undefined) checkSharing(base, name, identity, world);
  const roles = base && rolesOf(identity, base, bitable.directory);
  if (base === undefined || roles === undefined) return;
  const table = base.tables.get(path['table_id'] ?? '');
  const access = table && accessTo({ bitable, base, table }, identity);
  if (!isAllowed(name, request, { roles, access })) deny(bitable);
}

/** Whom a base is not shared with, the document layer keeps out, before any role is looked at. */
function checkSharing(
  { appToken }: Base,
  name: FeishuEndpointName,
  identity: CallIdentity,
  world: World,
): void {
  const document = findDocument(appToken, world);
  if (document === undefined) return;
  const least = leastRight(actionOf(name), document);
  if (!reaches(rightTo(document, identity, world), least)) refuse(91403);
}

function actionOf(name: FeishuEndpointName): Action {
  if (name === 'bitable_apps_copy') return 'copy';
  return effects[feishuCatalogue[name].effect].writes ? 'edit' : 'view';
}

function isAllowed(name: FeishuEndpointName, request: SandboxRequest, visitor: Visitor): boolean {
  const { roles, access } = visitor;
  const right = rightFor(name, 'table_id' in request.path);
  if (roles.length === 0 || !checks[right](visitor)) return false;
  const viewId = viewIdOf(request);
  return viewId === '' || access === undefined || access.seesView(viewId);
}

/** Empty when a call names no view. */
function viewIdOf({ path, query, body }: SandboxRequest): string {
  const inBody = body['view_id'];
  const sent = typeof inBody === 'string' ? inBody : query.get('view_id');
  return path['view_id'] ?? path['form_id'] ?? sent ?? '';
}

/** What an endpoint takes to be called at all; records, fields and views are looked at one by one later. */
type Right =
  /** any role */
  | 'enter'
  | 'copy'
  /** to own the base */
  | 'own'
  | 'read table'
  | 'edit records'
  | 'edit views'
  | 'manage table';

/** Where the right does not follow from the effect and the path. */
const rights: readonly (readonly [endpoints: RegExp, right: Right])[] = [
  [/^bitable_(base_roles|roles|role_members)_/, 'own'],
  [/^bitable_apps_copy$/, 'copy'],
  [/^bitable_records_(batch_)?(create|update|delete)$/, 'edit records'],
  [/^bitable_(views|forms|form_fields)_(create|update|delete|upgrade)$/, 'edit views'],
];

function rightFor(name: FeishuEndpointName, inTable: boolean): Right {
  const special = rights.find(([endpoints]) => endpoints.test(name));
  if (special !== undefined) return special[1];
  if (effects[feishuCatalogue[name].effect].writes) return inTable ? 'manage table' : 'own';
  return inTable ? 'read table' : 'enter';
}

interface Visitor {
  readonly roles: readonly Role[];
  /** In the table of the request's path, as far as there is one. */
  readonly access: TableAccess | undefined;
}

const checks: Readonly<Record<Right, (visitor: Visitor) => boolean>> = {
  enter: () => true,
  copy: ({ roles }) => roles.some(({ baseRule }) => baseRule.get('base_complex_edit') !== 0),
  own: () => false,
  'read table': ({ access }) => access?.reads ?? true,
  'edit records': ({ access }) => access?.editsRecords ?? true,
  'edit views': ({ access }) => access?.editsViews ?? true,
  'manage table': ({ access }) => access?.manages ?? true,
};
