import { z } from 'zod';
import { defineResource } from '../core/endpoint.js';
import { perMinute, perSecond } from '../core/rate.js';
import { terse } from '../core/terse.js';
import { appToken, pageOf, userIdType } from './bitable/schemas.js';
import * as listings from './drive/listings.js';

const text = z.string();

const node = z
  .object({
    space_id: text.optional(),
    node_token: text.optional(),
    obj_token: text.optional(),
    obj_type: text,
    parent_node_token: text.optional(),
    node_type: text.optional(),
    has_child: z.boolean().optional(),
    title: text.optional(),
  })
  .passthrough();

const wiki = 'https://open.feishu.cn/document/ukTMukTMukTM/uUDN04SN0QjL1QDN/wiki-v2';

const kinds = ['wiki', 'bitable', 'docx', 'sheet', 'doc', 'mindnote', 'file', 'slides'] as const;

const spaceId = z
  .string()
  .refine(
    (id) => /^(\d{1,30}|my_library)$/.test(id),
    'a space_id of wiki_spaces_list, or my_library',
  )
  .describe('From wiki_spaces_list; my_library: own documents');

export const wikiNodes = defineResource('wiki_nodes', {
  get: {
    route: 'GET /open-apis/wiki/v2/spaces/get_node',
    title: 'Get a wiki page',
    summary: 'What a wiki page is. Where obj_type is bitable, obj_token is the app_token.',
    docs: `${wiki}/space/get_node`,
    effect: 'read',
    path: {},
    query: {
      token: appToken.describe('Token from the /wiki/ link'),
      obj_type: terse(z.enum(kinds).describe('For other tokens: bitable, docx, …')).optional(),
    },
    reply: { node },
    rate: perMinute(100),
  },
  list: {
    route: 'GET /open-apis/wiki/v2/spaces/{space_id}/nodes',
    title: 'List wiki pages',
    summary: 'Pages of a wiki space: the first level, or those below a page.',
    docs: `${wiki}/space-node/list`,
    effect: 'read',
    path: { space_id: spaceId },
    query: { parent_node_token: appToken.describe('Page whose children to list').optional() },
    reply: pageOf(node),
    listing: listings.nodes,
    rate: perMinute(100),
    pages: { items: 'items', maxSize: 50, defaultLimit: 50 },
  },
});

const space = z
  .object({ space_id: text, name: text.optional(), space_type: text.optional() })
  .passthrough();

export const wikiSpaces = defineResource('wiki_spaces', {
  list: {
    route: 'GET /open-apis/wiki/v2/spaces',
    title: 'List wiki spaces',
    summary: 'Wiki spaces that the caller can see. An app sees those that it was added to.',
    docs: `${wiki}/space/list`,
    effect: 'read',
    path: {},
    reply: pageOf(space),
    listing: listings.spaces,
    rate: perMinute(100),
    pages: { items: 'items', maxSize: 50, defaultLimit: 50 },
  },
});

const documentId = appToken.describe('Token from the /docx/ link');

export const docxDocuments = defineResource('docx_documents', {
  get: {
    route: 'GET /open-apis/docx/v1/documents/{document_id}',
    title: 'Get a document',
    summary: 'Title and revision of a document; docx_blocks_list reads what is in it.',
    docs: 'https://open.feishu.cn/document/ukTMukTMukTM/uUDN04SN0QjL1QDN/document-docx/docx-v1/document/get',
    effect: 'read',
    path: { document_id: documentId },
    reply: {
      document: z
        .object({ document_id: text, title: text.optional(), revision_id: z.number().optional() })
        .passthrough(),
    },
    rate: perSecond(5),
  },
});

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
    path: { document_id: documentId },
    query: {
      document_revision_id: z.number().int().min(-1).optional().describe('Revision'),
      user_id_type: userIdType.optional(),
    },
    reply: pageOf(block),
    rate: perSecond(5),
    pages: { items: 'items', maxSize: 500, defaultLimit: 100 },
  },
});

const sheet = z
  .object({
    sheetId: z.string(),
    title: z.string(),
    blockInfo: z.object({ blockToken: z.string(), blockType: z.string() }).passthrough().optional(),
  })
  .passthrough();

export const sheetsMetainfo = defineResource('sheets_metainfo', {
  get: {
    route: 'GET /open-apis/sheets/v2/spreadsheets/{spreadsheet_token}/metainfo',
    title: 'Get the sheets of a spreadsheet',
    summary:
      'Finds bases embedded in a spreadsheet: blockType BITABLE_BLOCK, blockToken <app_token>_<table_id>.',
    docs: 'https://open.feishu.cn/document/ukTMukTMukTM/uETMzUjLxEzM14SMxMTN',
    effect: 'read',
    path: { spreadsheet_token: appToken.describe('Token from the /sheets/ link') },
    query: {
      extFields: terse(z.enum(['protectedRange']).describe('protectedRange')).optional(),
      user_id_type: terse(
        z.enum(['open_id', 'union_id']).describe('open_id or union_id'),
      ).optional(),
    },
    reply: {
      spreadsheetToken: z.string(),
      properties: z.object({ title: z.string().optional() }).passthrough(),
      sheets: z.array(sheet),
    },
    rate: perSecond(100),
  },
});

const user = z
  .object({
    user_id: z.string().optional(),
    email: z.string().optional(),
    mobile: z.string().optional(),
  })
  .passthrough();

export const contactUsers = defineResource('contact_users', {
  get: {
    route: 'GET /open-apis/contact/v3/users/{user_id}',
    title: 'Get a person',
    summary: 'Name, addresses, departments and state of a person by their id.',
    docs: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/get',
    effect: 'read',
    path: { user_id: appToken.describe('Id of a person') },
    query: {
      user_id_type: userIdType.optional(),
      department_id_type: terse(
        z
          .enum(['open_department_id', 'department_id'])
          .describe('open_department_id (default) or department_id'),
      ).optional(),
    },
    reply: { user: z.object({ open_id: text.optional(), name: text.optional() }).passthrough() },
    rate: perMinute(1_000),
  },
  batch_get_id: {
    route: 'POST /open-apis/contact/v3/users/batch_get_id',
    title: 'Find people',
    summary: 'Ids of people by e-mail address or mobile number.',
    docs: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/batch_get_id',
    effect: 'read',
    path: {},
    query: { user_id_type: userIdType.optional() },
    body: {
      emails: z.array(z.string().min(1)).max(50).optional().describe('E-mail addresses'),
      mobiles: z.array(z.string().min(1)).max(50).optional().describe('Mobile numbers'),
      include_resigned: z.boolean().optional().describe('Also who left'),
    },
    reply: { user_list: z.array(user).nullish() },
    sought: {
      items: 'user_list',
      by: { emails: 'email', mobiles: 'mobile' },
      knownBy: 'user_id',
    },
    rate: perMinute(1_000),
  },
});
