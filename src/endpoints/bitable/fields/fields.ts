import { z } from 'zod';
import { defineResource } from '../../../core/endpoint.js';
import { perSecond } from '../../../core/rate.js';
import { terse } from '../../../core/terse.js';
import { distinct } from '../distinct.js';
import * as reply from '../schemas.js';
import {
  appToken,
  clientToken,
  fieldId,
  tableId,
  textFieldAsArray,
  viewId,
  viewName,
} from '../schemas.js';
import { fieldShape, replacedFieldShape } from './field-schemas.js';

const docs = 'https://open.feishu.cn/document/server-docs/docs/bitable-v1/app-table-field';

export const bitableFields = defineResource('bitable_fields', {
  list: {
    route: 'GET /open-apis/bitable/v1/apps/{app_token}/tables/{table_id}/fields',
    title: 'List fields',
    summary: 'Names, types and settings of the fields of a table.',
    docs: `${docs}/list`,
    effect: 'read',
    path: { app_token: appToken, table_id: tableId },
    query: { view_id: viewId.optional(), text_field_as_array: textFieldAsArray.optional() },
    reply: reply.pageOf(reply.field),
    rate: perSecond(20),
    pages: { items: 'items', maxSize: 100, defaultLimit: 100 },
  },
  create: {
    route: 'POST /open-apis/bitable/v1/apps/{app_token}/tables/{table_id}/fields',
    title: 'Create a field',
    summary: 'Add a field to a table.',
    docs: `${docs}/create`,
    effect: 'create',
    path: { app_token: appToken, table_id: tableId },
    query: { client_token: clientToken.optional() },
    body: fieldShape,
    reply: { field: reply.field },
    rate: perSecond(10),
    idempotency: 'client_token',
    oneWriterPer: 'app_token',
  },
  update: {
    route: 'PUT /open-apis/bitable/v1/apps/{app_token}/tables/{table_id}/fields/{field_id}',
    title: 'Change a field',
    summary: 'Change a field; what is not named stays, options too.',
    docs: `${docs}/update`,
    effect: 'update',
    path: { app_token: appToken, table_id: tableId, field_id: fieldId },
    body: replacedFieldShape,
    clears: { description: { description: { text: '' } } },
    reply: { field: reply.field },
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
  delete: {
    route: 'DELETE /open-apis/bitable/v1/apps/{app_token}/tables/{table_id}/fields/{field_id}',
    title: 'Delete a field',
    summary: 'Delete a field with its values. The primary field stays.',
    docs: `${docs}/delete`,
    effect: 'delete',
    path: { app_token: appToken, table_id: tableId, field_id: fieldId },
    reply: { field_id: z.string(), deleted: z.boolean() },
    rate: perSecond(10),
    storedIn: { name: 'bitable_fields_list', at: 'items', by: 'field_id' },
    oneWriterPer: 'app_token',
  },
});

const fieldGroup = z
  .object({
    id: fieldId.optional(),
    name: viewName,
    children: z
      .array(z.object({ type: z.literal('field').default('field'), id: fieldId }).strict())
      .min(1)
      .max(300),
    description: z.string().max(2_000).optional(),
  })
  .strict();

export const bitableFieldGroups = defineResource('bitable_field_groups', {
  create: {
    route: 'POST /open-apis/bitable/v1/apps/{app_token}/tables/{table_id}/field_groups',
    title: 'Create field groups',
    summary: 'Group the fields of a table; a field is in one group at most.',
    docs: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-field_group/create',
    effect: 'create',
    path: { app_token: appToken, table_id: tableId },
    body: {
      field_groups: terse(
        z
          .array(fieldGroup)
          .min(1)
          .max(300)
          .describe('[{name, children [{type: "field", id: field_id}], description?}]'),
      ),
    },
    crossFieldRule: distinct(['field_groups', 'name'], ['field_groups', 'children', 'id']),
    // The JSON text of a list of ids and names.
    reply: { field_groups: z.string().optional() },
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
});
