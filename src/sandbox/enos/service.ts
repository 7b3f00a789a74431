import type { Json, JsonObject } from '../../core/json.js';
import type { EnosEndpointName } from '../../endpoints/catalogue.js';
import type { SandboxClock } from '../kernel/clock.js';
import type { Vendor } from '../kernel/vendor.js';
import { addEnosSample, enosOwner, enosUsers } from '../sample/enos/sample.js';
import { flowImportHandlers } from './flows/flow-import.js';
import { flowSaveHandlers } from './flows/flow-save.js';
import { directoryHandlers, flowHandlers } from './flows/flows.js';
import { userOf } from './gateway/access.js';
import { type EnosGatewayParts, enosPrefixes, serveEnos } from './gateway/gateway.js';
import { type EnosOperationName, findOperation } from './gateway/operations.js';
import type { EnosHandler } from './gateway/request.js';
import { createEnosTokens, type EnosTokens } from './gateway/tokens.js';
import { createEnos, type Enos, type Flow } from './model.js';
import { defaultEnosOptions, type EnosOptions } from './options.js';
import { instanceHandlers } from './runs/instances.js';
import { taskInstanceHandlers } from './runs/task-instances.js';
import { triggerHandlers } from './runs/triggers.js';
import { runSchedules } from './schedule/schedule.js';
import { serverZone } from './schedule/time-text.js';

/** What a client is configured with. */
export interface EnosAccess {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly orgId: string;
  readonly userId: string;
}

/** EnOS with sample flows. */
export interface EnosService extends Vendor {
  readonly options: EnosOptions;
  readonly access: EnosAccess;
  readonly enos: Enos;
  /** Sample flows by what comes of them. */
  readonly flows: Readonly<Record<keyof ReturnType<typeof addEnosSample>, Flow>>;
}

interface EnosServiceSettings {
  readonly clock: SandboxClock;
  readonly seed: string;
  readonly options: Partial<EnosOptions> | undefined;
}

const accessKey = '5acb82e7-a11e-4300-9164-c8b20b638e8b';
const secretKey = 'SandboxEnosSecret0123456789abcd';

type State = Pick<EnosService, 'enos' | 'flows' | 'find'>;

/** Serves EnOS on the paths of its API gateway. */
export function createEnosService(settings: EnosServiceSettings): EnosService {
  const { clock, seed, options } = settings;
  const secrets = { appKey: accessKey, appSecret: secretKey };
  const lifetimeMs = (options?.tokenLifetimeS ?? defaultEnosOptions.tokenLifetimeS) * 1_000;
  const tokens = createEnosTokens({ ...secrets, clock, seed, lifetimeMs });
  const { orgId, userId } = enosOwner;
  let state = freshState(settings, tokens);
  return {
    access: { accessKey, secretKey, orgId, userId },
    options: state.enos.options,
    get enos() {
      return state.enos;
    },
    get flows() {
      return state.flows;
    },
    find: (arrival) => state.find(arrival),
    reset: () => {
      state = freshState(settings, tokens);
    },
  };
}

function freshState({ clock, seed, options }: EnosServiceSettings, tokens: EnosTokens): State {
  const enos = createEnos({ clock, seed, users: enosUsers, ...(options && { options }) });
  const flows = addEnosSample(enos);
  return { enos, flows, find: finder({ enos, tokens, appSecret: secretKey, callOperation }) };
}

function finder(parts: EnosGatewayParts): Vendor['find'] {
  return (arrival) => {
    const { method, pathname, query, headers } = arrival;
    if (!enosPrefixes.some((prefix) => pathname.startsWith(prefix))) return undefined;
    const { name = 'enos_gateway' } = findOperation(method, pathname, query.get('action'));
    const run = async () => {
      const body = await arrival.body();
      return serveEnos({ method, pathname, search: query.toString(), headers, body }, parts);
    };
    return { call: { ...arrival, name, path: {} }, admit: () => ({ run, release: () => {} }) };
  };
}

type OpenName = Extract<EnosEndpointName, `enos_time_${string}`>;

/** A handler for every operation that somebody asks for. */
const handlers: Readonly<Record<Exclude<EnosEndpointName, OpenName>, EnosHandler>> = {
  ...flowHandlers,
  ...flowSaveHandlers,
  ...flowImportHandlers,
  ...triggerHandlers,
  ...instanceHandlers,
  ...taskInstanceHandlers,
  ...directoryHandlers,
};

/** The operations that take neither userId nor orgId. */
const openHandlers: Readonly<Record<OpenName, (enos: Enos) => Json>> = {
  enos_time_get_current: ({ clock }) => clock.now(),
  enos_time_get_zone: () => ({ timezone: serverZone }),
};

/** Answers with the envelope's `data`, or throws an EnosRefusal. */
export function callOperation(
  name: EnosOperationName,
  query: URLSearchParams,
  body: JsonObject,
  enos: Enos,
): Json {
  runSchedules(enos);
  return isOpen(name)
    ? openHandlers[name](enos)
    : handlers[name]({ query, body, user: userOf(query, enos) }, enos);
}

function isOpen(name: EnosOperationName): name is OpenName {
  return Object.hasOwn(openHandlers, name);
}
