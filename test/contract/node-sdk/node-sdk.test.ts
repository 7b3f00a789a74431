import { withUserAccessToken } from '@larksuiteoapi/node-sdk';
import { describe, expect, it } from 'vitest';
import { clientOf, dataOf, type Sdk, startSdk } from './fixtures/sdk-client.js';

const unknownBase = { app_token: 'A'.repeat(27) };

describe('the sign-in of the SDK', () => {
  it('happens once for many calls', async () => {
    const sdk = await startSdk();
    for (let call = 0; call < 3; call += 1) await readSample(sdk);
    expect(requestsOf(sdk)).toEqual(['tenant_access_token', ...Array(3).fill('bitable_apps_get')]);
  });

  it('is shared by the clients of one app, as long as their process lives', async () => {
    const sdk = await startSdk();
    await readSample(sdk);
    await readSample({ ...sdk, client: clientOf(sdk.sandbox) });
    expect(requestsOf(sdk).filter((name) => name === 'tenant_access_token')).toHaveLength(1);
  });

  it('fails with a wrong secret, in the words of the token endpoint', async () => {
    const { sandbox, sample } = await startSdk();
    const call = clientOf(sandbox, 'wrong').bitable.v1.app.get({ path: sample });
    await expect(call).rejects.toThrow('code: 10014, msg: app secret invalid');
  });

  it('is not repeated for a token that is no longer valid', async () => {
    const sdk = await startSdk();
    await readSample(sdk);
    sdk.sandbox.faults.add({ kind: 'expired_token' });
    for (let call = 0; call < 2; call += 1) {
      await expect(readSample(sdk)).rejects.toMatchObject({
        response: { status: 400, data: { code: 99991663 } },
      });
    }
    expect(requestsOf(sdk).filter((name) => name === 'tenant_access_token')).toHaveLength(1);
  });
});

describe('a user access token', () => {
  it('needs no sign-in, and makes its person the author', async () => {
    const { sandbox, client, sample } = await startSdk();
    const asPerson = withUserAccessToken(sandbox.userAccessToken);
    const [person] = sandbox.world.bitable.directory.people;
    const data = { fields: { 任务名称: '由人创建' } };
    const created = await dataOf(
      client.bitable.v1.appTableRecord.create({ path: sample, data }, asPerson),
    );
    const path = { ...sample, record_id: created.record!.record_id! };
    const params = { automatic_fields: true };
    const { record } = await dataOf(
      client.bitable.v1.appTableRecord.get({ path, params }, asPerson),
    );
    expect(record).toMatchObject({
      created_by: { id: person!.open_id, name: '张三' },
      last_modified_by: { id: person!.open_id },
    });
    expect(sandbox.requests.map(({ name }) => name)).not.toContain('tenant_access_token');
  });

  it('that nobody issued is refused with HTTP 400, so the SDK throws', async () => {
    const { client, sample } = await startSdk();
    const call = client.bitable.v1.app.get({ path: sample }, withUserAccessToken('u-forged'));
    await expect(call).rejects.toMatchObject({
      response: { status: 400, data: { code: 99991668 } },
    });
  });
});

describe('a refusal, as the SDK passes it on', () => {
  it('with HTTP 200 is an answer that resolves', async () => {
    const { client, sample } = await startSdk();
    const path = { ...sample, record_id: 'recNotThere' };
    const reply = await client.bitable.v1.appTableRecord.get({ path });
    expect(reply).toMatchObject({ code: 1254043, msg: 'RecordIdNotFound' });
    expect(reply.data).toBeUndefined();
  });

  it('with HTTP 400 is thrown, with the log id in its headers', async () => {
    const { client } = await startSdk();
    await expect(client.bitable.v1.app.get({ path: unknownBase })).rejects.toMatchObject({
      name: 'AxiosError',
      response: {
        status: 400,
        data: { code: 91402, msg: 'NOTEXIST', data: {} },
        headers: { 'x-tt-logid': expect.stringMatching(/^\d{14}[0-9A-F]{20}$/) },
      },
    });
  });

  it('with HTTP 429 is thrown, with the headers that say when to come back', async () => {
    const sdk = await startSdk();
    sdk.sandbox.faults.add({ kind: 'rate_limit', endpoint: 'bitable_apps_get', resetS: 3 });
    await expect(readSample(sdk)).rejects.toMatchObject({
      response: {
        status: 429,
        data: { code: 99991400 },
        headers: { 'x-ogw-ratelimit-limit': '20', 'x-ogw-ratelimit-reset': '3' },
      },
    });
  });

  it("of Bitable's own limit is an answer that resolves", async () => {
    const { sandbox, client, sample } = await startSdk();
    sandbox.faults.add({ kind: 'code', endpoint: 'bitable_apps_get', code: 1254290 });
    const reply = await client.bitable.v1.app.get({ path: sample });
    expect(reply).toMatchObject({ code: 1254290, msg: 'TooManyRequest' });
  });
});

function readSample({ client, sample }: Sdk) {
  return dataOf(client.bitable.v1.app.get({ path: sample }));
}

function requestsOf({ sandbox }: Sdk) {
  return sandbox.requests.map(({ name }) => name);
}
