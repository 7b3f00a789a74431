import { createServer, type Server } from 'node:http';
import type { EnosOptions } from './enos/options.js';
import { createEnosService, type EnosService } from './enos/service.js';
import { createAdmin } from './faults/admin.js';
import { createDelivery } from './faults/fault-delivery.js';
import { createFaults, type Faults } from './faults/faults.js';
import type { FeishuOptions } from './feishu/options.js';
import { createFeishuService, type FeishuService, type FeishuSettings } from './feishu/service.js';
import type { World } from './feishu/world.js';
import { createLogIds, realClock, type SandboxClock } from './kernel/clock.js';
import { createDispatch, type RequestRecord } from './kernel/dispatch.js';
import type { Vendor } from './kernel/vendor.js';
import type { ProjectOptions } from './project/options.js';
import { createProjectService, type ProjectService } from './project/service.js';
import { type SampleLinks, sampleLinks } from './sample/feishu/documents.js';

export interface SandboxSettings {
  /** A free one when absent. */
  readonly port?: number;
  /** Sandboxes of one seed give the same ids and tokens in the same order. */
  readonly seed?: string;
  readonly clock?: SandboxClock;
  readonly options?: Partial<FeishuOptions>;
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
  readonly project: ProjectService;
  /** EnOS at the same address, with what signs in to it. */
  readonly enos: EnosService;
  readonly faults: Faults;
  readonly requests: readonly RequestRecord[];
  /** Puts every service back to its sample data and clears the faults; tokens and the log of requests stay. */
  reset(): void;
  close(): Promise<void>;
}

/** Starts a stand-in for the vendors on this machine, with sample data in it. */
export async function startSandbox(settings: SandboxSettings = {}): Promise<RunningSandbox> {
  const { port = 0, clock = realClock, seed = 'bitable-mcp', onError = printError } = settings;
  const { appId = defaultApp.id, appSecret = defaultApp.secret } = settings;
  const services = createServices({ ...settings, clock, seed, appId, appSecret });
  const { feishu, project, enos } = services;
  const vendors: readonly Vendor[] = [project, enos, feishu];
  const faults = createFaults();
  const requests: RequestRecord[] = [];
  const dispatch = createDispatch({
    vendors,
    deliver: createDelivery({ clock, faults, replies: feishu.faultReplies, onError }),
    admin: createAdmin({ secret: appSecret, faults, requests, clock }),
    requests,
    clock,
    newLogId: createLogIds(clock, seed),
    onError,
  });
  const { url, close } = await listen(createServer(dispatch), port);
  const reset = () => {
    for (const vendor of vendors) vendor.reset();
    faults.clear();
  };
  const sandbox = { url, appId, appSecret, project, enos, faults, requests, reset, close };
  return withFeishu(sandbox, feishu);
}

const defaultApp = { id: 'cli_a1b2c3d4e5f60718', secret: 'SandboxSecret0123456789abcdefABC' };

type ServiceSettings = SandboxSettings & Omit<FeishuSettings, 'options'>;

function createServices(settings: ServiceSettings) {
  const { clock, seed, appId, appSecret, options, projectOptions, enosOptions } = settings;
  return {
    feishu: createFeishuService({ clock, seed, appId, appSecret, options }),
    project: createProjectService({ clock, seed, options: projectOptions }),
    enos: createEnosService({ clock, seed, options: enosOptions }),
  };
}

type FeishuPart = 'sampleUrl' | 'sampleLinks' | 'userAccessToken' | 'userTokenOf' | 'world';

/** Adds what is Feishu's. A reset changes none of its addresses: the seed gives the same ids again. */
function withFeishu(
  sandbox: Omit<RunningSandbox, FeishuPart>,
  feishu: FeishuService,
): RunningSandbox {
  const { scope, documents } = feishu.sample;
  return {
    ...sandbox,
    sampleUrl: `${sandbox.url}/base/${scope.base.appToken}?table=${scope.table.tableId}`,
    sampleLinks: sampleLinks(sandbox.url, documents),
    userAccessToken: feishu.ownerToken,
    userTokenOf: feishu.userTokenOf,
    get world() {
      return feishu.world;
    },
  };
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
