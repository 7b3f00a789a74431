import type { SandboxClock } from '../../kernel/clock.js';
import type { Wire } from '../../project/gateway/wire.js';
import { createProjectIds } from '../../project/model/ids.js';
import type { ProjectWorld, Space, WorkItemType } from '../../project/model/model.js';
import type { CompoundRow, WorkItem } from '../../project/model/work-item.js';
import { defaultProjectOptions, type ProjectOptions } from '../../project/options.js';
import { sampleDataStories, sampleIssues, sampleReleases, sampleStories } from './item-data.js';
import { addItems } from './items.js';
import { issueFieldKeys } from './other-types.js';
import { keyOf, keysOf, sampleUsers } from './people.js';
import { sampleSpaces, spaceKeys } from './spaces.js';
import { storyFieldKeys as keys } from './story-fields.js';

/** What users of the sandbox need to know to find their way. */
export interface ProjectSample {
  /** 星河商城. */
  readonly projectKey: string;
  readonly simpleName: string;
  /** On whose behalf the plugin calls: 张三, who administers the space. */
  readonly userKey: string;
  readonly releaseTypeKey: string;
  readonly storyFields: typeof keys;
  readonly issueFields: typeof issueFieldKeys;
  readonly spaces: typeof spaceKeys;
  /** By handle: what the sample calls its items. */
  readonly items: Readonly<Record<string, string>>;
  readonly views: { readonly fixed: string; readonly condition: string };
  /** Of the first row of the risks of the item `installments`. */
  readonly groupUuid: string;
  userKeyOf(name: string): string;
  /** The path of an item's page, as it stands in links. */
  pathOf(handle: string): string;
}

/** What the plugin of the sandbox signs in with. */
export const samplePlugin = {
  id: 'MII_66F0A1B2C3D4E5F6',
  secret: '5A0D1E7B9C3F4826A1D5E8B7C0F93A26',
} as const;

export interface ProjectSandbox {
  readonly world: ProjectWorld;
  readonly sample: ProjectSample;
}

/** A tenant with the sample in it. Worlds of one seed have the same ids. */
export function createProjectWorld(
  seed: string,
  clock: SandboxClock,
  options: Partial<ProjectOptions> = {},
): ProjectSandbox {
  const world = emptyWorld(seed, clock, { ...defaultProjectOptions, ...options });
  return { world, sample: addProjectSample(world) };
}

/** People and spaces, and nothing that they have done. */
function emptyWorld(seed: string, clock: SandboxClock, options: ProjectOptions): ProjectWorld {
  const ids = createProjectIds(seed, options.idsBeyondDoubles);
  return {
    clock,
    options,
    ids,
    plugin: {
      ...samplePlugin,
      collaborators: new Set(keysOf('张三,李四')),
      virtualScope: new Set([spaceKeys.mall]),
    },
    users: sampleUsers,
    spaces: sampleSpaces(ids),
    items: new Map(),
    comments: [],
    files: new Map(),
    workHours: [],
    records: [],
    views: new Map(),
    batchTasks: new Map(),
    bindings: [],
    userGroups: [],
    charts: [],
  };
}

/** Puts a company's shop into a tenant. */
function addProjectSample(world: ProjectWorld): ProjectSample {
  const mall = spaceNamed('xinghe', world);
  const story = typeNamed('story', mall);
  const items = {
    ...addItems(sampleStories, mall, story, world),
    ...addItems(sampleIssues, mall, typeNamed('issue', mall), world),
    ...addItems(sampleReleases, mall, typeNamed('release', mall), world),
    ...addDataItems(world),
  };
  const itemOf = (handle: string) => itemNamed(items, handle, world);
  const groups = addRisks(itemOf('installments'), world);
  arrange(itemOf, story);
  addComments(itemOf, world);
  return {
    projectKey: mall.key,
    simpleName: mall.simpleName,
    userKey: keyOf('张三'),
    releaseTypeKey: typeNamed('release', mall).key,
    storyFields: keys,
    issueFields: issueFieldKeys,
    spaces: spaceKeys,
    items,
    views: addViews(items, world),
    groupUuid: groups[0]?.uuid ?? '',
    userKeyOf: keyOf,
    pathOf: (handle) => itemPath(itemOf(handle), world),
  };
}

const dayMs = 24 * 60 * 60 * 1_000;

function addDataItems(world: ProjectWorld): Record<string, string> {
  const space = spaceNamed('datahub', world);
  return addItems(sampleDataStories, space, typeNamed('story', space), world);
}

function addRisks(item: WorkItem, { ids, clock }: ProjectWorld): readonly CompoundRow[] {
  const group = (values: readonly (readonly [key: string, value: Wire])[]) => ({
    uuid: ids.newGroupUuid(),
    values: new Map(values),
  });
  const groups = [
    group([
      [keys.riskText, '支付渠道费率尚未谈定'],
      [keys.riskLevel, { label: '高', value: 'high' }],
      [keys.riskOwner, keyOf('林小雨')],
      [keys.riskDue, clock.now() + 10 * dayMs],
      [keys.riskClosed, false],
    ]),
    group([
      [keys.riskText, '退款对账口径需财务确认'],
      [keys.riskLevel, { label: '中', value: 'middle' }],
      [keys.riskOwner, keyOf('赵六')],
    ]),
  ];
  item.groups.set(keys.risks, groups);
  return groups;
}

/** The states that items are brought into by other means than their process. */
function arrange(itemOf: (handle: string) => WorkItem, { templates }: WorkItemType): void {
  itemOf('purchasing').aborted = true;
  itemOf('pickup').frozen = true;
  Object.assign(itemOf('payroll'), { visibleTo: new Set(keysOf('周芭,黄磊')) });
  // The process that this one went through was deleted.
  Object.assign(itemOf('customs'), { templateId: `9${templates[0]?.id}` });
  const installments = itemOf('installments');
  const values = installments.values;
  values.set(keys.linkedIssues, [Number(itemOf('crash').id), Number(itemOf('refund').id)]);
  for (const handle of ['crash', 'refund']) {
    itemOf(handle).values.set(issueFieldKeys.story, Number(installments.id));
  }
  const frontEnd = installments.nodes.find(({ key }) => key === 'state_2');
  if (frontEnd !== undefined) frontEnd.owners = keysOf('王五,黄磊');
  itemOf('firstScreen').groups.set(keys.risks, installments.groups.get(keys.risks) ?? []);
}

function addComments(itemOf: (handle: string) => WorkItem, world: ProjectWorld): void {
  const { ids, clock, comments } = world;
  const say = (name: string, daysAgo: number, content: string) =>
    comments.push({
      id: ids.newRecordId(),
      itemId: itemOf('installments').id,
      createdAt: clock.now() - daysAgo * dayMs,
      operator: keyOf(name),
      content,
    });
  say('林小雨', 12, '需求文档已更新，请各端确认排期。');
  say('李四', 10, '后端预计 5 人天，依赖支付网关升级。');
  say('吴久', 2, '用例已写完 80%，周三评审。');
}

function addViews(items: Readonly<Record<string, string>>, world: ProjectWorld) {
  const basics = {
    projectKey: spaceKeys.mall,
    typeKey: 'story',
    createdBy: keyOf('张三'),
    createdAt: world.clock.now() - 5 * dayMs,
    modifiedBy: keyOf('张三'),
    cooperationMode: 1,
    collaborators: keysOf('林小雨'),
  };
  const [fixed, condition] = [world.ids.newViewId(), world.ids.newViewId()];
  const itemIds = ['installments', 'coupons'].flatMap((handle) => items[handle] ?? []);
  world.views.set(fixed, { ...basics, kind: 'fixed', id: fixed, name: '双十二重点需求', itemIds });
  const param = { param_key: 'priority', operator: 'HAS ANY OF', value: ['0'] };
  world.views.set(condition, {
    ...basics,
    kind: 'condition',
    id: condition,
    name: 'P0 需求',
    group: { conjunction: 'AND', search_params: [param] },
    panorama: false,
  });
  world.charts.push({ id: world.ids.newRecordId(), viewId: condition, name: '工作项类型分布' });
  return { fixed, condition };
}

function itemPath({ id, projectKey, typeKey }: WorkItem, { spaces }: ProjectWorld): string {
  const space = spaces.find(({ key }) => key === projectKey);
  const type = space?.types.find(({ key }) => key === typeKey);
  return `/${space?.simpleName}/${type?.apiName}/detail/${id}`;
}

function spaceNamed(simpleName: string, { spaces }: ProjectWorld): Space {
  const space = spaces.find((each) => each.simpleName === simpleName);
  if (space === undefined) throw new Error(`there is no space ${simpleName}`);
  return space;
}

function typeNamed(apiName: string, { types }: Space): WorkItemType {
  const type = types.find((each) => each.apiName === apiName);
  if (type === undefined) throw new Error(`there is no type ${apiName}`);
  return type;
}

function itemNamed(
  items: Readonly<Record<string, string>>,
  handle: string,
  world: ProjectWorld,
): WorkItem {
  const item = world.items.get(items[handle] ?? '');
  if (item === undefined) throw new Error(`there is no item ${handle}`);
  return item;
}
