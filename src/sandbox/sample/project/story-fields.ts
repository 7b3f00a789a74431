import type {
  FieldOption,
  ProjectFieldConf,
  ProjectFieldType,
} from '../../project/model/fields.js';

type Extra = Partial<Omit<ProjectFieldConf, 'key' | 'name' | 'type'>>;

/** A field that is plain but for what is said. */
export function field(
  key: string,
  name: string,
  type: ProjectFieldType,
  extra: Extra = {},
): ProjectFieldConf {
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
export function option(
  value: string,
  label: string,
  ...children: readonly FieldOption[]
): FieldOption {
  return { value, label, disabled: false, children };
}

function retired(value: string, label: string): FieldOption {
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
export function commonFields(nameLabel: string): ProjectFieldConf[] {
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

function systemFields(): ProjectFieldConf[] {
  const names: readonly (readonly [key: string, name: string, type: ProjectFieldType])[] = [
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

/** The keys of fields that rules and the sample's users speak of. */
export const storyFieldKeys = {
  sentryLink: 'field_658c22',
  reviewResult: 'field_9c41e7',
  document: 'field_a3e690',
  income: 'field_d95b3e',
  testSignal: 'field_b7c8a5',
  pipelines: 'field_40f1dd',
  changeApproved: 'field_1e9b73',
  risks: 'field_84b1c7',
  riskText: 'field_84b1c7_1',
  riskLevel: 'field_84b1c7_2',
  riskOwner: 'field_84b1c7_3',
  riskDue: 'field_84b1c7_4',
  riskClosed: 'field_84b1c7_5',
  riskDays: 'field_84b1c7_6',
  files: 'field_0ea7d2',
  module: 'field_7be3f4',
  linkedIssues: 'field_98b4c6',
} as const;

const modules = [
  option('mall', '商城', option('cart', '购物车'), option('order', '订单'), option('pay', '支付')),
  option('member', '会员', option('points', '积分'), option('coupon', '优惠券')),
];

const systems = [
  option('core', '核心系统', option('trade', '交易中心'), option('stock', '库存中心')),
  option('side', '周边系统', option('crm', 'CRM'), option('wms', '仓储 WMS')),
];

const levels = [option('high', '高'), option('middle', '中'), option('low', '低')];

const risks: readonly ProjectFieldConf[] = [
  field(storyFieldKeys.riskText, '风险描述', 'text', { required: true, alias: 'risk_text' }),
  field(storyFieldKeys.riskLevel, '风险等级', 'select', { options: levels, alias: 'risk_level' }),
  field(storyFieldKeys.riskOwner, '跟进人', 'user', { alias: 'risk_owner' }),
  field(storyFieldKeys.riskDue, '解决期限', 'date', { alias: 'risk_due' }),
  field(storyFieldKeys.riskClosed, '已关闭', 'bool', { alias: 'risk_closed' }),
  field(storyFieldKeys.riskDays, '影响人天', 'number', { alias: 'risk_days' }),
];

/** One field of every type. */
export function storyFields(relationIds: { release: string; issue: string }): ProjectFieldConf[] {
  const keys = storyFieldKeys;
  return [
    ...commonFields('需求名称'),
    field(keys.sentryLink, 'Sentry 链接', 'text', { alias: 'sentry_link' }),
    field('field_2b7d10', '验收标准', 'multi_text', { alias: 'acceptance' }),
    field(keys.reviewResult, '评审结论', 'radio', {
      alias: 'review_result',
      options: [option('pass', '通过'), option('later', '有条件通过'), option('no', '不通过')],
    }),
    field('field_51aa08', '影响端', 'multi_select', {
      options: [
        option('ios', 'iOS'),
        option('android', 'Android'),
        option('web', 'Web'),
        option('mini', '小程序'),
      ],
    }),
    field(keys.module, '所属模块', 'tree_select', { options: modules, alias: 'module' }),
    field('field_c0d216', '涉及系统', 'tree_multi_select', { options: systems }),
    field('field_3fa9b1', '产品经理', 'user'),
    field('field_e8d534', '评审人', 'multi_user'),
    field('field_1d6c72', '期望上线日期', 'date', { alias: 'expected_date' }),
    field('field_ab04e5', '灰度周期', 'schedule'),
    field(keys.income, '预估收益（万元）', 'number', { alias: 'income', editableRoles: ['PM'] }),
    field('field_6e2f47', '涉及资损', 'bool'),
    field(keys.changeApproved, '变更单已审批', 'bool', { alias: 'change_approved' }),
    field(keys.testSignal, '自动化测试结果', 'signal', { alias: 'test_signal' }),
    field(keys.pipelines, '流水线检查', 'multi_signal', { alias: 'pipelines' }),
    field(keys.document, '需求文档', 'link', { alias: 'document' }),
    field('field_f27c1b', '相关云文档', 'link_cloud_doc'),
    field('field_5d08e3', '关联版本', 'work_item_related_select', {
      relationId: relationIds.release,
    }),
    field(keys.linkedIssues, '关联缺陷', 'work_item_related_multi_select', {
      alias: 'linked_issues',
      relationId: relationIds.issue,
    }),
    field(keys.risks, '风险清单', 'compound_field', { alias: 'risks', children: risks }),
    field(keys.files, '附件', 'multi_file', { alias: 'files' }),
    field('field_cb39f8', '对接人邮箱', 'email'),
    field('field_72d5a4', '对接人电话', 'telephone'),
    field('field_vote', '投票', 'vote_boolean', { readOnly: true }),
    field('field_formula', '延期天数', 'formula', { readOnly: true }),
  ];
}
