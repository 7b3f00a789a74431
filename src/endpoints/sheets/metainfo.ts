import { z } from 'zod';
import { defineResource } from '../../core/endpoint.js';
import { perSecond } from '../../core/rate.js';
import { terse } from '../../core/terse.js';
import { appToken } from '../bitable/schemas.js';

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
