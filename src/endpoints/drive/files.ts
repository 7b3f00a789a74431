import { z } from 'zod';
import { defineResource } from '../../core/endpoint.js';
import { perMinute, perSecond } from '../../core/rate.js';
import { terse } from '../../core/terse.js';
import { deletedKind, documentToken, subscribedKind } from './document-schemas.js';

const docs = 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/file';
const file = '/open-apis/drive/v1/files/{file_token}';

const path = { file_token: documentToken };
const query = {
  file_type: subscribedKind,
  event_type: terse(z.enum(['file.created_in_folder_v1']).describe('Folders only')).optional(),
};

export const driveFiles = defineResource('drive_files', {
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
    summary: 'Delete a whole base, document or folder: it goes to the recycle bin.',
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
