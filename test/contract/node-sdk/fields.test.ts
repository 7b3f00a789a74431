import { describe, expect, it } from 'vitest';
import { dataOf, type Sdk, startSdk } from './fixtures/sdk-client.js';

const fieldId = expect.stringMatching(/^fld[A-Za-z0-9]{7,}$/);
const optionId = expect.stringMatching(/^opt[A-Za-z0-9]{7,}$/);

const single = {
  field_name: '单选',
  type: 3,
  property: { options: [{ name: 'a' }, { name: 'b' }, { name: 'c', color: 5 }, { name: 'd' }] },
};

describe('fields, through the SDK', () => {
  it('are listed with name, type and property (A37)', async () => {
    const { client, sample } = await startSdk();
    const list = await dataOf(client.bitable.v1.appTableField.list({ path: sample }));
    expect(list).toMatchObject({ has_more: false, total: list.items!.length });
    expect(list.items![0]).toEqual({
      field_id: fieldId,
      field_name: '任务名称',
      type: 1,
      ui_type: 'Text',
      is_primary: true,
      is_hidden: false,
      property: null,
    });
    expect(list.items!.filter(({ is_primary }) => is_primary)).toHaveLength(1);
    expect(list.items!.find(({ type }) => type === 3)?.property?.options?.[0]).toEqual({
      id: optionId,
      name: '未开始',
      color: 0,
    });
  });

  it('are listed page by page, in the same order', async () => {
    const { client, sample } = await startSdk();
    const whole = await dataOf(client.bitable.v1.appTableField.list({ path: sample }));
    const names: (string | undefined)[] = [];
    let page_token: string | undefined;
    do {
      const params = { page_size: 5, ...(page_token === undefined ? {} : { page_token }) };
      const page = await dataOf(client.bitable.v1.appTableField.list({ path: sample, params }));
      names.push(...page.items!.map(({ field_name }) => field_name));
      page_token = page.has_more ? page.page_token! : undefined;
    } while (page_token !== undefined);
    expect(names).toEqual(whole.items!.map(({ field_name }) => field_name));
  });

  it('are created; a colour that is not given follows the one before (A05)', async () => {
    const sdk = await startSdk();
    expect(await create(sdk)).toEqual({
      field_id: fieldId,
      field_name: '单选',
      type: 3,
      ui_type: 'SingleSelect',
      is_primary: false,
      is_hidden: false,
      property: {
        options: [
          { id: optionId, name: 'a', color: 0 },
          { id: optionId, name: 'b', color: 1 },
          { id: optionId, name: 'c', color: 5 },
          { id: optionId, name: 'd', color: 6 },
        ],
      },
    });
  });

  it('are created once per client_token', async () => {
    const sdk = await startSdk();
    const params = { client_token: 'fe599b60-450f-46ff-b2ef-9f6675625b97' };
    expect(await create(sdk, params)).toEqual(await create(sdk, params));
  });

  it('say in their descriptions what they are for', async () => {
    const { client, sample } = await startSdk();
    const data = {
      field_name: '备注',
      type: 1,
      description: { text: '说明', disable_sync: false },
    };
    const { field } = await dataOf(client.bitable.v1.appTableField.create({ path: sample, data }));
    expect(field?.description).toEqual({ text: '说明', disable_sync: false });
    const brief = { field_name: '附注', type: 1, description: { text: '说明' } };
    const made = await dataOf(
      client.bitable.v1.appTableField.create({ path: sample, data: brief }),
    );
    expect(made.field?.description).toEqual({ text: '说明', disable_sync: true });
    const params = { text_field_as_array: true };
    const [plain, rich] = await Promise.all([
      dataOf(client.bitable.v1.appTableField.list({ path: sample })),
      dataOf(client.bitable.v1.appTableField.list({ path: sample, params })),
    ]);
    expect(plain.items!.at(-1)?.description).toBe('说明');
    expect(rich.items!.at(-1)?.description).toEqual([{ text: '说明', type: 'text' }]);
  });

  it('are replaced whole: options without an id are new, those left out are gone (A05)', async () => {
    const sdk = await startSdk();
    const [a, b] = (await create(sdk))!.property!.options!;
    const options = [{ ...a!, name: 'a++' }, b!, { name: 'z', color: 6 }];
    const { client, sample } = sdk;
    const path = { ...sample, field_id: await idOf(sdk, '单选') };
    const { field } = await dataOf(
      client.bitable.v1.appTableField.update({ path, data: { ...single, property: { options } } }),
    );
    expect(field).toMatchObject({
      field_id: path.field_id,
      type: 3,
      property: {
        options: [
          { id: a!.id, name: 'a++', color: 0 },
          { id: b!.id, name: 'b', color: 1 },
          { id: optionId, name: 'z', color: 6 },
        ],
      },
    });
  });

  it('are replaced by themselves with 1254606', async () => {
    const sdk = await startSdk();
    const { client, sample } = sdk;
    const path = { ...sample, field_id: await idOf(sdk, '已验收') };
    const data = { field_name: '已验收', type: 7 };
    const reply = await client.bitable.v1.appTableField.update({ path, data });
    expect(reply).toMatchObject({ code: 1254606, msg: 'DataNotChange' });
  });

  it('are deleted, but for the primary one (A40)', async () => {
    const sdk = await startSdk();
    const { client, sample } = sdk;
    const field_id = await idOf(sdk, '工时');
    const remove = (id: string) =>
      client.bitable.v1.appTableField.delete({ path: { ...sample, field_id: id } });
    expect(await dataOf(remove(field_id))).toEqual({ field_id, deleted: true });
    expect(await remove(field_id)).toMatchObject({ code: 1254044, msg: 'FieldIdNotFound' });
    expect(await remove(await idOf(sdk, '任务名称'))).toMatchObject({ code: 1254046 });
  });
});

async function create({ client, sample }: Sdk, params: { client_token?: string } = {}) {
  const call = client.bitable.v1.appTableField.create({ path: sample, params, data: single });
  return (await dataOf(call)).field;
}

async function idOf({ client, sample }: Sdk, name: string): Promise<string> {
  const { items } = await dataOf(client.bitable.v1.appTableField.list({ path: sample }));
  return items!.find(({ field_name }) => field_name === name)!.field_id!;
}
