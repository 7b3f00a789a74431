import { z } from 'zod';
import { defineResource } from '../../core/endpoint.js';
import { perMinute } from '../../core/rate.js';
import { terse } from '../../core/terse.js';
import { appToken } from '../bitable/schemas.js';

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

const kinds = ['wiki', 'bitable', 'docx', 'sheet', 'doc', 'mindnote', 'file', 'slides'] as const;

export const wikiNodes = defineResource('wiki_nodes', {
  get: {
    route: 'GET /open-apis/wiki/v2/spaces/get_node',
    title: 'Get a wiki page',
    summary: 'What a wiki page is. Where obj_type is bitable, obj_token is the app_token.',
    docs: 'https://open.feishu.cn/document/ukTMukTMukTM/uUDN04SN0QjL1QDN/wiki-v2/space/get_node',
    effect: 'read',
    path: {},
    query: {
      token: appToken.describe('Token from the /wiki/ link'),
      obj_type: terse(z.enum(kinds).describe('For other tokens: bitable, docx, …')).optional(),
    },
    reply: { node },
    rate: perMinute(100),
  },
});
