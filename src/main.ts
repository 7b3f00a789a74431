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
async function runSandbox({ port, json }: SandboxConfig): Promise<void> {
  const { startSandbox } = await import('./sandbox/server.js');
  const sandbox = await startSandbox({ port });
  const { announcement } = await import('./sandbox/announcement.js');
  process.stdout.write(announcement(sandbox, json));
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await sandbox.close();
}

try {
  await run(readConfig(process.argv.slice(2)));
  process.exit(0);
} catch (error) {
  if (!(error instanceof ConfigError)) {
    throw error;
  }
  process.stderr.write(`bitable-mcp: ${error.message}\n${error.fix}\n`);
  process.exit(2);
}
