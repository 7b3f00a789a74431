import { describe, expect, it } from 'vitest';
import { Gateway } from '../../../support/sandbox-client.js';

async function withDashboard() {
  const gateway = await Gateway.start();
  const path = `${gateway.base}/dashboards`;
  const { dashboards } = await gateway.data('GET', path);
  const copy = (body: unknown, blockId = dashboards[0].block_id) =>
    gateway.code('POST', `${path}/${blockId}/copy`, body);
  const names = async (): Promise<string[]> =>
    (await gateway.data('GET', `${path}?page_size=500`)).dashboards.map(
      ({ name }: { name: string }) => name,
    );
  return { gateway, path, copy, names };
}

describe('copying a dashboard', () => {
  it.each([
    ['no name', {}, 99992402],
    ['an empty name', { name: ' ' }, 1254038],
    ['a name with a bracket', { name: 'a[b' }, 1254038],
    ['a name of 101 characters', { name: '字'.repeat(101) }, 1254038],
    ['a name that is taken', { name: '项目总览' }, 1254039],
  ])('refuses %s', async (_, body, code) => {
    const { copy, names } = await withDashboard();
    expect(await copy(body)).toBe(code);
    expect(await names()).toEqual(['项目总览']);
  });

  it('refuses a block that is not there', async () => {
    const { copy } = await withDashboard();
    expect(await copy({ name: 'n' }, 'blkEsvEEaNllY2UV')).toBe(1254050);
  });

  it('fills a base up to 100 tables and dashboards together', async () => {
    const { gateway, copy } = await withDashboard();
    const tables = Array.from({ length: 96 }, (_, index) => ({ name: `t${index}` }));
    await gateway.data('POST', `${gateway.base}/tables/batch_create`, { tables });
    expect(await copy({ name: 'the hundredth' })).toBe(0);
    expect(await copy({ name: 'one more' })).toBe(1254100);
    const table = { name: 'one more' };
    expect(await gateway.code('POST', `${gateway.base}/tables`, { table })).toBe(1254100);
  });
});

describe('listing dashboards', () => {
  it('pages by up to 500 and never says how many there are', async () => {
    const { gateway, path, copy } = await withDashboard();
    await copy({ name: '二' });
    const first = await gateway.data('GET', `${path}?page_size=1`);
    expect(first).toEqual({
      has_more: true,
      page_token: expect.any(String),
      dashboards: [{ block_id: expect.any(String), name: '项目总览' }],
    });
    const rest = await gateway.data('GET', `${path}?page_token=${first.page_token}`);
    expect(rest.dashboards).toMatchObject([{ name: '二' }]);
    expect(await gateway.code('GET', `${path}?page_size=501`)).toBe(99992402);
  });

  it('gives an empty list for a base without dashboards', async () => {
    const gateway = await Gateway.start();
    const { app } = await gateway.data('POST', '/apps', { name: 'base' });
    expect(await gateway.data('GET', `/apps/${app.app_token}/dashboards`)).toEqual({
      has_more: false,
      dashboards: [],
    });
  });
});

describe('automations', () => {
  async function withAutomations() {
    const gateway = await Gateway.start({ options: { copyMs: 0 } });
    const path = `${gateway.base}/workflows`;
    const { workflows } = await gateway.data('GET', path);
    return { gateway, path, workflows };
  }

  it.each([
    ['no status', {}, 99992402],
    ['a status that does not exist', { status: 'enable' }, 1254001],
    ['a status that is a boolean', { status: true }, 1254001],
  ])('refuse %s', async (_, body, code) => {
    const { gateway, path, workflows } = await withAutomations();
    const [{ workflow_id }] = workflows;
    expect(await gateway.code('PUT', `${path}/${workflow_id}`, body)).toBe(code);
    expect(await gateway.data('GET', path)).toEqual({ workflows });
  });

  it('are switched by their own ids alone', async () => {
    const { gateway, path } = await withAutomations();
    const blocks = await gateway.data('GET', `${gateway.base}/block_workflows`);
    const body = { status: 'Disable' };
    expect(await gateway.code('PUT', `${path}/7308870000552638996`, body)).toBe(1254002);
    const { workflow_id } = blocks.workflows[0];
    expect(await gateway.code('PUT', `${path}/${workflow_id}`, body)).toBe(1254002);
    expect(await gateway.data('GET', `${gateway.base}/block_workflows`)).toEqual(blocks);
  });

  it('are off in a copy of their base', async () => {
    const { gateway, path, workflows } = await withAutomations();
    const { app } = await gateway.data('POST', `${gateway.base}/copy`, {});
    const copied = await gateway.data('GET', `/apps/${app.app_token}/workflows`);
    const statuses = copied.workflows.map(({ status }: { status: string }) => status);
    expect(statuses).toEqual(['Disable', 'Disable']);
    expect(await gateway.data('GET', path)).toEqual({ workflows });
  });
});
