import * as lark from '@larksuiteoapi/node-sdk';
import { describe, expect, it } from 'vitest';
import { Gateway } from '../../../support/sandbox-client.js';

/** The vendor's own client; it knows nothing of the sandbox but its address. */
async function withSdk() {
  const gateway = await Gateway.start({ appId: `cli_${++apps}`, options: { copyMs: 0 } });
  const { url, appId, appSecret } = gateway.sandbox;
  const client = new lark.Client({
    appId,
    appSecret,
    domain: url,
    logger: { error() {}, warn() {}, info() {}, debug() {}, trace() {} },
  });
  const [app_token, table_id] = gateway.table.match(/(?<=\/(apps|tables)\/)\w+/g) ?? [];
  return { gateway, client, path: { app_token: app_token!, table_id: table_id! } };
}

/** The SDK keeps tokens by app id for the whole process. */
let apps = 0;

describe("the vendor's Node SDK against the sandbox", () => {
  it('works on bases', async () => {
    const { client, path } = await withSdk();
    const { bitable } = client;
    const created = await bitable.v1.app.create({
      data: { name: 'n', time_zone: 'Asia/Shanghai' },
    });
    const app_token = created.data!.app!.app_token!;
    const got = await bitable.v1.app.get({ path: { app_token } });
    expect(got.data?.app?.name).toBe('n');
    await bitable.v1.app.update({ path: { app_token }, data: { name: 'm' } });
    expect((await bitable.v1.app.get({ path: { app_token } })).data?.app?.name).toBe('m');
    const copy = await bitable.v1.app.copy({ path, data: { name: 'c', without_content: true } });
    expect(copy.data?.app?.url).toContain(copy.data?.app?.app_token);
  });

  it('works on tables', async () => {
    const { client, path } = await withSdk();
    const tables = client.bitable.v1.appTable;
    const created = await tables.create({ path, data: { table: { name: 't' } } });
    const table = { app_token: path.app_token, table_id: created.data!.table_id! };
    await tables.patch({ path: table, data: { name: 'u' } });
    const batch = await tables.batchCreate({
      path,
      data: { tables: [{ name: 'a' }, { name: 'b' }] },
    });
    const names = [];
    for await (const page of await tables.listWithIterator({ path, params: { page_size: 2 } })) {
      for (const item of page?.items ?? []) names.push(item.name);
    }
    expect(names).toEqual(['任务', '客户', 'u', 'a', 'b']);
    expect((await tables.delete({ path: table })).code).toBe(0);
    await tables.batchDelete({ path, data: { table_ids: batch.data!.table_ids! } });
    expect((await tables.list({ path })).data?.total).toBe(2);
  });

  it('works on fields and records', async () => {
    const { client, path } = await withSdk();
    const { appTableField, appTableRecord } = client.bitable.v1;
    const field = await appTableField.create({ path, data: { field_name: '备注', type: 1 } });
    expect(field.data?.field?.field_id).toMatch(/^fld/);
    const created = await appTableRecord.create({
      path,
      params: { client_token: 'fe599b60-450f-46ff-b2ef-9f6675625b97' },
      data: { fields: { 任务名称: 'SDK', 备注: 'x' } },
    });
    const record_id = created.data!.record!.record_id!;
    await appTableRecord.update({ path: { ...path, record_id }, data: { fields: { 备注: 'y' } } });
    const batch = await appTableRecord.batchGet({ path, data: { record_ids: [record_id] } });
    expect(batch.data?.records?.[0]?.fields).toMatchObject({ 备注: [{ text: 'y', type: 'text' }] });
    const found = [];
    const search = { path, params: { page_size: 10 }, data: {} };
    for await (const page of await appTableRecord.searchWithIterator(search)) {
      found.push(...(page?.items ?? []));
    }
    expect(found).toHaveLength(26);
    await appTableRecord.batchDelete({ path, data: { records: [record_id] } });
    expect((await appTableRecord.list({ path })).data?.total).toBe(25);
  });

  it('gets a refusal of Bitable as a value and one of the gateway as an exception', async () => {
    const { client, path } = await withSdk();
    const refused = await client.bitable.v1.appTableRecord.create({
      path,
      data: { fields: { 工时: 'x' } },
    });
    expect(refused.code).toBe(1254061);
    const unknown = client.bitable.v1.app.get({ path: { app_token: 'A'.repeat(27) } });
    await expect(unknown).rejects.toMatchObject({
      response: { status: 400, data: { code: 91402 } },
    });
  });

  it('acts for a person with a user token', async () => {
    const { gateway, client, path } = await withSdk();
    const user = lark.withUserAccessToken(gateway.sandbox.userAccessToken);
    const created = await client.bitable.v1.appTableRecord.create(
      { path, data: { fields: { 任务名称: 'mine' } } },
      user,
    );
    const [base] = gateway.sandbox.world.bitable.bases.values();
    const row = base!.tables.get(path.table_id)!.rows.get(created.data!.record!.record_id!);
    expect(row?.createdBy).toBe(gateway.sandbox.world.bitable.directory.people[0]!.open_id);
  });
});
