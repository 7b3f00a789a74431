import { z } from 'zod';
import { terse } from '../../../core/terse.js';
import { defineProjectResource } from '../project-endpoint.js';
import { nothing } from '../replies.js';
import { inSpace, ofItem, space } from '../routes.js';
import { idNumber, itemIds, key, keys, projectKey, typeKey, workItemId } from '../schemas.js';
import * as reply from './work-item-replies.js';

const base = `${space}/relation/{work_item_type_key}/{work_item_id}` as const;

const ruleId = key('Id of the rule');

export const projectAssociations = defineProjectResource('project_associations', {
  list_rules: {
    route: `POST ${space}/relation/rules`,
    title: 'List association rules',
    summary: 'The rules by which items of a space are associated with items of others.',
    effect: 'read',
    path: inSpace,
    body: { remote_projects: keys('Only with these spaces').optional() },
    reply: reply.relationRules,
  },
  list: {
    route: `POST ${base}/work_item_list`,
    title: 'List associated items',
    summary: 'The items of other spaces that an item is associated with.',
    effect: 'read',
    path: ofItem,
    body: {
      relation_rule_id: ruleId.optional(),
      relation_work_item_id: workItemId.optional(),
      relation_work_item_type_key: typeKey.optional(),
      relation_project_key: projectKey.optional(),
    },
    reply: reply.relatedItems,
  },
  bind: {
    route: `POST ${base}/batch_bind`,
    title: 'Associate items',
    summary: 'Associate an item with items of another space.',
    effect: 'create',
    path: ofItem,
    body: {
      relation_rule_id: ruleId.optional(),
      instances: terse(
        z
          .array(
            z
              .object({
                project_key: z.string(),
                work_item_id: idNumber(),
                work_item_type_key: z.string(),
                chat_group_merge: z.number().int().min(1).max(2).optional(),
              })
              .strict(),
          )
          .min(1)
          .describe('[{project_key, work_item_type_key, work_item_id}]'),
      ).optional(),
    },
    reply: nothing,
  },
  unbind: {
    route: `DELETE ${base}`,
    title: 'End an association',
    summary: 'End the association of an item with one of another space.',
    effect: 'delete',
    path: ofItem,
    body: {
      relation_rule_id: ruleId.optional(),
      relation_work_item_id: workItemId.optional(),
    },
    reply: nothing,
  },
});

export const projectStoryRelations = defineProjectResource('project_story_relations', {
  create: {
    route: `POST ${space}/story_relations/create`,
    title: 'Link stories',
    summary: 'Link stories of a space with stories of others.',
    effect: 'create',
    path: inSpace,
    body: {
      story_relations: terse(
        z
          .array(
            z
              .object({
                local_work_item_id: idNumber(),
                remote_work_item_id: idNumber(),
                relation_id: z.string().optional(),
                merge_group: z.boolean().optional(),
              })
              .strict(),
          )
          .describe('[{local_work_item_id, remote_work_item_id, relation_id}]'),
      ).optional(),
    },
    reply: nothing,
  },
  list: {
    route: `POST ${space}/story_relations/query`,
    title: 'List linked stories',
    summary: 'The stories of other spaces that stories are linked with.',
    effect: 'read',
    path: inSpace,
    body: { work_item_ids: itemIds(200).optional() },
    reply: reply.storyRelations,
  },
});
