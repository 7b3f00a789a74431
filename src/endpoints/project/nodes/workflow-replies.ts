import { z } from 'zod';
import {
  anything,
  count,
  fieldValue,
  flag,
  id,
  listOf,
  maybeId,
  maybeText,
  parts,
  roleOwner,
  schedule,
  text,
  texts,
  userDetail,
} from '../replies.js';

const subTask = {
  id,
  name: maybeText,
  owners: texts,
  assignee: texts,
  role_assignee: parts(roleOwner),
  schedules: parts(schedule),
  passed: flag,
  note: maybeText,
  deliverable: parts(fieldValue),
  fields: parts(fieldValue),
};

const nodeStatus = z.number().nullish().describe('1 not started, 2 under way, 3 done');

const node = {
  id: text,
  state_key: maybeText,
  name: maybeText,
  status: nodeStatus,
  owners: texts,
  role_assignee: parts(roleOwner),
  node_schedule: anything,
  schedules: parts(schedule),
  different_schedule: flag,
  fields: parts(fieldValue),
  node_fields: parts(fieldValue),
  sub_tasks: parts(subTask),
  actual_begin_time: maybeText,
  actual_finish_time: maybeText,
  sub_status: parts({ owner: maybeText, status: count }),
  milestone: flag,
};

const state = {
  id: text,
  name: maybeText,
  status: nodeStatus,
  role_owners: parts(roleOwner),
  fields: parts(fieldValue),
};

export const workflowDetail = {
  workflow_nodes: parts(node),
  connections: parts({
    source_state_key: maybeText,
    target_state_key: maybeText,
    transition_id: maybeId,
  }),
  state_flow_nodes: parts(state),
  user_details: parts(userDetail),
  template_id: maybeId,
  version: maybeId,
};

const requiredField = {
  field_key: maybeText,
  field_type_key: maybeText,
  finished: flag,
  not_finished_owner: texts,
  sub_field: parts(),
};

export const requiredItems = {
  form_items: parts({
    class: maybeText.describe('field, role or control'),
    key: maybeText,
    field_type_key: maybeText,
    finished: flag,
    not_finished_owner: texts,
    sub_field: parts(requiredField),
    state_info: anything,
  }),
  tasks: parts({ task_id: maybeId, finished: flag }),
  deliverables: parts({ deliverable_id: maybeId, finished: flag }),
  node_fields: parts(requiredField),
};

export const nodeTasks = listOf({
  id: text,
  state_key: maybeText,
  node_name: maybeText,
  sub_tasks: parts(subTask),
});

export const foundTasks = listOf({
  work_item_id: maybeId,
  work_item_name: maybeText,
  node_id: maybeText,
  sub_task: z.object(subTask).passthrough().nullish(),
});

export const reviews = {
  finished_infos: parts({
    node_id: maybeText,
    summary_mode: maybeText,
    opinion: anything,
    conclusion: anything,
  }),
};

export const reviewOptions = listOf({
  node_id: text,
  finished_conclusion_option: parts(),
  finished_owners_conclusion_option: parts(),
  finished_overall_conclusion_option: parts(),
});

export const wbsTree = {
  template_key: maybeText,
  related_sub_work_items: parts(),
  related_parent_work_item: anything,
  user_details: parts(userDetail),
  connections: parts(),
};

export const wbsDraft = { wbs_draft: z.object({ draft_id: maybeText }).passthrough().nullish() };

export const wbsPatch = { relation_values: parts(), failed_tasks: anything };

export const wbsConfs = { draft_view_sub_work_item_confs: parts() };

export const done = { success: flag };

export const aiNode = {
  node_state: maybeText,
  ai_info: anything,
  node_fields: parts(),
  conform_fields: parts(),
  sub_tasks: parts(),
  sub_workitems: parts(),
};
