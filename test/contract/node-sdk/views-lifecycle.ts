import type { Client } from '@larksuiteoapi/node-sdk';
import { expect } from 'vitest';
import { dataOf } from './sdk-client.js';

type Base = { readonly app_token: string };
type Table = Base & { readonly table_id: string };

/** Every operation on views, forms and groups of fields, in a table whose first fields come with it. */
export async function runViewsLifecycle({ bitable }: Client, table: Table, fieldIds: string[]) {
  const { appTableView, appTableForm, appTableFormField, appTableFieldGroup } = bitable.v1;
  const [first = '', second = ''] = fieldIds;
  const view_type = 'form' as const;
  const made = await dataOf(
    appTableView.create({ path: table, data: { view_name: '问卷', view_type } }),
  );
  const view = { ...table, view_id: made.view!.view_id! };
  const form = { ...table, form_id: view.view_id };
  await dataOf(appTableView.patch({ path: view, data: { view_name: '调查' } }));
  expect((await dataOf(appTableView.get({ path: view }))).view?.view_name).toBe('调查');
  expect((await dataOf(appTableView.list({ path: table }))).total).toBe(2);

  await dataOf(appTableForm.patch({ path: form, data: { description: '一分钟' } }));
  expect((await dataOf(appTableForm.get({ path: form }))).form.description).toBe('一分钟');
  const question = { ...form, field_id: first };
  await dataOf(appTableFormField.patch({ path: question, data: { title: '您是谁' } }));
  const questions = await dataOf(appTableFormField.list({ path: form }));
  expect(questions.items[0]).toMatchObject({ field_id: first, title: '您是谁' });
  const newer = { form_name: '新调查', display_mode: 'traditional' as const };
  await dataOf(appTableForm.upgrade({ path: form, data: newer }));
  await dataOf(appTableView.delete({ path: view }));

  const children = [{ type: 'field' as const, id: second }];
  const field_groups = [{ name: '其他', children }];
  await dataOf(appTableFieldGroup.create({ path: table, data: { field_groups } }));
}

/** Every operation on what a base holds besides tables. */
export async function runBlocksLifecycle({ bitable }: Client, path: Base) {
  const { appDashboard, appWorkflow, appBlockWorkflow } = bitable.v1;
  const { dashboards } = await dataOf(appDashboard.list({ path }));
  const block_id = dashboards[0]!.block_id;
  await dataOf(appDashboard.copy({ path: { ...path, block_id }, data: { name: '又一个' } }));
  const { workflows } = await dataOf(appWorkflow.list({ path }));
  const workflow_id = workflows[0]!.workflow_id;
  await dataOf(appWorkflow.update({ path: { ...path, workflow_id }, data: { status: 'Disable' } }));
  expect((await dataOf(appBlockWorkflow.list({ path }))).workflows).toHaveLength(1);
}
