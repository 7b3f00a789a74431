import { z } from 'zod';
import { defineResource } from '../../../core/endpoint.js';
import { perMinute, perSecond } from '../../../core/rate.js';
import * as reply from '../reply-schemas.js';
import { appToken, folderToken, timeZone } from '../schemas.js';

const docs = 'https://open.feishu.cn/document/server-docs/docs/bitable-v1/app';
const appName = z.string().min(1).max(255).describe('Base name');

export const bitableApps = defineResource('bitable_apps', {
  get: {
    route: 'GET /open-apis/bitable/v1/apps/{app_token}',
    title: 'Get a base',
    summary: 'Name, time zone, revision and permission mode of a Bitable base.',
    docs: `${docs}/get`,
    effect: 'read',
    path: { app_token: appToken },
    reply: { app: reply.app },
    rate: perSecond(20),
  },
  update: {
    route: 'PUT /open-apis/bitable/v1/apps/{app_token}',
    title: 'Update a base',
    summary:
      'Rename a Bitable base or switch its advanced permissions. Not atomic: the name changes first.',
    docs: `${docs}/update`,
    effect: 'update',
    path: { app_token: appToken },
    body: {
      name: appName.optional(),
      is_advanced: z.boolean().optional().describe('Advanced permissions on or off'),
    },
    reply: { app: reply.app },
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
  create: {
    route: 'POST /open-apis/bitable/v1/apps',
    title: 'Create a base',
    summary:
      'Create a Bitable base. It starts with one table that holds default fields and blank rows.',
    docs: `${docs}/create`,
    effect: 'create',
    path: {},
    body: {
      name: appName.optional(),
      folder_token: folderToken.optional(),
      time_zone: timeZone.optional(),
    },
    reply: { app: reply.app },
    rate: perMinute(20),
  },
  copy: {
    route: 'POST /open-apis/bitable/v1/apps/{app_token}/copy',
    title: 'Copy a base',
    summary:
      'Copy a Bitable base. The copy fills in the background; calls on it fail with 1254036 until then. Over 50,000 records only the structure is copied.',
    docs: `${docs}/copy`,
    effect: 'create',
    path: { app_token: appToken },
    body: {
      name: appName.optional(),
      folder_token: folderToken.optional(),
      without_content: z.boolean().optional().describe('true copies the structure only'),
      time_zone: timeZone.optional(),
    },
    reply: { app: reply.app },
    rate: perMinute(20),
  },
});
