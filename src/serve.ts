import type { ServeConfig } from './config.js';
import { createFiles } from './files/files.js';
import type { Client } from './http/client.js';
import { systemClock } from './http/clock.js';
import { instructions } from './instructions.js';
import type { RunningSandbox } from './sandbox/server.js';
import { interruption, serveStdio } from './server/lifecycle.js';
import { isComplete, isReadableOnTheWay } from './settings.js';
import { Memory } from './tools/memory.js';
import { readPublishedTools } from './tools/read-published.js';
import { createToolbox } from './tools/toolbox.js';
import { chooseTools } from './tools/toolsets.js';
import { version } from './version.js';

const plainHttp =
  'FEISHU_BASE_URL is plain http: secrets and data can be read by everybody in between. Use https.';

/** Serves MCP over this process's stdio until the client goes away. */
export async function serve(config: ServeConfig): Promise<void> {
  const chosen = chooseTools(await readPublishedTools(), config.choice);
  const interrupted = interruption(process);
  const sandbox = config.sandbox ? await startSandbox() : undefined;
  const target = sandbox === undefined ? config : pointedAt(sandbox, config);
  if (isReadableOnTheWay(target.feishu.baseUrl)) {
    process.stderr.write(`bitable-mcp: ${plainHttp}\n`);
  }
  let client: Promise<Client> | undefined;
  const toolbox = createToolbox(chosen, {
    // Made by the first call: listing the tools needs no HTTP, and many sessions call nothing.
    client: () => {
      client ??= connect(target);
      return client;
    },
    memory: new Memory(systemClock.now),
    files: createFiles(config.files),
    bases: config.choice.bases,
  });
  await serveStdio({
    toolbox,
    version,
    instructions: instructions({
      sampleUrl: sandbox?.sampleUrl,
      signedIn: isComplete(target.feishu.credentials),
      folders: config.files,
    }),
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    interrupted,
    settle: async () => (await client?.catch(() => undefined))?.settled(),
    sleep: systemClock.sleep,
  });
  await sandbox?.close();
}

async function startSandbox(): Promise<RunningSandbox> {
  const { startSandbox: start } = await import('./sandbox/server.js');
  return start();
}

/** The sandbox is one more base URL; a proxy must not stand between. */
function pointedAt(sandbox: RunningSandbox, config: ServeConfig): ServeConfig {
  const { url: baseUrl, appId, appSecret } = sandbox;
  const direct = { httpProxy: undefined, httpsProxy: undefined, noProxy: undefined };
  return {
    ...config,
    proxy: direct,
    feishu: { baseUrl, credentials: { appId, appSecret } },
  };
}

async function connect({ feishu, proxy }: ServeConfig): Promise<Client> {
  const [
    { createClient },
    { createTransport },
    { feishuService },
    { feishuSignIn },
    { identityOf },
  ] = await Promise.all([
    import('./http/client.js'),
    import('./http/send.js'),
    import('./services/feishu.js'),
    import('./services/feishu-sign-in.js'),
    import('./services/feishu-identity.js'),
  ]);
  const { baseUrl, credentials } = feishu;
  const link = {
    service: feishuService(baseUrl, identityOf(credentials, baseUrl)),
    clock: systemClock,
    transport: createTransport({ proxy }),
  };
  return createClient({ ...link, signIn: feishuSignIn(credentials, link) });
}
