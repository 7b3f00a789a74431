import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ServerFixture } from '../../support/server-fixture.js';
import { newTable } from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start();
});

afterEach(() => {
  expect(fixture.sandbox.faults.pending()).toBe(0);
});

afterAll(() => fixture.end());

/** A token of the right form that no base has. */
const nobodys = 'BasNobody0000000000000000xx';

const baseCount = () => fixture.sandbox.world.bitable.bases.size;

describe('bases, end to end', () => {
  it('are created with a table to start with, and read back as they were asked for', async () => {
    const { app } = await fixture.call('bitable_apps_create', {
      name: '巡检 🌙',
      time_zone: 'Europe/Berlin',
    });
    expect(app.url).toBe(`${fixture.sandbox.url}/base/${app.app_token}`);
    const { app: read } = await fixture.call('bitable_apps_get', { app_token: app.app_token });
    expect(read).toMatchObject({ name: '巡检 🌙', time_zone: 'Europe/Berlin', is_advanced: false });
    const { items } = await fixture.call('bitable_tables_list', { app_token: app.app_token });
    expect(items).toMatchObject([{ table_id: app.default_table_id }]);
  });

  it('are renamed and given advanced permissions in one call', async () => {
    const { app_token } = newTable(fixture.sandbox);
    await fixture.call('bitable_apps_update', { app_token, name: '新名', is_advanced: true });
    const { app } = await fixture.call('bitable_apps_get', { app_token });
    expect(app).toMatchObject({ name: '新名', is_advanced: true });
  });

  it('that are embedded say of an update that only their name was changed', async () => {
    const { app_token } = newTable(fixture.sandbox);
    fixture.sandbox.world.bitable.bases.get(app_token)!.isEmbedded = true;
    const args = { app_token, name: '新名', is_advanced: true };
    const text = await fixture.failure('bitable_apps_update', args);
    expect(text).toContain('Applied: the name is "新名" now.');
    expect(text).toContain('Not applied: advanced permissions are off as before.');
    expect(text).toContain('1254301');
    const { app } = await fixture.call('bitable_apps_get', { app_token });
    expect(app).toMatchObject({ name: '新名', is_advanced: false });
  });

  it('can be used right after they were copied: the wait until the copy is there is part of the call', async () => {
    const { app_token } = newTable(fixture.sandbox);
    const { app } = await fixture.call('bitable_apps_copy', { app_token, without_content: true });
    const copy = await fixture.call('bitable_apps_get', { app_token: app.app_token });
    expect(copy.app.name).toBe('e2e 副本');
    expect(copy.notes[0]).toContain('1254036');
  });

  it('that do not exist are named as such, with the log id and what to do', async () => {
    const text = await fixture.failure('bitable_apps_get', { app_token: nobodys });
    expect(text).toContain('91402: NOTEXIST');
    expect(text).toContain('/wiki/');
    expect(text).toContain(`log_id ${fixture.requests('bitable_apps_get').at(-1)?.logId}`);
  });

  it('take a name of 255 characters, and not one more', async () => {
    const { app_token } = newTable(fixture.sandbox);
    const { app } = await fixture.call('bitable_apps_update', {
      app_token,
      name: '名'.repeat(255),
    });
    expect(app.name).toHaveLength(255);
    const before = fixture.sandbox.requests.length;
    const text = await fixture.failure('bitable_apps_update', {
      app_token,
      name: '名'.repeat(256),
    });
    expect(text).toMatch(/name was .*Allowed: at most 255 characters/);
    expect(fixture.sandbox.requests).toHaveLength(before);
  });

  it('are read in spite of a proxy page in between, and the result says so', async () => {
    const { app_token } = newTable(fixture.sandbox);
    fixture.sandbox.faults.add({ kind: 'html', endpoint: 'bitable_apps_get', status: 502 });
    const { app, notes } = await fixture.call('bitable_apps_get', { app_token });
    expect(app.name).toBe('e2e');
    expect(notes).toEqual([expect.stringMatching(/^sent again after HTTP 502 .*, 2 attempts$/)]);
    expect(notes[0]).not.toContain('<');
  });

  it.each(['bitable_apps_create', 'bitable_apps_copy'])(
    'are not made twice when the answer of %s is lost; the failure says what to look at',
    async (tool) => {
      const { app_token } = newTable(fixture.sandbox);
      fixture.sandbox.faults.add({ kind: 'reset', applied: true, endpoint: tool });
      const [bases, requests] = [baseCount(), fixture.sent(tool)];
      const text = await fixture.failure(tool, {
        ...(tool === 'bitable_apps_copy' && { app_token }),
        name: '一次',
      });
      expect(text).toContain('It may have been applied');
      expect(baseCount()).toBe(bases + 1);
      expect(fixture.sent(tool)).toBe(requests + 1);
    },
  );

  it('are made once when the connection broke before anything was applied, or not at all', async () => {
    fixture.sandbox.faults.add({ kind: 'reset', endpoint: 'bitable_apps_create' });
    const before = baseCount();
    expect(await fixture.failure('bitable_apps_create', { name: '零' })).toContain(
      'It may have been applied',
    );
    expect(baseCount()).toBe(before);
  });
});
