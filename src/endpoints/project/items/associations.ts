import { z } from 'zod';
import { terse } from '../../../core/terse.js';
import * as config from '../config-listings.js';
import { defineProjectResource } from '../project-endpoint.js';
import { anything, count, flag, id, listOf, maybeText, nothing, parts, text } from '../replies.js';
import {
  inSpace,
  itemIds,
  key,
  keys,
  namedIdNumber,
  ofItem,
  projectKey,
  space,
  typeKey,
  workItemId,
} from '../schemas.js';
import * as template from '../template-listings.js';

const relatedItems = listOf({
  relation_work_item_id: id,
  relation_work_item_name: maybeText,
  relation_work_item_type_key: maybeText,
  relation_project_key: maybeText,
  project_relation_rule_id: maybeText,
});

const relationRules = listOf({
  remote_project_key: maybeText,
  remote_project_name: maybeText,
  rules: parts({ id: text, name: maybeText }),
});

const storyRelations = { work_item_project_map: anything, value: anything };

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
    reply: relationRules,
    listing: config.relationRules,
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
    reply: relatedItems,
    listing: config.associations,
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
                project_key: z.string().min(1),
                work_item_id: namedIdNumber(),
                work_item_type_key: z.string().min(1),
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
                local_work_item_id: namedIdNumber(),
                remote_work_item_id: namedIdNumber(),
                relation_id: z.string().min(1).optional(),
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
    reply: storyRelations,
    listing: template.storyLinks,
    moreListings: [template.storySpaces],
  },
});

const relations = listOf({
  id: text,
  name: maybeText,
  disabled: flag,
  work_item_type_key: maybeText,
  relation_type: count.describe('0 plain, 1 parent and child'),
  relation_details: parts(),
});

const newRelation = { relation_id: text };

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
            project_key: z.string().min(1).optional(),
            project_name: z.string().min(1).optional(),
            work_item_type_key: z.string().min(1).optional(),
            work_item_type_name: z.string().min(1).optional(),
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
    reply: relations,
    listing: config.relations,
  },
  create: {
    route: 'POST /open_api/work_item/relation/create',
    title: 'Create a relation',
    summary: 'Define a relation between work item types. For administrators.',
    effect: 'create',
    path: {},
    body: relation,
    reply: newRelation,
  },
  update: {
    route: 'POST /open_api/work_item/relation/update',
    title: 'Change a relation',
    oneWriterPer: 'project_key',
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
