import type { ProjectRole, WorkItemType } from '../../project/model/model.js';
import { type NodeConf, nodeConf, type Template } from '../../project/model/process.js';
import { storyFieldKeys as keys, storyFields } from './story-fields.js';

/** A role that people are given by hand; mode 3 gives it to who creates an item. */
export function role(id: string, name: string, alias = '', memberAssignMode = 1): ProjectRole {
  return {
    id,
    name,
    alias,
    isOwner: id === 'PM',
    autoEnterGroup: true,
    memberAssignMode,
    members: [],
    isMemberMulti: true,
  };
}

/** Review, three branches side by side, test, release. */
const nodes: readonly NodeConf[] = [
  nodeConf('start', '需求提出', 'start'),
  nodeConf('state_1', '需求评审', 'review', {
    ownerRoles: ['PM'],
    needsOwner: true,
    requiredFields: [keys.reviewResult, keys.document],
    form: [keys.reviewResult, keys.document, 'priority'],
  }),
  nodeConf('doing', '后端开发', 'developing', {
    ownerRoles: ['BE'],
    needsOwner: true,
    needsSchedule: true,
    needsActualTime: true,
    form: [keys.sentryLink],
    tasks: [
      { id: 'task_1', name: '接口设计', required: true },
      { id: 'task_2', name: '接口联调', required: false, deliverableField: keys.document },
    ],
  }),
  nodeConf('state_2', '前端开发', 'developing', {
    needsOwner: true,
    needsSchedule: true,
    differentSchedule: true,
    requiredRoles: ['QA'],
  }),
  nodeConf('state_3', '测试用例设计', 'developing', { ownerRoles: ['QA'], passMode: 3 }),
  nodeConf('state_12', '测试验证', 'testing', {
    ownerRoles: ['QA'],
    requiredFields: [keys.risks],
    signals: [keys.testSignal],
    form: [keys.risks, keys.testSignal],
  }),
  nodeConf('state_13', '上线发布', 'releasing', {
    ownerRoles: ['PM'],
    milestone: true,
    needsDueTime: true,
    form: [keys.changeApproved],
  }),
  nodeConf('end', '上线复盘', 'end'),
];

const links: Template['links'] = [
  ['start', 'state_1'],
  ['state_1', 'doing'],
  ['state_1', 'state_2'],
  ['state_1', 'state_3'],
  ['doing', 'state_12'],
  ['state_2', 'state_12'],
  ['state_3', 'state_12'],
  ['state_12', 'state_13'],
  ['state_13', 'end'],
];

const shortLinks: Template['links'] = [
  ['start', 'doing'],
  ['doing', 'end'],
];

/** A node flow with parallel nodes, sub-tasks and everything that a node can require. */
export function storyType(
  templateIds: readonly [whole: string, short: string],
  relationIds: { release: string; issue: string },
): WorkItemType {
  const whole = { version: 3, disabled: false, states: [], transitions: [] };
  const short = nodes.filter(({ key }) => shortLinks.some((link) => link.includes(key)));
  return {
    key: 'story',
    apiName: 'story',
    name: '需求',
    flowMode: 'workflow',
    description: '产品需求从提出到上线',
    disabled: false,
    pinned: true,
    fields: storyFields(relationIds),
    roles: [
      role('PM', '产品经理', 'pm'),
      role('BE', '后端研发', 'backend'),
      role('FE', '前端研发', 'frontend'),
      role('QA', '测试', 'qa'),
    ],
    templates: [
      { ...whole, id: templateIds[0], name: '标准研发流程', key: 'standard', nodes, links },
      {
        ...whole,
        id: templateIds[1],
        name: '小需求快速流程',
        key: 'quick',
        nodes: short,
        links: shortLinks,
      },
    ],
  };
}
