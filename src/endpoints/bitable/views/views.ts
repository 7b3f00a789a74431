import { defineResource } from '../../../core/endpoint.js';
import { perSecond } from '../../../core/rate.js';
import { pageOf } from '../reply-schemas.js';
import { appToken, tableId, userIdType, viewId, viewName } from '../schemas.js';
import * as reply from './view-replies.js';
import { viewProperty, viewType } from './view-schemas.js';

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
    reply: pageOf(reply.view),
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
    reply: { view: reply.view },
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
    reply: { view: reply.view },
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
    body: { view_name: viewName.optional(), property: viewProperty.optional() },
    reply: { view: reply.view },
    rate: perSecond(10),
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
    oneWriterPer: 'app_token',
  },
});
