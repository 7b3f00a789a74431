import { z } from 'zod';
import { publishedAs, terse } from '../../../core/terse.js';
import * as config from '../config-listings.js';
import { defineProjectResource } from '../project-endpoint.js';
import { flag, listOf, maybeText, newKey, nothing, option, parts, text } from '../replies.js';
import { argumentRules, atLeastOneOf, atMostOneOf, cases } from '../rules.js';
import {
  inSpace,
  json,
  key,
  keys,
  object,
  objects,
  ofType,
  oneOfNumbers,
  projectKey,
  space,
  typeKey,
  workItemId,
} from '../schemas.js';
import { groups } from './field-values.js';

const simpleField = {
  field_key: text,
  field_name: maybeText,
  field_alias: maybeText,
  field_type_key: maybeText,
  is_obsoleted: flag,
  options: parts(option),
  compound_fields: parts(),
  relation_id: maybeText,
};

const fields = listOf(simpleField);

const fieldOptions = { options: parts(option), has_more: flag, field_name: maybeText };

const aggregatedFields = { agg_resource_items: parts() };

const freeAdd = oneOfNumbers('Users add options: 1 yes, 2 no', 1, 2);

const teamOption = terse(
  z
    .object({
      team_mode: z.string().min(1).optional(),
      team_data_scopes: z
        .array(
          z
            .object({ team_id: z.string().min(1).optional(), cascade: z.boolean().optional() })
            .strict(),
        )
        .optional(),
    })
    .strict()
    .describe('Teams in place of options'),
);

const numberConfig = object('{display_digits, thousandth}');

/** Its options, as a list of any depth. */
function fieldOptionsIn(description: string, option: z.ZodRawShape) {
  const shown = z.object({
    label: text.min(1).optional(),
    value: text.min(1).optional(),
    ...option,
  });
  const read = z.preprocess(labelled, json).describe(description);
  return publishedAs(read, z.array(shown.passthrough()));
}

/** A text alone is the label of an option. */
function labelled(options: unknown): unknown {
  const list = typeof options === 'string' && !/^\s*[[{]/.test(options) ? [options] : options;
  return Array.isArray(list)
    ? list.map((option) => (typeof option === 'string' ? { label: option } : option))
    : list;
}

const displayInfos = objects('Shown of related items: [{display_field_keys}]');

/** What a field can be given, new or not. */
const settings = {
  free_add: freeAdd.optional(),
  work_item_relation_uuid: key('Relation').optional(),
  default_value: json.describe('Default value').optional(),
  field_alias: key('Alias').optional(),
  help_description: z.string().describe('Help text').optional(),
  authorized_roles: keys('Roles that can edit').optional(),
  related_field_extra_display_infos: displayInfos.optional(),
  team_option: teamOption.optional(),
  number_config: numberConfig.optional(),
};

/** Taken, and not worth their tokens in each list of tools. */
const seldomSet = [
  'related_field_extra_display_infos',
  'team_option',
  'work_item_relation_uuid',
] as const;

export const projectFields = defineProjectResource('project_fields', {
  list: {
    route: `POST ${space}/field/all`,
    title: 'List fields',
    summary: 'Keys, names, types and options of the fields of a type, or of the whole space.',
    effect: 'read',
    path: inSpace,
    body: { work_item_type_key: typeKey.optional() },
    reply: fields,
    listing: config.fields,
  },
  list_options: {
    route: 'POST /open_api/work_item/field/options',
    title: 'List options of a field',
    summary: 'The options that can be chosen for one field of one work item.',
    effect: 'read',
    path: {},
    body: {
      project_key: projectKey,
      work_item_type_key: typeKey,
      work_item_id: workItemId,
      field_key: key('Field key'),
      first_option_key: key('Option to begin with').optional(),
    },
    reply: fieldOptions,
    listing: config.fieldOptions,
  },
  list_aggregated: {
    route: 'POST /open_api/view_search/space_agg_fields/query_ui',
    title: 'List aggregated fields',
    summary: 'The fields of all types of a space, as its search dialog shows them.',
    effect: 'read',
    path: {},
    body: { project_key: projectKey },
    reply: aggregatedFields,
    listing: config.aggregatedFields,
  },
  create: {
    route: `POST ${space}/field/{work_item_type_key}/create`,
    title: 'Create a field',
    summary: 'Create a custom field, or take over one of another type.',
    effect: 'create',
    path: ofType,
    body: {
      field_name: key('Field name'),
      field_type_key: key('text, select…'),
      value_type: oneOfNumbers('0 new, 1 existing', 0, 1).optional(),
      reference_work_item_type_key: key('Type it is in').optional(),
      reference_field_key: key('The field there').optional(),
      field_value: fieldOptionsIn('Options', {}).optional(),
      is_multi: z.boolean().describe('Multiple').optional(),
      format: z.boolean().describe('No time of day').optional(),
      parent_field_key: key('Compound field').optional(),
      ...settings,
    },
    hiddenArguments: seldomSet,
    crossFieldRule: argumentRules(
      atMostOneOf('field_value', 'team_option'),
      ...cases('value_type', {
        1: { needs: ['reference_work_item_type_key', 'reference_field_key'] },
      }),
    ),
    reply: newKey,
  },
  update: {
    route: `PUT ${space}/field/{work_item_type_key}`,
    title: 'Change a field',
    oneWriterPer: 'project_key',
    summary: 'Change the name, options or settings of a custom field.',
    effect: 'update',
    path: ofType,
    body: {
      field_key: key('Field key'),
      field_name: key('New name').optional(),
      field_value: fieldOptionsIn('Options; action: 0 add, 1 change, 2 delete', {
        action: z.number().int().optional(),
      }).optional(),
      ...settings,
    },
    clears: { default_value: { default_value: null } },
    // `options` of the tool says it in words.
    hiddenArguments: [...seldomSet, 'field_value'],
    crossFieldRule: argumentRules(atMostOneOf('field_value', 'team_option')),
    reply: nothing,
  },
});

export const projectCompoundFields = defineProjectResource('project_compound_fields', {
  update: {
    route: 'POST /open_api/work_item/field_value/update_compound_field',
    title: 'Edit groups of a compound field',
    oneWriterPer: 'work_item_id',
    summary: 'Add, update or delete groups (rows) of a compound field of a work item.',
    effect: 'update',
    path: {},
    body: {
      project_key: projectKey,
      work_item_id: workItemId,
      field_key: key('Compound field').optional(),
      field_alias: key('Or its alias').optional(),
      action: z.enum(['add', 'update', 'delete']).describe('What to do'),
      group_uuid: key(
        'Of update, delete; from project_work_items_get with need_group_uuid_for_compound',
      ).optional(),
      fields: groups.optional(),
    },
    crossFieldRule: argumentRules(
      atLeastOneOf('field_key', 'field_alias'),
      ...cases('action', {
        add: { needs: ['fields'], forbids: ['group_uuid'] },
        update: { needs: ['group_uuid'], oneIn: ['fields'] },
        delete: { needs: ['group_uuid'], forbids: ['fields'] },
      }),
    ),
    reply: nothing,
  },
});
