import { bodySpace, findUser, reaches } from '../gateway/access.js';
import { bodyObjects, bodyText, bodyTexts } from '../gateway/body.js';
import type { ProjectHandlers, ProjectRequest } from '../gateway/handler.js';
import { refuse } from '../gateway/refusal.js';
import { int64, type WireObject } from '../gateway/wire.js';
import type { ProjectUser, ProjectWorld } from '../model/model.js';

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
} satisfies ProjectHandlers;

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
