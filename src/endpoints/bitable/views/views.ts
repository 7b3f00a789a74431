import { z } from 'zod';
import { defineResource } from '../../../core/endpoint.js';
import { perSecond } from '../../../core/rate.js';
import { terse } from '../../../core/terse.js';
import { conjunction, operator } from '../records/filter-schemas.js';
import {
  appToken,
  fieldId,
  json,
  pageOf,
  tableId,
  text,
  userIdType,
  viewId,
  viewName,
} from '../schemas.js';

const view = z
  .object({
    view_id: text,
    view_name: text.optional(),
    view_type: text.optional(),
    view_public_level: text.optional(),
    view_private_owner_id: text.optional(),
    property: json.optional(),
  })
  .passthrough();

const viewType = z
  .enum(['grid', 'kanban', 'gallery', 'gantt', 'form'])
  .describe('grid when absent; a form view is a form');

/** The vendor takes the values of a condition as the JSON text of their list, which a list, or one value, becomes here. */
const values = z.preprocess(
  (value) => (typeof value === 'string' || value == null ? value : JSON.stringify([value].flat())),
  z.string(),
);

/** Searches and roles call a field `field_name`, and so can a view. */
const condition = z.preprocess(
  withFieldId,
  z
    .object({ field_id: fieldId, operator: operator.default('is'), value: values.optional() })
    .strict(),
);

function withFieldId(condition: unknown): unknown {
  if (typeof condition !== 'object' || condition === null || 'field_id' in condition) {
    return condition;
  }
  return Object.fromEntries(
    Object.entries(condition).map(([key, value]) => [
      key === 'field_name' ? 'field_id' : key,
      value,
    ]),
  );
}

/** What the page "Update a view" changes; what is absent stays. */
export const viewSettings = z
  .object({
    filter_info: z
      .object({ conjunction: conjunction.optional(), conditions: z.array(condition).max(50) })
      .strict()
      .optional(),
    hidden_fields: z.array(fieldId).max(300).optional(),
    hierarchy_config: z.object({ field_id: z.string().optional() }).strict().optional(),
  })
  .strict();

export const viewSettingsText =
  'filter_info {conjunction, conditions [{field_id or field_name, operator, value}]}, values and operators as in bitable_records_search; hidden_fields [field_id] or {add, remove}; hierarchy_config {field_id} of a link to this table. An empty list clears';

const docs = 'https://open.feishu.cn/document/server-docs/docs/bitable-v1/app-table-view';
const base = '/open-apis/bitable/v1/apps/{app_token}/tables/{table_id}/views';

const table = { app_token: appToken, table_id: tableId };
const one = { ...table, view_id: viewId };

export const bitableViews = defineResource('bitable_views', {
  list: {
    route: `GET ${base}`,
    title: 'List views',
    summary: 'Ids, names and types of the views of a table.',
    docs: `${docs}/list`,
    effect: 'read',
    path: table,
    query: { user_id_type: userIdType.optional() },
    reply: pageOf(view),
    rate: perSecond(20),
    pages: { items: 'items', maxSize: 100, defaultLimit: 100 },
  },
  get: {
    route: `GET ${base}/{view_id}`,
    title: 'Get a view',
    summary: 'Filter, hidden fields and hierarchy of a view.',
    docs: `${docs}/get`,
    effect: 'read',
    path: one,
    reply: { view },
    rate: perSecond(20),
  },
  create: {
    route: `POST ${base}`,
    title: 'Create a view',
    summary: 'Add a view to a table.',
    docs: `${docs}/create`,
    effect: 'create',
    path: table,
    body: { view_name: viewName, view_type: viewType.optional() },
    reply: { view },
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
  update: {
    route: `PATCH ${base}/{view_id}`,
    title: 'Change a view',
    summary: 'Change the name, filter, hidden fields or hierarchy of a view; the rest stays.',
    docs: `${docs}/patch`,
    effect: 'update',
    path: one,
    body: {
      view_name: viewName.optional(),
      property: terse(viewSettings.describe(viewSettingsText)).optional(),
    },
    reply: { view },
    rate: perSecond(10),
    storedIn: {
      name: 'bitable_views_get',
      at: 'view',
      keeps: { part: ['property', 'filter_info'], key: 'conjunction', standard: 'and' },
    },
    oneWriterPer: 'app_token',
  },
  delete: {
    route: `DELETE ${base}/{view_id}`,
    title: 'Delete a view',
    summary: 'Delete a view; the records stay. The last view of a table stays.',
    docs: `${docs}/delete`,
    effect: 'delete',
    path: one,
    reply: {},
    rate: perSecond(10),
    storedIn: { name: 'bitable_views_list', at: 'items', by: 'view_id' },
    oneWriterPer: 'app_token',
  },
});
