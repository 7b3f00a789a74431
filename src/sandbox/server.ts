import { createServer, type Server } from 'node:http';
import type { EnosOptions } from './enos/options.js';
import { createEnosSide, type EnosSide } from './enos/service.js';
import { createFaults, type Faults } from './faults/faults.js';
import { createApi } from './feishu/api.js';
import { createAuth } from './feishu/auth/routes.js';
import { createTokenStore } from './feishu/auth/tokens.js';
import { createIds } from './feishu/bitable/ids.js';
import { createLinks } from './feishu/drive/medias/media-downloads.js';
import { createGateway } from './feishu/gateway.js';
import type { World } from './feishu/handler.js';
import { handlers } from './feishu/handlers.js';
import { createDirectory, owner } from './feishu/tenant.js';
import { createWorld } from './feishu/world.js';
import { realClock, type SandboxClock } from './kernel/clock.js';
import { createDispatch } from './kernel/dispatch.js';
import { createLogIds } from './kernel/log-ids.js';
import type { RequestRecord } from './kernel/request-log.js';
import { defaultOptions, type SandboxOptions } from './options.js';
import type { ProjectOptions } from './project/options.js';
import { createProjectSide, type ProjectSide } from './project/service.js';
import { addSampleDocuments, type SampleLinks, sampleLinks } from './sample/feishu/documents.js';
import { addSample } from './sample/feishu/sample.js';

export interface SandboxSettings {
  /** A free one when absent. */
  readonly port?: number;
  /** Sandboxes of one seed give the same ids and tokens in the same order. */
  readonly seed?: string;
  readonly clock?: SandboxClock;
  readonly options?: Partial<SandboxOptions>;
  readonly projectOptions?: Partial<ProjectOptions>;
  readonly enosOptions?: Partial<EnosOptions>;
  readonly appId?: string;
  readonly appSecret?: string;
  /** Told of a defect of the sandbox: an exception that is no answer of the vendor. */
  readonly onError?: (error: unknown) => void;
}

export interface RunningSandbox {
  /** Scheme, host and port; stands in for `https://open.feishu.cn`. */
  readonly url: string;
  readonly appId: string;
  readonly appSecret: string;
  /** The link of the sample base, as a person would copy it. */
  readonly sampleUrl: string;
  /** What else can lead to a base. */
  readonly sampleLinks: SampleLinks;
  /** A token of a person of the tenant; it does not expire by itself. */
  readonly userAccessToken: string;
  /** A token of anybody else of the tenant, by open_id. */
  userTokenOf(openId: string): string;
  readonly world: World;
  /** Feishu Project at the same address, with what signs in to it. */
  readonly project: ProjectSide;
  /** EnOS at the same address, with what signs in to it. */
  readonly enos: EnosSide;
  readonly faults: Faults;
  readonly requests: readonly RequestRecord[];
  close(): Promise<void>;
}

/** Starts a stand-in for the vendor on this machine, with a sample base in it. */
export async function startSandbox(settings: SandboxSettings = {}): Promise<RunningSandbox> {
  const {
    port = 0,
    seed = 'bitable-mcp',
    clock = realClock,
    appId = 'cli_a1b2c3d4e5f60718',
    appSecret = 'SandboxSecret0123456789abcdefABC',
    onError = printError,
  } = settings;
  const options = { ...defaultOptions, ...settings.options };
  const world = emptyWorld(seed, clock, options);
  const { base, table } = addSample(world.bitable, owner, appId);
  const documents = addSampleDocuments(world, base, owner);
  const lifetimeMs = options.tokenLifetimeS * 1_000;
  const tokens = createTokenStore({ clock, seed, appId, lifetimeMs });
  const userTokenOf = (openId: string) => tokens.userToken(openId, Number.POSITIVE_INFINITY);
  const sides = createSides(settings, clock, seed, lifetimeMs);
  const faults = createFaults();
  const requests: RequestRecord[] = [];
  const dispatch = createDispatch({
    gateway: createGateway({ clock, options, faults, tokens, onError }),
    auth: createAuth({ tokens, appId, appSecret, directory: world.bitable.directory }),
    links: createLinks(world),
    sides: [sides.project.find, sides.enos.find],
    api: createApi({ world, handlers, tokens }),
    admin: { secret: appSecret, faults, requests, clock },
    newLogId: createLogIds(clock, seed),
    onError,
  });
  const { url, close } = await listen(createServer(dispatch), port);
  return {
    url,
    appId,
    appSecret,
    sampleUrl: `${url}/base/${base.appToken}?table=${table.tableId}`,
    sampleLinks: sampleLinks(url, documents),
    userAccessToken: userTokenOf(owner.open_id),
    userTokenOf,
    world,
    ...sides,
    faults,
    requests,
    close,
  };
}

/** The services beside Feishu's open platform. */
function createSides(
  { projectOptions, enosOptions }: SandboxSettings,
  clock: SandboxClock,
  seed: string,
  lifetimeMs: number,
) {
  return {
    project: createProjectSide({ clock, seed, options: projectOptions }),
    enos: createEnosSide({ clock, seed, lifetimeMs, options: enosOptions }),
  };
}

function emptyWorld(seed: string, clock: SandboxClock, options: SandboxOptions): World {
  const bitable = {
    clock,
    options,
    directory: createDirectory(),
    ids: createIds(seed),
    bases: new Map(),
    files: new Map(),
  };
  return createWorld(bitable);
}

/** Clients keep connections for up to a minute; the server closes an idle one after them. */
const keepAliveMs = 65_000;

async function listen(server: Server, port: number) {
  server.keepAliveTimeout = keepAliveMs;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return { url: `http://127.0.0.1:${bound}`, close: () => closeNow(server) };
}

function closeNow(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function printError(error: unknown): void {
  const text = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`sandbox: ${text}\n`);
}
