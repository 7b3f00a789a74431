import { z } from 'zod';
import { terse } from '../../../core/terse.js';
import * as config from '../config-listings.js';
import * as listings from '../listings.js';
import { defineProjectResource } from '../project-endpoint.js';
import {
  anything,
  count,
  listOf,
  maybeId,
  maybeText,
  newId,
  nothing,
  parts,
  text,
} from '../replies.js';
import { argumentRules, atMostOneOf } from '../rules.js';
import {
  inSpace,
  json,
  key,
  namedIdInPath,
  ofType,
  oneOfNumbers,
  projectKey,
  space,
  templateId,
  typeKey,
} from '../schemas.js';
import * as lists from '../template-listings.js';

const templates = listOf({
  template_id: text,
  template_name: maybeText,
  is_disabled: count.describe('1 disabled, 2 enabled'),
  version: count,
  template_key: maybeText,
});

const template = {
  template_id: maybeId,
  template_name: maybeText,
  workflow_confs: parts({ state_key: maybeText, name: maybeText }),
  state_flow_confs: parts({ state_key: maybeText, name: maybeText }),
  connections: parts(),
};

/** WorkflowConfInfo, without what says which node it is and what is done with it. */
const nodeKeys: readonly string[] = [
  ...['name', 'tags', 'owner_usage_mode', 'owner_roles', 'owners', 'need_schedule'],
  ...['different_schedule', 'visibility_usage_mode', 'deletable', 'deletable_operation_role'],
  ...['pass_mode', 'is_limit_node', 'done_operation_role', 'done_schedule'],
  ...['done_allocate_owner', 'pre_node_state_key', 'completion_tips', 'task_confs'],
  ...['belong_status', 'done_actual_point', 'is_milestone', 'done_finish_time', 'fields'],
  ...['sub_work_items', 'sub_tasks'],
];

/** StateFlowConfInfo, likewise. */
const stateKeys: readonly string[] = [
  'name',
  'state_type',
  'authorized_roles',
  'confirm_form_list',
];

/** No page says that null or an empty text empties a setting. */
const partValue = json.refine((value) => value !== null && value !== '', 'a value');

/** Changes of nodes or states; a key that the vendor does not have would be ignored. */
function changedParts(keys: readonly string[], description: string) {
  const part = z
    .object({
      action: oneOfNumbers('1 add, 2 delete or 3 change', 1, 2, 3),
      state_key: partValue.optional(),
      ...Object.fromEntries(keys.map((name) => [name, partValue.optional()])),
    })
    .strict();
  return terse(z.array(part).describe(description));
}

const wbsTemplate = {
  template_key: maybeText,
  template_name: maybeText,
  workflow_conf: anything,
};

const newElement = { element_key: text };

const elementReply = { element_key: text, name: maybeText };

const elements = {
  node_elements: parts(elementReply),
  task_elements: parts(elementReply),
  total: count,
};

const templateIdInPath = namedIdInPath('Template id');

export const projectTemplates = defineProjectResource('project_templates', {
  list: {
    route: `GET ${space}/template_list/{work_item_type_key}`,
    title: 'List templates',
    summary: 'Ids and names of the process templates of a work item type.',
    effect: 'read',
    path: ofType,
    reply: templates,
    listing: config.templates,
  },
  get: {
    route: `GET ${space}/template_detail/{template_id}`,
    title: 'Get a template',
    summary: 'A process template: its nodes or states, their rules, and how they connect.',
    effect: 'read',
    path: { ...inSpace, template_id: templateIdInPath },
    reply: template,
    listing: lists.templateNodes,
    moreListings: [lists.templateStates, listings.connections],
  },
  create: {
    route: 'POST /open_api/template/v2/create_template',
    title: 'Create a template',
    summary: 'Create a process template, or copy one. For administrators.',
    effect: 'create',
    path: {},
    body: {
      project_key: projectKey,
      work_item_type_key: typeKey,
      template_name: key('Name'),
      copy_template_id: templateId.describe('Template to copy').optional(),
    },
    reply: newId,
  },
  update: {
    route: 'PUT /open_api/template/v2/update_template',
    title: 'Change a template',
    oneWriterPer: 'project_key',
    summary: 'Add, delete or change nodes or states of a process template.',
    effect: 'update',
    path: {},
    body: {
      project_key: projectKey,
      template_id: templateId,
      workflow_confs: changedParts(
        nodeKeys,
        'Nodes, [{action: 1 add, 2 delete, 3 change, state_key, name, pre_node_state_key}]',
      ).optional(),
      state_flow_confs: changedParts(
        stateKeys,
        'States, [{action, state_key, name, state_type}]',
      ).optional(),
    },
    crossFieldRule: argumentRules(atMostOneOf('workflow_confs', 'state_flow_confs')),
    reply: nothing,
  },
  delete: {
    route: 'DELETE /open_api/template/v2/delete_template/{project_key}/{template_id}',
    title: 'Delete a template',
    summary: 'Delete a process template.',
    effect: 'delete',
    path: { ...inSpace, template_id: templateIdInPath },
    reply: nothing,
  },
});

export const projectWbsTemplates = defineProjectResource('project_wbs_templates', {
  get: {
    route: `POST ${space}/wbs_template`,
    title: 'Get a WBS template',
    summary: 'A template of a work breakdown structure.',
    effect: 'read',
    path: inSpace,
    body: { template_key: key('Template key').optional() },
    reply: wbsTemplate,
  },
});

const elementType = key('node or task');

function element(description: string) {
  return terse(
    z
      .object({ element_key: z.string().min(1).optional(), name: z.string().min(1).optional() })
      .strict()
      .describe(description),
  );
}

/** The SDK marks nothing of these as required, and they have no page. */
const elementsOf = {
  project_key: projectKey.optional(),
  work_item_type_key: typeKey.optional(),
  element_type: elementType.optional(),
};

export const projectElementTemplates = defineProjectResource('project_element_templates', {
  create: {
    route: 'POST /open_api/work_item/element_template/create',
    title: 'Create an element template',
    summary: 'Put a template of a node or a task into the resource library.',
    effect: 'create',
    path: {},
    body: {
      ...elementsOf,
      node_element: element('The node, {name}').optional(),
      task_element: element('Or the task, {name}').optional(),
    },
    crossFieldRule: argumentRules(atMostOneOf('node_element', 'task_element')),
    reply: newElement,
  },
  list: {
    route: 'POST /open_api/work_item/element_template/query',
    title: 'List element templates',
    summary: 'Templates of nodes and tasks in the resource library.',
    effect: 'read',
    path: {},
    body: {
      ...elementsOf,
      page_num: z.number().int().describe('Page, from 1').optional(),
      page_size: z.number().int().describe('Entries in a page').optional(),
    },
    reply: elements,
    listing: lists.nodeElements,
    moreListings: [lists.taskElements],
  },
});
