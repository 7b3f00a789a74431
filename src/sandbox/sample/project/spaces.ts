import type { ProjectIds } from '../../project/model/ids.js';
import type { BusinessLine, ProjectRelation, Space } from '../../project/model/model.js';
import { issueType, plainTypes, releaseType } from './other-types.js';
import { keyOf, keysOf, sampleUsers } from './people.js';
import { storyFieldKeys } from './story-fields.js';
import { storyType } from './story-type.js';

/** Fixed, so that links in documents keep leading to them. */
export const spaceKeys = {
  mall: '66f11218c3b4a0b42334a7d1',
  data: '66f2380d9be17c5a10c4e6b2',
  finance: '66f34fa2d08c7be9135f21c3',
  people: '66f45b77e1a94c02d86b30d4',
} as const;

/** A space to work in, a second one, one without the plugin, and one that its members keep to themselves. */
export function sampleSpaces(ids: ProjectIds): Space[] {
  const templateIds = [ids.newTemplateId(), ids.newTemplateId()] as const;
  const relationId = ids.newObjectId();
  const own = { release: relationId, issue: relationId };
  return [
    mallSpace(ids),
    {
      ...emptySpace(spaceKeys.data, 'datahub', '数据平台', '李四'),
      types: [storyType(templateIds, own), issueType(ids, relationId)],
    },
    { ...emptySpace(spaceKeys.finance, 'finance', '财务共享', '赵六'), pluginInstalled: false },
    {
      ...emptySpace(spaceKeys.people, 'hr', '人力资源', '周芭'),
      members: new Set(keysOf('周芭,郑石')),
    },
  ];
}

const lines: readonly BusinessLine[] = [
  {
    id: '66f5010000000000000000a1',
    name: '零售业务',
    disabled: false,
    children: [
      { id: '66f5010000000000000000a2', name: '线上商城', disabled: false, children: [] },
      { id: '66f5010000000000000000a3', name: '门店', disabled: false, children: [] },
    ],
  },
  { id: '66f5010000000000000000b1', name: '供应链', disabled: false, children: [] },
];

const everybody = new Set(
  sampleUsers.map(({ userKey }) => userKey).filter((key) => key !== keyOf('郑石')),
);

/** A space with nothing in it. */
function emptySpace(key: string, simpleName: string, name: string, administrator: string): Space {
  return {
    key,
    simpleName,
    name,
    administrators: [keyOf(administrator)],
    members: everybody,
    pluginInstalled: true,
    types: [],
    teams: [],
    businessLines: [],
    relations: [],
    interceptions: [],
    associationRules: [],
  };
}

/** The space that most of the sample lies in: 星河商城. */
function mallSpace(ids: ProjectIds): Space {
  const [releaseKey, toRelease, toIssue] = [
    ids.newObjectId(),
    ids.newObjectId(),
    ids.newObjectId(),
  ];
  const projectKey = spaceKeys.mall;
  const templateIds = [ids.newTemplateId(), ids.newTemplateId()] as const;
  return {
    ...emptySpace(projectKey, 'xinghe', '星河商城', '张三'),
    types: [
      storyType(templateIds, { release: toRelease, issue: toIssue }),
      issueType(ids, toIssue),
      releaseType(releaseKey, ids),
      ...plainTypes(ids),
    ],
    teams: [
      team(ids, '交易研发组', '李四,王五,黄磊', '李四'),
      team(ids, '测试组', '吴久,陈晨', '吴久'),
      team(ids, '产品组', '林小雨,孙琪', '林小雨'),
    ],
    businessLines: lines,
    relations: mallRelations(projectKey, { releaseKey, toRelease, toIssue }),
    interceptions: [
      {
        typeKey: 'story',
        target: 'state_13',
        unless: { field: storyFieldKeys.changeApproved, value: true },
      },
    ],
    associationRules: [
      {
        id: ids.newObjectId(),
        name: '商城需求-数据需求',
        typeKey: 'story',
        remoteProjectKey: spaceKeys.data,
        remoteTypeKey: 'story',
      },
    ],
  };
}

function mallRelations(
  projectKey: string,
  ids: { releaseKey: string; toRelease: string; toIssue: string },
): ProjectRelation[] {
  const detail = (typeKey: string) => ({ projectKey, typeKey });
  const plain = { typeKey: 'story', kind: 0 as const };
  return [
    { ...plain, id: ids.toRelease, name: '需求-版本', details: [detail(ids.releaseKey)] },
    { ...plain, id: ids.toIssue, name: '需求-缺陷', details: [detail('issue'), detail('story')] },
  ];
}

function team(ids: ProjectIds, name: string, members: string, administrators: string) {
  return {
    id: ids.newRecordId(),
    name,
    members: keysOf(members),
    administrators: keysOf(administrators),
  };
}
