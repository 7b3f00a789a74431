import { z } from 'zod';
import { defineResource } from '../../../core/endpoint.js';
import { perSecond } from '../../../core/rate.js';
import * as reply from '../schemas.js';
import {
  appToken,
  automaticFields,
  cellChanges,
  cells,
  cellsBriefly,
  clientToken,
  displayFormulaRef,
  fieldNames,
  ignoreConsistencyCheck,
  orGrid,
  recordId,
  recordsOrGrid,
  tableId,
  textFieldAsArray,
  userIdType,
  viewId,
  withSharedUrl,
} from '../schemas.js';
import { recordFilter, recordSort } from './filter-schemas.js';

const docs = 'https://open.feishu.cn/document/server-docs/docs/bitable-v1/app-table-record';
const base = '/open-apis/bitable/v1/apps/{app_token}/tables/{table_id}/records';

const table = { app_token: appToken, table_id: tableId };
const one = { ...table, record_id: recordId };
const writeQuery = {
  user_id_type: userIdType.optional(),
  ignore_consistency_check: ignoreConsistencyCheck.optional(),
};
const createQuery = { ...writeQuery, client_token: clientToken.optional() };

export const bitableRecords = defineResource('bitable_records', {
  search: {
    route: `POST ${base}/search`,
    title: 'Search records',
    summary: 'Find records: filtered, sorted, as columns and rows.',
    docs: `${docs}/search`,
    effect: 'read',
    path: table,
    query: { user_id_type: userIdType.optional() },
    body: {
      view_id: viewId.optional(),
      field_names: fieldNames.optional(),
      sort: recordSort.optional(),
      filter: recordFilter.optional(),
      automatic_fields: automaticFields.optional(),
    },
    reply: reply.pageOf(reply.record),
    rate: perSecond(20),
    pages: { items: 'items', maxSize: 500, defaultLimit: 50 },
    records: 'items',
  },
  list: {
    route: `GET ${base}`,
    title: 'List records (formula filter)',
    summary:
      'List records with a CurrentValue formula as filter; bitable_records_search is the newer way.',
    docs: 'https://open.feishu.cn/document/server-docs/docs/bitable-v1/app-table-record/list',
    effect: 'read',
    path: table,
    query: {
      view_id: viewId.optional(),
      filter: z
        .string()
        .min(1)
        .max(2_000)
        .optional()
        .describe('Such as AND(CurrentValue.[价格]>=10,CurrentValue.[日期]=TODAY())'),
      sort: z
        .array(z.string().min(1))
        .max(100)
        .refine((sort) => JSON.stringify(sort).length <= 1_000, 'at most 1000 characters in all')
        .optional()
        .describe('Such as ["价格 DESC"]'),
      field_names: fieldNames.optional(),
      text_field_as_array: textFieldAsArray.optional(),
      user_id_type: userIdType.optional(),
      display_formula_ref: displayFormulaRef.optional(),
      automatic_fields: automaticFields.optional(),
    },
    reply: reply.pageOf(reply.record),
    rate: perSecond(10),
    pages: { items: 'items', maxSize: 500, defaultLimit: 50 },
    jsonInQuery: ['sort', 'field_names'],
    records: 'items',
  },
  get: {
    route: `GET ${base}/{record_id}`,
    title: 'Get a record',
    summary: 'Read one record by its id.',
    docs: `${docs}/get`,
    effect: 'read',
    path: one,
    query: {
      text_field_as_array: textFieldAsArray.optional(),
      user_id_type: userIdType.optional(),
      display_formula_ref: displayFormulaRef.optional(),
      with_shared_url: withSharedUrl.optional(),
      automatic_fields: automaticFields.optional(),
    },
    reply: { record: reply.record },
    rate: perSecond(20),
    records: 'record',
  },
  batch_get: {
    route: `POST ${base}/batch_get`,
    title: 'Get records by id',
    summary: 'Read records by their ids; absent and forbidden ids are named, not an error.',
    docs: `${docs}/batch_get`,
    effect: 'read',
    path: table,
    body: {
      record_ids: z.array(recordId).min(1).max(10_000).describe('Record ids'),
      user_id_type: userIdType.optional(),
      with_shared_url: withSharedUrl.optional(),
      automatic_fields: automaticFields.optional(),
    },
    reply: {
      records: z.array(reply.record).nullish(),
      absent_record_ids: z.array(z.string()).nullish(),
      forbidden_record_ids: z.array(z.string()).nullish(),
    },
    rate: perSecond(20),
    batch: {
      over: 'record_ids',
      max: 100,
      results: ['records', 'absent_record_ids', 'forbidden_record_ids'],
    },
    records: 'records',
  },
  create: {
    route: `POST ${base}`,
    title: 'Create a record',
    summary: 'Create one record. For more use bitable_records_batch_create.',
    docs: `${docs}/create`,
    effect: 'create',
    path: table,
    query: createQuery,
    body: { fields: cellsBriefly },
    reply: { record: reply.record },
    rate: perSecond(10),
    idempotency: 'client_token',
    oneWriterPer: 'app_token',
    records: 'record',
    cells: 'fields',
  },
  update: {
    route: `PUT ${base}/{record_id}`,
    title: 'Update a record',
    summary: 'Change the named cells of one record; the others stay.',
    docs: `${docs}/update`,
    effect: 'update',
    path: one,
    query: writeQuery,
    body: { fields: cellChanges },
    reply: { record: reply.record },
    rate: perSecond(10),
    oneWriterPer: 'app_token',
    records: 'record',
    cells: 'fields',
  },
  delete: {
    route: `DELETE ${base}/{record_id}`,
    title: 'Delete a record',
    summary: 'Delete one record.',
    docs: `${docs}/delete`,
    effect: 'delete',
    path: one,
    query: { ignore_consistency_check: ignoreConsistencyCheck.optional() },
    reply: reply.deletedRecord.shape,
    rate: perSecond(10),
    deletesRecords: true,
    oneWriterPer: 'app_token',
  },
  batch_create: {
    route: `POST ${base}/batch_create`,
    title: 'Create records',
    summary:
      'Create any number of records; sent 500 at a time, in order, each 500 whole or not at all.',
    docs: `${docs}/batch_create`,
    effect: 'create',
    path: table,
    query: createQuery,
    body: {
      records: orGrid(
        z
          .array(z.object({ fields: cells }).strict())
          .min(1)
          .max(20_000)
          .describe(recordsOrGrid),
      ),
    },
    reply: { records: z.array(reply.record) },
    rate: perSecond(10),
    batch: { over: 'records', max: 500, results: ['records'] },
    idempotency: 'client_token',
    oneWriterPer: 'app_token',
    records: 'records',
    cells: 'records[].fields',
  },
  batch_update: {
    route: `POST ${base}/batch_update`,
    title: 'Update records',
    summary: 'Change the named cells of any number of records; sent 500 at a time, in order.',
    docs: `${docs}/batch_update`,
    effect: 'update',
    path: table,
    query: writeQuery,
    body: {
      records: orGrid(
        z
          .array(z.object({ record_id: recordId, fields: cellChanges }).strict())
          .min(1)
          .max(20_000)
          .describe(recordsOrGrid),
      ),
    },
    reply: { records: z.array(reply.record) },
    rate: perSecond(10),
    batch: { over: 'records', max: 500, results: ['records'] },
    oneWriterPer: 'app_token',
    records: 'records',
    cells: 'records[].fields',
  },
  batch_delete: {
    route: `POST ${base}/batch_delete`,
    title: 'Delete records',
    summary: 'Delete any number of records; sent 500 at a time, in order.',
    docs: `${docs}/batch_delete`,
    effect: 'delete',
    path: table,
    query: { ignore_consistency_check: ignoreConsistencyCheck.optional() },
    body: { records: z.array(recordId).min(1).max(20_000).describe('Record ids') },
    reply: { records: z.array(reply.deletedRecord) },
    rate: perSecond(10),
    deletesRecords: true,
    batch: {
      over: 'records',
      max: 500,
      results: ['records'],
      verifyDeletionWith: { name: 'bitable_records_batch_get', absent: 'absent_record_ids' },
    },
    oneWriterPer: 'app_token',
  },
});
