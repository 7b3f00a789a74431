#!/usr/bin/env node
import { type Config, readConfig, type SandboxConfig, usage } from './app/config.js';
import { serve } from './app/serve.js';
import { version } from './app/version.js';
import { ConfigError } from './core/errors.js';

async function run(config: Config): Promise<void> {
  switch (config.command) {
    case 'help':
      process.stdout.write(usage);
      return;
    case 'sandbox-help':
      process.stdout.write(`${usage}\n${(await import('./sandbox/options.js')).switchesText()}`);
      return;
    case 'version':
      process.stdout.write(`${version}\n`);
      return;
    case 'sandbox':
      return runSandbox(config);
    case 'serve':
      return serve(config);
  }
}

/** Until it is told to end. */
async function runSandbox({ port, json, switches }: SandboxConfig): Promise<void> {
  const { readSwitches } = await import('./sandbox/options.js');
  const options = readSwitches(switches.settings, switches.dialect);
  const { startSandbox } = await import('./sandbox/server.js');
  const sandbox = await startSandbox({ port, ...options }).catch((error: unknown) =>
    refusePort(error, port),
  );
  const { announcement } = await import('./sandbox/announcement.js');
  process.stdout.write(announcement(sandbox, json));
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await sandbox.close();
}

/** Codes of `listen` that another port avoids. */
const portProblems: ReadonlyMap<unknown, string> = new Map([
  ['EADDRINUSE', 'is taken'],
  ['EACCES', 'is reserved'],
]);

function refusePort(error: unknown, port: number): never {
  const problem = portProblems.get(error instanceof Error && 'code' in error ? error.code : '');
  if (problem === undefined) {
    throw error;
  }
  throw new ConfigError(
    `Port ${port} ${problem}.`,
    '--port',
    'Give another one, or --port 0 for a free one.',
  );
}

try {
  await run(readConfig(process.argv.slice(2)));
  process.exit(0);
} catch (error) {
  if (!(error instanceof ConfigError)) {
    throw error;
  }
  process.stderr.write(
    `bitable-mcp: ${error.message}${/\n/.test(error.fix) ? '\n' : ' '}${error.fix}\n`,
  );
  process.exit(2);
}
