import { execFileSync } from 'node:child_process';
import { addedTime, batchTime } from './calls.js';
import { withSandbox } from './connection.js';
import { exportMemory } from './export-memory.js';
import { printReport, report } from './report.js';
import { idleMemory, startUp } from './start-up.js';
import { answerTokens, listTokens } from './tokens.js';

/** Measures the budgets of the design and prints them; writes nothing. */

await startUp();
await idleMemory();
await listTokens();
await withSandbox(async (sandbox) => {
  await addedTime(sandbox);
  await answerTokens(sandbox);
});
await batchTime();
await exportMemory();
report('packages in the production tree', { value: countPackages(), limit: 110 });
printReport();

function countPackages(): number {
  const listed = execFileSync('npm', ['ls', '--all', '--omit=dev', '--parseable'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // The first line is this package.
  return listed.trim().split('\n').length - 1;
}
