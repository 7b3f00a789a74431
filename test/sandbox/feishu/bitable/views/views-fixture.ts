import type { SandboxSettings } from '../../../../../src/sandbox/server.js';
import { Gateway } from '../../../../support/sandbox-client.js';

interface Named {
  readonly field_id: string;
  readonly field_name: string;
}

/** A base of its own with one table of a few fields and three rows, and calls on its views. */
export async function newTable(settings?: SandboxSettings) {
  const gateway = await Gateway.start(settings);
  const { app } = await gateway.data('POST', '/apps', { name: 'base' });
  const base = `/apps/${app.app_token}`;
  const fields = [
    { field_name: '名称', type: 1 },
    { field_name: '状态', type: 3, property: { options: [{ name: '开' }, { name: '关' }] } },
    { field_name: '数量', type: 2 },
    { field_name: '日期', type: 5 },
    { field_name: '创建', type: 1001 },
  ];
  const made = await gateway.data('POST', `${base}/tables`, { table: { name: '表', fields } });
  const table = `${base}/tables/${made.table_id}`;
  const rows = [
    { 名称: 'a', 状态: '开', 数量: 1 },
    { 名称: 'b', 状态: '关', 数量: 2 },
    { 名称: 'c', 状态: '开', 数量: 3 },
  ].map((cells) => ({ fields: cells }));
  await gateway.data('POST', `${table}/records/batch_create`, { records: rows });
  const listed = await gateway.data('GET', `${table}/fields`);
  const idOf = (name: string) =>
    listed.items.find(({ field_name }: Named) => field_name === name).field_id as string;
  return { gateway, base, table, tableId: made.table_id as string, idOf, ...calls(gateway, table) };
}

function calls(gateway: Gateway, table: string) {
  const views = `${table}/views`;
  return {
    views,
    /** The id of a new view. */
    newView: async (view_name: string, view_type = 'grid'): Promise<string> =>
      (await gateway.data('POST', views, { view_name, view_type })).view.view_id,
    viewNames: async (): Promise<string[]> =>
      (await gateway.data('GET', `${views}?page_size=100`)).items.map(
        (view: { view_name: string }) => view.view_name,
      ),
    /** The names of the rows that a search in a view finds. */
    shown: async (view_id: string): Promise<string[]> => {
      const { items } = await gateway.data('POST', `${table}/records/search`, { view_id });
      return items.map(
        (record: { fields: Record<string, { text: string }[]> }) => record.fields['名称']![0]!.text,
      );
    },
  };
}
