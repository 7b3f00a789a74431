import { describe, expect, it } from 'vitest';
import { dataOf, startSdk } from './fixtures/sdk-client.js';

const blockId = expect.stringMatching(/^blk[A-Za-z0-9]{13}$/);
const workflowId = expect.stringMatching(/^7\d{18}$/);

describe('dashboards, through the SDK', () => {
  it('are listed without a total (A19)', async () => {
    const { client, sample } = await startSdk();
    const list = await dataOf(client.bitable.v1.appDashboard.list({ path: sample }));
    expect(list).toEqual({
      has_more: false,
      dashboards: [{ block_id: blockId, name: '项目总览' }],
    });
  });

  it('are copied under a new name (A18)', async () => {
    const { client, sample } = await startSdk();
    const { dashboards } = await dataOf(client.bitable.v1.appDashboard.list({ path: sample }));
    const path = { ...sample, block_id: dashboards[0]!.block_id };
    const data = { name: 'New Dashboard' };
    const copy = await dataOf(client.bitable.v1.appDashboard.copy({ path, data }));
    expect(copy).toEqual({ block_id: blockId, name: 'New Dashboard' });
    const after = await dataOf(client.bitable.v1.appDashboard.list({ path: sample }));
    expect(after.dashboards).toEqual([...dashboards, copy]);
  });
});

describe('automations, through the SDK', () => {
  it('are listed with their state', async () => {
    const { client, sample } = await startSdk();
    expect(await dataOf(client.bitable.v1.appWorkflow.list({ path: sample }))).toEqual({
      workflows: [
        { workflow_id: workflowId, status: 'Enable', title: '截止日期前提醒负责人' },
        { workflow_id: workflowId, status: 'Disable', title: '任务完成后通知客户' },
      ],
    });
  });

  it('are switched on and off', async () => {
    const { client, sample } = await startSdk();
    const statuses = async () => {
      const { workflows } = await dataOf(client.bitable.v1.appWorkflow.list({ path: sample }));
      return workflows.map(({ status }) => status);
    };
    const { workflows } = await dataOf(client.bitable.v1.appWorkflow.list({ path: sample }));
    const set = (index: number, status: string) => {
      const path = { ...sample, workflow_id: workflows[index]!.workflow_id };
      return dataOf(client.bitable.v1.appWorkflow.update({ path, data: { status } }));
    };
    expect(await set(0, 'Disable')).toEqual({});
    expect(await set(1, 'Enable')).toEqual({});
    expect(await statuses()).toEqual(['Disable', 'Enable']);
  });

  it('stand apart from the workflows of the newer kind', async () => {
    const { client, sample } = await startSdk();
    expect(await dataOf(client.bitable.v1.appBlockWorkflow.list({ path: sample }))).toEqual({
      workflows: [{ workflow_id: workflowId, status: 'Enable', title: '合同续签审批' }],
    });
  });
});

describe('field groups, through the SDK', () => {
  it('are created, and come back as the text of a list', async () => {
    const { client, sample } = await startSdk();
    const { items } = await dataOf(client.bitable.v1.appTableField.list({ path: sample }));
    const [first, second, third] = items!.map(({ field_id }) => ({
      type: 'field' as const,
      id: field_id!,
    }));
    const field_groups = [
      { name: '基本信息', children: [first!, second!], description: '说明' },
      { id: 'fldjX7dUj6', name: '编组2', children: [third!] },
    ];
    const made = await dataOf(
      client.bitable.v1.appTableFieldGroup.create({ path: sample, data: { field_groups } }),
    );
    expect(JSON.parse(made.field_groups!)).toEqual([
      { id: expect.stringMatching(/^fld/), name: '基本信息' },
      { id: 'fldjX7dUj6', name: '编组2' },
    ]);
  });
});
