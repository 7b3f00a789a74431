import { describe, expect, it } from 'vitest';
import { dataOf, type Sdk, startSdk } from './fixtures/sdk-client.js';

const viewId = expect.stringMatching(/^vew[A-Za-z0-9]{7,}$/);
const conditionId = expect.stringMatching(/^con[A-Za-z0-9]{7,}$/);
const unset = { filter_info: null, hidden_fields: null, hierarchy_config: null };

describe('views, through the SDK', () => {
  it('are listed with their type and who sees them (A22)', async () => {
    const { client, sample } = await startSdk();
    const list = await dataOf(client.bitable.v1.appTableView.list({ path: sample }));
    expect(list).toEqual({
      has_more: false,
      page_token: expect.stringMatching(/^vew/),
      total: 4,
      items: [
        { view_id: viewId, view_name: '表格', view_type: 'grid', view_public_level: 'Public' },
        {
          view_id: viewId,
          view_name: '进行中的任务',
          view_type: 'grid',
          view_public_level: 'Public',
        },
        {
          view_id: viewId,
          view_name: '状态看板',
          view_type: 'kanban',
          view_public_level: 'Locked',
        },
        { view_id: viewId, view_name: '任务收集', view_type: 'form', view_public_level: 'Public' },
      ],
    });
  });

  it('are listed page by page by the iterator', async () => {
    const { client, sample } = await startSdk();
    const names: (string | undefined)[] = [];
    const pages = await client.bitable.v1.appTableView.listWithIterator({
      path: sample,
      params: { page_size: 3 },
    });
    for await (const page of pages) {
      names.push(...(page?.items ?? []).map(({ view_name }) => view_name));
    }
    expect(names).toEqual(['表格', '进行中的任务', '状态看板', '任务收集']);
  });

  it('are created with their three facts, as a grid unless said otherwise (A23)', async () => {
    const sdk = await startSdk();
    expect(await create(sdk, '甘特视图1', 'gantt')).toEqual({
      view_id: viewId,
      view_name: '甘特视图1',
      view_type: 'gantt',
    });
    expect(await create(sdk, '表格视图1')).toMatchObject({ view_type: 'grid' });
  });

  it('are shown with every part of their settings, null where nothing is set (A21)', async () => {
    const sdk = await startSdk();
    const { view_id } = await create(sdk, '新视图');
    expect(await get(sdk, view_id!)).toEqual({
      view_id,
      view_name: '新视图',
      view_type: 'grid',
      property: unset,
    });
  });

  it('take a filter, and show its dates with a number in the text (A20)', async () => {
    const sdk = await startSdk();
    const { view_id } = await create(sdk, 'grid');
    const [text, due] = await Promise.all([fieldId(sdk, '任务名称'), fieldId(sdk, '截止日期')]);
    const filter_info = {
      conjunction: 'and' as const,
      conditions: [
        { field_id: text, operator: 'is' as const, value: '["text content"]' },
        {
          field_id: due,
          operator: 'isGreater' as const,
          value: '["ExactDate","1642672432000"]',
        },
      ],
    };
    const view = await update(sdk, view_id!, { property: { filter_info } });
    expect(view).toEqual({
      view_id,
      view_name: 'grid',
      view_type: 'grid',
      property: {
        ...unset,
        filter_info: {
          condition_omitted: null,
          conditions: [
            {
              condition_id: conditionId,
              field_id: text,
              field_type: 1,
              operator: 'is',
              value: '["text content"]',
            },
            {
              condition_id: conditionId,
              field_id: due,
              field_type: 5,
              operator: 'isGreater',
              value: '["ExactDate",1642672432000]',
            },
          ],
          conjunction: 'and',
        },
      },
    });
    expect(await get(sdk, view_id!)).toEqual(view);
  });

  it('are changed part by part: what is not sent stays', async () => {
    const sdk = await startSdk();
    const { view_id } = await create(sdk, 'grid');
    const hours = await fieldId(sdk, '工时');
    await update(sdk, view_id!, { property: { hidden_fields: [hours] } });
    expect(await update(sdk, view_id!, { view_name: '改名' })).toMatchObject({
      view_name: '改名',
      property: { ...unset, hidden_fields: [hours] },
    });
  });

  it('are deleted once (A24)', async () => {
    const sdk = await startSdk();
    const { client, sample } = sdk;
    const remove = (id: string) =>
      client.bitable.v1.appTableView.delete({ path: { ...sample, view_id: id } });
    const { view_id } = await create(sdk, 'grid');
    expect(await dataOf(remove(view_id!))).toEqual({});
    expect(await remove(view_id!)).toMatchObject({ code: 1254042, msg: 'ViewIdNotFound' });
  });
});

type Update = NonNullable<
  Parameters<Sdk['client']['bitable']['v1']['appTableView']['patch']>[0]
>['data'];

async function create(
  { client, sample }: Sdk,
  view_name: string,
  view_type?: 'grid' | 'gantt' | 'form',
) {
  const data = { view_name, ...(view_type === undefined ? {} : { view_type }) };
  return (await dataOf(client.bitable.v1.appTableView.create({ path: sample, data }))).view!;
}

async function get({ client, sample }: Sdk, view_id: string) {
  const path = { ...sample, view_id };
  return (await dataOf(client.bitable.v1.appTableView.get({ path }))).view;
}

async function update({ client, sample }: Sdk, view_id: string, data: NonNullable<Update>) {
  const path = { ...sample, view_id };
  return (await dataOf(client.bitable.v1.appTableView.patch({ path, data }))).view;
}

async function fieldId({ client, sample }: Sdk, name: string): Promise<string> {
  const { items } = await dataOf(client.bitable.v1.appTableField.list({ path: sample }));
  return items!.find(({ field_name }) => field_name === name)!.field_id!;
}
