import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServerFixture } from '../../support/server-fixture.js';

let server: ServerFixture;

beforeAll(async () => {
  server = await ServerFixture.start({
    args: ['--toolsets', 'all'],
    env: ({ url, project: { access } }) => ({
      FEISHU_PROJECT_BASE_URL: url,
      FEISHU_PROJECT_PLUGIN_ID: access.pluginId,
      FEISHU_PROJECT_PLUGIN_SECRET: access.pluginSecret,
      FEISHU_PROJECT_USER_KEY: access.userKey,
    }),
    sandbox: { projectOptions: { rateLimits: false } },
  });
});

afterAll(() => server.end());

const item = () => ({
  project_key: 'xinghe',
  work_item_type_key: 'story',
  work_item_id: server.sandbox.project.sample.items['installments'],
});

describe('a sub-task that is named beside its node', () => {
  it('is refused with the nodes that there are where the node is unknown', async () => {
    const args = { ...item(), node_id: 'state_9', task_id: '接口设计', name: 'x' };
    expect(await server.failure('project_subtasks_update', args)).toMatch(
      /node_id is "state_9", and there is no node of that key or name.*后端开发 \(doing\)/,
    );
  });

  it('is refused with its own node where another one is given', async () => {
    const args = { ...item(), node_id: 'state_3', task_id: '接口设计', name: 'x' };
    expect(await server.failure('project_subtasks_update', args)).toContain(
      'task_id is "接口设计", a sub-task of the node 后端开发 (doing), not of 测试用例设计 (state_3)',
    );
  });
});

describe('the change of a template', () => {
  const change = (conf: object) => ({
    ...{ project_key: 'xinghe', template_id: 'standard' },
    workflow_confs: [{ action: 3, state_key: 'start', ...conf }],
  });

  it('stores and shows the owners of a node by name', async () => {
    const set = await server.call('project_templates_update', change({ owners: ['王五'] }));
    expect(set.changes.rows).toContainEqual(['start', 'owners', [], ['王五']]);
    const added = change({ owners: { add: ['林小雨'] } });
    const { changes } = await server.call('project_templates_update', added);
    expect(changes.rows).toEqual([['start', 'owners', ['王五'], ['王五', '林小雨']]]);
  });

  it('refuses keys that a node does not have, which the vendor would ignore', async () => {
    const args = change({ owner: ['王五'] });
    expect(await server.failure('project_templates_update', args)).toMatch(
      /workflow_confs\[0\]\.owner is not an argument here.*owners/,
    );
  });
});

describe('a list of operation records', () => {
  it.each(['operation_type', 'op_record_module'])(
    'refuses an unknown %s with those that there are',
    async (key) => {
      const { project_key, work_item_id } = item();
      const args = { project_key, work_item_ids: [work_item_id], [key]: ['没有'] };
      expect(await server.failure('project_op_records_list', args)).toMatch(
        new RegExp(`${key}\\[0\\] was "没有"\\. Allowed: .*"?(modify|node_mod)`),
      );
    },
  );
});
