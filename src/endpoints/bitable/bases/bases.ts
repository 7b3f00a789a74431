import { z } from 'zod';
import { defineResource } from '../../../core/endpoint.js';
import { perMinute, perSecond } from '../../../core/rate.js';
import {
  app,
  appToken,
  blockId,
  folderToken,
  text,
  timeZone,
  viewName,
  workflowId,
} from '../schemas.js';

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
    reply: { app },
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
    reply: { app },
    rate: perSecond(10),
    storedIn: { name: 'bitable_apps_get', at: 'app' },
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
    reply: { app },
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
    reply: { app },
    rate: perMinute(20),
  },
});

const dashboard = z.object({ block_id: text, name: text.optional() }).passthrough();

const dashboardDocs = 'https://open.feishu.cn/document/server-docs/docs/bitable-v1/app-dashboard';

const dashboardsPath = '/open-apis/bitable/v1/apps/{app_token}/dashboards';

export const bitableDashboards = defineResource('bitable_dashboards', {
  list: {
    route: `GET ${dashboardsPath}`,
    title: 'List dashboards',
    summary: 'Ids and names of the dashboards of a base.',
    docs: `${dashboardDocs}/list`,
    effect: 'read',
    path: { app_token: appToken },
    reply: {
      dashboards: z.array(dashboard).nullish(),
      has_more: z.boolean(),
      page_token: z.string().optional(),
      total: z.number().optional(),
    },
    rate: perSecond(20),
    pages: { items: 'dashboards', maxSize: 500, defaultLimit: 100 },
  },
  copy: {
    route: `POST ${dashboardsPath}/{block_id}/copy`,
    title: 'Copy a dashboard',
    summary: 'Copy a dashboard within its base.',
    docs: `${dashboardDocs}/copy`,
    effect: 'create',
    path: { app_token: appToken, block_id: blockId },
    body: { name: viewName.describe('Name of the copy') },
    reply: { block_id: z.string(), name: z.string().optional() },
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
});

const workflow = z
  .object({ workflow_id: text, status: text.optional(), title: text.optional() })
  .passthrough();

const workflowDocs = 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1';

const basePath = '/open-apis/bitable/v1/apps/{app_token}';

const workflows = { workflows: z.array(workflow).nullish() };

export const bitableWorkflows = defineResource('bitable_workflows', {
  list: {
    route: `GET ${basePath}/workflows`,
    title: 'List automations',
    summary: 'Ids, titles and states of the automations (自动化流程) of a base.',
    docs: `${workflowDocs}/app-workflow/list`,
    effect: 'read',
    path: { app_token: appToken },
    reply: workflows,
    rate: perSecond(20),
  },
  update: {
    route: `PUT ${basePath}/workflows/{workflow_id}`,
    title: 'Switch an automation',
    summary: 'Switch an automation on or off.',
    docs: `${workflowDocs}/app-workflow/update`,
    effect: 'update',
    path: { app_token: appToken, workflow_id: workflowId },
    body: { status: z.enum(['Enable', 'Disable']).describe('On or off') },
    reply: {},
    rate: perSecond(10),
    storedIn: { name: 'bitable_workflows_list', at: 'workflows', by: 'workflow_id' },
    oneWriterPer: 'app_token',
  },
});

export const bitableBlockWorkflows = defineResource('bitable_block_workflows', {
  list: {
    route: `GET ${basePath}/block_workflows`,
    title: 'List workflow blocks',
    summary: 'Ids, titles and states of the workflows (工作流) of a base; the newer kind.',
    docs: `${workflowDocs}/app-block_workflow/list`,
    effect: 'read',
    path: { app_token: appToken },
    reply: workflows,
    rate: perMinute(20),
  },
});
