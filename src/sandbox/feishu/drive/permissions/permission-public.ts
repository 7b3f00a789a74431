import type { Json, JsonObject } from '../../../../core/json.js';
import type { FeishuEndpointName } from '../../../../endpoints/catalogue.js';
import { refuse } from '../../../kernel/refusal.js';
import type { Handlers } from '../../handler.js';
import { type PublicSettings, settingValues, sharingOf } from '../model.js';
import { oneOf } from '../query-params.js';
import { requireRight, sharedDocument } from '../shared.js';

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
