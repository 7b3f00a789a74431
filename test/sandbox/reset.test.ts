import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.js';
import { catalogue } from '../../src/endpoints/catalogue.js';
import type { Client } from '../../src/http/calls.js';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/server.js';
import { sandboxClient } from '../support/service-client.js';
import { enosClient } from '../unit/tools/enos/fixtures/enos-client.js';
import { projectClient } from '../unit/tools/project/fixtures/project-client.js';

let sandbox: RunningSandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});

afterAll(() => sandbox.close());

async function call(client: Client, name: keyof typeof catalogue, args: JsonObject) {
  const options = { signal: new AbortController().signal, note: () => undefined };
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of any shape.
  return (await client.call(name, catalogue[name], args, options)) as any;
}

const storyType = { project_key: 'xinghe', work_item_type_key: 'story' };

describe('a reset', () => {
  it('takes back what was written to each service; clients that were signed in go on', async () => {
    const feishu = sandboxClient(sandbox);
    const project = projectClient(sandbox);
    const enos = enosClient(sandbox);
    const app_token = /base\/(\w+)/.exec(sandbox.sampleUrl)?.[1] ?? '';
    const { flowId } = sandbox.enos.flows.empty;
    const read = async () => {
      const tables = await call(feishu, 'bitable_tables_list', { app_token });
      const type = await call(project, 'project_work_item_types_get', storyType);
      const flows = await call(enos, 'enos_flows_search', { expression: '' });
      return {
        tables: tables.data.items.map(({ name }: { name: string }) => name),
        description: type.data.description,
        flows: flows.data.data.length,
      };
    };
    const sample = { tables: ['任务', '客户'], description: '产品需求从提出到上线', flows: 6 };
    expect(await read()).toEqual(sample);

    await call(feishu, 'bitable_tables_create', { app_token, table: { name: '新表' } });
    const description = '改过的说明';
    await call(project, 'project_work_item_types_update', { ...storyType, description });
    await call(enos, 'enos_flows_delete', { flowId });
    expect(await read()).toEqual({ tables: ['任务', '客户', '新表'], description, flows: 5 });

    const { access } = sandbox.project;
    sandbox.faults.add({ kind: 'html' });
    sandbox.reset();
    expect(await read()).toEqual(sample);
    expect(sandbox.faults.pending()).toBe(0);
    expect(sandbox.project.access).toEqual(access);
    expect(sandbox.world.bitable.bases.has(app_token)).toBe(true);
  });
});
