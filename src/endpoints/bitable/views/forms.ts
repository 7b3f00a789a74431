import { z } from 'zod';
import { defineResource } from '../../../core/endpoint.js';
import { perSecond } from '../../../core/rate.js';
import { terse } from '../../../core/terse.js';
import { appToken, fieldId, formId, pageOf, tableId, text, viewName } from '../schemas.js';

const formReply = z
  .object({
    name: text.optional(),
    description: text.optional(),
    shared: z.boolean().optional(),
    shared_url: text.optional(),
    shared_limit: text.optional(),
    submit_limit_once: z.boolean().optional(),
  })
  .passthrough();

const formField = z
  .object({
    field_id: text.optional(),
    title: text.optional(),
    description: text.optional(),
    required: z.boolean().optional(),
    visible: z.boolean().optional(),
  })
  .passthrough();

/** What the page "Update form metadata" changes, besides the name. */
const formSettings = {
  description: z.string().optional().describe('Introduction'),
  shared: z.boolean().optional().describe('Open to be filled in'),
  shared_limit: z
    .enum(['off', 'tenant_editable', 'anyone_editable'])
    .optional()
    .describe('Who may fill it in; only while shared'),
  submit_limit_once: z.boolean().optional().describe('One submission each'),
};

/** How an upgraded form shows its questions. */
const displayMode = z.enum(['traditional', 'one_question_per_page']).describe('Layout');

const segment = z
  .object({
    segment_type: z.enum(['text', 'url']),
    text: z.string().min(1).max(1_000),
    link: z.string().min(1).max(1_000).optional(),
  })
  .strict();

/** What the page "Update a form question" changes. */
const question = {
  pre_field_id: z.string().max(50).optional().describe('Move behind this one; "": first'),
  title: z.string().optional().describe('The question'),
  description: z.string().optional().describe('Explanation'),
  required: z.boolean().optional().describe('Needs an answer'),
  visible: z.boolean().optional().describe('false goes alone'),
  rich_description: terse(
    z.array(segment).min(1).max(500).describe('[{segment_type (text, url), text, link?}]'),
  ).optional(),
};

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
    reply: { form: formReply },
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
    reply: { form: formReply },
    rate: perSecond(10),
    storedIn: { name: 'bitable_forms_get', at: 'form' },
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
    reply: pageOf(formField),
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
    olderReplyKeys: { field: 'fields' },
    reply: { fields: formField.optional() },
    rate: perSecond(10),
    storedIn: {
      name: 'bitable_form_fields_list',
      at: 'items',
      by: 'field_id',
      behind: 'pre_field_id',
    },
    oneWriterPer: 'app_token',
  },
});
