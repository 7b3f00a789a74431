import type { ProjectUser, ProjectWorld, Space, WorkItemType } from '../model/model.js';
import type { Template } from '../model/process.js';
import type { WorkItem } from '../model/work-item.js';
import { refuse } from './refusal.js';
import { bodyTexts, type ProjectRequest, requiredId, requiredText } from './request.js';
import { sameWire } from './wire.js';

/** What an item stands in. */
export interface ItemScope {
  readonly space: Space;
  readonly type: WorkItemType;
  readonly item: WorkItem;
}

const objectId = /^[0-9a-f]{24}$/;

/** Finds a space by its id or its simple_name. */
export function findSpace(key: string, { spaces }: ProjectWorld): Space | undefined {
  return spaces.find((space) => space.key === key || space.simpleName === key);
}

/** The space that the path names. */
export function spaceOf(request: ProjectRequest, world: ProjectWorld): Space {
  return reachSpace(request.path['project_key'] ?? '', request, world);
}

/** The space that the body names. */
export function bodySpace(request: ProjectRequest, world: ProjectWorld): Space {
  return reachSpace(requiredText(request.body, 'project_key'), request, world);
}

export function reachSpace(key: string, request: ProjectRequest, world: ProjectWorld): Space {
  const space = findSpace(key, world) ?? refuse(objectId.test(key) ? 1000052062 : 1000052063);
  if (!space.pluginInstalled) refuse(10301, 'Plugin is not installed in the project');
  if (!reaches(space, request, world)) refuse(10404);
  return space;
}

/** Whether a space counts for a call that names none. */
export function reaches(
  space: Space,
  { identity }: ProjectRequest,
  { plugin }: ProjectWorld,
): boolean {
  const inScope = identity.tokenKind !== 'virtual' || plugin.virtualScope.has(space.key);
  return space.pluginInstalled && inScope && space.members.has(identity.userKey);
}

const maxNamedSpaces = 10;

/** `project_keys` and `simple_names` together; without either every space that the caller reaches. */
export function namedSpaces(request: ProjectRequest, world: ProjectWorld): readonly Space[] {
  const { body, identity } = request;
  const keys = bodyTexts(body, 'project_keys') ?? [];
  const names = bodyTexts(body, 'simple_names') ?? [];
  const asked = new Set([...keys, ...names]);
  if (asked.size > maxNamedSpaces) refuse(20057);
  if (asked.size > 0) return [...asked].map((key) => reachSpace(key, request, world));
  return world.spaces.filter(
    (space) => space.pluginInstalled && space.members.has(identity.userKey),
  );
}

/** Finds a type by its key or its api_name, or refuses the call. */
export function typeIn(space: Space, key: string): WorkItemType {
  return findType(space, key) ?? refuse(30014);
}

export function findType({ types }: Space, key: string): WorkItemType | undefined {
  return types.find((type) => type.key === key) ?? types.find((type) => type.apiName === key);
}

/** The type that the path names. */
export function typeOf(request: ProjectRequest, world: ProjectWorld) {
  const space = spaceOf(request, world);
  return { space, type: typeIn(space, request.path['work_item_type_key'] ?? '') };
}

/** The item that the path names. */
export function itemOf(request: ProjectRequest, world: ProjectWorld): ItemScope {
  const { space, type } = typeOf(request, world);
  const id = request.path['work_item_id'] ?? '';
  if (!/^\d+$/.test(id)) refuse(20006, 'Invalid Param, work_item_id must be an integer');
  const scope = itemIn(space, id, request, world);
  // "查询的工作项类型和工作项 id 不匹配" stands under 30005.
  if (scope.type !== type) refuse(30005);
  return scope;
}

/** The item that the body names. */
export function bodyItem(request: ProjectRequest, world: ProjectWorld): ItemScope {
  const space = bodySpace(request, world);
  return itemIn(space, requiredId(request.body, 'work_item_id'), request, world);
}

export function itemIn(
  space: Space,
  id: string,
  request: ProjectRequest,
  world: ProjectWorld,
): ItemScope {
  const item = liveItem(id, world) ?? refuse(30005);
  if (item.projectKey !== space.key) refuse(20014);
  if (!isVisible(item, space, request)) refuse(10001);
  return { space, item, type: typeIn(space, item.typeKey) };
}

export function liveItem(id: string, { items }: ProjectWorld): WorkItem | undefined {
  const item = items.get(id);
  return item?.deleted ? undefined : item;
}

/** Where an item stands that is known to exist. */
export function scopeOf(item: WorkItem, world: ProjectWorld): ItemScope {
  const space = findSpace(item.projectKey, world) ?? refuse(1000052062);
  return { space, item, type: typeIn(space, item.typeKey) };
}

/** `x-auth-mode: 1` checks as the X-USER-KEY user; without it items are exposed that this user cannot see. */
export function isVisible(item: WorkItem, space: Space, request: ProjectRequest): boolean {
  const { identity, headers } = request;
  if (headers['x-auth-mode'] !== '1' || item.visibleTo === undefined) return true;
  return item.visibleTo.has(identity.userKey) || isAdministrator(space, identity.userKey);
}

export function isAdministrator(space: Space, userKey: string): boolean {
  return space.administrators.includes(userKey);
}

/** Who has an item in hand: its creator, the owners of its roles, the administrators. */
export function mayEdit({ space, item }: ItemScope, userKey: string): boolean {
  const inRole = [...item.roleOwners.values()].some((owners) => owners.includes(userKey));
  return inRole || item.createdBy === userKey || isAdministrator(space, userKey);
}

/** What changes an item: refused to strangers, and while the item is terminated or frozen. */
export function editableItem(request: ProjectRequest, world: ProjectWorld): ItemScope {
  const scope = itemOf(request, world);
  checkEditable(scope, request.identity.userKey);
  return scope;
}

export function checkEditable(scope: ItemScope, userKey: string): void {
  if (scope.item.aborted) refuse(20007);
  checkFrozen(scope);
  if (!mayEdit(scope, userKey) && !ownsNode(scope.item, userKey)) refuse(10001);
}

/** The pages name no code for a frozen item. */
export function checkFrozen({ item }: ItemScope): void {
  if (item.frozen) refuse(10002, 'WorkItem is frozen');
}

/** Whether somebody owns a node of an item, or a sub-task of one. */
function ownsNode({ nodes }: WorkItem, userKey: string): boolean {
  return nodes.some(
    ({ owners, subTasks }) =>
      owners?.includes(userKey) || subTasks.some(({ assignee }) => assignee.includes(userKey)),
  );
}

/** Undefined once the process was deleted. */
export function templateOf({ type, item }: ItemScope): Template | undefined {
  return type.templates.find(({ id }) => id === item.templateId);
}

export function findUser(
  userKey: string,
  { users }: Pick<ProjectWorld, 'users'>,
): ProjectUser | undefined {
  return users.find((user) => user.userKey === userKey);
}

/** What a caller can find in some spaces, the newest first. */
export function visibleItems(
  spaces: readonly Space[],
  request: ProjectRequest,
  { items }: ProjectWorld,
): ItemScope[] {
  return [...items.values()].reverse().flatMap((item) => {
    const space = spaces.find(({ key }) => key === item.projectKey);
    const isFound = space !== undefined && !item.deleted && isVisible(item, space, request);
    return isFound ? [{ space, item, type: typeIn(space, item.typeKey) }] : [];
  });
}

/** "空间中配置的插件拦截规则": refuses what a rule of the space intercepts. */
export function checkInterceptions({ space, item }: ItemScope, target: string): void {
  const isCaught = space.interceptions.some(
    ({ typeKey, target: caught, unless }) =>
      typeKey === item.typeKey &&
      caught === target &&
      !sameWire(item.values.get(unless.field) ?? null, unless.value),
  );
  if (isCaught) {
    refuse(20090, 'Your request has been intercepted.', 'Your request has been Intercept');
  }
}
