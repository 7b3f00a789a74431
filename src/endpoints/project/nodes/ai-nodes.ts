import { z } from 'zod';
import { terse } from '../../../core/terse.js';
import { defineProjectResource } from '../project-endpoint.js';
import { anything, maybeText, nothing, parts } from '../replies.js';
import { json, key, keys, nodeId, projectKey, workItemId } from '../schemas.js';

const aiNode = {
  node_state: maybeText,
  ai_info: anything,
  node_fields: parts(),
  conform_fields: parts(),
  sub_tasks: parts(),
  sub_workitems: parts(),
};

/** The SDK marks nothing of it as required. */
const ofAiNode = {
  project_key: projectKey.optional(),
  work_item_id: workItemId.optional(),
  state_key: nodeId.optional(),
  node_uuid: key('Node uuid').optional(),
};

export const projectAiNodes = defineProjectResource('project_ai_nodes', {
  get: {
    route: 'POST /open_api/ai_node/query',
    title: 'Get an AI node',
    summary: 'What an AI node came to: its state, fields and sub-tasks.',
    effect: 'read',
    path: {},
    body: ofAiNode,
    reply: aiNode,
  },
  update: {
    route: 'POST /open_api/ai_node/edit',
    title: 'Change an AI node',
    summary: 'Change what an AI node came to.',
    effect: 'update',
    path: {},
    body: {
      ...ofAiNode,
      status: key('Status').optional(),
      node_fields: terse(
        z
          .array(z.object({ node_field_key: z.string(), value: z.string().optional() }).strict())
          .describe('[{node_field_key, value}]'),
      ).optional(),
      conform_fields: terse(
        z
          .array(z.object({ field_key: z.string(), value: z.string().optional() }).strict())
          .describe('[{field_key, value}]'),
      ).optional(),
    },
    reply: nothing,
  },
  confirm: {
    route: 'POST /open_api/ai_node/confirm',
    title: 'Confirm an AI node',
    summary: 'Accept what an AI node came to.',
    effect: 'update',
    path: {},
    body: ofAiNode,
    reply: nothing,
  },
});

const aiTaskId = key('AI task id').optional();

export const projectAiFields = defineProjectResource('project_ai_fields', {
  update: {
    route: 'PUT /open_api/ai_application_field/update',
    title: 'Set an AI field',
    summary: 'Set the field that an AI task fills.',
    effect: 'update',
    path: {},
    body: { ai_task_id: aiTaskId, field_value: json.describe('Value').optional() },
    reply: nothing,
  },
  delete_files: {
    route: 'DELETE /open_api/ai_application_field/file/delete',
    title: 'Delete files of an AI field',
    summary: 'Delete files that an AI task put into a field.',
    effect: 'delete',
    path: {},
    body: { ai_task_id: aiTaskId, uuids: keys('uuids of the files').optional() },
    reply: nothing,
  },
});
