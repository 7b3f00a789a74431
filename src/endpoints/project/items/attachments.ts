import { z } from 'zod';
import { defineProjectResource } from '../project-endpoint.js';
import { nothing } from '../replies.js';
import { argumentRules, atLeastOneOf, exactlyOneOf } from '../rules.js';
import { inSpace, item, key, ofItem, projectKey, someKeys, space, workItemId } from '../schemas.js';

const megabyte = 1_048_576;

const upload = {
  partOf: 'project_attachments_upload',
  effect: 'create',
  multipart: { file: 'file' },
  maxFileBytes: 100 * megabyte,
} as const;

const download = {
  partOf: 'project_attachments_download',
  effect: 'read',
  download: true,
} as const;

const field = {
  field_key: key('Attachment field').optional(),
  field_alias: key('Or its alias').optional(),
};

export const projectAttachments = defineProjectResource('project_attachments', {
  upload_to_field: {
    ...upload,
    route: `POST ${item}/file/upload`,
    title: 'Upload a file to a field',
    summary: 'Add a file of up to 100 MB to an attachment field of an item.',
    path: ofItem,
    body: {
      ...field,
      index: z.number().int().describe('Group of a compound field, from 0').optional(),
    },
    crossFieldRule: argumentRules(atLeastOneOf('field_key', 'field_alias')),
    reply: nothing,
  },
  upload_to_space: {
    ...upload,
    route: `POST ${space}/file/upload`,
    title: 'Upload a file to a space',
    summary: 'Upload a file for rich text; answers its URL.',
    path: inSpace,
    body: {},
    // A text by its page, a list in the SDK.
    reply: { data: z.union([z.string(), z.array(z.string())]) },
  },
  upload_stream: {
    ...upload,
    route: `POST ${space}/file/stream/resource/{resource_type}/upload_form`,
    title: 'Upload a file for a comment',
    summary: 'Upload a file of up to 20 MB for a comment; answers its token.',
    path: {
      ...inSpace,
      resource_type: z
        .enum(['CommentAttachment', 'CommentMultiTextImg'])
        .describe('A file, or an image in the text'),
    },
    body: {
      field_map: z
        .string()
        .describe('JSON text {comment_biz_type: "WORKITEM", work_item_type_key, work_item_id}'),
    },
    maxFileBytes: 20 * megabyte,
    reply: nothing,
  },
  download_by_uuid: {
    ...download,
    route: `POST ${item}/file/download`,
    title: 'Download an attachment',
    summary: 'The bytes of an attachment of an item.',
    path: ofItem,
    body: { uuid: key('uuid of the attachment') },
    reply: nothing,
  },
  download_by_token: {
    ...download,
    route: `GET ${space}/file/stream/download/{file_token}`,
    title: 'Download a file of a comment',
    summary: 'The bytes of a file of a comment.',
    path: { ...inSpace, file_token: key('Token of the file') },
    reply: nothing,
  },
  delete: {
    route: 'POST /open_api/file/delete',
    title: 'Delete attachments',
    summary: 'Remove files from an attachment field of an item.',
    effect: 'delete',
    path: {},
    body: {
      project_key: projectKey,
      work_item_id: workItemId,
      ...field,
      uuids: someKeys('Files by name or uuid', 50),
    },
    crossFieldRule: argumentRules(exactlyOneOf('field_key', 'field_alias')),
    reply: nothing,
  },
});
