import type { EndpointName } from '../../../endpoints/catalogue.js';
import { relationRule, roleRule, templateRule, typeRule } from './config-rules.js';
import { fieldRule } from './field-rule.js';
import {
  abortRule,
  batchRule,
  commentRule,
  compoundRule,
  itemRule,
  stateRule,
  workHoursRule,
} from './item-rules.js';
import { membersRule } from './member-rule.js';
import { actualTimeRule, nodeRule } from './node-rules.js';
import type { StoredRule } from './stored-rule.js';
import { subtaskRule } from './subtask-rule.js';
import { conditionViewRule, fixedViewRule } from './view-rules.js';

const rules: Partial<Readonly<Record<EndpointName, StoredRule>>> = {
  project_work_items_update: itemRule,
  project_work_items_abort: abortRule,
  project_work_items_batch_update: batchRule,
  project_states_change: stateRule,
  project_nodes_update: nodeRule,
  project_nodes_operate: nodeRule,
  project_nodes_update_actual_time: actualTimeRule,
  project_subtasks_update: subtaskRule,
  project_subtasks_operate: subtaskRule,
  project_comments_update: commentRule,
  project_compound_fields_update: compoundRule,
  project_work_hours_update: workHoursRule,
  project_fields_update: fieldRule,
  project_work_item_types_update: typeRule,
  project_roles_update: roleRule,
  project_relations_update: relationRule,
  project_templates_update: templateRule,
  project_condition_views_update: conditionViewRule,
  project_fixed_views_update: fixedViewRule,
  project_user_groups_update_members: membersRule,
};

/** How a write is put together with what is stored; undefined for one that is sent as it is. */
export function storedRule(name: EndpointName): StoredRule | undefined {
  return rules[name];
}
