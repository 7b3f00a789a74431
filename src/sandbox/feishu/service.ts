import type { Endpoint } from '../../core/endpoint.js';
import { type FeishuEndpointName, feishuCatalogue } from '../../endpoints/catalogue.js';
import type { FaultReplies } from '../faults/fault-delivery.js';
import { isManual, type SandboxClock } from '../kernel/clock.js';
import { type Admit, createFinder } from '../kernel/router.js';
import type { Vendor } from '../kernel/vendor.js';
import { addSampleDocuments, type SampleDocuments } from '../sample/feishu/documents.js';
import { addSample } from '../sample/feishu/sample.js';
import { createApi } from './api.js';
import { authRoutes, createAuth, createTokenStore, type IssuedTokens } from './auth.js';
import { appHandlers } from './bitable/bases/apps.js';
import { dashboardHandlers, workflowHandlers } from './bitable/bases/blocks.js';
import { fieldHandlers } from './bitable/fields/fields.js';
import { formFieldHandlers } from './bitable/forms/form-questions.js';
import { formHandlers } from './bitable/forms/forms.js';
import { createIds } from './bitable/ids.js';
import type { Scope } from './bitable/model.js';
import { recordSearchHandlers } from './bitable/records/record-search.js';
import { recordHandlers } from './bitable/records/records.js';
import { roleMemberHandlers } from './bitable/roles/role-members.js';
import { roleHandlers } from './bitable/roles/roles.js';
import { fieldGroupHandlers, tableHandlers } from './bitable/tables/tables.js';
import { viewHandlers } from './bitable/views/views.js';
import { contactUserHandlers } from './contact.js';
import { createLinks, downloadHandlers, linkRoutes } from './drive/downloads.js';
import { fileHandlers } from './drive/files.js';
import { metaHandlers } from './drive/metas.js';
import { permissionMemberHandlers, permissionPublicHandlers } from './drive/permissions.js';
import { uploadHandlers } from './drive/uploads.js';
import { admitEnveloped, gatewayReplies } from './envelope.js';
import { defaultFeishuOptions, type FeishuOptions } from './options.js';
import type { Handlers } from './request.js';
import { createDirectory, owner } from './tenant.js';
import { docxBlockHandlers, docxDocumentHandlers } from './workspace/docx.js';
import { metainfoHandlers } from './workspace/sheets.js';
import { wikiNodeHandlers, wikiSpaceHandlers } from './workspace/wiki.js';
import { createWorld, type World } from './world.js';

/** Feishu's open platform with a sample base. */
export interface FeishuService extends Vendor {
  readonly options: FeishuOptions;
  readonly world: World;
  readonly sample: FeishuSample;
  /** A token of the owner of the sample base; it does not expire by itself. */
  readonly ownerToken: string;
  /** A token of anybody else of the tenant, by open_id. */
  readonly userTokenOf: (openId: string) => string;
  /** What a scripted fault answers, whichever vendor the call is for. */
  readonly faultReplies: FaultReplies;
}

interface FeishuSample {
  readonly scope: Scope;
  readonly documents: SampleDocuments;
}

export interface FeishuSettings {
  readonly clock: SandboxClock;
  readonly seed: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly options: Partial<FeishuOptions> | undefined;
}

/** On a clock that is moved by hand nothing takes time by itself. */
function defaultsOn(clock: SandboxClock): FeishuOptions {
  return isManual(clock) ? { ...defaultFeishuOptions, writeMs: 0 } : defaultFeishuOptions;
}

type State = Pick<FeishuService, 'world' | 'sample' | 'find'>;

/** The open platform, on the paths of its API. */
export function createFeishuService(settings: FeishuSettings): FeishuService {
  const { clock, seed, appId } = settings;
  const options = { ...defaultsOn(clock), ...settings.options };
  const lifetimeMs = options.tokenLifetimeS * 1_000;
  const tokens = createTokenStore({ clock, seed, appId, lifetimeMs });
  const userTokenOf = (openId: string) => tokens.userToken(openId, Number.POSITIVE_INFINITY);
  let state = freshState(settings, options, tokens);
  return {
    options,
    get world() {
      return state.world;
    },
    get sample() {
      return state.sample;
    },
    ownerToken: userTokenOf(owner.open_id),
    userTokenOf,
    faultReplies: {
      ...gatewayReplies(options.httpStatus, appId),
      expireToken: ({ authorization }) => tokens.revoke(authorization),
    },
    find: (arrival) => state.find(arrival),
    reset: () => {
      state = freshState(settings, options, tokens);
    },
  };
}

function freshState(settings: FeishuSettings, options: FeishuOptions, tokens: IssuedTokens): State {
  const { clock, seed, appId } = settings;
  const world = emptyWorld(seed, clock, options);
  const scope = addSample(world.bitable, owner, appId);
  const documents = addSampleDocuments(world, scope.base, owner);
  return { world, sample: { scope, documents }, find: finder(settings, world, tokens) };
}

function emptyWorld(seed: string, clock: SandboxClock, options: FeishuOptions): World {
  const bitable = {
    clock,
    options,
    directory: createDirectory(),
    ids: createIds(seed),
    bases: new Map(),
    files: new Map(),
    pageMarks: new Map(),
  };
  return createWorld(bitable);
}

const catalogueRoutes = (Object.entries(feishuCatalogue) as [FeishuEndpointName, Endpoint][]).map(
  ([name, { route }]) => [name, route] as const,
);

/** Calls beside "Get a person", which would be taken for the id of one. */
const unserved: readonly Endpoint['route'][] = [
  'GET /open-apis/contact/v3/users/batch',
  'GET /open-apis/contact/v3/users/find_by_department',
];

function finder(settings: FeishuSettings, world: World, tokens: IssuedTokens): Vendor['find'] {
  const { appId, appSecret } = settings;
  const { directory, options } = world.bitable;
  const enveloped =
    <Name extends string>(admit: Admit<Name>): Admit<Name> =>
    (call) =>
      admitEnveloped(call, options.httpStatus, () => admit(call));
  const auth = createAuth({ tokens, appId, appSecret, directory, options });
  const finders = [
    createFinder(authRoutes, enveloped(auth)),
    createFinder(linkRoutes, enveloped(createLinks(world))),
    createFinder(catalogueRoutes, enveloped(createApi({ world, handlers, tokens })), unserved),
  ];
  return (arrival) => {
    for (const find of finders) {
      const routed = find(arrival);
      if (routed !== undefined) return routed;
    }
    return undefined;
  };
}

/** The handler of every endpoint of the catalogue. */
const handlers: Handlers = {
  ...appHandlers,
  ...tableHandlers,
  ...fieldHandlers,
  ...recordHandlers,
  ...recordSearchHandlers,
  ...viewHandlers,
  ...formHandlers,
  ...formFieldHandlers,
  ...fieldGroupHandlers,
  ...dashboardHandlers,
  ...workflowHandlers,
  ...roleHandlers,
  ...roleMemberHandlers,
  ...uploadHandlers,
  ...downloadHandlers,
  ...fileHandlers,
  ...permissionMemberHandlers,
  ...permissionPublicHandlers,
  ...metaHandlers,
  ...wikiSpaceHandlers,
  ...wikiNodeHandlers,
  ...docxDocumentHandlers,
  ...docxBlockHandlers,
  ...metainfoHandlers,
  ...contactUserHandlers,
};
