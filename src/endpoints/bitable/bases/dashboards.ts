import { z } from 'zod';
import { defineResource } from '../../../core/endpoint.js';
import { perSecond } from '../../../core/rate.js';
import { appToken, blockId, viewName } from '../schemas.js';
import * as reply from '../views/view-replies.js';

const docs = 'https://open.feishu.cn/document/server-docs/docs/bitable-v1/app-dashboard';
const base = '/open-apis/bitable/v1/apps/{app_token}/dashboards';

export const bitableDashboards = defineResource('bitable_dashboards', {
  list: {
    route: `GET ${base}`,
    title: 'List dashboards',
    summary: 'Ids and names of the dashboards of a base.',
    docs: `${docs}/list`,
    effect: 'read',
    path: { app_token: appToken },
    reply: {
      dashboards: z.array(reply.dashboard).nullish(),
      has_more: z.boolean(),
      page_token: z.string().optional(),
      total: z.number().optional(),
    },
    rate: perSecond(20),
    pages: { items: 'dashboards', maxSize: 500, defaultLimit: 100 },
  },
  copy: {
    route: `POST ${base}/{block_id}/copy`,
    title: 'Copy a dashboard',
    summary: 'Copy a dashboard within its base.',
    docs: `${docs}/copy`,
    effect: 'create',
    path: { app_token: appToken, block_id: blockId },
    body: { name: viewName.describe('Name of the copy') },
    reply: { block_id: z.string(), name: z.string().optional() },
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
});
