import type { Field, FieldType, Option } from '../../project/fields/field-types.js';

type Extra = Partial<Omit<Field, 'key' | 'name' | 'type'>>;

/** A field that is plain but for what is said. */
export function field(key: string, name: string, type: FieldType, extra: Extra = {}): Field {
  return {
    key,
    name,
    type,
    alias: '',
    custom: key.startsWith('field_'),
    required: false,
    options: [],
    children: [],
    readOnly: false,
    help: '',
    ...extra,
  };
}

/** An option, with what is below it. */
export function option(value: string, label: string, ...children: readonly Option[]): Option {
  return { value, label, disabled: false, children };
}

function retired(value: string, label: string): Option {
  return { value, label, disabled: true, children: [] };
}

const priorities = [
  option('0', 'P0'),
  option('1', 'P1'),
  option('2', 'P2'),
  option('99', '待定'),
  retired('3', 'P3（已停用）'),
];

const tags = [
  option('growth', '增长'),
  option('experience', '体验优化'),
  option('compliance', '合规'),
  option('debt', '技术债'),
];

/** What every work item type has. */
export function commonFields(nameLabel: string): Field[] {
  return [
    field('name', nameLabel, 'text', { required: true }),
    field('description', '描述', 'multi_text'),
    field('template', '流程类型', 'work_item_template', { readOnly: true }),
    field('priority', '优先级', 'select', { options: priorities }),
    field('business', '业务线', 'business'),
    field('tags', '标签', 'multi_select', { options: tags }),
    field('watchers', '关注人', 'multi_user'),
    field('role_owners', '角色与人员', 'role_owners'),
    field('group_type', '拉群方式', 'group_type'),
    ...systemFields(),
  ];
}

function systemFields(): Field[] {
  const names: readonly (readonly [key: string, name: string, type: FieldType])[] = [
    ['owner', '创建者', 'user'],
    ['created_at', '提出时间', 'date'],
    ['updated_by', '更新人', 'user'],
    ['updated_at', '更新时间', 'date'],
    ['start_time', '开始时间', 'date'],
    ['finish_time', '完成日期', 'date'],
    ['archiving_date', '归档日期', 'date'],
    ['work_item_status', '状态', 'work_item_status'],
    ['current_status_operator', '当前负责人', 'multi_user'],
    ['aborted', '是否终止', 'bool'],
    ['deleted', '是否删除', 'bool'],
    ['chat_group', '关联群', 'text'],
    ['group_id', '群 ID', 'text'],
  ];
  return names.map(([key, name, type]) => field(key, name, type, { readOnly: true }));
}
