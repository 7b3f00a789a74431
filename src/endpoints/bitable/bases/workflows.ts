import { z } from 'zod';
import { defineResource } from '../../../core/endpoint.js';
import { perMinute, perSecond } from '../../../core/rate.js';
import { appToken, workflowId } from '../schemas.js';
import { workflow } from '../views/view-replies.js';

const docs = 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1';
const base = '/open-apis/bitable/v1/apps/{app_token}';

const workflows = { workflows: z.array(workflow).nullish() };

export const bitableWorkflows = defineResource('bitable_workflows', {
  list: {
    route: `GET ${base}/workflows`,
    title: 'List automations',
    summary: 'Ids, titles and states of the automations (自动化流程) of a base.',
    docs: `${docs}/app-workflow/list`,
    effect: 'read',
    path: { app_token: appToken },
    reply: workflows,
    rate: perSecond(20),
  },
  update: {
    route: `PUT ${base}/workflows/{workflow_id}`,
    title: 'Switch an automation',
    summary: 'Switch an automation on or off.',
    docs: `${docs}/app-workflow/update`,
    effect: 'update',
    path: { app_token: appToken, workflow_id: workflowId },
    body: { status: z.enum(['Enable', 'Disable']).describe('On or off') },
    reply: {},
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
});

export const bitableBlockWorkflows = defineResource('bitable_block_workflows', {
  list: {
    route: `GET ${base}/block_workflows`,
    title: 'List workflow blocks',
    summary: 'Ids, titles and states of the workflows (工作流) of a base; the newer kind.',
    docs: `${docs}/app-block_workflow/list`,
    effect: 'read',
    path: { app_token: appToken },
    reply: workflows,
    rate: perMinute(20),
  },
});
