import { z } from 'zod';
import { defineResource } from '../../core/endpoint.js';
import { perSecond } from '../../core/rate.js';
import { pageOf } from '../bitable/reply-schemas.js';
import { appToken, userIdType } from '../bitable/schemas.js';

const block = z
  .object({
    block_id: z.string(),
    block_type: z.number(),
    parent_id: z.string().optional(),
    bitable: z.object({ token: z.string() }).passthrough().optional(),
  })
  .passthrough();

export const docxBlocks = defineResource('docx_blocks', {
  list: {
    route: 'GET /open-apis/docx/v1/documents/{document_id}/blocks',
    title: 'List blocks of a document',
    summary:
      'Finds bases embedded in a document: block_type 18, bitable.token <app_token>_<table_id>.',
    docs: 'https://open.feishu.cn/document/ukTMukTMukTM/uUDN04SN0QjL1QDN/document-docx/docx-v1/document-block/list',
    effect: 'read',
    path: { document_id: appToken.describe('Token from the /docx/ link') },
    query: {
      document_revision_id: z.number().int().min(-1).optional().describe('Revision'),
      user_id_type: userIdType.optional(),
    },
    reply: pageOf(block),
    rate: perSecond(5),
    pages: { items: 'items', maxSize: 500, defaultLimit: 100 },
  },
});
