import { z } from 'zod';
import { defineResource } from '../../core/endpoint.js';
import { perMinute, perSecond } from '../../core/rate.js';
import { terse } from '../../core/terse.js';
import { folderToken, userIdType } from '../bitable/schemas.js';
import { deletedKind, describedKind, documentToken, subscribedKind } from './document-schemas.js';
import * as listings from './listings.js';

const docs = 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/file';
const file = '/open-apis/drive/v1/files/{file_token}';

const path = { file_token: documentToken };
const query = {
  file_type: subscribedKind,
  event_type: terse(z.enum(['file.created_in_folder_v1']).describe('Folders only')).optional(),
};

const text = z.string();

/** A file, a folder, or a shortcut to one. */
const fileReply = z
  .object({ token: text, name: text, type: text, url: text.optional() })
  .passthrough();

/** The vendor wants it named: empty for the root. */
const parentFolder = z
  .string()
  .refine((token) => token === '' || folderToken.safeParse(token).success, 'a token of a folder')
  .default('')
  .describe('Drive folder; root when absent');

const folderName = z
  .string()
  .min(1)
  .refine((name) => Buffer.byteLength(name) <= 256, 'at most 256 bytes')
  .describe('Name');

export const driveFiles = defineResource('drive_files', {
  list: {
    route: 'GET /open-apis/drive/v1/files',
    title: 'List a folder',
    summary: 'Bases, documents and folders in a Drive folder; those within folders are not listed.',
    docs: `${docs}/list`,
    effect: 'read',
    path: {},
    query: {
      folder_token: folderToken.optional(),
      order_by: terse(
        z.enum(['EditedTime', 'CreatedTime']).describe('EditedTime (default) or CreatedTime'),
      ).optional(),
      direction: terse(z.enum(['ASC', 'DESC']).describe('ASC or DESC (default)')).optional(),
      user_id_type: userIdType.optional(),
    },
    reply: {
      files: z.array(fileReply).nullish(),
      has_more: z.boolean().optional(),
      next_page_token: text.optional(),
    },
    listing: listings.files,
    rate: perSecond(20),
    pages: { items: 'files', maxSize: 200, defaultLimit: 100, keys: listings.folderKeys },
  },
  create_folder: {
    route: 'POST /open-apis/drive/v1/files/create_folder',
    title: 'Create a folder',
    summary: 'Create an empty Drive folder. A name can be there twice: list the parent first.',
    docs: `${docs}/create_folder`,
    effect: 'create',
    path: {},
    body: { name: folderName, folder_token: parentFolder },
    reply: { token: text, url: text.optional() },
    rate: perSecond(5),
    oneWriterPer: 'process',
  },
  subscribe: {
    route: `POST ${file}/subscribe`,
    title: 'Subscribe to a document',
    summary: 'Have events of a document sent to the app.',
    docs: `${docs}/subscribe`,
    effect: 'update',
    base: 'file_token',
    path,
    query,
    reply: {},
    rate: perMinute(1_000),
  },
  get_subscribe: {
    route: `GET ${file}/get_subscribe`,
    title: 'Get a subscription',
    summary: 'Whether events of a document are subscribed to.',
    docs: `${docs}/get_subscribe`,
    effect: 'read',
    base: 'file_token',
    path,
    query,
    reply: { is_subscribe: z.boolean() },
    rate: perMinute(10),
  },
  delete_subscribe: {
    route: `DELETE ${file}/delete_subscribe`,
    title: 'End a subscription',
    summary: 'Stop events of a document.',
    docs: `${docs}/delete_subscribe`,
    effect: 'delete',
    base: 'file_token',
    path,
    query,
    reply: {},
    rate: perMinute(10),
  },
  delete: {
    route: `DELETE ${file}`,
    title: 'Delete a base or file',
    summary: 'Delete a whole base, document, or folder with all in it: it goes to the recycle bin.',
    docs: `${docs}/delete`,
    effect: 'delete',
    base: 'file_token',
    path,
    query: { type: deletedKind },
    // Folders answer with a task_id besides.
    reply: {},
    rate: perSecond(5),
    oneWriterPer: 'process',
  },
});

const metaReply = z
  .object({ doc_token: text, doc_type: text, title: text, url: text.optional() })
  .passthrough();

const described = z
  .object({
    doc_token: documentToken,
    doc_type: describedKind,
  })
  .strict();

export const driveMetas = defineResource('drive_metas', {
  batch_query: {
    route: 'POST /open-apis/drive/v1/metas/batch_query',
    title: 'Get metadata of documents',
    summary: 'Titles, owners, times and links of documents by their tokens.',
    docs: `${docs.replace(/file$/, 'meta')}/batch_query`,
    effect: 'read',
    path: {},
    query: { user_id_type: userIdType.optional() },
    body: {
      request_docs: z
        .array(described)
        .min(1)
        .describe('Documents: links, or doc_token and doc_type'),
      with_url: z.boolean().default(true).describe('With their links'),
    },
    reply: {
      metas: z.array(metaReply).nullish(),
      failed_list: z.array(z.object({ token: text, code: z.number() }).passthrough()).nullish(),
    },
    listing: listings.metas,
    moreListings: [listings.undescribed],
    rate: perMinute(1_000),
    batch: { over: 'request_docs', max: 200, results: ['metas', 'failed_list'] },
  },
});
