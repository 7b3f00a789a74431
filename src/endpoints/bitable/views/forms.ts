import { z } from 'zod';
import { defineResource } from '../../../core/endpoint.js';
import { perSecond } from '../../../core/rate.js';
import { pageOf } from '../reply-schemas.js';
import { appToken, fieldId, formId, tableId, viewName } from '../schemas.js';
import { displayMode, formSettings, question } from './form-schemas.js';
import * as reply from './view-replies.js';

const docs = 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1';
const base = '/open-apis/bitable/v1/apps/{app_token}/tables/{table_id}/forms/{form_id}';

const form = { app_token: appToken, table_id: tableId, form_id: formId };
const formName = viewName.describe('Name of the form');

export const bitableForms = defineResource('bitable_forms', {
  get: {
    route: `GET ${base}`,
    title: 'Get a form',
    summary: 'Name, description and sharing of a form.',
    docs: `${docs}/app-table-form/get`,
    effect: 'read',
    path: form,
    reply: { form: reply.form },
    rate: perSecond(20),
  },
  update: {
    route: `PATCH ${base}`,
    title: 'Change a form',
    summary: 'Change the name, description or sharing of a form; the rest stays.',
    docs: `${docs}/app-table-form/patch`,
    effect: 'update',
    path: form,
    body: { name: formName.optional(), ...formSettings },
    reply: { form: reply.form },
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
  upgrade: {
    route: `POST ${base}/upgrade`,
    title: 'Upgrade a form',
    summary: 'Turn a form of the old kind into one of the new kind.',
    docs: `${docs}/app-table-form/upgrade`,
    effect: 'update',
    path: form,
    body: { form_name: formName, display_mode: displayMode },
    reply: { form: z.object({ id: z.string().optional() }).passthrough() },
    rate: perSecond(20),
    oneWriterPer: 'app_token',
  },
});

export const bitableFormFields = defineResource('bitable_form_fields', {
  list: {
    route: `GET ${base}/fields`,
    title: 'List form questions',
    summary: 'The questions of a form, in order; each is a field.',
    docs: `${docs}/app-table-form-field/list`,
    effect: 'read',
    path: form,
    reply: pageOf(reply.formField),
    rate: perSecond(20),
    pages: { items: 'items', maxSize: 100, defaultLimit: 100 },
  },
  update: {
    route: `PATCH ${base}/fields/{field_id}`,
    title: 'Change a form question',
    summary: 'Change, move, show or hide a question of a form.',
    docs: `${docs}/app-table-form-field/patch`,
    effect: 'update',
    path: { ...form, field_id: fieldId },
    body: question,
    // Older pages call it field.
    reply: { fields: reply.formField.optional(), field: reply.formField.optional() },
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
});
