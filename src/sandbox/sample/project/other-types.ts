import type { ProjectFieldConf } from '../../project/model/fields.js';
import type { ProjectIds } from '../../project/model/ids.js';
import type { WorkItemType } from '../../project/model/model.js';
import {
  nodeConf,
  type StateConf,
  type Template,
  type Transition,
} from '../../project/model/process.js';
import { commonFields, field, option } from './story-fields.js';
import { role } from './story-type.js';

/** The keys of fields that rules and the sample's users speak of. */
export const issueFieldKeys = {
  severity: 'field_e51f0a',
  solution: 'field_37dc84',
  cause: 'field_c9062e',
  story: 'field_6ba1d7',
} as const;

const states: readonly StateConf[] = [
  { key: 'OPEN', name: '待处理', kind: 1 },
  { key: 'IN_PROGRESS', name: '处理中', kind: 2 },
  { key: 'RESOLVED', name: '已修复', kind: 2 },
  { key: 'REOPENED', name: '重新打开', kind: 2 },
  { key: 'CLOSED', name: '已关闭', kind: 3 },
];

const resolution = {
  requiredFields: [issueFieldKeys.solution],
  form: [issueFieldKeys.solution, issueFieldKeys.cause],
};

/** Source, target, who may, and what the way asks for. */
const ways: readonly (readonly [
  source: string,
  target: string,
  roles: readonly string[],
  asks?: Pick<Transition, 'requiredFields' | 'form'>,
])[] = [
  ['OPEN', 'IN_PROGRESS', ['operator']],
  ['OPEN', 'CLOSED', ['reporter']],
  ['IN_PROGRESS', 'RESOLVED', ['operator'], resolution],
  ['RESOLVED', 'CLOSED', ['reporter']],
  ['RESOLVED', 'REOPENED', ['reporter']],
  ['REOPENED', 'IN_PROGRESS', ['operator']],
];

/** A state flow. */
export function issueType(ids: ProjectIds, storyRelationId: string): WorkItemType {
  return {
    key: 'issue',
    apiName: 'issue',
    name: '缺陷',
    flowMode: 'stateflow',
    description: '测试与线上发现的问题',
    disabled: false,
    pinned: true,
    fields: issueFields(storyRelationId),
    roles: [role('reporter', '报告人', 'reporter', 3), role('operator', '经办人', 'operator')],
    templates: [issueTemplate(ids)],
  };
}

function issueFields(relationId: string): ProjectFieldConf[] {
  return [
    ...commonFields('缺陷名称'),
    field(issueFieldKeys.severity, '严重程度', 'select', {
      alias: 'severity',
      required: true,
      options: [option('1', '致命'), option('2', '严重'), option('3', '一般'), option('4', '轻微')],
    }),
    field(issueFieldKeys.solution, '解决方案', 'select', {
      alias: 'solution',
      options: [option('fixed', '已修复'), option('wontfix', '不予修复'), option('dup', '重复')],
    }),
    field(issueFieldKeys.cause, '根因分析', 'multi_text', { alias: 'root_cause' }),
    field(issueFieldKeys.story, '关联需求', 'work_item_related_select', {
      alias: 'linked_story',
      relationId,
    }),
  ];
}

function issueTemplate(ids: ProjectIds): Template {
  return {
    id: ids.newTemplateId(),
    name: '缺陷流程',
    version: 2,
    disabled: false,
    key: 'issue_flow',
    nodes: [],
    links: [],
    states,
    transitions: ways.map(([source, target, roles, asks]) => ({
      id: ids.newTransitionId(),
      source,
      target,
      roles,
      requiredFields: asks?.requiredFields ?? [],
      form: asks?.form ?? [],
    })),
  };
}

/** A type of the space's own, whose key is an id. */
export function releaseType(key: string, ids: ProjectIds): WorkItemType {
  return {
    key,
    apiName: 'release',
    name: '版本',
    flowMode: 'workflow',
    description: '一次对外发布',
    disabled: false,
    pinned: false,
    fields: [
      ...commonFields('版本名称'),
      field('field_rel_no', '版本号', 'text', { alias: 'version_no' }),
      field('field_rel_day', '发布日期', 'date', { alias: 'release_date' }),
    ],
    roles: [role('manager', '版本经理', 'manager', 3)],
    templates: [
      {
        id: ids.newTemplateId(),
        name: '版本流程',
        version: 1,
        disabled: false,
        key: 'release_flow',
        nodes: [
          nodeConf('start', '版本规划', 'planning'),
          nodeConf('state_1', '封版', 'freezing', { ownerRoles: ['manager'], milestone: true }),
          nodeConf('end', '发布', 'end', { ownerRoles: ['manager'] }),
        ],
        links: [
          ['start', 'state_1'],
          ['state_1', 'end'],
        ],
        states: [],
        transitions: [],
      },
    ],
  };
}

/** What sub-tasks have, and a type that was switched off. */
export function plainTypes(ids: ProjectIds): WorkItemType[] {
  const plain = { flowMode: 'workflow' as const, pinned: false, description: '' };
  return [
    {
      ...plain,
      roles: [],
      templates: [],
      key: 'sub_task',
      apiName: 'sub_task',
      name: '子任务',
      disabled: false,
      fields: [
        field('name', '任务名称', 'text', { required: true }),
        field('field_task_level', '任务难度', 'select', {
          alias: 'difficulty',
          options: [option('easy', '简单'), option('hard', '困难')],
        }),
      ],
    },
    {
      ...plain,
      roles: [],
      templates: [],
      key: ids.newObjectId(),
      apiName: 'tech_debt',
      name: '技术债（已停用）',
      disabled: true,
      fields: commonFields('名称'),
    },
  ];
}
