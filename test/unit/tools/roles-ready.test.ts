import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../../src/http/clock.js';
import type { SandboxClock } from '../../../src/sandbox/kernel/clock.js';
import { startSandbox } from '../../../src/sandbox/server.js';
import { sandboxClient } from '../../support/service-client.js';
import { toolContext } from '../../support/tool-context.js';
import { createToolbox } from '../../support/toolbox.js';

/** One time for client and service; waits for roles are over at once, and deadlines never come. */
function leapingClock(): Clock & SandboxClock {
  let now = Date.parse('2026-11-21T09:30:00+08:00');
  return {
    now: () => now,
    wallTime: () => now,
    async sleep(ms: number) {
      if (ms > 10_000) {
        await new Promise(() => {});
      }
      now += ms;
    },
  };
}

async function start(rolesReadyMs: number) {
  const clock = leapingClock();
  const sandbox = await startSandbox({ clock, options: { rolesReadyMs } });
  onTestFinished(() => sandbox.close());
  const context = toolContext(sandboxClient(sandbox, { clock }));
  const app_token = new URL(sandbox.sampleUrl).pathname.split('/').at(-1);
  const run = (name: string, args: object) =>
    createToolbox([name], context).run(
      name,
      { app_token, ...args },
      {
        signal: new AbortController().signal,
        progress: () => {},
      },
    );
  const sent = (name: string) => sandbox.requests.filter((request) => request.name === name).length;
  return { clock, run, sent };
}

/** Requests of one endpoint are paced besides. */
function expectAbout(ms: number, waited: number): void {
  expect(ms).toBeGreaterThanOrEqual(waited);
  expect(ms).toBeLessThan(waited + 500);
}

describe('a tool of roles after advanced permissions were switched on', () => {
  it('waits until they are ready, and says how long', async () => {
    const { clock, run, sent } = await start(3_000);
    await run('bitable_apps_update', { is_advanced: true });
    const startedAt = clock.now();
    const asked = sent('bitable_apps_get');
    const { text, isError } = await run('bitable_roles_list', {});
    expect(isError, text).toBe(false);
    expectAbout(clock.now() - startedAt, 3_500);
    expect(text).toContain('waited 3.5 s until the roles of the base were ready');
    expect(sent('bitable_apps_get')).toBe(asked + 1);
  });

  it('waits as well where a role is looked up by its name', async () => {
    const { run } = await start(3_000);
    await run('bitable_apps_update', { is_advanced: true });
    const { text } = await run('bitable_role_members_list', { role_id: '没有' });
    expect(text).toContain('there is no role of that id or name');
  });

  it('waits at most 10 s in all, and says that the call may succeed later', async () => {
    const { clock, run } = await start(60_000);
    await run('bitable_apps_update', { is_advanced: true });
    const startedAt = clock.now();
    const { text, isError } = await run('bitable_roles_list', {});
    expect(isError).toBe(true);
    expectAbout(clock.now() - startedAt, 10_000);
    expect(text).toContain('are on, but its roles were not ready within 10 s');
    expect(text).toContain('The same call may succeed later. Wait 10 s first.');
  });

  it('does not wait where they are off, and says how to switch them on', async () => {
    const { clock, run, sent } = await start(3_000);
    const startedAt = clock.now();
    const { text } = await run('bitable_roles_list', {});
    expect(clock.now()).toBe(startedAt);
    expect(text).toContain('are off: switch them on with bitable_apps_update, is_advanced true');
    expect(sent('bitable_roles_list')).toBe(1);
  });
});
