import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../src/sandbox/kernel/clock.js';
import { dataOf, type Sdk, startSdk } from './fixtures/sdk-client.js';

const baseReply = {
  app_token: expect.stringMatching(/^[A-Za-z0-9]{27}$/),
  default_table_id: expect.stringMatching(/^tbl[A-Za-z0-9]{13,14}$/),
  url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/base\/[A-Za-z0-9]{27}$/),
};

describe('bases, through the SDK', () => {
  it('are created with a first table, which holds blank rows', async () => {
    const { client, sandbox } = await startSdk();
    const folder_token = new URL(sandbox.sampleLinks.folder).pathname.split('/').at(-1)!;
    const data = { name: '一篇新的多维表格', folder_token, time_zone: 'Asia/Shanghai' };
    const { app } = await dataOf(client.bitable.v1.app.create({ data }));
    expect(app).toEqual({ ...baseReply, ...data });
    const path = { app_token: app!.app_token!, table_id: app!.default_table_id! };
    const { items, total } = await dataOf(client.bitable.v1.appTableRecord.search({ path }));
    expect(total).toBeGreaterThan(0);
    expect(items!.every(({ fields }) => Object.keys(fields).length === 0)).toBe(true);
  });

  it('tell their metadata', async () => {
    const { client, sample } = await startSdk();
    const { app } = await dataOf(client.bitable.v1.app.get({ path: sample }));
    expect(app).toEqual({
      app_token: sample.app_token,
      name: '项目管理示例',
      revision: expect.any(Number),
      is_advanced: false,
      time_zone: 'Asia/Shanghai',
      formula_type: 1,
      advance_version: expect.stringMatching(/^v[12]$/),
    });
  });

  it('change only in what an update names (A11)', async () => {
    const { client, sample } = await startSdk();
    const update = (data: { name?: string; is_advanced?: boolean }) =>
      dataOf(client.bitable.v1.app.update({ path: sample, data }));
    const { app_token } = sample;
    const name = '新的多维表格名字';
    expect((await update({ name })).app).toEqual({ app_token, name, is_advanced: false });
    expect((await update({ is_advanced: true })).app).toEqual({
      app_token,
      name,
      is_advanced: true,
    });
    expect((await update({})).app).toEqual({ app_token, name, is_advanced: true });
  });
});

describe('a copy of a base, through the SDK', () => {
  it('answers 1254036 until it is made, and then holds what the source held', async () => {
    const clock = manualClock(Date.UTC(2026, 10, 21));
    const sdk = await startSdk({ clock, options: { copyMs: 5_000 } });
    const { app } = await dataOf(copySample(sdk, {}));
    expect(app).toMatchObject({ ...baseReply, name: '副本', time_zone: 'Asia/Shanghai' });
    const path = { app_token: app!.app_token! };
    expect(await sdk.client.bitable.v1.appTable.list({ path })).toMatchObject({ code: 1254036 });
    clock.advance(5_000);
    expect(await rowCounts(sdk, path.app_token)).toEqual(
      await rowCounts(sdk, sdk.sample.app_token),
    );
  });

  it('has tables without rows when it is asked for without content', async () => {
    const sdk = await startSdk({ options: { copyMs: 0 } });
    const { app } = await dataOf(copySample(sdk, { without_content: true }));
    expect(await rowCounts(sdk, app!.app_token!)).toEqual([
      ['任务', 0],
      ['客户', 0],
    ]);
  });
});

function copySample({ client, sample }: Sdk, data: { without_content?: boolean }) {
  return client.bitable.v1.app.copy({ path: sample, data: { name: '副本', ...data } });
}

async function rowCounts({ client }: Sdk, app_token: string) {
  const { items } = await dataOf(client.bitable.v1.appTable.list({ path: { app_token } }));
  const counts = items!.map(async ({ table_id, name }) => {
    const path = { app_token, table_id: table_id! };
    const { total } = await dataOf(client.bitable.v1.appTableRecord.search({ path }));
    return [name, total];
  });
  return Promise.all(counts);
}
