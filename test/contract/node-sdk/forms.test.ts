import { describe, expect, it } from 'vitest';
import { dataOf, type Sdk, startSdk } from './fixtures/sdk-client.js';

/** A sandbox, and the path of a new form in its sample base. */
async function withForm() {
  const sdk = await startSdk();
  const data = { view_name: '表单', view_type: 'form' as const };
  const { view } = await dataOf(
    sdk.client.bitable.v1.appTableView.create({ path: sdk.sample, data }),
  );
  return { ...sdk, form: { ...sdk.sample, form_id: view!.view_id! } };
}

describe('forms, through the SDK', () => {
  it('are their views: one id, one name, not shared at first (A26)', async () => {
    const { client, form } = await withForm();
    expect(await dataOf(client.bitable.v1.appTableForm.get({ path: form }))).toEqual({
      form: {
        name: '表单',
        description: '',
        shared: false,
        shared_limit: 'off',
        submit_limit_once: false,
      },
    });
  });

  it('are changed, and have a link while they are shared (A25)', async () => {
    const { client, form, sandbox } = await withForm();
    const data = {
      name: '文档问题反馈',
      description: '表单描述',
      shared: true,
      shared_limit: 'tenant_editable' as const,
      submit_limit_once: true,
    };
    const changed = await dataOf(client.bitable.v1.appTableForm.patch({ path: form, data }));
    const shared_url = expect.stringMatching(
      new RegExp(`^${sandbox.url}/share/base/shrcn[A-Za-z0-9]{22}$`),
    );
    expect(changed).toEqual({ form: { ...data, shared_url } });
    expect(await dataOf(client.bitable.v1.appTableForm.get({ path: form }))).toEqual(changed);
  });

  it('are upgraded once, under their own id', async () => {
    const { client, form } = await withForm();
    const data = { form_name: '收集表', display_mode: 'one_question_per_page' as const };
    const upgrade = () => client.bitable.v1.appTableForm.upgrade({ path: form, data });
    expect(await dataOf(upgrade())).toEqual({ form: { id: form.form_id } });
    expect(await upgrade()).toMatchObject({
      code: 1254128,
      msg: 'The form is already a new version, no upgrade required.',
    });
  });

  it('ask for every field that can be filled in, in the order of the table (A28)', async () => {
    const sdk = await withForm();
    const { client, form } = sdk;
    const path = { path: form };
    const list = await dataOf(client.bitable.v1.appTableFormField.list(path));
    expect(list).toMatchObject({ has_more: false, total: list.items.length });
    expect(list.items[0]).toEqual({
      field_id: await fieldId(sdk, '任务名称'),
      title: '任务名称',
      description: '',
      required: false,
      visible: true,
    });
    const titles = list.items.map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(['状态', '客户']));
    expect(titles).not.toEqual(expect.arrayContaining(['创建时间']));
  });

  it('have their questions changed and moved (A27)', async () => {
    const sdk = await withForm();
    const { client, form } = sdk;
    const [hours, name] = await Promise.all([fieldId(sdk, '工时'), fieldId(sdk, '任务名称')]);
    const path = { ...form, field_id: hours };
    const segment = { segment_type: 'url' as const, text: '说明', link: 'https://example.com/' };
    const data = {
      pre_field_id: name,
      title: '需要多少小时',
      description: '请估算',
      required: true,
      visible: true,
      rich_description: [segment],
    };
    const { fields } = await dataOf(client.bitable.v1.appTableFormField.patch({ path, data }));
    expect(fields).toEqual(data);
    const list = await dataOf(client.bitable.v1.appTableFormField.list({ path: form }));
    expect(list.items.map(({ title }) => title).slice(0, 3)).toEqual([
      '任务名称',
      '需要多少小时',
      '状态',
    ]);
    expect(list.items[1]).toMatchObject({ field_id: hours, rich_description: [segment] });
  });
});

async function fieldId({ client, sample }: Sdk, name: string): Promise<string> {
  const { items } = await dataOf(client.bitable.v1.appTableField.list({ path: sample }));
  return items!.find(({ field_name }) => field_name === name)!.field_id!;
}
