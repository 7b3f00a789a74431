import { describe, expect, it } from 'vitest';
import type { SandboxSettings } from '../../../../../src/sandbox/server.js';
import { newTable } from './fixtures/views-fixture.js';

async function withForm(settings?: SandboxSettings) {
  const at = await newTable(settings);
  const id = await at.newView('表单', 'form');
  const path = `${at.table}/forms/${id}`;
  const { gateway } = at;
  return {
    ...at,
    id,
    path,
    update: (body: unknown) => gateway.api('PATCH', path, body),
    form: async () => (await gateway.data('GET', path)).form,
    question: (name: string, body: unknown) =>
      gateway.api('PATCH', `${path}/fields/${at.idOf(name)}`, body),
    questions: async () => (await gateway.data('GET', `${path}/fields`)).items,
    titles: async (): Promise<string[]> =>
      (await gateway.data('GET', `${path}/fields`)).items.map(
        ({ title }: { title: string }) => title,
      ),
  };
}

describe('a form', () => {
  it('is a view of type form; other views are none', async () => {
    const { gateway, table, newView, path } = await withForm();
    const grid = await newView('g');
    expect(await gateway.code('GET', `${table}/forms/${grid}`)).toBe(1254019);
    expect(await gateway.code('GET', `${table}/forms/${grid}/fields`)).toBe(1254019);
    expect(await gateway.code('GET', `${table}/forms/vewGone1234`)).toBe(1254042);
    expect(await gateway.code('GET', `${table}/forms/1`)).toBe(1254005);
    expect(await gateway.code('GET', path)).toBe(0);
  });

  it('has one name with its view, by the rules of views', async () => {
    const { update, viewNames, form } = await withForm();
    expect((await update({ name: '表格' })).body.code).toBe(1254020);
    expect((await update({ name: ' ' })).body.code).toBe(1254021);
    expect((await update({ name: '[表单]' })).body.code).toBe(1254022);
    expect((await update({ name: '反馈' })).body.code).toBe(0);
    expect(await viewNames()).toEqual(['表格', '反馈']);
    expect((await form()).name).toBe('反馈');
  });

  it('says who may fill it in only while it is shared', async () => {
    const { update, form } = await withForm();
    expect((await update({ shared_limit: 'tenant_editable' })).body.code).toBe(1254001);
    expect((await update({ shared: true, shared_limit: 'tenant_editable' })).body.code).toBe(0);
    expect((await update({ shared_limit: 'anyone_editable' })).body.code).toBe(0);
    expect((await update({ shared: false, shared_limit: 'off' })).body.code).toBe(1254001);
    expect((await form()).shared_limit).toBe('anyone_editable');
    expect((await update({ shared_limit: 'everyone' })).body.code).toBe(99992402);
  });

  it('shows its link while it is shared, and keeps it', async () => {
    const { update, form } = await withForm();
    const link = (await update({ shared: true })).body.data.form.shared_url;
    expect((await update({ shared: false })).body.data.form).not.toHaveProperty('shared_url');
    await update({ shared: true });
    expect((await form()).shared_url).toBe(link);
  });

  it('changes nothing when one part is wrong', async () => {
    const { update, form } = await withForm();
    const before = await form();
    expect((await update({ description: 'd', name: '表格' })).body.code).toBe(1254020);
    expect((await update({ description: 'd', shared: 'yes' })).body.code).toBe(1254001);
    expect(await form()).toEqual(before);
  });

  it('is not shared any more in a copy of its base', async () => {
    const { gateway, base, path, update, form } = await withForm({ options: { copyMs: 0 } });
    await update({ shared: true });
    const { app } = await gateway.data('POST', `${base}/copy`, {});
    const copied = await gateway.data('GET', path.replace(base, `/apps/${app.app_token}`));
    expect(copied.form.shared).toBe(false);
    expect((await form()).shared).toBe(true);
  });
});

describe('upgrading a form', () => {
  it.each([
    ['an empty name', { form_name: '', display_mode: 'traditional' }, 1254124],
    ['a name with a bracket', { form_name: 'a]', display_mode: 'traditional' }, 1254125],
    [
      'a name of 101 characters',
      { form_name: '字'.repeat(101), display_mode: 'traditional' },
      1254125,
    ],
    ['a layout that does not exist', { form_name: 'f', display_mode: 'pages' }, 1254126],
    ['a name that is taken', { form_name: '表格', display_mode: 'traditional' }, 1254127],
    ['no layout', { form_name: 'f' }, 99992402],
  ])('refuses %s', async (_, body, code) => {
    const { gateway, path, viewNames } = await withForm();
    expect(await gateway.code('POST', `${path}/upgrade`, body)).toBe(code);
    expect(await viewNames()).toEqual(['表格', '表单']);
  });

  it('may keep the name, and happens once', async () => {
    const { gateway, path } = await withForm();
    const body = { form_name: '表单', display_mode: 'traditional' };
    expect(await gateway.code('POST', `${path}/upgrade`, body)).toBe(0);
    expect(await gateway.code('POST', `${path}/upgrade`, body)).toBe(1254128);
  });
});

describe('the questions of a form', () => {
  it('are the fields that can be filled in; new ones come last', async () => {
    const { gateway, table, titles, question } = await withForm();
    expect(await titles()).toEqual(['名称', '状态', '数量', '日期']);
    await question('数量', { pre_field_id: '' });
    await gateway.data('POST', `${table}/fields`, { field_name: '新', type: 7 });
    expect(await titles()).toEqual(['数量', '名称', '状态', '日期', '新']);
  });

  it('move behind another one or to the top', async () => {
    const { titles, question, idOf } = await withForm();
    const { body } = await question('名称', { pre_field_id: idOf('数量') });
    expect(body.data.fields).toMatchObject({ pre_field_id: idOf('数量'), title: '名称' });
    expect(await titles()).toEqual(['状态', '数量', '名称', '日期']);
    expect((await question('日期', { pre_field_id: '' })).body.data.fields.pre_field_id).toBe('');
    expect(await titles()).toEqual(['日期', '状态', '数量', '名称']);
    expect((await question('状态', { pre_field_id: idOf('状态') })).body.code).toBe(0);
    expect(await titles()).toEqual(['日期', '状态', '数量', '名称']);
  });

  it('are called like their field until they get a title', async () => {
    const { gateway, table, titles, question, idOf } = await withForm();
    await question('名称', { title: '您的姓名' });
    const body = { field_name: '件数', type: 2 };
    await gateway.data('PUT', `${table}/fields/${idOf('数量')}`, body);
    expect(await titles()).toEqual(['您的姓名', '状态', '件数', '日期']);
  });

  it('cannot be changed while they are hidden, except to be shown', async () => {
    const { question, questions } = await withForm();
    expect((await question('状态', { visible: false, required: true })).body.code).toBe(1254001);
    expect((await question('状态', { visible: false })).body.code).toBe(0);
    expect((await question('状态', { title: 't' })).body.code).toBe(1254001);
    expect((await questions())[1]).toMatchObject({ title: '状态', visible: false });
    expect((await question('状态', { visible: true, title: 't' })).body.code).toBe(0);
    expect((await questions())[1]).toMatchObject({ title: 't', visible: true });
  });

  it('show a description with links as plain text too, until they get a plain one', async () => {
    const { question, questions } = await withForm();
    const rich_description = [
      { segment_type: 'text', text: '见' },
      { segment_type: 'url', text: '说明', link: 'https://example.com/' },
    ];
    await question('状态', { rich_description });
    expect((await questions())[1]).toMatchObject({ description: '见说明', rich_description });
    await question('状态', { description: '无' });
    expect((await questions())[1]).toMatchObject({ description: '无' });
    expect((await questions())[1]).not.toHaveProperty('rich_description');
  });

  it.each([
    ['no segments', [], 99992402],
    ['501 segments', Array(501).fill({ segment_type: 'text', text: 'a' }), 99992402],
    ['a kind that does not exist', [{ segment_type: 'at', text: 'a' }], 99992402],
    ['no kind', [{ text: 'a' }], 99992402],
    ['an empty text', [{ segment_type: 'text', text: '' }], 99992402],
    ['a text of 1001 characters', [{ segment_type: 'text', text: 'a'.repeat(1001) }], 99992402],
    ['an empty link', [{ segment_type: 'url', text: 'a', link: '' }], 99992402],
    ['a segment that is a text', ['a'], 1254001],
  ])('refuse a description with %s', async (_, rich_description, code) => {
    const { question, questions } = await withForm();
    expect((await question('状态', { rich_description })).body.code).toBe(code);
    expect((await questions())[1].description).toBe('');
  });

  it('know an id that is none, a question that is not there and a field that nobody fills in', async () => {
    const { gateway, path, question, titles, idOf } = await withForm();
    const code = (id: string) => gateway.code('PATCH', `${path}/fields/${id}`, { title: 't' });
    expect(await code('1')).toBe(1254009);
    expect(await code('fldGone123')).toBe(1254049);
    expect(await code(idOf('创建'))).toBe(1254012);
    expect((await question('状态', { pre_field_id: 'fldGone123' })).body.code).toBe(1254049);
    expect(await titles()).toEqual(['名称', '状态', '数量', '日期']);
  });

  it.each([
    [undefined, ['field', 'fields']],
    ['field', ['field']],
    ['fields', ['fields']],
  ] as const)(
    'come back as %s say older pages, newer ones, or both',
    async (formFieldKey, keys) => {
      const { question } = await withForm(formFieldKey && { options: { formFieldKey } });
      const { body } = await question('状态', { title: 't' });
      expect(Object.keys(body.data)).toEqual(keys);
      for (const key of keys) expect(body.data[key]).toMatchObject({ title: 't' });
    },
  );
});
