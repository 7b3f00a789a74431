import { z } from 'zod';
import { defineResource } from '../../core/endpoint.js';
import { perSecond } from '../../core/rate.js';
import { appToken } from '../bitable/schemas.js';

const docs = 'https://open.feishu.cn/document/server-docs/docs/drive-v1/media';
const base = '/open-apis/drive/v1/medias';

const fileToken = z.string().min(1).max(100).describe('Token of an attachment');
const extra = z.string().min(1).optional().describe("Or extra of the file's url");

const wholeNumber = z.number().int().min(0);
const uploadId = z.string().min(1);
const checksum = z.string().regex(/^\d+$/).optional();

/** What the vendor is told of a file before its bytes. */
const declared = {
  file_name: z.string().min(1).max(250),
  parent_type: z.enum(['bitable_image', 'bitable_file']),
  parent_node: appToken,
  size: wholeNumber,
};

/** "Not to be called concurrently" (page of each upload), whatever base the files are for. */
const upload = {
  partOf: 'drive_medias_upload',
  rate: perSecond(5),
  oneWriterPer: 'process',
  repeatable: true,
} as const;

export const driveMedias = defineResource('drive_medias', {
  upload_all: {
    ...upload,
    route: `POST ${base}/upload_all`,
    title: 'Upload a file',
    summary: 'Upload a file of up to 20 MB for an attachment field.',
    docs: `${docs}/upload_all`,
    effect: 'create',
    path: {},
    body: { ...declared, checksum, extra: z.string().optional() },
    multipart: { file: 'file' },
    reply: { file_token: z.string() },
  },
  upload_prepare: {
    ...upload,
    route: `POST ${base}/upload_prepare`,
    title: 'Begin an upload in parts',
    summary: 'Begin the upload of a large file; gives the size of its blocks.',
    docs: `${docs}/multipart-upload-media/upload_prepare`,
    effect: 'create',
    path: {},
    body: { ...declared, extra: z.string().optional() },
    reply: {
      upload_id: z.string(),
      block_size: z.number().int().min(1),
      block_num: z.number().int().min(0),
    },
  },
  upload_part: {
    ...upload,
    route: `POST ${base}/upload_part`,
    title: 'Upload a block',
    summary: 'Upload one block of a large file.',
    docs: `${docs}/multipart-upload-media/upload_part`,
    effect: 'update',
    path: {},
    body: { upload_id: uploadId, seq: wholeNumber, size: wholeNumber, checksum },
    multipart: { file: 'file' },
    reply: {},
  },
  upload_finish: {
    ...upload,
    route: `POST ${base}/upload_finish`,
    title: 'Finish an upload in parts',
    summary: 'Make a file of the blocks that were uploaded.',
    docs: `${docs}/multipart-upload-media/upload_finish`,
    effect: 'create',
    path: {},
    body: { upload_id: uploadId, block_num: wholeNumber },
    reply: { file_token: z.string() },
  },
  download_file: {
    route: `GET ${base}/{file_token}/download`,
    title: 'Download a file',
    summary: 'The bytes of an attachment.',
    docs: `${docs}/download`,
    effect: 'read',
    path: { file_token: fileToken },
    query: { extra },
    download: true,
    reply: {},
    rate: perSecond(5),
    partOf: 'drive_medias_download',
  },
  get_tmp_urls: {
    route: `GET ${base}/batch_get_tmp_download_url`,
    title: 'Get download links',
    summary:
      'Links to attachments that anybody can open for 24 hours. With advanced permissions also name their cell.',
    docs: `${docs}/batch_get_tmp_download_url`,
    effect: 'read',
    path: {},
    query: {
      file_tokens: z.array(fileToken).min(1).max(100).describe('File tokens of attachments'),
      extra,
    },
    reply: {
      tmp_download_urls: z.array(
        z.object({ file_token: z.string(), tmp_download_url: z.string() }).passthrough(),
      ),
    },
    rate: perSecond(5),
    batch: { over: 'file_tokens', max: 5, results: ['tmp_download_urls'] },
  },
});
