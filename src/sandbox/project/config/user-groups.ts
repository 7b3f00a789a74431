import { findUser, spaceOf } from '../gateway/access.js';
import { bodyTexts, refuseMissing, requiredText } from '../gateway/body.js';
import type { ProjectHandlers, ProjectRequest } from '../gateway/handler.js';
import { page } from '../gateway/paging.js';
import { refuse } from '../gateway/refusal.js';
import type { WireObject } from '../gateway/wire.js';
import type { ProjectWorld, Space, UserGroup } from '../model/model.js';

const maxUsers = 100;

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
} satisfies ProjectHandlers;

function ownSpace(request: ProjectRequest, world: ProjectWorld): Space {
  if (request.identity.tokenKind !== 'user') refuse(10211);
  return spaceOf(request, world);
}

function peopleIn(body: WireObject, name: string, world: ProjectWorld): readonly string[] {
  const keys = bodyTexts(body, name) ?? [];
  if (keys.length > maxUsers) refuse(20004);
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
