import { bodySpace, findUser, reaches, spaceOf } from '../gateway/access.js';
import { page } from '../gateway/paging.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyObjects,
  bodyText,
  bodyTexts,
  type ProjectHandlerGroup,
  type ProjectRequest,
  refuseMissing,
  requiredText,
} from '../gateway/request.js';
import { int64, type WireObject } from '../gateway/wire.js';
import type { ProjectUser, ProjectWorld, Space, UserGroup } from '../model/model.js';

const maxUsers = 100;

/** Who there is: by key, union id or e-mail, or by a part of the name. */
export const userHandlers = {
  project_users_query: (request, world) => {
    const { body } = request;
    const keys = bodyTexts(body, 'user_keys') ?? [];
    const outIds = bodyTexts(body, 'out_ids') ?? [];
    const emails = bodyTexts(body, 'emails') ?? [];
    return answer(
      [
        ...keys.map((key) => (user: ProjectUser) => user.userKey === key),
        ...outIds.map((id) => (user: ProjectUser) => user.outId === id),
        ...emails.map((email) => (user: ProjectUser) => user.email === email),
      ],
      request,
      world,
    );
  },

  project_users_query_tenant: (request, world) => {
    const { body } = request;
    const keys = bodyTexts(body, 'user_keys') ?? [];
    const emails = bodyTexts(body, 'emails') ?? [];
    const outUsers = bodyObjects(body, 'out_users').map((out) => bodyText(out, 'out_user_id'));
    return answer(
      [
        ...keys.map((key) => (user: ProjectUser) => user.userKey === key),
        ...emails.map((email) => (user: ProjectUser) => user.email === email),
        ...outUsers.map((id) => (user: ProjectUser) => user.outId === id),
      ],
      request,
      world,
    );
  },

  project_users_search: (request, world) => {
    const { body } = request;
    const query = (bodyText(body, 'query') ?? '').trim().toLowerCase();
    const space = bodyText(body, 'project_key') ? bodySpace(request, world) : undefined;
    const found = visibleUsers(request, world).filter((user) => {
      const names = [user.nameCn, user.nameEn, user.email].map((name) => name.toLowerCase());
      const isNamed = query !== '' && names.some((name) => name.includes(query));
      return isNamed && (space === undefined || space.members.has(user.userKey));
    });
    return { data: found.map(userReply) };
  },
} satisfies ProjectHandlerGroup;

type Wanted = (user: ProjectUser) => boolean;

function answer(wanted: readonly Wanted[], request: ProjectRequest, world: ProjectWorld) {
  if (wanted.length === 0) refuse(20005, 'Missing Param, user_keys || out_ids || emails');
  if (wanted.length > maxUsers) refuse(20004);
  const users = visibleUsers(request, world);
  const found = new Set(wanted.flatMap((isWanted) => users.find(isWanted) ?? []));
  if (found.size === 0) refuse(30006);
  return { data: [...found].map(userReply) };
}

/** "使用了虚拟 token，只能查到插件协作者相关信息" */
function visibleUsers(
  { identity }: ProjectRequest,
  { users, plugin }: ProjectWorld,
): readonly ProjectUser[] {
  if (identity.tokenKind !== 'virtual') return users;
  return users.filter(({ userKey }) => plugin.collaborators.has(userKey));
}

/** UserBasicInfo. */
function userReply(user: ProjectUser): WireObject {
  const { userKey, userId, nameCn, nameEn, email, outId, status } = user;
  return {
    user_id: int64(userId),
    user_key: userKey,
    username: nameEn,
    name_cn: nameCn,
    name_en: nameEn,
    name: { default: nameCn, en_us: nameEn, zh_cn: nameCn },
    email,
    avatar_url: `https://sandbox.invalid/avatar/${userKey}.png`,
    out_id: outId,
    status,
  };
}

/** The person that a body names as `user_key`. */
export function namedUser(userKey: string, world: ProjectWorld): ProjectUser {
  const user = findUser(userKey, world) ?? refuse(30006);
  return user.status === 'resigned' ? refuse(10302) : user;
}

/** The spaces that a person and the plugin both reach. */
export function spacesOf(userKey: string, request: ProjectRequest, world: ProjectWorld) {
  const { tokenKind } = request.identity;
  const asUser = { ...request, identity: { userKey, tokenKind } };
  return world.spaces.filter((space) => reaches(space, asUser, world));
}

const maxMembers = 100;

/** User groups; these endpoints take a user token only. */
export const userGroupHandlers = {
  project_user_groups_create: (request, world) => {
    const space = ownSpace(request, world);
    const name = requiredText(request.body, 'name');
    if (name.length > 250 || name.includes('/')) refuse(20006, 'Invalid Param, name');
    const members = peopleIn(request.body, 'users', world);
    const group = { id: world.ids.newObjectId(), projectKey: space.key, name, members };
    world.userGroups.push(group);
    return { data: { id: group.id } };
  },

  project_user_groups_update_members: (request, world) => {
    const space = ownSpace(request, world);
    const { body } = request;
    const kind = requiredText(body, 'user_group_type');
    if (kind !== 'CUSTOMIZE') refuse(20006, 'Invalid Param, user_group_type');
    const group = groupIn(space, requiredText(body, 'user_group_id'), world);
    const replaced = peopleIn(body, 'replace_users', world);
    const added = peopleIn(body, 'add_users', world);
    const deleted = peopleIn(body, 'delete_users', world);
    if (replaced.length + added.length + deleted.length === 0) refuseMissing('add_users');
    const kept = group.members.filter((userKey) => !deleted.includes(userKey));
    group.members = replaced.length > 0 ? replaced : [...new Set([...kept, ...added])];
    return { data: {} };
  },

  project_user_groups_list_members: (request, world) => {
    const space = ownSpace(request, world);
    const { body } = request;
    const kind = requiredText(body, 'user_group_type');
    const listed = groupsOf(space, kind, world);
    const ids = bodyTexts(body, 'user_group_ids') ?? [];
    const found = ids.length === 0 ? listed : listed.filter(({ id }) => ids.includes(id));
    const { items, pagination } = page(found, body, { defaultSize: 50, maxSize: 100 });
    const { page_num, page_size, total } = pagination;
    const hasMore = Number(page_num) * Number(page_size) < Number(total);
    return {
      data: {
        list: items.map(({ id, name, members }) => ({
          id,
          name,
          user_count: members.length,
          user_members: members,
        })),
        pagination: { page_num, page_size, has_more: hasMore },
      },
    };
  },
} satisfies ProjectHandlerGroup;

function ownSpace(request: ProjectRequest, world: ProjectWorld): Space {
  if (request.identity.tokenKind !== 'user') refuse(10211);
  return spaceOf(request, world);
}

function peopleIn(body: WireObject, name: string, world: ProjectWorld): readonly string[] {
  const keys = bodyTexts(body, name) ?? [];
  if (keys.length > maxMembers) refuse(20004);
  const stranger = keys.find((key) => findUser(key, world) === undefined);
  return stranger === undefined ? keys : refuse(30006, `User Not Found, ${stranger}`);
}

function groupIn(space: Space, id: string, { userGroups }: ProjectWorld): UserGroup {
  const group = userGroups.find((each) => each.id === id && each.projectKey === space.key);
  return group ?? refuse(20006, 'Invalid Param, user_group_id');
}

function groupsOf(space: Space, kind: string, { userGroups }: ProjectWorld): readonly UserGroup[] {
  const projectKey = space.key;
  const groups: Readonly<Record<string, () => readonly UserGroup[]>> = {
    PROJECT_ADMIN: () => [
      { id: 'admin', projectKey, name: '管理员', members: space.administrators },
    ],
    PROJECT_MEMBER: () => [{ id: 'member', projectKey, name: '成员', members: [...space.members] }],
    CUSTOMIZE: () => userGroups.filter((group) => group.projectKey === projectKey),
  };
  return (groups[kind] ?? (() => refuse(20006, 'Invalid Param, user_group_type')))();
}
