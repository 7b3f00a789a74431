import {
  anything,
  count,
  fieldValue,
  flag,
  id,
  listOf,
  maybeId,
  maybeText,
  option,
  part,
  parts,
  text,
  texts,
  userDetail,
} from '../replies.js';

const nodeBasics = { id: text, name: maybeText, owners: texts, milestone: flag };

const workItem = {
  id,
  name: maybeText,
  work_item_type_key: maybeText,
  project_key: maybeText,
  simple_name: maybeText,
  template_id: maybeId,
  pattern: maybeText.describe('Node or State'),
  sub_stage: maybeText,
  work_item_status: part({ state_key: maybeText }).nullish(),
  current_nodes: parts(nodeBasics),
  fields: parts(fieldValue),
  created_by: maybeText,
  created_at: count,
  updated_by: maybeText,
  updated_at: count,
};

export const workItems = listOf({
  ...workItem,
  workflow_infos: anything,
  multi_texts: parts(),
  relation_fields_detail: parts(),
  user_details: parts(userDetail),
  compound_field_extra: parts(fieldValue),
  parent_work_item: parts(),
});

/** The full search answers its items beside `data`, which is a text. */
export const foundItems = { datas: parts(workItem) };

export const foundText = { data: anything, extra_info: anything };

/** In this spelling (page "全文搜索"). */
export const foundByText = listOf({
  ID: id,
  name: maybeText,
  WorkItemTypeKey: maybeText,
  ProjectKey: maybeText,
  CreatedBy: maybeText,
  CreatedAt: count,
  SearchHit: texts,
});

/** A form field of a creation form. */
export const formFields = listOf({
  field_key: text,
  field_name: maybeText,
  field_alias: maybeText,
  field_type_key: maybeText,
  is_required: count.describe('1 yes, 2 no, 3 conditionally'),
  options: parts(option),
  compound_fields: parts(),
  role_assign: parts(),
  default_value: anything,
});

export const startedTask = { task_id: text };

export const taskResult = {
  task_status: text.describe('IDLE, RUNNING, SUCCESS, FAILED, CANCELED, NOT_EXIST'),
  task_id: maybeText,
  total: count,
  success_total: count,
  error_total: count,
  success_sub_task_list: texts,
  fail_sub_task_list: texts,
  error_scenes: texts,
};

export const operationRecords = {
  op_records: parts({
    work_item_id: maybeId,
    operation_type: maybeText,
    operation_time: count,
    operator: maybeText,
    op_record_module: maybeText,
    record_contents: parts(),
  }),
  has_more: flag,
  start_from: maybeText,
  total: count,
};

export const deliverables = listOf({
  deliverable_uuid: maybeText,
  deliverable_type: maybeText,
  deliverable_info: anything,
});

export const multiSignal = { status: maybeText, detail: parts() };

export const joinedChat = { chat_id: maybeText, success_members: texts, failed_members: texts };

export const relatedItems = listOf({
  relation_work_item_id: id,
  relation_work_item_name: maybeText,
  relation_work_item_type_key: maybeText,
  relation_project_key: maybeText,
  project_relation_rule_id: maybeText,
});

export const relationRules = listOf({
  remote_project_key: maybeText,
  remote_project_name: maybeText,
  rules: parts({ id: text, name: maybeText }),
});

export const storyRelations = { work_item_project_map: anything, value: anything };

/** Found by search, items carry `work_item_id`; queried by id, they carry `id`. */
export const resourceItems = listOf({
  id: maybeId,
  work_item_id: maybeId,
  name: maybeText,
  fields: parts(fieldValue),
});

export const newResource = { work_item_id: id };

export const newInstance = { work_item_id: id, ignore_create_info: anything };
