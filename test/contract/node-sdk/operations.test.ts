import { expect, it } from 'vitest';
import { owner } from '../../../src/sandbox/feishu/tenant.js';
import { contract } from '../endpoints/contract-table.js';
import { runRolesLifecycle } from './fixtures/roles-lifecycle.js';
import { dataOf, startSdk } from './fixtures/sdk-client.js';
import { runBlocksLifecycle, runViewsLifecycle } from './fixtures/views-lifecycle.js';

it('the SDK performs every documented operation in the life of one base', async () => {
  const { client, sandbox, sample } = await startSdk({ options: { copyMs: 0 } });
  const { app, appTable, appTableField, appTableRecord } = client.bitable.v1;

  const created = await dataOf(app.create({ data: { name: '一生' } }));
  const base = { app_token: created.app!.app_token! };
  await dataOf(app.update({ path: base, data: { name: '长长的一生' } }));
  expect((await dataOf(app.get({ path: base }))).app?.name).toBe('长长的一生');

  const made = await dataOf(appTable.create({ path: base, data: { table: { name: '人' } } }));
  const table = { ...base, table_id: made.table_id! };
  await dataOf(appTable.patch({ path: table, data: { name: '人们' } }));
  const tables = ['一', '二', '三'].map((name) => ({ name }));
  const more = await dataOf(appTable.batchCreate({ path: base, data: { tables } }));
  const [first, ...others] = more.table_ids!;
  await dataOf(appTable.delete({ path: { ...base, table_id: first! } }));
  await dataOf(appTable.batchDelete({ path: base, data: { table_ids: others } }));
  const named = (await dataOf(appTable.list({ path: base }))).items!.map(({ name }) => name);
  expect(named).toEqual(['数据表', '人们']);

  const data = { field_name: '身高', type: 2 };
  const { field } = await dataOf(appTableField.create({ path: table, data }));
  const column = { ...table, field_id: field!.field_id! };
  const renamed = { ...data, field_name: '体重' };
  await dataOf(appTableField.update({ path: column, data: renamed }));
  const shown = await dataOf(appTableField.list({ path: table }));
  expect(shown.items!.at(-1)).toMatchObject({ field_id: column.field_id, field_name: '体重' });

  const { record } = await dataOf(
    appTableRecord.create({ path: table, data: { fields: { 体重: 70 } } }),
  );
  const row = { ...table, record_id: record!.record_id! };
  await dataOf(appTableRecord.update({ path: row, data: { fields: { 体重: 71 } } }));
  expect((await dataOf(appTableRecord.get({ path: row }))).record?.fields).toEqual({ 体重: '71' });
  const rows = [{ fields: { 体重: 60 } }, { fields: { 体重: 80 } }];
  const batch = await dataOf(appTableRecord.batchCreate({ path: table, data: { records: rows } }));
  const ids = batch.records!.map(({ record_id }) => record_id!);
  const changes = ids.map((record_id) => ({ record_id, fields: { 体重: 75 } }));
  await dataOf(appTableRecord.batchUpdate({ path: table, data: { records: changes } }));
  const found = await dataOf(appTableRecord.batchGet({ path: table, data: { record_ids: ids } }));
  expect(found.records!.map(({ fields }) => fields)).toEqual([{ 体重: 75 }, { 体重: 75 }]);
  expect((await dataOf(appTableRecord.search({ path: table }))).total).toBe(3);
  await dataOf(appTableRecord.batchDelete({ path: table, data: { records: ids } }));
  await dataOf(appTableRecord.delete({ path: row }));
  expect((await dataOf(appTableRecord.list({ path: table }))).total).toBe(0);

  const fieldIds = shown.items!.map(({ field_id }) => field_id!);
  await runViewsLifecycle(client, table, fieldIds);
  await runBlocksLifecycle(client, sample);
  await runRolesLifecycle(client, base, owner.open_id);
  await dataOf(appTableField.delete({ path: column }));
  await dataOf(app.copy({ path: base, data: { name: '又一生' } }));

  const performed = sandbox.requests.filter(({ code }) => code === 0).map(({ name }) => name);
  const documented = contract.map(({ name }) => name).filter((name) => name.startsWith('bitable_'));
  expect([...new Set(performed)].sort()).toEqual([...documented, 'tenant_access_token'].sort());
});
