import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningSandbox } from '../../src/sandbox/server.js';
import { ServerFixture } from '../support/server-fixture.js';

let fixture: ServerFixture;

const signedIn = ({ url, enos: { access } }: RunningSandbox) => ({
  ENOS_APIGW_URL: url,
  ENOS_ACCESS_KEY: access.accessKey,
  ENOS_SECRET_KEY: access.secretKey,
  ENOS_ORG_ID: access.orgId,
  ENOS_USER_ID: access.userId,
});

beforeAll(async () => {
  const sandbox = { enosOptions: { triggerGapMs: 0 } };
  fixture = await ServerFixture.start({ env: signedIn, sandbox });
});
afterAll(() => fixture.end());

const flow = 'daily_power_report';
const settings = () => fixture.sandbox.enos.flows.succeeds.settings;

/** Tools that changed something since a number of requests. */
const writesSince = (before: number) =>
  fixture.sandbox.requests
    .slice(before)
    .map(({ name }) => name)
    .filter((name = '') => /_(save|delete|update_and_trigger|enable|import)$/.test(name));

describe('a flow of EnOS', () => {
  it('is taken by its name, and a wrong name is refused with those that there are', async () => {
    const { flowId } = await fixture.call('enos_flows_get', { flowId: flow });
    expect(flowId).toBe(fixture.sandbox.enos.flows.succeeds.flowId);
    const before = fixture.sandbox.requests.length;
    expect(await fixture.failure('enos_flows_delete', { flowId: 'daily_report' })).toMatch(
      /there is no flow of that id or name.*daily_power_report \(3377\)/,
    );
    expect(writesSince(before)).toEqual([]);
  });

  it('is not saved with a schedule that cannot be', async () => {
    const before = fixture.sandbox.requests.length;
    for (const wrong of [
      { freq: 'every morning' },
      { freq: '61 * * * * ? *' },
      { freq: '0 8 * * *' },
      { freq: '0 0 8 * * * *' },
      { freq: '0 0 8 ? * ? *' },
      { freq: '0 0 8 29 2 ? 2027' },
      { startTime: '2026-13-45' },
    ]) {
      await fixture.failure('enos_flows_save', { id: flow, ...wrong });
    }
    expect(fixture.sandbox.requests.length).toBe(before);
  });

  it('offers both forms of a schedule that names days twice', async () => {
    const twice = { id: flow, freq: '0 0 8 15 * MON *' };
    expect(await fixture.failure('enos_flows_save', twice)).toMatch(
      /as in 0 0 8 15 \* \? \* or 0 0 8 \? \* MON \*/,
    );
  });

  it('takes the name of a type, and a wrong one is refused with those that there are', async () => {
    const { notes } = await fixture.call('enos_flows_save', { id: flow, type: '手动' });
    expect(String(notes)).toContain('nothing was sent');
    expect(await fixture.failure('enos_flows_save', { id: flow, type: '手工' })).toContain(
      'type was "手工". Allowed: one of 0 manual, 1 periodic, 2 temporary',
    );
  });

  it('is not triggered for a time before 2000', async () => {
    const before = fixture.sandbox.requests.length;
    for (const triggerTime of [0, '0', 86_400_000, '1970-01-01T00:00:00Z']) {
      const text = await fixture.failure('enos_flows_trigger', { flowId: flow, triggerTime });
      expect(text).toContain('not before 2000');
    }
    expect(fixture.sandbox.requests.length).toBe(before);
  });

  it('names the parameter whose value is none', async () => {
    const run = { flowId: flow, triggerTime: '2026-01-01T00:00:00Z' };
    for (const [tool, args] of [
      ['enos_flows_update_and_trigger', run],
      ['enos_flows_save', { id: flow }],
    ] as const) {
      const text = await fixture.failure(tool, { ...args, parameters: { SITE: null } });
      expect(text).toContain('parameters.SITE was null');
    }
  });

  it('shows each of the owners that one text with semicolons adds and removes', async () => {
    const rows = async (change: object) =>
      (await fixture.call('enos_flows_save', { id: flow, owners: change })).changes.rows;
    const [both, all] = [
      ['wang.min', 'sun.lei'],
      ['wang.min', 'sun.lei', 'a', 'b'],
    ];
    expect(await rows({ add: ['a;b'] })).toEqual([['owners', both, all]]);
    expect(settings().owners).toEqual(all);
    expect(await rows({ remove: 'b; a' })).toEqual([['owners', all, both]]);
  });

  it('keeps what a save does not name, and the answer shows what changed', async () => {
    const before = settings();
    const { changes } = await fixture.call('enos_flows_save', { id: flow, desc: '新说明' });
    expect(changes.rows).toEqual([['desc', before.desc, '新说明']]);
    expect(settings()).toEqual({ ...before, desc: '新说明' });
  });

  it('keeps both owners that two calls add at once', async () => {
    const add = (name: string) =>
      fixture.call('enos_flows_save', { id: flow, owners: { add: [name] } });
    await Promise.all([add('li.na'), add('zhang.wei')]);
    expect([...settings().owners].sort()).toEqual(['li.na', 'sun.lei', 'wang.min', 'zhang.wei']);
  });

  it('runs with its stored parameters where none are given for them', async () => {
    const { status, changes, notes } = await fixture.call('enos_flows_update_and_trigger', {
      flowId: flow,
      triggerTime: '2026-01-01T00:00:00Z',
      parameters: { SITE: 'bj', OUTPTU: '/tmp' },
    });
    expect(status).toBeUndefined();
    expect(changes.rows).toEqual([
      ['SITE', 'all', 'bj'],
      ['OUTPTU', null, '/tmp'],
    ]);
    expect(String(notes)).toMatch(/"OUTPTU" is no stored parameter.*Did you mean OUTPUT\?/);
    const { parameters } = fixture.sandbox.enos.enos.instances.at(-1)?.settings ?? {};
    expect(parameters).toEqual([
      { key: 'SITE', value: 'bj' },
      { key: 'OUTPUT', value: '/reports/daily' },
      { key: 'OUTPTU', value: '/tmp' },
    ]);
  });

  it('takes one parameter as an object of its key and value', async () => {
    const { changes } = await fixture.call('enos_flows_update_and_trigger', {
      flowId: 'weekly_summary',
      triggerTime: '2026-01-02T00:00:00Z',
      parameters: { key: 'SITE', value: 'bj' },
    });
    expect(changes.rows.map(([name]: readonly string[]) => name)).toEqual(['SITE']);
  });

  it('shows whether it was enabled before', async () => {
    const { changes } = await fixture.call('enos_flows_enable', { flowId: flow });
    expect(changes.rows).toEqual([['active', 0, 1]]);
  });
});
