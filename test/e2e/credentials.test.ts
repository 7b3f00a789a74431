import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.js';
import { canary, ServerFixture, type Setup, signedIn } from '../support/server-fixture.js';
import { newTable, numbered, records } from '../support/table-fixture.js';
import { toolsetMembers } from '../support/toolbox.js';

const search = 'bitable_records_search';

/** Ends its world, and thereby looks for secrets in all that was said. */
async function within(
  setup: Setup,
  work: (fixture: ServerFixture) => Promise<void>,
): Promise<void> {
  const fixture = await ServerFixture.start(setup);
  try {
    await work(fixture);
  } finally {
    await fixture.end();
  }
}

describe('credentials', () => {
  it.each([
    ['none', {}, ['FEISHU_APP_ID', 'FEISHU_APP_SECRET', 'FEISHU_USER_ACCESS_TOKEN']],
    ['no secret', { FEISHU_APP_ID: 'cli_x' }, ['FEISHU_APP_SECRET is not set.']],
    ['no id', { FEISHU_APP_SECRET: canary }, ['FEISHU_APP_ID is not set.']],
    [
      'empty ones',
      { FEISHU_APP_ID: '', FEISHU_APP_SECRET: ' ' },
      ['FEISHU_APP_ID', 'FEISHU_APP_SECRET'],
    ],
  ])(
    '%s: the server starts and lists its tools; a call says what to set and where it is found',
    async (_, env, says) => {
      await within({ env: () => env }, async (fixture) => {
        const { tools } = await fixture.client.listTools();
        expect(tools.map(({ name }) => name)).toEqual(toolsetMembers('default', 'feishu'));
        expect(fixture.client.getInstructions()).toContain('FEISHU_APP_ID');
        const text = await fixture.failure(search, newTable(fixture.sandbox));
        for (const words of says) expect(text).toContain(words);
        expect(text).not.toContain(canary);
        expect(text).toContain('https://open.feishu.cn/app');
        expect(text).toContain('Credentials & Basic Info');
        expect(text).toContain('Nothing was sent.');
        expect(fixture.sandbox.requests).toEqual([]);
      });
    },
  );

  it('none: wrong arguments are still named first', async () => {
    await within({ env: () => ({}) }, async (fixture) => {
      expect(await fixture.failure(search, { app_token: 'x' })).toContain('table_id is required');
    });
  });

  it.each([
    ['a wrong secret', { appSecret: `${canary}2` }, '10014', 'app secret invalid'],
    ['a wrong app id', { appId: 'cli_other', appSecret: canary }, '10003', 'invalid param'],
  ])('%s: one sign-in, then what to check', async (_, sandbox, code, reason) => {
    const { appId } = await defaults();
    const env = () => ({ FEISHU_APP_ID: appId, FEISHU_APP_SECRET: canary });
    await within({ sandbox, env }, async (fixture) => {
      const text = await fixture.failure(search, newTable(fixture.sandbox));
      expect(text).toContain(`${code}: sign-in failed: ${reason}`);
      expect(text).toContain('Check FEISHU_APP_ID and FEISHU_APP_SECRET');
      expect(text).toContain('until the credentials are right');
      expect(fixture.sandbox.requests).toHaveLength(1);
    });
  });

  it('of a person work, and win over those of the app', async () => {
    const env: Setup['env'] = (sandbox) => ({
      ...signedIn(sandbox),
      FEISHU_USER_ACCESS_TOKEN: sandbox.userAccessToken,
    });
    await within({ env }, async (fixture) => {
      const tableRef = newTable(fixture.sandbox);
      await fixture.call('bitable_records_create', { ...tableRef, fields: {} });
      const found = await fixture.call(search, { ...tableRef, automatic_fields: true });
      const [row] = found.rows;
      expect(row[found.columns.indexOf('created_by')]).toMatchObject({ name: '张三' });
      expect(fixture.sent('tenant_access_token')).toBe(0);
    });
  });

  it('of a person alone do for Feishu Project, but for names of spaces, which say what else to set', async () => {
    const env: Setup['env'] = ({ url, project }) => ({
      FEISHU_PROJECT_BASE_URL: url,
      FEISHU_PROJECT_USER_TOKEN: project.tokens.grant(project.access.userKey).token,
    });
    await within({ env, args: ['--toolsets', 'core'] }, async (fixture) => {
      const stories = { project_key: 'xinghe', work_item_type_keys: ['需求'], limit: 1 };
      const { rows } = await fixture.call('project_work_items_filter', stories);
      expect(rows).toHaveLength(1);
      const named = { ...stories, project_key: '星河商城' };
      const text = await fixture.failure('project_work_items_filter', named);
      expect(text).toContain('FEISHU_PROJECT_USER_KEY is not set');
      expect(text).toContain('or give the key or the simple name of the space');
    });
  });

  it('of a person that were revoked: one try, then what to do', async () => {
    const env: Setup['env'] = ({ userAccessToken }) => ({
      FEISHU_USER_ACCESS_TOKEN: userAccessToken,
    });
    await within({ env }, async (fixture) => {
      const tableRef = newTable(fixture.sandbox, numbered(1));
      await fixture.call(search, tableRef);
      fixture.sandbox.faults.add({ kind: 'expired_token' });
      const before = fixture.sandbox.requests.length;
      const text = await fixture.failure(search, tableRef);
      expect(text).toContain('99991677');
      expect(text).toContain('set FEISHU_USER_ACCESS_TOKEN');
      expect(fixture.sandbox.requests).toHaveLength(before + 1);
    });
  });

  it('of a person that were made up: one try, then what to do', async () => {
    await within({ env: () => ({ FEISHU_USER_ACCESS_TOKEN: `u-${canary}` }) }, async (fixture) => {
      const text = await fixture.failure(search, newTable(fixture.sandbox));
      expect(text).toContain('99991668');
      expect(text).toContain('FEISHU_USER_ACCESS_TOKEN');
      expect(fixture.sandbox.requests).toHaveLength(1);
    });
  });

  it('without the right to a base say what to grant', async () => {
    await within({}, async (fixture) => {
      fixture.sandbox.faults.add({ kind: 'code', code: 91403, endpoint: search });
      const text = await fixture.failure(search, newTable(fixture.sandbox));
      expect(text).toContain('91403: Forbidden');
      expect(text).toMatch(/collaborator/);
      expect(text).toContain('until access is granted');
    });
  });
});

describe('secrets', () => {
  /** As a vendor, or something in between, might send them back. */
  const echoes = [
    [
      'in its message',
      `{"code":1254000,"msg":"bad token Bearer t-${'0'.repeat(40)} of ${canary}"}`,
    ],
    ['in the title of a page', `<html><title>${canary}</title>`],
    ['in JSON that breaks off', `{"code":0,"data":"${canary}`],
    ['where a long text is cut', `denied: ${'x'.repeat(130)}${canary}`],
    [
      'as the name of a field',
      `{"code":1,"msg":"","error":{"field_violations":[{"field":"${canary}"}]}}`,
    ],
  ] as const;

  it.each(echoes)('are not shown when an answer quotes them %s', async (_, body) => {
    await within({}, async (fixture) => {
      fixture.sandbox.faults.add({
        kind: 'reply',
        status: 403,
        body,
        endpoint: 'bitable_apps_create',
      });
      await fixture.failure('bitable_apps_create', {});
    });
  });

  it('are not shown by the sign-in itself', async () => {
    await within({}, async (fixture) => {
      const body = `{"code":10003,"msg":"app_secret ${canary} is not valid"}`;
      fixture.sandbox.faults.add({ kind: 'reply', status: 200, body });
      expect(await fixture.failure(search, newTable(fixture.sandbox))).toContain('[redacted]');
    });
  });

  it('do not come back in notes, nor with what a batch did', async () => {
    await within({}, async (fixture) => {
      const tableRef = newTable(fixture.sandbox);
      const endpoint = 'bitable_records_batch_create';
      fixture.sandbox.faults.add({
        kind: 'code',
        code: 1254291,
        msg: `conflict with ${canary}`,
        endpoint,
      });
      const { notes } = await fixture.call(endpoint, { ...tableRef, records: records(1) });
      expect(notes[0]).toContain('conflict with [redacted]');
    });
  });
});

/** What a sandbox is set to when nothing is said. */
async function defaults(): Promise<{ readonly appId: string }> {
  const sandbox = await startSandbox();
  await sandbox.close();
  return sandbox;
}
