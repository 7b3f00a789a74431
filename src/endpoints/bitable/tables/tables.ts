import { z } from 'zod';
import { defineResource } from '../../../core/endpoint.js';
import { perSecond } from '../../../core/rate.js';
import { publishedAs } from '../../../core/terse.js';
import { distinct } from '../distinct.js';
import { fieldShape } from '../fields/field-schemas.js';
import * as reply from '../schemas.js';
import { appToken, tableId, tableName, userIdType, viewName } from '../schemas.js';

const docs = 'https://open.feishu.cn/document/server-docs/docs/bitable-v1/app-table';

/** The fields of a table that is being created. */
const newFields = publishedAs(
  z.array(z.object(fieldShape).strict()).min(1).max(300).describe('As in bitable_fields_create'),
  z.array(
    z
      .object({
        field_name: z.string(),
        type: z.union([z.number().int(), z.string()]),
        ui_type: z.string().optional(),
        property: z.object({}).passthrough().optional(),
        description: z.object({}).passthrough().optional(),
      })
      .strict(),
  ),
);

export const bitableTables = defineResource('bitable_tables', {
  list: {
    route: 'GET /open-apis/bitable/v1/apps/{app_token}/tables',
    title: 'List tables',
    summary: 'Ids and names of the tables of a base.',
    docs: `${docs}/list`,
    effect: 'read',
    path: { app_token: appToken },
    reply: reply.pageOf(reply.table),
    rate: perSecond(20),
    pages: { items: 'items', maxSize: 100, defaultLimit: 100 },
  },
  create: {
    route: 'POST /open-apis/bitable/v1/apps/{app_token}/tables',
    title: 'Create a table',
    summary:
      'Create a table, with its fields. The first field is the primary one: type 1, 2, 5, 13, 15, 20 or 22.',
    docs: `${docs}/create`,
    effect: 'create',
    path: { app_token: appToken },
    query: { user_id_type: userIdType.optional() },
    body: {
      table: z
        .object({
          name: tableName,
          default_view_name: viewName.describe('Name of the first view; needs fields').optional(),
          fields: newFields.optional(),
        })
        .strict()
        .describe('The table'),
    },
    reply: {
      table_id: z.string(),
      default_view_id: z.string().optional(),
      field_id_list: z.array(z.string()).optional(),
    },
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
  batch_create: {
    route: 'POST /open-apis/bitable/v1/apps/{app_token}/tables/batch_create',
    title: 'Create several tables',
    summary: 'Create several tables by name, with default fields.',
    docs: `${docs}/batch_create`,
    effect: 'create',
    path: { app_token: appToken },
    query: { user_id_type: userIdType.optional() },
    body: {
      tables: z
        .array(z.object({ name: tableName }).strict())
        .min(1)
        .max(100)
        .describe('The tables'),
    },
    crossFieldRule: distinct(['tables', 'name']),
    reply: { table_ids: z.array(z.string()) },
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
  update: {
    route: 'PATCH /open-apis/bitable/v1/apps/{app_token}/tables/{table_id}',
    title: 'Rename a table',
    summary: 'Rename a table.',
    docs: `${docs}/patch`,
    effect: 'update',
    path: { app_token: appToken, table_id: tableId },
    body: { name: tableName },
    reply: { name: z.string() },
    rate: perSecond(10),
    storedIn: { name: 'bitable_tables_list', at: 'items', by: 'table_id' },
    oneWriterPer: 'app_token',
  },
  delete: {
    route: 'DELETE /open-apis/bitable/v1/apps/{app_token}/tables/{table_id}',
    title: 'Delete a table',
    summary: 'Delete a table with all its records. The last table of a base stays.',
    docs: `${docs}/delete`,
    effect: 'delete',
    path: { app_token: appToken, table_id: tableId },
    reply: {},
    rate: perSecond(10),
    storedIn: { name: 'bitable_tables_list', at: 'items', by: 'table_id' },
    oneWriterPer: 'app_token',
  },
  batch_delete: {
    route: 'POST /open-apis/bitable/v1/apps/{app_token}/tables/batch_delete',
    title: 'Delete several tables',
    summary: 'Delete tables with all their records; sent 50 at a time.',
    docs: `${docs}/batch_delete`,
    effect: 'delete',
    path: { app_token: appToken },
    body: { table_ids: z.array(tableId).min(1).max(100).describe('Table ids') },
    reply: {},
    rate: perSecond(10),
    batch: { over: 'table_ids', max: 50, results: [] },
    storedIn: { name: 'bitable_tables_list', at: 'items', by: 'table_id' },
    oneWriterPer: 'app_token',
  },
});
