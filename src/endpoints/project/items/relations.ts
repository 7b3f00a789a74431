import { z } from 'zod';
import { terse } from '../../../core/terse.js';
import * as reply from '../config/space-replies.js';
import { defineProjectResource } from '../project-endpoint.js';
import { nothing } from '../replies.js';
import { inSpace, space } from '../routes.js';
import { key, projectKey, typeKey } from '../schemas.js';

const relationId = key('Relation id');

const relation = {
  project_key: projectKey,
  work_item_type_key: typeKey,
  name: key('Name'),
  relation_details: terse(
    z
      .array(
        z
          .object({
            project_key: z.string().optional(),
            project_name: z.string().optional(),
            work_item_type_key: z.string().optional(),
            work_item_type_name: z.string().optional(),
          })
          .strict(),
      )
      .min(1)
      .describe('What it leads to: [{project_key, work_item_type_key}]'),
  ),
};

export const projectRelations = defineProjectResource('project_relations', {
  list: {
    route: `GET ${space}/work_item/relation`,
    title: 'List relations',
    summary: 'The relations between work item types that a space defines.',
    effect: 'read',
    path: inSpace,
    reply: reply.relations,
  },
  create: {
    route: 'POST /open_api/work_item/relation/create',
    title: 'Create a relation',
    summary: 'Define a relation between work item types. For administrators.',
    effect: 'create',
    path: {},
    body: relation,
    reply: reply.newRelation,
  },
  update: {
    route: 'POST /open_api/work_item/relation/update',
    title: 'Change a relation',
    summary: 'Replace the definition of a relation. For administrators.',
    effect: 'update',
    path: {},
    body: { relation_id: relationId, ...relation },
    reply: nothing,
  },
  delete: {
    route: 'DELETE /open_api/work_item/relation/delete',
    title: 'Delete a relation',
    summary: 'Delete the definition of a relation. For administrators.',
    effect: 'delete',
    path: {},
    body: { project_key: projectKey, relation_id: relationId },
    reply: nothing,
  },
});
