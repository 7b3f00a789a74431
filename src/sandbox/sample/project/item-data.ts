import type { Wire } from '../../project/gateway/wire.js';
import { keyOf, keysOf } from './people.js';
import { storyFieldKeys as keys } from './story-fields.js';

/** How a work item of the sample comes to be where it is. */
export interface SampleItem {
  /** By which the sandbox's users find it. */
  readonly handle: string;
  readonly name: string;
  readonly creator: string;
  readonly daysAgo: number;
  readonly priority: string;
  /** Of the role, the people's names. */
  readonly roles: Readonly<Record<string, string>>;
  /** The nodes that are done, in order, or the state. */
  readonly done?: readonly string[];
  readonly state?: string;
  readonly values?: Readonly<Record<string, Wire>>;
  readonly description?: string;
}

const team = { PM: '林小雨', BE: '李四', FE: '王五', QA: '吴久' };
const reviewed = {
  [keys.reviewResult]: { label: '通过', value: 'pass' },
  [keys.document]: 'https://example.com/docs/prd',
};
const developed = ['start', 'state_1', 'doing', 'state_2', 'state_3'];

export const sampleStories: readonly SampleItem[] = [
  {
    handle: 'installments',
    name: '支持微信支付分期付款',
    creator: '张三',
    daysAgo: 18,
    priority: '0',
    roles: { ...team, QA: '吴久,陈晨' },
    done: ['start', 'state_1'],
    description: '下单页新增「分期」选项：3/6/12 期。\n手续费由商家承担，退款时按比例退还。',
    values: {
      ...reviewed,
      [keys.sentryLink]: 'https://example.com/sentry/pay',
      [keys.income]: 320,
      [keys.module]: {
        label: '商城',
        value: 'mall',
        children: { label: '支付', value: 'pay', children: null },
      },
      business: '66f5010000000000000000a2',
      tags: [{ label: '增长', value: 'growth' }],
      watchers: keysOf('赵六,孙琪'),
      field_51aa08: [
        { label: 'iOS', value: 'ios' },
        { label: 'Android', value: 'android' },
      ],
    },
  },
  {
    handle: 'points',
    name: '会员积分过期提醒',
    creator: '孙琪',
    daysAgo: 9,
    priority: '1',
    roles: team,
    done: ['start'],
    description: '积分到期前 30 天、7 天各推送一次站内信。',
    values: { tags: [{ label: '体验优化', value: 'experience' }], field_3fa9b1: keyOf('孙琪') },
  },
  {
    handle: 'firstScreen',
    name: '商品详情页首屏提速',
    creator: '林小雨',
    daysAgo: 32,
    priority: '1',
    roles: team,
    done: developed,
    values: { ...reviewed, [keys.testSignal]: false, field_6e2f47: false },
  },
  {
    handle: 'coupons',
    name: '优惠券叠加规则改造',
    creator: '张三',
    daysAgo: 41,
    priority: '0',
    roles: team,
    done: [...developed, 'state_12'],
    values: { ...reviewed, [keys.testSignal]: true, field_6e2f47: true },
  },
  {
    handle: 'purchasing',
    name: '企业采购专区',
    creator: '赵六',
    daysAgo: 60,
    priority: '2',
    roles: team,
    done: ['start'],
  },
  {
    handle: 'pickup',
    name: '门店自提',
    creator: '张三',
    daysAgo: 25,
    priority: '2',
    roles: team,
    done: ['start'],
  },
  {
    handle: 'archive',
    name: '历史订单归档',
    creator: '李四',
    daysAgo: 75,
    priority: '2',
    roles: team,
    done: [...developed, 'state_12', 'state_13', 'end'],
    values: { ...reviewed, [keys.testSignal]: true, [keys.changeApproved]: true },
  },
  {
    handle: 'customs',
    name: '跨境清关对接（旧流程）',
    creator: '王五',
    daysAgo: 120,
    priority: '2',
    roles: team,
    done: ['start'],
  },
  {
    handle: 'payroll',
    name: '导购提成核算接口',
    creator: '周芭',
    daysAgo: 12,
    priority: '1',
    roles: { PM: '周芭', BE: '黄磊' },
    done: ['start'],
  },
  {
    handle: 'search',
    name: '搜索结果支持 "仅看有货" 筛选',
    creator: '陈晨',
    daysAgo: 3,
    priority: '99',
    roles: {},
  },
];

export const sampleDataStories: readonly SampleItem[] = [
  {
    handle: 'funnel',
    name: '分期支付漏斗看板',
    creator: '李四',
    daysAgo: 15,
    priority: '1',
    roles: { PM: '李四', BE: '黄磊' },
    done: ['start'],
  },
  {
    handle: 'events',
    name: '埋点规范 v2',
    creator: '李四',
    daysAgo: 28,
    priority: '2',
    roles: { PM: '李四' },
  },
];

export const sampleIssues: readonly SampleItem[] = [
  {
    handle: 'crash',
    name: '安卓 14 支付页偶现闪退',
    creator: '吴久',
    daysAgo: 6,
    priority: '0',
    roles: { operator: '李四' },
    state: 'IN_PROGRESS',
    description: '复现步骤：\n1. 选择分期\n2. 切到后台 5 分钟\n3. 返回后点击「确认支付」',
    values: { field_e51f0a: { label: '致命', value: '1' } },
  },
  {
    handle: 'refund',
    name: '部分退款后手续费显示为 NaN',
    creator: '陈晨',
    daysAgo: 4,
    priority: '1',
    roles: { operator: '王五' },
    values: { field_e51f0a: { label: '严重', value: '2' } },
  },
  {
    handle: 'typo',
    name: '结算页「合计」错别字',
    creator: '吴久',
    daysAgo: 11,
    priority: '2',
    roles: { operator: '王五' },
    state: 'CLOSED',
    values: {
      field_e51f0a: { label: '轻微', value: '4' },
      field_37dc84: { label: '已修复', value: 'fixed' },
    },
  },
  {
    handle: 'slow',
    name: '大促期间购物车加载超过 3 秒',
    creator: '张三',
    daysAgo: 8,
    priority: '0',
    roles: { operator: '黄磊' },
    state: 'RESOLVED',
    values: {
      field_e51f0a: { label: '严重', value: '2' },
      field_37dc84: { label: '已修复', value: 'fixed' },
    },
  },
];

export const sampleReleases: readonly SampleItem[] = [
  {
    handle: 'release32',
    name: '星河商城 3.2',
    creator: '张三',
    daysAgo: 20,
    priority: '1',
    roles: {},
    done: ['start'],
    values: { field_rel_no: '3.2.0' },
  },
];
