import { type ServiceName, serviceNames } from '../core/service-name.js';
import { createFiles } from '../files/files.js';
import { systemClock } from '../http/clock.js';
import type { RunningSandbox } from '../sandbox/server.js';
import { interruption } from '../server/lifecycle.js';
import { serveStdio } from '../server/stdio.js';
import { instructions } from '../tools/catalog/instructions.js';
import { type PublishedTool, readPublishedTools } from '../tools/catalog/published.js';
import { ToolList } from '../tools/catalog/tool-list.js';
import { CallerMemories } from '../tools/context/caller-memory.js';
import { createToolbox } from '../tools/dispatch/toolbox.js';
import { createClients } from './clients.js';
import type { SandboxSwitches, ServeConfig } from './config.js';
import { acceptedHosts } from './link-settings.js';
import { isComplete, isReadableOnTheWay } from './settings.js';
import { version } from './version.js';

const noTools =
  'no tool is left: the toolsets, the switches and the credentials that are set have none in common.';

/** Where each service's address is set. */
const addressVariables: Readonly<Record<ServiceName, string>> = {
  feishu: 'FEISHU_BASE_URL',
  project: 'FEISHU_PROJECT_BASE_URL',
  enos: 'ENOS_APIGW_URL',
};

function plainHttp(variable: string): string {
  return `${variable} is plain http: secrets and data can be read by everybody in between. Use https.`;
}

async function makePublishedTools(): Promise<readonly PublishedTool[]> {
  const { publishedTools } = await import('../tools/catalog/publish.js');
  return publishedTools();
}

/** Serves MCP over this process's stdio until the client goes away. */
export async function serve(config: ServeConfig): Promise<void> {
  const services = servicesOf(config);
  const published = await readPublishedTools(makePublishedTools);
  const list = new ToolList(published, { ...config.choice, services });
  if (list.tools.length === 0) {
    process.stderr.write(`bitable-mcp: ${noTools}\n`);
  }
  const interrupted = interruption(process);
  const sandbox = config.sandbox ? await startSandbox(config.switches) : undefined;
  const target = sandbox === undefined ? config : pointedAt(sandbox, config);
  for (const name of services) {
    if (isReadableOnTheWay(target[name].baseUrl)) {
      process.stderr.write(`bitable-mcp: ${plainHttp(addressVariables[name])}\n`);
    }
  }
  const clients = createClients(target);
  const toolbox = createToolbox(list, {
    client: clients.of,
    memory: new CallerMemories(systemClock.now),
    files: createFiles(config.files),
    bases: config.choice.bases,
    answers: config.answers,
    linkHosts: acceptedHosts(config.linkHosts, [target.feishu.baseUrl, target.project.baseUrl]),
  });
  await serveStdio({
    toolbox,
    version,
    instructions: instructions({
      sampleUrl: sandbox?.sampleUrl,
      services,
      isListed: (name) => list.isListed(name),
      hasListings: list.tools.some(({ isListing }) => isListing),
      signedIn: isComplete(target.feishu.credentials),
      folders: config.files,
    }),
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    interrupted,
    settle: clients.settled,
    sleep: systemClock.sleep,
  });
  await sandbox?.close();
}

async function startSandbox({ settings, dialect }: SandboxSwitches): Promise<RunningSandbox> {
  const { readSwitches } = await import('../sandbox/options.js');
  const { startSandbox: start } = await import('../sandbox/server.js');
  return start(readSwitches(settings, dialect));
}

/** Those that there are credentials for; the sandbox has all, and Feishu tells who has none how to get them. */
function servicesOf(config: ServeConfig): ReadonlySet<ServiceName> {
  const configured = serviceNames.filter((name) => config[name].credentials !== undefined);
  const known = config.sandbox ? serviceNames : configured;
  return new Set(known.length === 0 ? ['feishu'] : known);
}

/** The sandbox is one more base URL; a proxy must not stand between. */
function pointedAt(sandbox: RunningSandbox, config: ServeConfig): ServeConfig {
  const { url: baseUrl, appId, appSecret, enos, project } = sandbox;
  const direct = { httpProxy: undefined, httpsProxy: undefined, noProxy: undefined };
  return {
    ...config,
    proxy: direct,
    feishu: { baseUrl, credentials: { appId, appSecret } },
    project: { baseUrl, credentials: project.access, userKey: project.access.userKey },
    enos: { baseUrl, credentials: enos.access, account: enos.access },
  };
}
